"""What machines read: RSS, Atom, the sitemap, robots.txt."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from bantin.cache import digest, digest_bytes
from bantin.catalog import Shelf
from bantin.plan.bulletin import Bulletin, Fetch, Page, Parts, Views

NAMES = {"feed": ("stories", "sections", "feed"), "sitemap": ("addresses", "dates", "sections"), "robots": ()}

FEEDS = ("rss.xml", "atom.xml")
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"


class Feed(NamedTuple):
    title: str
    url: str
    self_url: str
    description: str
    date: str
    updated: str


class Item(NamedTuple):
    title: str
    url: str
    date: str
    published: str
    updated: str
    summary: str
    author: str
    section: str


class Entry(NamedTuple):
    """A page in the sitemap. modified: a W3C date or ""."""

    url: str
    modified: str


def pages(bulletin: Bulletin) -> list[Page]:
    sections = [path for path, members in bulletin.site.members.items() if members or not path]
    return [
        *(
            Page(f"{path}/{name}" if path else name, f"feeds/{name}", "feed", (path,), {})
            for path in sections
            for name in FEEDS
        ),
        Page(SITEMAP, "feeds/sitemap.xml", "sitemap", (), {}),
        Page(ROBOTS, "feeds/robots.txt", "robots", (), {}),
    ]


def parts(bulletin: Bulletin, page: Page) -> Parts:
    if page.kind == "feed":
        newest = _newest(bulletin, page)
        own = digest_bytes(b"".join([shelf.article.own for shelf in newest]))
        sections = bulletin.sections_digest(shelf.article.section for shelf in newest)
        return own, sections, bulletin.section(str(page.key[0])).digest
    if page.kind == "sitemap":
        site = bulletin.site
        shelves = (*site.articles, *site.pages)
        changed = digest([(shelf.article.updated, shelf.article.date) for shelf in shelves])
        return bulletin.shelves_digest(shelves), changed, digest(list(site.sections))
    return ()


def values(bulletin: Bulletin, _views: Views, page: Page, _prose: Fetch) -> dict[str, Any]:
    if page.kind == "feed":
        return _feed_values(bulletin, page)
    if page.kind == "sitemap":
        return {"entries": _entries(bulletin)}
    return {"sitemap": bulletin.whole_url(SITEMAP)}


def _newest(bulletin: Bulletin, page: Page) -> list[Shelf]:
    """The newest articles of the feed's section; of the whole site for the root."""
    members = bulletin.site.members[str(page.key[0])]
    return [bulletin.site.articles[place] for place in members[: bulletin.config.lists.feed]]


def _feed_values(bulletin: Bulletin, page: Page) -> dict[str, Any]:
    path = str(page.key[0])
    section, newest = bulletin.section(path), _newest(bulletin, page)
    latest = max((max(s.article.when, s.article.updated_when) for s in newest), default=0)
    title = bulletin.config.title
    feed = Feed(
        title=f"{section.title} | {title}" if path else title,
        url=bulletin.whole_url(f"{path}/" if path else ""),
        self_url=bulletin.whole_url(page.address),
        description=(section.summary if path else bulletin.config.description) or title,
        date=_rfc822(latest),
        updated=_rfc3339(latest),
    )
    return {"feed": feed, "items": tuple(_item(bulletin, shelf) for shelf in newest)}


def _item(bulletin: Bulletin, shelf: Shelf) -> Item:
    article = shelf.article
    return Item(
        title=article.title,
        url=bulletin.whole_url(article.address),
        date=_rfc822(article.when),
        published=_rfc3339(article.when),
        updated=_rfc3339(max(article.when, article.updated_when)),
        summary=article.summary,
        author=article.author,
        section=bulletin.section(article.section).title if article.section else "",
    )


def _entries(bulletin: Bulletin) -> tuple[Entry, ...]:
    site = bulletin.site
    return (
        Entry(bulletin.whole_url(""), site.articles[0].article.date if site.articles else ""),
        *(Entry(bulletin.whole_url(f"{path}/"), "") for path in site.sections if path),
        *(_entry(bulletin, shelf) for shelf in (*site.articles, *site.pages)),
    )


def _entry(bulletin: Bulletin, shelf: Shelf) -> Entry:
    article = shelf.article
    return Entry(bulletin.whole_url(article.address), article.updated or article.date)


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _rfc822(when: int) -> str:
    """RFC 822 with a four-digit year, in UTC; in English whatever the machine's locale."""
    moment = datetime.fromtimestamp(when, UTC)
    return f"{_DAYS[moment.weekday()]}, {moment:%d} {_MONTHS[moment.month - 1]} {moment:%Y %H:%M:%S} +0000"


def _rfc3339(when: int) -> str:
    return f"{datetime.fromtimestamp(when, UTC):%Y-%m-%dT%H:%M:%SZ}"
