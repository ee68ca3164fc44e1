"""The articles of a site put in order: what is due, sections with their members, neighbours, the newest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bantin.cache.blobs import digest, digest_bytes
from bantin.model import STANDALONE_KINDS, Article, PackSpan
from bantin.system.named_tuple import NamedTuple


class Section(NamedTuple):
    """A folder of articles. path: as in addresses ("ket-qua/par-index"); "" is the root.

    digest: of all that other pages may show of it. breadcrumb_digest: of all that a breadcrumb down to it
    shows, for the root of the root itself.
    """

    path: str
    title: str
    summary: str
    weight: int
    children: tuple[str, ...]
    digest: bytes
    breadcrumb_digest: bytes


class StoredArticle(NamedTuple):
    """An article beside the place where its prose waits."""

    article: Article
    prose: PackSpan


class Site(NamedTuple):
    """Everything pages are planned from.

    articles: newest first; of equal dates the smaller address first. An article is named by its index here.
    pages: standing pages, by weight, then by address. indexes: the `_index.md` of each section that has one.
    members: for each section its articles and those of the sections below it, newest first; all for "".
    older, newer: for each article its neighbour in its own section, or -1.
    lead: the newest `featured` article, else the newest.
    hidden: sources that are not published now (drafts, not yet due, expired).
    next_change: the next instant (seconds since 1970) at which an article turns due, is fresh no longer or
    expires; 0 for never. last_change: the latest such instant that is not after `now`: a clock that is put
    back behind it sees another site.
    """

    articles: Sequence[StoredArticle]
    pages: Sequence[StoredArticle]
    indexes: Mapping[str, StoredArticle]
    sections: dict[str, Section]
    members: dict[str, list[int]]
    older: list[int]
    newer: list[int]
    lead: int
    hidden: Mapping[str, Article]
    next_change: int
    last_change: int


def arrange(
    stored_articles: Iterable[StoredArticle],
    folders: Iterable[str],
    *,
    now: int,
    drafts: bool,
    fresh_for: int = 0,
) -> Site:
    """Return the site at `now` (seconds since 1970).

    folders: the section paths of all content folders with Markdown; one without an `_index.md` is a section
    too. drafts: count drafts and future articles as published. fresh_for: how many seconds after its date an
    article is in the list of fresh ones; 0 for a site without such a list.
    """
    articles: list[StoredArticle] = []
    pages: list[StoredArticle] = []
    indexes: dict[str, StoredArticle] = {}
    hidden: dict[str, Article] = {}
    instants: list[int] = []
    for stored in stored_articles:
        article = stored.article
        if article.kind == "section":
            indexes[article.section] = stored
            continue
        if article.expires or article.when + fresh_for > now or article.updated_when > now:
            instants += _instants(article, now, fresh_for)
        if is_published(article, now=now, drafts=drafts):
            group = pages if article.kind in STANDALONE_KINDS else articles
            group.append(with_notice(stored, now) if drafts else stored)
        else:
            hidden[article.source] = article
    articles.sort(key=lambda stored: stored.article.address)
    articles.sort(key=lambda stored: stored.article.when, reverse=True)
    pages.sort(key=lambda stored: (stored.article.weight, stored.article.address))
    sections = _sections(indexes, {*folders, *(stored.article.section for stored in articles)})
    instants.append(_latest(articles, pages, now, fresh_for))
    older, newer = _neighbours(articles)
    return Site(
        articles=tuple(articles),
        pages=tuple(pages),
        indexes=indexes,
        sections=sections,
        members=_members(articles, sections),
        older=older,
        newer=newer,
        lead=next((index for index, stored in enumerate(articles) if stored.article.featured), 0),
        hidden=hidden,
        next_change=min([instant for instant in instants if instant > now], default=0),
        last_change=max([instant for instant in instants if instant <= now], default=0),
    )


def _instants(article: Article, now: int, fresh_for: int) -> Iterator[int]:
    """Yield when the article turns due, or else is fresh no longer, after `now`; when it expires; and when
    its dates lie in the future no longer.
    """
    for instant in (article.when, article.when + fresh_for):
        if instant > now:
            yield instant
            break
    if article.expires:
        yield article.expires
    for instant in (article.updated_when, article.when - FAR):  # until then there is a warning
        if instant > now:
            yield instant


def _latest(articles: list[StoredArticle], pages: list[StoredArticle], now: int, fresh_for: int) -> int:
    """Return when one last turned due, or was fresh no longer. articles: newest first, so few are read."""
    due = [stored.article.when for stored in pages if stored.article.when <= now]
    for wait in (0, fresh_for):
        whens = (stored.article.when + wait for stored in articles)
        due.append(next((when for when in whens if when <= now), 0))
    return max(due)


def is_published(article: Article, *, now: int, drafts: bool) -> bool:
    if article.expires and article.expires <= now:
        return False
    return drafts or (not article.draft and article.when <= now)


def unpublished(hidden: Iterable[Article], *, now: int) -> tuple[int, int, int, int]:
    """Count what is not published: drafts, scheduled articles (and when the next is due), expired ones."""
    drafts = expired = 0
    due = []
    for article in hidden:
        if article.expires and article.expires <= now:
            expired += 1
        elif article.draft:
            drafts += 1
        else:
            due.append(article.when)
    return drafts, len(due), min(due, default=0), expired


# An article that is due later than this is told of: its year may be mistyped.
FAR = 400 * 86400


def with_notice(stored: StoredArticle, now: int) -> StoredArticle:
    """Return it with a notice where only `drafts` publishes it; all that shows it shows the notice."""
    article = stored.article
    notice = "draft" if article.draft else "not_yet" if article.when > now else ""
    if not notice:
        return stored
    marked = article._replace(
        notice=notice,
        page_digest=digest((article.page_digest, notice)),
        card_digest=digest((article.card_digest, notice)),
        link_digest=digest((article.link_digest, notice)),
    )
    return stored._replace(article=marked)


def ancestors(path: str) -> list[str]:
    """Return the sections above and including `path`, the topmost first, without the root."""
    parts = path.split("/") if path else []
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def _sections(indexes: dict[str, StoredArticle], folders: set[str]) -> dict[str, Section]:
    """Return all sections by path, each before those below it, siblings by weight, then by path."""
    paths = {path for folder in (*folders, *indexes) for path in ancestors(folder)} | {""}
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
        above = [sections[parent].digest for parent in ancestors(path)[:-1]]
        weight = index.article.weight if index else 0
        trail = digest_bytes(b"".join([*above, own]))
        sections[path] = Section(path, title, summary, weight, tuple(below), own, trail)
        waiting.extend(reversed(below))
    return sections


def _title_of(path: str) -> str:
    """Return the title of a folder without an `_index.md`; a warning asks for a real one."""
    return path.rpartition("/")[2].replace("-", " ").capitalize()


def _members(articles: Sequence[StoredArticle], sections: dict[str, Section]) -> dict[str, list[int]]:
    members: dict[str, list[int]] = {path: [] for path in sections}
    lists = {path: [members[above] for above in ("", *ancestors(path))] for path in sections}
    for index, stored in enumerate(articles):
        for members_above in lists[stored.article.section]:
            members_above.append(index)
    return members


def _neighbours(articles: Sequence[StoredArticle]) -> tuple[list[int], list[int]]:
    older = [-1] * len(articles)
    newer = [-1] * len(articles)
    last: dict[str, int] = {}
    for index, stored in enumerate(articles):
        section = stored.article.section
        before = last.get(section, -1)
        newer[index] = before
        if before >= 0:
            older[before] = index
        last[section] = index
    return older, newer
