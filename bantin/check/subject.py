"""The articles that rules examine, with their links, pictures and bodies."""

import html
import os
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bantin.cache.blobs import DamagedCacheError, Pack
from bantin.content import front_matter
from bantin.content.tree import WORD_LIST
from bantin.errors import Problem, problem
from bantin.markdown.shapes import FIGURE_OPEN, plain
from bantin.model import Article
from bantin.site import StoredArticle
from bantin.system.named_tuple import NamedTuple

if TYPE_CHECKING:  # with all that plans pages
    from bantin.pages import SiteContext

_ALT = re.compile(r' alt="([^"]*)"')
# The editors' own list of words. Each line is `wrong = right`.

_ID = re.compile(r' id="([^"]*)"')


class LinkOrPicture(NamedTuple):
    """A picture or a link in an article's body.

    kind, where, tail, line: as in urls.LocatedTarget; kind is "picture" for a picture that is shown. text:
    the alternative text of a picture, the text of a link. is_figure: whether a picture is a figure.
    """

    article: Article
    kind: str
    where: str
    tail: str
    line: int
    text: str
    is_figure: bool


class ArticlesToCheck:
    """Articles that rules examine. content: the folder. shown_as: its name in problems, "content/"."""

    def __init__(self, content: str, shown_as: str) -> None:
        self._content = content
        self._shown_as = shown_as

    def path(self, source: str) -> str:
        """Return a source's path as an editor would type it."""
        return self._shown_as + source

    def advice(self, article: Article, line: int, code: str, **args: object) -> Problem:
        """Return advice on a line of an article. code, args: as of `errors.problem`."""
        return problem(self.path(article.source), line, code, **args)

    def articles(self) -> Iterator[Article]:
        """Return the articles: first news, then standalone pages and sections."""
        raise NotImplementedError

    def links_and_pictures(self) -> tuple[LinkOrPicture, ...]:
        """Return all pictures and links of these articles. Raises DamagedCacheError."""
        raise NotImplementedError

    def texts(self) -> Iterator[tuple[Article, str]]:
        """Return the articles with their bodies: HTML with a NUL for each target, see model.Prose."""
        raise NotImplementedError

    def line_of(self, article: Article, *texts: str) -> int:
        """Return the first line of the file that contains one of the texts, or its words; 1 if none does."""
        lines = self._read(article.source).split("\n")
        numbers = (number for number, line in enumerate(lines, 1) if any(text in line for text in texts))
        return next(numbers, 0) or _line_by_words(lines, texts)

    def body_line_of(self, article: Article, *texts: str) -> int:
        """Return the line below the front matter with most of the texts; if none has any, as `line_of`."""
        lines = self._read(article.source).split("\n")
        fence = lines[0].rstrip()
        start = lines.index(fence, 1) if fence in ("---", "+++") and fence in lines[1:] else 0
        counts = [sum(text in line for text in texts) for line in lines[start:]]
        most = max(counts)
        return start + counts.index(most) + 1 if most else self.line_of(article, *texts)

    def has_field(self, article: Article, name: str) -> bool:
        """Tell whether an article's front matter gives the field."""
        return bool(front_matter.read(os.path.join(self._content, article.source)).text(name))

    def first_bytes(self, source: str, count: int) -> bytes | None:
        """Return the first bytes of a file of content/; None if it cannot be read."""
        try:
            with open(os.path.join(self._content, source), "rb") as file:
                return file.read(count)
        except OSError:
            return None

    def begins_like_article(self, source: str) -> bool:
        """Tell whether a file of content/ begins with front matter."""
        start = self.first_bytes(source, 2_000) or b""
        head = start.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
        return head.startswith(b"---\n") and b"\ntitle:" in head

    def source_text(self, article: Article) -> str:
        """Return the whole file as it is written, in NFC."""
        return self._read(article.source)

    def word_list(self) -> tuple[dict[str, str], list[int]]:
        """Return the words of WORD_LIST, wrong spelling to right one, and the lines that are no such pair."""
        words: dict[str, str] = {}
        wrong_lines: list[int] = []
        for number, line in enumerate(self._read(WORD_LIST, errors="replace").split("\n"), 1):
            wrong, _, better = (part.strip() for part in line.partition("="))
            if wrong and better and "\ufffd" not in line:
                words[wrong] = better
            elif line.strip() and not line.startswith("#"):
                wrong_lines.append(number)
        return words, wrong_lines

    def _read(self, source: str, *, errors: str = "strict") -> str:
        try:
            with open(os.path.join(self._content, source), encoding="utf-8-sig", errors=errors) as file:
                return unicodedata.normalize("NFC", file.read())
        except (OSError, ValueError):  # the file is missing, or was deleted after it was read
            return ""


