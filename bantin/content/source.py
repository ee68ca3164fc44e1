"""A Markdown file split into front matter and body, and the limits of front matter."""

from bantin.schema.values import Entry
from bantin.system.named_tuple import NamedTuple

MAX_KEYS = 60
MAX_ITEMS = 200
MAX_CHARACTERS = 20_000


class SplitSource(NamedTuple):
    """entries: of the front matter, by key. body: in UTF-8. body_line: its first line in the file."""

    entries: dict[str, Entry]
    body: bytes
    body_line: int

    def text(self, key: str) -> str:
        """Return a value of the front matter that is a text, else ""."""
        entry = self.entries.get(key)
        return entry.value if entry and isinstance(entry.value, str) else ""
