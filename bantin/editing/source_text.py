"""A Markdown file as an editor wrote it, and edits of its front matter that leave every other line alone."""

import os
import re
from collections.abc import Iterable

from bantin.system.named_tuple import NamedTuple

_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_]*):")
_MARK = b"\xef\xbb\xbf"


class SourceText(NamedTuple):
    """A file taken apart. Lines end in LF here, whatever ends them in the file.

    head: the lines between the two `---`; () where there is no front matter. body: all that follows the
    second one's line. opening, closing: these two lines as they are written.
    """

    opening: str
    head: tuple[str, ...]
    closing: str
    body: str
    has_mark: bool = False
    has_crlf: bool = False

    def data(self) -> bytes:
        """The file's bytes."""
        text = "".join(f"{line}\n" for line in (self.opening, *self.head, self.closing) if line) + self.body
        if not self.opening:
            text = self.body
        if self.has_crlf:
            text = text.replace("\n", "\r\n")
        return (_MARK if self.has_mark else b"") + text.encode()

    @property
    def text(self) -> str:
        """The whole with LF line ends, as readers of front matter take it."""
        return self._replace(has_mark=False, has_crlf=False).data().decode()


def read(path: str) -> SourceText:
    """Raises OSError and UnicodeDecodeError."""
    with open(path, "rb") as file:
        return parse(file.read())


def parse(data: bytes) -> SourceText:
    """Raises UnicodeDecodeError for what is not UTF-8."""
    has_mark = data.startswith(_MARK)
    text = data.removeprefix(_MARK).decode()
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
    """Replace the file at once, so that nobody reads half of it."""
    replace(path, source.data())


def replace(path: str, data: bytes) -> None:
    half = os.path.join(os.path.dirname(path), f".{os.path.basename(path)}.{os.getpid()}.tmp")
    with open(half, "wb") as file:
        file.write(data)
    os.replace(half, path)


def extent(head: Iterable[str], key: str) -> slice | None:
    """The lines of one field, with those of its list or mapping; None where it is not there."""
    lines = [*head]
    for start, line in enumerate(lines):
        match = _KEY.match(line)
        if match and match[1] == key:
            end = start + 1
            while end < len(lines) and lines[end][:1] in (" ", "\t", "-"):
                end += 1
            return slice(start, end)
    return None


def set_value(source: SourceText, key: str, value: str) -> SourceText:
    """The field with this value, in its own place, or else below the title."""
    head = [*source.head]
    at = extent(head, key)
    if at is None:
        title = extent(head, "title")
        at = slice(title.stop, title.stop) if title else slice(0, 0)
    head[at] = [f"{key}: {value}"]
    return source._replace(head=tuple(head))


def without(source: SourceText, key: str, *, explained_by: str = "") -> SourceText:
    """Without that field, and without the comment above it if that says `explained_by`."""
    head = [*source.head]
    at = extent(head, key)
    if at is None:
        return source
    start = at.start
    if start and explained_by and head[start - 1].strip() == explained_by:
        start -= 1
    del head[start : at.stop]
    return source._replace(head=tuple(head))


def set_list(source: SourceText, key: str, items: Iterable[str]) -> SourceText:
    """The field as a list with an entry a line, in its own place or at the end; no field for no entries."""
    lines = [f"{key}:", *(f"  - {item}" for item in items)]
    head = [*source.head]
    at = extent(head, key) or slice(len(head), len(head))
    head[at] = lines if len(lines) > 1 else []
    return source._replace(head=tuple(head))