class WholeSite(ArticlesToCheck):
    """All published articles of a site."""

    def __init__(self, site_context: "SiteContext", shown_as: str) -> None:
        super().__init__(site_context.config.content, shown_as)
        self.site_context = site_context
        self._links_and_pictures: tuple[LinkOrPicture, ...] | None = None
        self._by_address: dict[str, StoredArticle] | None = None

    def unread_texts(self) -> str:
        """Return the articles that have problems of their own as they are written, in lower case."""
        sources = (name for name in self.site_context.link_targets.broken if name.endswith(".md"))
        return unquote("\n".join(map(self._read, sources))).casefold()

    def articles(self) -> Iterator[Article]:
        """Yield what is published: first articles, then standalone pages and sections."""
        yield from (stored.article for stored in self._published())

    def links_and_pictures(self) -> tuple[LinkOrPicture, ...]:
        """Return all pictures and links of what is published. Raises DamagedCacheError."""
        if self._links_and_pictures is None:
            pack = Pack(self.site_context.prose_pack)
            self._links_and_pictures = tuple(
                item
                for stored in self._published()
                if stored.article.targets
                for item in links_and_pictures_of(stored.article, _html(stored, pack))
            )
        return self._links_and_pictures

    def texts(self) -> Iterator[tuple[Article, str]]:
        """Yield what is published with its HTML, as ArticlesToCheck does. Raises DamagedCacheError."""
        pack = Pack(self.site_context.prose_pack)
        for stored in self._published():
            yield stored.article, _html(stored, pack)

    def fragments(self, address: str) -> frozenset[str] | None:
        """Return the ids in the article at an address, or None without one. Raises DamagedCacheError."""
        if self._by_address is None:
            self._by_address = {stored.article.address: stored for stored in self._published()}
        stored = self._by_address.get(address)
        if stored is None:
            return None
        return frozenset(_ID.findall(_html(stored, Pack(self.site_context.prose_pack))))

    def _published(self) -> Iterator[StoredArticle]:
        site = self.site_context.site
        yield from (*site.articles, *site.standalone_pages, *site.indexes.values())


def links_and_pictures_of(article: Article, prose: str) -> Iterator[LinkOrPicture]:
    """Yield the pictures and links of an article. prose: its HTML, with a NUL for each target."""
    pieces = prose.split("\0")
    for target, before, after in zip(article.targets, pieces[:-1], pieces[1:], strict=True):
        kind, where, tail, line = target
        if kind == "picture":
            match = _ALT.match(after)
            text = html.unescape(match[1]) if match else ""
            is_figure = before.endswith(f"{FIGURE_OPEN}<img")
            yield LinkOrPicture(article, kind, where, tail, line, text.strip(), is_figure=is_figure)
        elif kind not in ("chart", "media"):
            words = plain(after.partition(">")[2].partition("</a>")[0])
            yield LinkOrPicture(article, kind, where, tail, line, words, is_figure=False)


def _html(stored: StoredArticle, pack: Pack) -> str:
    data = pack.read(stored.prose)
    if data is None:
        raise DamagedCacheError
    return data.decode()


def words_of(text: str) -> list[str]:
    """Return the words of a line of Markdown or of plain text, without the addresses of links."""
    return re.findall(r"\w+", html.unescape(re.sub(r"\]\([^()\n]*\)", "]", text)))


def _line_by_words(lines: list[str], texts: tuple[str, ...]) -> int:
    """Return the first line with all words of one of the texts, among markup; 1 if there is none."""
    wanted = [" ".join(words) for text in texts if len(words := words_of(text)) > 1]
    for number, line in enumerate(lines, 1):
        written = " ".join(words_of(line))
        if any(words in written for words in wanted):
            return number
    return 1
