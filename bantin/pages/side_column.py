"""The side column: the newest articles, the most read, and the boxes of site.toml.

Nearly all pages share one column. A page that shows an article of that column itself has a column of its own,
so that no list repeats what is beside it. Related articles are not known when columns are chosen; in all
but small bulletins they leave out the newest.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from bantin.config import Config
from bantin.model import Card
from bantin.pages.addresses import MOST_READ
from bantin.pages.context import SiteContext
from bantin.pages.page_kind import Page
from bantin.pages.views import ViewFactory
from bantin.site.taxonomies import RankedArticle
from bantin.system.named_tuple import NamedTuple

# The slots of columns: "side", or the kind of page and the articles that it shows: "side:list:0,2".
SIDE_OF_HOME = "side:home"

# The blocks that a kind of page shows itself.
_OWN_BLOCKS = {"home": ("latest",), "ranking": ("most_read", "recently_read")}

# The newest are chosen among this many times as many: older articles must not be called new.
_CANDIDATES = 3

# With more of the newest articles than this in the side column, it is the same on all pages.
_MAX_LATEST = 30

# In a bulletin with at most this many times as many articles, the newest are often also the nearest.
_SMALL = 4


class SideBlock(NamedTuple):
    """A titled list in the side column. kind: "links" (title and date), "ranked" or "places".

    url: of the page with the whole list, or "".
    """

    id: str
    kind: str
    title: str
    items: tuple[object, ...]
    url: str = ""


class _ShownLists(NamedTuple):
    """What a page shows itself of its side column. articles: among the newest. blocks: by name.

    article: the index of the article whose own page it is, or -1.
    """

    articles: frozenset[int]
    article: int
    blocks: tuple[str, ...]


def side_of_list(shown: Iterable[int], context: SiteContext) -> dict[str, str]:
    """Return the slot of the side column for a page that lists these articles: its newest leave them out."""
    left_out = _left_out(shown, context)
    return {"side": f"side:list:{left_out}"} if left_out else {}


def side_of_ranking(shown: Iterable[int], context: SiteContext) -> dict[str, str]:
    """Return the slot of the side column for the page of the most read, with these articles."""
    return {"side": f"side:ranking:{_left_out(shown, context)}"}


def sides_of_articles(context: SiteContext) -> dict[int, dict[str, str]]:
    """Return the slots of the side columns for the few articles that the column of all pages lists."""
    lists, side = context.config.lists, context.config.side
    listed = [*range(min(newest_on_every_page(context.config), len(context.site.articles)))]
    if "most_read" in side:
        listed += context.most_read[: lists.most_read]
    if "recently_read" in side:
        listed += [article.article_index for article in context.recently_read[: lists.most_read]]
    return {index: {"side": f"side:article:{index}"} for index in sorted(listed)}


def newest_not_related(config: Config, articles: int) -> int:
    """Return how many of the newest articles lists of related articles leave out, of so many in all."""
    newest = newest_on_every_page(config)
    return newest if articles > _SMALL * newest else 0


def newest_beside_article(page: Page, context: SiteContext) -> list[int]:
    """Return the newest articles that an article's page lists in a column of its own, if it has one.

    In a small bulletin [].
    """
    slot = page.slots.get("side", "")
    are_left_out = newest_not_related(context.config, len(context.site.articles)) > 0
    return _newest(context, _shown(slot).articles) if slot and are_left_out else []


def newest_on_every_page(config: Config) -> int:
    """Return how many articles the column of all pages lists as the newest, if other lists depend on it."""
    return config.lists.latest if "latest" in config.side and config.lists.latest <= _MAX_LATEST else 0


def side_columns(views: ViewFactory, pages: Iterable[Page]) -> dict[str, tuple[SideBlock, ...]]:
    """Return the blocks of the side columns of these pages, by slot; that of most pages is among them."""
    names = {"side", *(page.slots.get("side", "side") for page in pages)}
    return {name: _blocks(views, _shown(name)) for name in sorted(names)}


def _left_out(shown: Iterable[int], context: SiteContext) -> str:
    """Return which of the shown articles the list of the newest leaves out, as in the name of a slot."""
    if not newest_on_every_page(context.config):
        return ""
    candidates = _candidates(context)
    shown = frozenset(index for index in shown if index < candidates)
    if not shown:
        return ""
    others = _newest(context, shown)
    last = others[-1] if len(others) == context.config.lists.latest else candidates
    return ",".join(str(index) for index in sorted(shown) if index < last)


def _newest(context: SiteContext, left_out: frozenset[int]) -> list[int]:
    """Return the newest articles, except some."""
    others = (index for index in range(_candidates(context)) if index not in left_out)
    return list(islice(others, context.config.lists.latest))


def _candidates(context: SiteContext) -> int:
    """Return how many articles, from the newest on, "the newest" are chosen among."""
    return min(context.config.lists.latest * _CANDIDATES, len(context.site.articles))


def _shown(slot: str) -> _ShownLists:
    """Return what a page with this slot shows itself."""
    kind, _, listed = slot.removeprefix("side:").partition(":")
    articles = frozenset(map(int, listed.split(","))) if listed else frozenset()
    return _ShownLists(articles, int(listed) if kind == "article" else -1, _OWN_BLOCKS.get(kind, ()))


def _blocks(views: ViewFactory, shown: _ShownLists) -> tuple[SideBlock, ...]:
    """Return the blocks of site.toml in its order, except empty ones."""
    context, settings = views.context, views.settings
    lists, labels = settings.config.lists, settings.labels
    most_read = [
        RankedArticle(index, context.article(index).views) for index in context.most_read[: lists.most_read]
    ]
    recently_read = context.recently_read[: lists.most_read]
    url = settings.url(MOST_READ)
    blocks: dict[str, list[SideBlock]] = {
        "latest": [
            SideBlock("moi-nhat", "links", labels["latest"], views.links(_newest(context, shown.articles)))
        ],
        "most_read": [
            SideBlock(
                "doc-nhieu", "ranked", labels["most_read"], _ranked(views, most_read, shown.article), url
            )
        ],
        "recently_read": [
            SideBlock(
                "doc-gan-day",
                "ranked",
                labels["recently_read"],
                _ranked(views, recently_read, shown.article),
                url,
            )
        ],
        "boxes": [
            SideBlock(f"hop-{number}", "places", box.title, settings.links(box.links))
            for number, box in enumerate(settings.config.boxes, 1)
        ],
    }
    wanted = [name for name in settings.config.side if name not in shown.blocks]
    return tuple(block for name in wanted for block in blocks[name] if block.items)


def _ranked(views: ViewFactory, ranked: Sequence[RankedArticle], own: int) -> tuple[Card, ...]:
    """Return the cards of a ranking, with their views. That of the page's own article has no URL."""
    cards = views.ranked_cards(ranked)
    return tuple(
        card._replace(url="") if article.article_index == own else card
        for article, card in zip(ranked, cards, strict=True)
    )
