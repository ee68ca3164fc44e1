"""The order of a site: published articles, sections with their members, neighbours, the lead article."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bantin.cache.blobs import PackSpan, digest
from bantin.model import STANDALONE_KINDS, Article
from bantin.system.named_tuple import NamedTuple


class Section(NamedTuple):
    """A folder of articles. path: as in addresses ("ket-qua/par-index"); "" is the root.

    children: paths of the sections directly below. digest: of path, title and summary, which other pages may
    show. breadcrumb_digest: of the paths and titles of all sections in the breadcrumb down to this one.
    """

    path: str
    title: str
    summary: str
    weight: int
    children: tuple[str, ...]
    digest: bytes
    breadcrumb_digest: bytes


class StoredArticle(NamedTuple):
    """An article and the position of its body in the prose pack."""

    article: Article
    prose: PackSpan


class Site(NamedTuple):
    """All articles of a site in order. Other modules refer to an article by its index in `articles`.

    articles: the published ones, newest first; of equal dates the smaller address first.
    standalone_pages: by weight, then by address. indexes: the `_index.md` of each section that has one.
    members: for each section path its articles and those of the sections below it, newest first; "" has all.
    older, newer: for each article its neighbour in its own section, or -1.
    lead: the newest article with `featured`, else the newest.
    unpublished: the unpublished articles by source (drafts, not due yet, expired).
    next_change: when the site changes next without an edit: an article becomes due, leaves the list of fresh
    ones or expires; in seconds since 1970, 0 for never. last_change: the latest such change up to `now`; a
    build with an earlier `now` makes another site.
    """

    articles: Sequence[StoredArticle]
    standalone_pages: Sequence[StoredArticle]
    indexes: Mapping[str, StoredArticle]
    sections: dict[str, Section]
    members: dict[str, list[int]]
    older: list[int]
    newer: list[int]
    lead: int
    unpublished: Mapping[str, Article]
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

    folders: the section paths of all content folders with Markdown; a folder without an `_index.md` is a
    section too. drafts: whether to publish drafts and future articles. fresh_for: for how many seconds after
    its date an article is in the news sitemap; 0 for a site without one.
    """
    articles: list[StoredArticle] = []
    pages: list[StoredArticle] = []
    indexes: dict[str, StoredArticle] = {}
    unpublished: dict[str, Article] = {}
    instants: list[int] = []
    for stored in stored_articles:
        article = stored.article
        if article.kind == "section":
            indexes[article.section] = stored
            continue
        if article.expires or article.published_at + fresh_for > now or article.updated_at > now:
            instants += _change_instants(article, now, fresh_for)
        if is_published(article, now=now, drafts=drafts):
            group = pages if article.kind in STANDALONE_KINDS else articles
            group.append(with_notice(stored, now) if drafts else stored)
        else:
            unpublished[article.source] = article
    articles.sort(key=lambda stored: stored.article.address)
    articles.sort(key=lambda stored: stored.article.published_at, reverse=True)
    pages.sort(key=lambda stored: (stored.article.weight, stored.article.address))
    sections = _sections(indexes, {*folders, *(stored.article.section for stored in articles)})
    instants.append(_last_change(articles, pages, now, fresh_for))
    older, newer = _neighbours(articles)
    return Site(
        articles=tuple(articles),
        standalone_pages=tuple(pages),
        indexes=indexes,
        sections=sections,
        members=_members(articles, sections),
        older=older,
        newer=newer,
        lead=next((index for index, stored in enumerate(articles) if stored.article.featured), 0),
        unpublished=unpublished,
        next_change=min([instant for instant in instants if instant > now], default=0),
        last_change=max([instant for instant in instants if instant <= now], default=0),
    )


def _change_instants(article: Article, now: int, fresh_for: int) -> Iterator[int]:
    """Yield the instants at which the article changes the site.

    Then it becomes due, leaves the list of fresh ones, expires, or a warning about its dates ends.
    """
    for instant in (article.published_at, article.published_at + fresh_for):
        if instant > now:
            yield instant
            break
    if article.expires:
        yield article.expires
    yield article.updated_at  # until then, and until the next instant, its dates cause a warning
    yield article.published_at - FAR_FUTURE_SECONDS


def _last_change(articles: list[StoredArticle], pages: list[StoredArticle], now: int, fresh_for: int) -> int:
    """Return when an article last became due, left the list of fresh ones or was updated.

    articles: newest first.
    """
    due = [stored.article.published_at for stored in pages if stored.article.published_at <= now]
    due += [stored.article.updated_at for stored in (*articles, *pages) if stored.article.updated_at <= now]
    for wait in (0, fresh_for):
        whens = (stored.article.published_at + wait for stored in articles)
        due.append(next((when for when in whens if when <= now), 0))
    return max(due)


def state_of(article: Article, *, now: int) -> str:
    """Return "draft", "scheduled", "expired" or "published". now: seconds since 1970."""
    if article.expires and article.expires <= now:
        return "expired"
    return "draft" if article.draft else "scheduled" if article.published_at > now else "published"


def is_published(article: Article, *, now: int, drafts: bool) -> bool:
    state = state_of(article, now=now)
    return state == "published" or (drafts and state != "expired")


# An article that is due later than this causes a warning: its year may be mistyped.
FAR_FUTURE_SECONDS = 400 * 86400


def with_notice(stored: StoredArticle, now: int) -> StoredArticle:
    """Return the article with a notice if it is a draft or not due yet; its digests then cover the notice."""
    article = stored.article
    notice = "draft" if article.draft else "not_yet" if article.published_at > now else ""
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
    """Return the section paths from the topmost ancestor down to `path` itself, without the root."""
    parts = path.split("/") if path else []
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def _sections(indexes: dict[str, StoredArticle], folders: set[str]) -> dict[str, Section]:
    """Return all sections by path: parents before children, siblings by weight, then by path."""
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
        title = index.article.title if index else _title_from_folder(path)
        summary = index.article.summary if index else ""
        section_digest = digest((path, title, summary))
        weight = index.article.weight if index else 0
        crumbs = [*((parent, sections[parent].title) for parent in ancestors(path)[:-1]), (path, title)]
        breadcrumb_digest = digest(crumbs)
        sections[path] = Section(
            path, title, summary, weight, tuple(below), section_digest, breadcrumb_digest
        )
        waiting.extend(reversed(below))
    return sections


def _title_from_folder(path: str) -> str:
    """Return a title for a folder without an `_index.md`; a warning asks for one."""
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
