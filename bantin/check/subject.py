"""What rules look at: a site that has been put together, and the prose of its articles."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from bantin.cache import DamagedCacheError, Pack
from bantin.catalog import Shelf
from bantin.model import Article
from bantin.plan import Bulletin
from bantin.prose.shapes import FIGURE_OPEN, plain

_ALT = re.compile(r' alt="([^"]*)"')


class Spot(NamedTuple):
    """A picture or a link in an article's prose.

    kind, where: as in addresses.Located; "picture" for one that is shown. text: a picture's alternative
    text, a link's words. stands_alone: of a picture, whether it is a figure.
    """

    article: Article
    kind: str
    where: str
    line: int
    text: str
    stands_alone: bool


class Subject:
    """A site. shown_as: how problems name its content folder."""

    def __init__(self, bulletin: Bulletin, shown_as: str) -> None:
        self.bulletin = bulletin
        self._shown_as = shown_as
        self._spots: tuple[Spot, ...] | None = None

    def path(self, source: str) -> str:
        """A source as an editor would type it."""
        return self._shown_as + source

    def articles(self) -> Iterator[Article]:
        """What is published now: articles first, then standing pages and sections."""
        yield from (shelf.article for shelf in self._shelves())

    def spots(self) -> tuple[Spot, ...]:
        """All pictures and links of what is published now. Raises DamagedCacheError."""
        if self._spots is None:
            pack = Pack(self.bulletin.prose_pack)
            self._spots = tuple(
                spot for shelf in self._shelves() if shelf.article.targets for spot in _spots(shelf, pack)
            )
        return self._spots

    def _shelves(self) -> Iterator[Shelf]:
        site = self.bulletin.site
        yield from (*site.articles, *site.pages, *site.indexes.values())


def _spots(shelf: Shelf, pack: Pack) -> Iterator[Spot]:
    data = pack.read(shelf.prose)
    if data is None:
        raise DamagedCacheError
    pieces = data.decode().split("\0")
    for target, before, after in zip(shelf.article.targets, pieces[:-1], pieces[1:], strict=True):
        kind, where, _, line = target
        if kind == "picture":
            found = _ALT.match(after)
            text = html.unescape(found[1]) if found else ""
            yield Spot(shelf.article, kind, where, line, text.strip(), before.endswith(f"{FIGURE_OPEN}<img"))
        else:
            words = plain(after.partition(">")[2].partition("</a>")[0])
            yield Spot(shelf.article, kind, where, line, words, stands_alone=False)
