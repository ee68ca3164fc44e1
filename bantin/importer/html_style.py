"""The style of text in a page: by its tags, and by the styles that Word and editors write."""

import re

from selectolax.lexbor import LexborNode

from bantin.importer.old_urls import direct

_BOLD, _ITALIC = frozenset(("b", "strong")), frozenset(("i", "em", "cite", "var"))
# Tags that are kept as HTML, since Markdown has no sign for them or text may contain the sign.
_KEPT = {"sup": "sup", "sub": "sub", "del": "del", "s": "del", "strike": "del"}
_STYLED = _BOLD | _ITALIC | _KEPT.keys() | {"a", "center"}
_IS_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_IS_LIGHT = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)")
_IS_ITALIC = re.compile(r"font-style\s*:\s*italic")
_IS_STRUCK = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through")
_IS_SET_APART = re.compile(r"text-align\s*:\s*(?:center|right|end)")


class Style:
    """The style at one place: emphasis, link, alignment, a font of capitals. tag: see `inline.Run`."""

    __slots__ = ("bold", "capitals", "href", "italic", "set_apart", "tag")

    def __init__(self) -> None:
        self.bold = self.italic = self.set_apart = self.capitals = False
        self.href = self.tag = ""

    def inside(self, node: LexborNode, tag: str) -> "Style":
        """Return the style inside an element."""
        attributes = node.attributes
        if not attributes and tag not in _STYLED:
            return self
        style = (attributes.get("style") or "").lower()
        face = (attributes.get("face") or "") + style
        changed = Style()
        changed.bold = (self.bold or tag in _BOLD or bool(_IS_BOLD.search(style))) and not _IS_LIGHT.search(
            style
        )
        changed.italic = self.italic or tag in _ITALIC or bool(_IS_ITALIC.search(style))
        changed.set_apart = (
            self.set_apart
            or tag == "center"
            or attributes.get("align") in ("center", "right")
            or bool(_IS_SET_APART.search(style))
        )
        changed.capitals = self.capitals or bool(re.search(r"\.vn\w*h\b", face, re.I))
        changed.href = direct((attributes.get("href") or "").strip()) if tag == "a" else self.href
        changed.tag = _KEPT.get(tag) or ("del" if _IS_STRUCK.search(style) else self.tag)
        return changed
