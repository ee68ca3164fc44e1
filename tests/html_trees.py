"""HTML as a list of the tags with their attributes, and the texts."""

import re
from html.parser import HTMLParser

_BOX = re.compile(r'<input[^<>]*type="checkbox"[^<>]*>')
_FILTERED = re.compile(
    r"&lt;(?=/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)\b)", re.IGNORECASE
)


def tree(html: str, *, attributes: bool = True) -> list[str]:
    """Return the tags and texts of HTML in order, with white space folded; void tags have no end."""
    reader = _Reader(attributes)
    reader.feed(_BOX.sub(lambda match: "☑" if "checked" in match[0] else "☐", html))
    reader.close()
    return reader.seen


def unfiltered(html: str) -> str:
    """Return GitHub's HTML without the filter that shows some tags as text."""
    return _FILTERED.sub("<", html)


class _Reader(HTMLParser):
    def __init__(self, attributes: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self._attributes = attributes

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = (
            "".join(sorted(f' {name}="{value or ""}"' for name, value in attrs)) if self._attributes else ""
        )
        self.seen.append(f"<{tag}{named}>")

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and self.seen and self.seen[-1][0] == "=":
            self.seen[-1] += f" {text}"
        elif text:
            self.seen.append(f"={text}")
