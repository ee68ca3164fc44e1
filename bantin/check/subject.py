"""What rules look at: a site that has been put together, and the prose of its articles."""

import html
import os
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bantin.cache.blobs import DamagedCacheError, Pack
from bantin.markdown.shapes import FIGURE_OPEN, plain
from bantin.model import Article
from bantin.site import StoredArticle
from bantin.system.named_tuple import NamedTuple

if TYPE_CHECKING:  # with all that plans pages
    from bantin.pages import SiteContext

_ALT = re.compile(r' alt="([^"]*)"')
# The editors' own list of words, a line each: how a word is not to be written, `=`, and how it is.
WORD_LIST = "data/tu-ngu.txt"

_ID = re.compile(r' id="([^"]*)"')


class LinkOrPicture(NamedTuple):
    """A picture or a link in an article's prose.

    kind, where, tail: as in addresses.Located; "picture" for one that is shown. text: a picture's
    alternative text, a link's words. stands_alone: of a picture, whether it is a figure.
    """

    article: Article
    kind: str
    where: str
    tail: str
    line: int
    text: str
    stands_alone: bool


class ArticlesToCheck:
    """Articles that rules look at. content: the folder; shown_as: how problems name it."""

    def __init__(self, content: str, shown_as: str) -> None:
        self._content = content
        self._shown_as = shown_as

    def path(self, source: str) -> str:
        """A source as an editor would type it."""
        return self._shown_as + source

    def articles(self) -> Iterator[Article]:
        """What is published now: articles first, then standing pages and sections."""
        raise NotImplementedError

    def spots(self) -> tuple[LinkOrPicture, ...]:
        """All pictures and links of these articles. Raises DamagedCacheError."""
        raise NotImplementedError

    def texts(self) -> Iterator[tuple[Article, str]]:
        """The articles with their prose, as HTML whose addresses are still out. See `spots`."""
        raise NotImplementedError

    def line_of(self, article: Article, *texts: str) -> int:
        """The first line of its source that holds one of the texts; 1 where none does."""
        lines = self._read(article.source).split("\n")
        numbers = (number for number, line in enumerate(lines, 1) if any(text in line for text in texts))
        return next(numbers, 1)

    def text_of(self, article: Article) -> str:
        """The whole file as it is written."""
        return self._read(article.source)

    def word_list(self) -> dict[str, str]:
        """Words to how they should be written. Empty without a list; lines without `=` count for nothing."""
        pairs = (line.partition("=")[::2] for line in self._read(WORD_LIST).split("\n") if "=" in line)
        return {wrong.strip(): better.strip() for wrong, better in pairs if not wrong.startswith("#")}

    def _read(self, source: str) -> str:
        try:
            with open(os.path.join(self._content, source), encoding="utf-8-sig") as file:
                return unicodedata.normalize("NFC", file.read())
        except (OSError, ValueError):  # gone since it was read, or not there at all
            return ""


class WholeSite(ArticlesToCheck):
    """What is published now, with the site round it."""

    def __init__(self, bulletin: "SiteContext", shown_as: str) -> None:
        super().__init__(bulletin.config.content, shown_as)
        self.bulletin = bulletin
        self._spots: tuple[LinkOrPicture, ...] | None = None
        self._by_address: dict[str, StoredArticle] | None = None

    def articles(self) -> Iterator[Article]:
        """What is published now: articles first, then standing pages and sections."""
        yield from (stored.article for stored in self._shelves())

    def spots(self) -> tuple[LinkOrPicture, ...]:
        """All pictures and links of what is published now. Raises DamagedCacheError."""
        if self._spots is None:
            pack = Pack(self.bulletin.prose_pack)
            self._spots = tuple(
                item
                for stored in self._shelves()
                if stored.article.targets
                for item in spots_of(stored.article, _html(stored, pack))
            )
        return self._spots

    def texts(self) -> Iterator[tuple[Article, str]]:
        """What is published now with its prose, as HTML whose addresses are still out. See `spots`."""
        pack = Pack(self.bulletin.prose_pack)
        for stored in self._shelves():
            yield stored.article, _html(stored, pack)

    def names(self, address: str) -> frozenset[str] | None:
        """What links to the article at an address may name after `#`; None where no article stands there.

        Raises DamagedCacheError.
        """
        if self._by_address is None:
            self._by_address = {stored.article.address: stored for stored in self._shelves()}
        stored = self._by_address.get(address)
        if stored is None:
            return None
        return frozenset(_ID.findall(_html(stored, Pack(self.bulletin.prose_pack))))

    def _shelves(self) -> Iterator[StoredArticle]:
        site = self.bulletin.site
        yield from (*site.articles, *site.standalone_pages, *site.indexes.values())


def spots_of(article: Article, prose: str) -> Iterator[LinkOrPicture]:
    """The pictures and links of an article. prose: its HTML, with a NUL for each address."""
    pieces = prose.split("\0")
    for target, before, after in zip(article.targets, pieces[:-1], pieces[1:], strict=True):
        kind, where, tail, line = target
        if kind == "picture":
            match = _ALT.match(after)
            text = html.unescape(match[1]) if match else ""
            is_figure = before.endswith(f"{FIGURE_OPEN}<img")
            yield LinkOrPicture(article, kind, where, tail, line, text.strip(), stands_alone=is_figure)
        elif kind not in ("chart", "media"):
            words = plain(after.partition(">")[2].partition("</a>")[0])
            yield LinkOrPicture(article, kind, where, tail, line, words, stands_alone=False)


def _html(stored: StoredArticle, pack: Pack) -> str:
    data = pack.read(stored.prose)
    if data is None:
        raise DamagedCacheError
    return data.decode()
