"""The fast path: a small renderer for texts that the gate takes; writes what the slow path would write."""

from collections.abc import Iterator

from bantin.markdown import fast_lists, fast_tables, gate, limits, shapes, spans
from bantin.markdown.gate import DoubtError
from bantin.markdown.spans import Inline
from bantin.markdown.targets import Lines
from bantin.model import Prose, Target


def write(text: bytes, first_line: int = 1) -> Prose | None:
    """Prose, or None where the slow path must read the text. What is taken has no problems.

    Most texts are nothing but paragraphs, and are not even decoded.
    """
    if len(text) > limits.LENGTH:
        return None
    plain = text.strip(b"\n")
    signs = gate.signs(plain)
    try:
        if not signs.strip(b"&>\n") and (paragraphs := gate.plain_paragraphs(plain)):
            return _plain(paragraphs, has_signs=bool(signs.strip(b"\n")))
        return _composed(text.decode(), signs, first_line)
    except DoubtError:
        return None


def _composed(text: str, signs: bytes, first_line: int) -> Prose | None:
    """A text of any blocks; `signs` are those between its empty lines. Raises DoubtError, or gives None."""
    body = text.strip("\n")
    if not body or body.isspace():
        return Prose(b"", (), "", fast=True)
    gate.forbid_at_sight(body, signs)
    page = _Page()
    pieces = page.pieces(body, signs)
    if len(page.targets) > limits.LINKS:
        return None
    html = "\n".join(pieces)
    if "chart" in [kind for kind, _ in page.targets] and shapes.has_loose_charts(html):
        return None
    lines = Lines(text, first_line)
    targets = tuple([Target(kind, source, lines.of(source)) for kind, source in page.targets])
    return Prose(html.encode(), targets, page.lead, fast=True)


def _plain(paragraphs: list[bytes], *, has_signs: bool) -> Prose:
    lead = shapes.folded(paragraphs[0].decode())
    if has_signs:
        paragraphs = list(map(spans.escaped_plain, paragraphs))
    return Prose(b"<p>%b</p>" % b"</p>\n<p>".join(paragraphs), (), lead, fast=True)


class _Page:
    """What is known of one text while its blocks are written, from top to bottom."""

    def __init__(self) -> None:
        self.targets: list[tuple[str, str]] = []
        self.lead = ""
        self._headings = shapes.Headings()
        self._cells = 0
        self._is_in_quote = False

    def pieces(self, text: str, signs: bytes) -> list[str]:
        """The HTML of each block; neighbouring blocks of a list or of a quote are one piece."""
        pieces: list[str] = []
        together: list[str] = []
        kind = ""
        for block, is_plain in gate.blocks(text, signs):
            if is_plain and not together:
                pieces.append(f"<p>{block}</p>")
                if not self.lead:
                    self._set_lead(block)
                continue
            if not is_plain:
                self._weigh(block)
            for part in _parts(block) if block[0] == "#" else (block,):
                new_kind = gate.kind(part)
                if together and new_kind != kind:
                    pieces.append(self._together(kind, together))
                    together = []
                kind = new_kind
                if kind:
                    together.append(part)
                else:
                    pieces.append(self._alone(part))
        if together:
            pieces.append(self._together(kind, together))
        return pieces

    def _weigh(self, block: str) -> None:
        """What only `measure` could allow, or would not, is for the slow path."""
        if (
            block.count("\n") >= limits.SIGN_LINES
            or block.count("[") > limits.BRACKET_WORK // limits.PARAGRAPH_LENGTH
        ):
            raise DoubtError
        if "|" in block and not self._is_in_quote:
            self._cells += fast_tables.work(block)
            if self._cells > limits.CELLS:
                raise DoubtError

    def _together(self, kind: str, blocks: list[str]) -> str:
        if kind == "list":
            return fast_lists.write(blocks, self._inline_for("\n".join(blocks)))
        if self._is_in_quote:
            raise DoubtError
        self._is_in_quote = True
        text = gate.without_quote_signs(blocks)
        inner = "\n".join(self.pieces(text, gate.signs(text.encode())))
        self._is_in_quote = False
        return f"<blockquote>\n{inner}\n</blockquote>"

    def _alone(self, block: str) -> str:
        first = block[0]
        if block.startswith("    "):
            raise DoubtError
        if "|" in block and (table := fast_tables.read(block)):
            return fast_tables.write(table, self._inline_for(block))
        if first == "#":
            return self._heading(block)
        if first in "-*_" and gate.RULE.fullmatch(block):
            return "<hr>"
        return self._paragraph(gate.paragraph_text(block))

    def _heading(self, line: str) -> str:
        text = line.strip("#").strip()
        if not text:
            raise DoubtError
        return self._headings.write(len(line) - len(line.lstrip("#")), self._inline(text))

    def _paragraph(self, text: str) -> str:
        inner = self._inline(text)
        piece = shapes.paragraph(inner)
        if not self.lead and piece.startswith("<p>"):
            self._set_lead(inner)
        return piece

    def _set_lead(self, inner: str) -> None:
        if not self._is_in_quote:
            self.lead = shapes.plain(inner)

    def _inline_for(self, block: str) -> Inline:
        """Looks for signs once, where there would be many calls."""
        return str if spans.is_bare(block) else self._inline

    def _inline(self, text: str) -> str:
        return spans.write(text, self.targets)


def _parts(block: str) -> Iterator[str]:
    """A block; a heading at its beginning is a block of its own even without an empty line."""
    while block.startswith("#"):
        found = gate.HEADING.match(block)
        if not found or ("|" in block and "\n" in block):
            raise DoubtError
        yield found[0].removesuffix("\n")
        block = block[found.end() :]
    if block:
        yield block
