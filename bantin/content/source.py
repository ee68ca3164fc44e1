"""A Markdown file taken apart into front matter and text."""

from bantin.schema.values import Entry
from bantin.system.named_tuple import NamedTuple

MAX_KEYS = 60
MAX_ITEMS = 200
MAX_CHARACTERS = 20_000


class Source(NamedTuple):
    """body: in UTF-8. body_line: the file's line on which its text begins."""

    entries: dict[str, Entry]
    body: bytes
    body_line: int
