"""The articles of a site put in order: what is due, sections with their members, neighbours, the newest."""

from collections.abc import Iterable, Sequence

from bantin.cache.blobs import digest
from bantin.model import STANDING, Article, Span
from bantin.system.named_tuple import NamedTuple


class Section(NamedTuple):
    """A folder of articles. path: as in addresses ("ket-qua/par-index"); "" is the root.

    digest: of all that other pages may show of it.
    """

    path: str
    title: str
    summary: str
    weight: int
    children: tuple[str, ...]
    digest: bytes


class Shelf(NamedTuple):
    """An article beside the place where its prose waits."""

    article: Article
    prose: Span


class Site(NamedTuple):
    """Everything pages are planned from.

    articles: newest first; of equal dates the smaller address first. An article is named by its place here.
    pages: standing pages, by weight, then by address. indexes: the `_index.md` of each section that has one.
    members: for each section its articles and those of the sections below it, newest first; all for "".
    older, newer: for each article its neighbour in its own section, or -1.
    hidden: sources that are not published now (drafts, not yet due, expired).
    next_change: the next instant (seconds since 1970) at which an article turns due, is fresh no longer or
    expires; 0 for never. last_change: the latest such instant that is not after `now`: a clock that is put
    back behind it sees another site.
    """

    articles: tuple[Shelf, ...]
    pages: tuple[Shelf, ...]
    indexes: dict[str, Shelf]
    sections: dict[str, Section]
    members: dict[str, list[int]]
    older: list[int]
    newer: list[int]
    hidden: dict[str, Article]
    next_change: int
    last_change: int


def arrange(
    shelves: Iterable[Shelf], folders: Iterable[str], *, now: int, drafts: bool, fresh_for: int = 0
) -> Site:
    """Put the articles of all sources in order, as seen at `now` (seconds since 1970).

    `folders` are the section paths of all content folders that hold Markdown, so that a section without
    an `_index.md` is one too. With `drafts`, drafts and future articles count as published. `fresh_for`: so
    many seconds after its date an article stands in a list of fresh ones, if there is one.
    """
    articles: list[Shelf] = []
    pages: list[Shelf] = []
    indexes: dict[str, Shelf] = {}
    hidden: dict[str, Article] = {}
    changes: list[int] = []
    expired: list[int] = []
    for shelf in shelves:
        article = shelf.article
        if article.kind == "section":
            indexes[article.section] = shelf
            continue
        if article.when > now:
            changes.append(article.when)
        elif article.when + fresh_for > now:
            changes.append(article.when + fresh_for)
        if article.expires:
            (changes if article.expires > now else expired).append(article.expires)
        if is_published(article, now=now, drafts=drafts):
            shelf = _marked(shelf, now) if drafts else shelf
            (pages if article.kind in STANDING else articles).append(shelf)
        else:
            hidden[article.source] = article
    articles.sort(key=lambda shelf: shelf.article.address)
    articles.sort(key=lambda shelf: shelf.article.when, reverse=True)
    pages.sort(key=lambda shelf: (shelf.article.weight, shelf.article.address))
    sections = _sections(indexes, {*folders, *(shelf.article.section for shelf in articles)})
    members = _members(articles, sections)
    older, newer = _neighbours(articles)
    return Site(
        articles=tuple(articles),
        pages=tuple(pages),
        indexes=indexes,
        sections=sections,
        members=members,
        older=older,
        newer=newer,
        hidden=hidden,
        next_change=min(changes, default=0),
        last_change=max(_latest(articles, pages, now, fresh_for), *expired, 0),
    )


def _latest(articles: list[Shelf], pages: list[Shelf], now: int, fresh_for: int) -> int:
    """When one turned due, or was fresh no longer, last. Of `articles`, newest first, few are looked at."""
    due = [shelf.article.when for shelf in pages if shelf.article.when <= now]
    for wait in (0, fresh_for):
        whens = (shelf.article.when + wait for shelf in articles)
        due.append(next((when for when in whens if when <= now), 0))
    return max(due)


def is_published(article: Article, *, now: int, drafts: bool) -> bool:
    if article.expires and article.expires <= now:
        return False
    return drafts or (not article.draft and article.when <= now)


def _marked(shelf: Shelf, now: int) -> Shelf:
    """With a notice where only `drafts` publishes it; all that shows the article shows the notice."""
    article = shelf.article
    notice = "draft" if article.draft else "not_yet" if article.when > now else ""
    if not notice:
        return shelf
    own, card, link = (digest((one, notice)) for one in (article.own, article.card, article.link))
    return shelf._replace(article=article._replace(notice=notice, own=own, card=card, link=link))


def ancestors(path: str) -> list[str]:
    """The sections above and including `path`, the topmost first; the root is none of them."""
    parts = path.split("/") if path else []
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def _sections(indexes: dict[str, Shelf], folders: set[str]) -> dict[str, Section]:
    """All sections by path, each before those below it, siblings by weight, then by title."""
    paths = {one for folder in (*folders, *indexes) for one in ancestors(folder)} | {""}
    children: dict[str, list[str]] = {path: [] for path in paths}
    for path in paths - {""}:
        children[path.rpartition("/")[0]].append(path)

    def order(path: str) -> tuple[int, str]:
        index = indexes.get(path)
        return (index.article.weight if index else 1000, path)

    sections: dict[str, Section] = {}
    waiting = [""]
    while waiting:
        path = waiting.pop()
        below = sorted(children[path], key=order)
        index = indexes.get(path)
        title = index.article.title if index else _title_of(path)
        summary = index.article.summary if index else ""
        own = digest((path, title, summary))
        weight = index.article.weight if index else 0
        sections[path] = Section(path, title, summary, weight, tuple(below), own)
        waiting.extend(reversed(below))
    return sections


def _title_of(path: str) -> str:
    """What a folder without an `_index.md` is called; its check asks for a real title."""
    return path.rpartition("/")[2].replace("-", " ").capitalize()


def _members(articles: Sequence[Shelf], sections: dict[str, Section]) -> dict[str, list[int]]:
    members: dict[str, list[int]] = {path: [] for path in sections}
    lists = {path: [members[one] for one in ("", *ancestors(path))] for path in sections}
    for place, shelf in enumerate(articles):
        for one in lists[shelf.article.section]:
            one.append(place)
    return members


def _neighbours(articles: Sequence[Shelf]) -> tuple[list[int], list[int]]:
    older = [-1] * len(articles)
    newer = [-1] * len(articles)
    last: dict[str, int] = {}
    for place, shelf in enumerate(articles):
        section = shelf.article.section
        before = last.get(section, -1)
        newer[place] = before
        if before >= 0:
            older[before] = place
        last[section] = place
    return older, newer
