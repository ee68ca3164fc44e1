"""Drafts, scheduled, expired and newest articles, for the commands `list` and `why`."""

from bantin.site.order import Site, state_of
from bantin.system.named_tuple import NamedTuple

_NEWEST = 20


class ListedArticle(NamedTuple):
    """A line of `list`.

    path: of the file, relative to the site folder. state: see order.state_of. time: the date of the article,
    or of its expiry if it has expired, in seconds since 1970.
    """

    path: str
    state: str
    time: int
    title: str
    address: str


def list_articles(site: Site, which: str | None, *, now: int, shown_as: str) -> list[ListedArticle]:
    """Return the articles that `which` selects, "recent" newest first, others by state, date and path.

    which: "drafts", "scheduled", "expired", "recent", or None for all unpublished articles.
    shown_as: the name of the content folder, "content/".
    """
    if which == "recent":
        articles = [stored.article for stored in site.articles[:_NEWEST]]
    else:
        articles = [*site.unpublished.values()]
    entries = []
    for article in articles:
        state = state_of(article, now=now)
        time = article.expires if state == "expired" else article.published_at
        entries.append(
            ListedArticle(shown_as + article.source, state, time, article.title, f"/{article.address}")
        )
    if which == "recent":
        return entries
    wanted = {"drafts": ["draft"], "scheduled": ["scheduled"], "expired": ["expired"]}
    states = wanted.get(which or "", ["draft", "scheduled", "expired"])
    chosen = [article for article in entries if article.state in states]
    return sorted(chosen, key=lambda article: (states.index(article.state), article.time, article.path))
