"""Which articles are drafts, scheduled, expired or newest: what `list` and `why` tell of them."""

from bantin.model import Article
from bantin.site.order import Site
from bantin.system.named_tuple import NamedTuple

_NEWEST = 20


class Listed(NamedTuple):
    """An article in a list. state: draft, scheduled, expired or published; when: its date, or for an expired
    one when it expired, in seconds since 1970.
    """

    path: str
    state: str
    when: int
    title: str
    address: str


def state_of(article: Article, *, now: int) -> str:
    """Return draft, scheduled, expired or published."""
    if article.expires and article.expires <= now:
        return "expired"
    return "draft" if article.draft else "scheduled" if article.when > now else "published"


def listed(site: Site, which: str | None, *, now: int, shown_as: str) -> list[Listed]:
    """Return the articles of a kind: drafts, scheduled (the next first), expired or recent (newest first).

    which: None for all that is not published. shown_as: the content folder's name, such as "content/".
    """
    if which == "recent":
        articles = [stored.article for stored in site.articles[:_NEWEST]]
    else:
        articles = [*site.hidden.values()]
    entries = []
    for article in articles:
        state = state_of(article, now=now)
        when = article.expires if state == "expired" else article.when
        entries.append(Listed(shown_as + article.source, state, when, article.title, f"/{article.address}"))
    if which == "recent":
        return entries
    wanted = {"drafts": ["draft"], "scheduled": ["scheduled"], "expired": ["expired"]}
    states = wanted.get(which or "", ["draft", "scheduled", "expired"])
    chosen = [article for article in entries if article.state in states]
    return sorted(chosen, key=lambda article: (states.index(article.state), article.when, article.path))
