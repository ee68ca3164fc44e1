"""Links in place of videos, sound, maps and documents that a page embeds, as `markdown.embeds` has them."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from selectolax.lexbor import LexborNode

from bantin.importer.inline import escaped, href
from bantin.markdown.embeds import page_in_frame
from bantin.site.links import ATTACHMENT_TYPES, file_extension

EMBEDDING = frozenset("iframe embed object video audio".split())

_PLAYED = {"video": "Video", "audio": "Audio"}


def link_to_embedded(node: LexborNode) -> tuple[str, str]:
    """Return the words of a link to what a node embeds, and the link itself; ("", "") for other frames."""
    for source in _sources(node):
        words, address = _target(source, node.tag or "")
        if address:
            return words, f"[{escaped(words)}]({href(address)})"
    return "", ""


def _sources(node: LexborNode) -> Iterator[str]:
    """Yield the addresses that a node loads, and those that a viewer in a frame gets in its query."""
    named = [(node.attributes.get("src") or node.attributes.get("data") or "")]
    named += [inner.attributes.get("src") or "" for inner in node.css("source, embed")]
    named += [inner.attributes.get("value") or "" for inner in node.css("param[name='movie' i]")]
    for source in filter(None, map(str.strip, named)):
        yield source
        try:
            query = urlsplit(source).query
        except ValueError:
            continue
        yield from (value for name, value in parse_qsl(query) if name in ("url", "file", "src"))


def _target(source: str, tag: str) -> tuple[str, str]:
    """Return words for an address, and the address to link to; ("", "") if nobody could open it."""
    if page := page_in_frame(source):
        return page
    if source.startswith(("data:", "blob:", "javascript:", "about:")):
        return "", ""
    path = source.partition("?")[0].partition("#")[0]
    name = unquote(path).rpartition("/")[2]
    if file_extension(path) in ATTACHMENT_TYPES:
        return name, source
    return (name or _PLAYED[tag], source) if tag in _PLAYED else ("", "")
