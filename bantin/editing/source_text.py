"""A Markdown file as text, and edits of its front matter that keep all other lines unchanged."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable

from bantin.system.named_tuple import NamedTuple
from bantin.system.regular_files import replace_file

_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_]*):")


class SourceText(NamedTuple):
    """A file split into front matter and body. Lines end in LF; has_crlf: in CRLF in the file.

    opening, closing: the two `---` lines as written; "" without front matter. front_matter: the lines between
    them. body: everything after the closing line.
    """

    opening: str
    front_matter: tuple[str, ...]
    closing: str
    body: str
    has_byte_order_mark: bool = False
    has_crlf: bool = False

    def data(self) -> bytes:
        """Return the bytes of the file."""
        text = (
            "".join(f"{line}\n" for line in (self.opening, *self.front_matter, self.closing) if line)
            + self.body
        )
        if not self.opening:
            text = self.body
        if self.has_crlf:
            text = text.replace("\n", "\r\n")
        return (BOM_UTF8 if self.has_byte_order_mark else b"") + text.encode()

    @property
    def text(self) -> str:
        """The whole file with LF line ends and without a byte order mark."""
        return self._replace(has_byte_order_mark=False, has_crlf=False).data().decode()


def read(path: str) -> SourceText:
    """Read a file. Raises OSError, and UnicodeDecodeError if it is not UTF-8."""
    with open(path, "rb") as file:
        return parse(file.read())


def parse(data: bytes) -> SourceText:
    """Split the bytes of a file. Raises UnicodeDecodeError if they are not UTF-8."""
    has_mark = data.startswith(BOM_UTF8)
    text = data.removeprefix(BOM_UTF8).decode()
    has_crlf = "\r\n" in text
    text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    if lines[0].rstrip() == "---":
        for number, line in enumerate(lines[1:], 1):
            if line.startswith("---") and not line[3:].strip():
                body = "\n".join(lines[number + 1 :])
                return SourceText(lines[0], (*lines[1:number],), line, body, has_mark, has_crlf)
    return SourceText("", (), "", text, has_mark, has_crlf)


def write(path: str, source: SourceText) -> None:
    """Replace the file in one rename, so that nobody reads an incomplete one."""
    replace_file(path, source.data())


def quoted(text: str) -> str:
    """Return a text as a YAML scalar in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def field_lines(front_matter: Iterable[str], key: str) -> slice | None:
    """Return the lines of a field and of its list or mapping, as a slice; None if it is missing."""
    lines = [*front_matter]
    for start, line in enumerate(lines):
        match = _KEY.match(line)
        if match and match[1] == key:
            end = start + 1
            while end < len(lines) and lines[end][:1] in (" ", "\t", "-"):
                end += 1
            return slice(start, end)
    return None


def set_value(source: SourceText, key: str, value: str) -> SourceText:
    """Set a field to a value: replace its lines, or else add it below the title."""
    front_matter = [*source.front_matter]
    span = field_lines(front_matter, key)
    if span is None:
        title = field_lines(front_matter, "title")
        span = slice(title.stop, title.stop) if title else slice(0, 0)
    front_matter[span] = [f"{key}: {value}"]
    return source._replace(front_matter=tuple(front_matter))


def without_field(source: SourceText, key: str, *, hint: str) -> SourceText:
    """Remove a field, and the comment above it if that equals `hint`."""
    front_matter = [*source.front_matter]
    span = field_lines(front_matter, key)
    if span is None:
        return source
    start = span.start
    if start and front_matter[start - 1].strip() == hint:
        start -= 1
    del front_matter[start : span.stop]
    return source._replace(front_matter=tuple(front_matter))


def set_list(source: SourceText, key: str, items: Iterable[str]) -> SourceText:
    """Set a field to a list: replace its lines, or else add it at the end. Remove it if the list is empty."""
    lines = [f"{key}:", *(f"  - {item}" for item in items)]
    front_matter = [*source.front_matter]
    span = field_lines(front_matter, key) or slice(len(front_matter), len(front_matter))
    front_matter[span] = lines if len(lines) > 1 else []
    return source._replace(front_matter=tuple(front_matter))
