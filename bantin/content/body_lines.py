"""The lines of a body, as they are written and as its page shows them."""

import re
from collections.abc import Iterator
from functools import cache, cached_property
from html import escape

from bantin.markdown import shown
from bantin.markdown.shown import GAP, ShownLine
from bantin.system.named_tuple import NamedTuple

# Hostile texts have lines of a million brackets. A line of a thousand characters is examined in under 1 ms;
# longer ones are examined in pieces.
_MAX_LENGTH = 1_000
_PIECE = re.compile(rf".{{1,{_MAX_LENGTH}}}(?:\s|$)|.{{{_MAX_LENGTH}}}")
_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \n"
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_EDGE = re.compile(r"[<>&\n]")  # beyond it a page has other characters than the Markdown
_AROUND = 30  # characters of a page on each side of a sign
_MOST_SIGNS, _MOST_PLACES = 5, 10  # which are looked for by the words around them


@cache
def _without_letters(sign: str) -> bytes:
    return sign.encode().translate(None, _LETTERS)


class Line(NamedTuple):
    """A line of a body with GAP in place of code spans, or a piece of a long line. number: in its file."""

    number: int
    written: str


class Body:
    """A text in Markdown and its page.

    What the page shows of each line is computed when it is first needed: that takes as long as reading the
    text, and most pages show no odd sign.
    """

    def __init__(self, text: str, html: str, first_line: int) -> None:
        """text: begins on line `first_line` of its file. html: rendered from it."""
        self.text = text
        self.html = html
        self.page = _CODE.sub("", html) if "<code" in html or "<pre" in html else html
        self.first_line = first_line
        self._shown: list[ShownLine] | None = None
        self._lines_by_sign: dict[str, set[int]] = {}
        self._on_page: dict[str, bool] = {}

    @cached_property
    def _signs(self) -> bytes:
        """What is left of the page without letters, digits and blanks: a tenth, which is searched first."""
        return self.page.encode().translate(None, _LETTERS)

    def holds(self, sign: str) -> bool:
        """Tell whether the HTML of the page, without code, holds a sign that is not only letters."""
        return _without_letters(sign) in self._signs and sign in self.page

    @cached_property
    def lines(self) -> list[Line]:
        return [
            Line(number, _CODE_SPAN.sub(GAP, piece) if "`" in piece else piece)
            for number, line in enumerate(self.text.split("\n"), self.first_line)
            for piece in ((line,) if len(line) <= _MAX_LENGTH else _PIECE.findall(line))
        ]

    def with_code(self, line: Line, words: str) -> str:
        """Return words of a line with its code, from the first on, in place of GAP."""
        spans = _CODE_SPAN.finditer(self.text.split("\n")[line.number - self.first_line])
        return re.sub(GAP, lambda _: next((span[0] for span in spans), ""), words)

    @cached_property
    def written(self) -> str:
        """All lines, to be searched before each of them is."""
        is_as_lines = "`" not in self.text and max(map(len, self.text.split("\n"))) <= _MAX_LENGTH
        return self.text if is_as_lines else "\n".join([line.written for line in self.lines])

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[Line, re.Match[str]]]:
        """Yield all matches of a pattern on one line. It must be MULTILINE, and bounded by the line."""
        at = row = following = 0
        for found in pattern.finditer(self.written):
            row += self.written.count("\n", at, found.start())
            at = found.start()
            if row >= following:
                line, following = self.lines[row], row + 1
                yield from ((line, match) for match in pattern.finditer(line.written))

    def shown(self, line: Line) -> ShownLine:
        if self._shown is None:
            self._shown = shown.by_line(self.text)
        return self._shown[line.number - self.first_line]

    def shows(self, line: Line, sign: str) -> bool:
        """Tell whether the page shows a sign of this line as text."""
        if self._shown is None:
            if not self._is_on_page(sign):
                return False
            if lines := self._lines_showing(sign):
                return line.number in lines
        return sign in self.shown(line).text

    def _is_on_page(self, sign: str) -> bool:
        if sign not in self._on_page:
            self._on_page[sign] = escape(sign, quote=False) in self.page
        return self._on_page[sign]

    def _lines_showing(self, sign: str) -> set[int]:
        """Return the lines whose sign the page shows, where the words around it tell; else none.

        That is enough for most pages with a mistake, and takes a tenth of the time of `shown`.
        """
        if sign not in self._lines_by_sign and len(self._lines_by_sign) < _MOST_SIGNS:
            self._lines_by_sign[sign] = self._lines_by_words(sign)
        return self._lines_by_sign.get(sign, set())

    def _lines_by_words(self, sign: str) -> set[int]:
        """Return the lines with a sign among the same words as on the page; none if one place is doubtful."""
        escaped = escape(sign, quote=False)
        if f"\\{sign[0]}" in self.text or self.page.count(escaped) > _MOST_PLACES:
            return set()
        lines = set()
        at = self.page.find(escaped)
        while at >= 0:
            end = at + len(escaped)
            before, after = self.page[max(at - _AROUND, 0) : at], self.page[end : end + _AROUND]
            words = _EDGE.split(before)[-1] + sign + _EDGE.split(after, maxsplit=1)[0]
            is_in_tag = self.page.rfind("<", 0, at) > self.page.rfind(">", 0, at)
            if is_in_tag or self.text.count(words) != 1:
                return set()
            lines.add(self.first_line + self.text.count("\n", 0, self.text.find(words)))
            at = self.page.find(escaped, end)
        return lines

    def starts(self, line: Line, sign: str) -> bool:
        """Tell whether what the page shows of this line starts with a sign."""
        return self.shows(line, sign) and self.shown(line).text.lstrip(f"{GAP} ").startswith(sign)
