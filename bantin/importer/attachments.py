"""Documents that a page lists beside its text, as portals do below "Tệp đính kèm"."""

import re
from collections.abc import Sequence
from urllib.parse import unquote

from bantin.importer.html_document import Document
from bantin.importer.inline import escaped, href
from bantin.importer.page import LIST, Block
from bantin.importer.profiles import Selector
from bantin.site.links import ATTACHMENT_TYPES

# The boxes of portals whose profile names none.
USUAL = tuple(
    Selector(f"[{attribute}*='{name}' i] a[href]")
    for name in ("attach", "dinhkem", "dinh-kem", "download-file")
    for attribute in ("class", "id")
)
_DOCUMENT = re.compile(rf"\.(?:{'|'.join(ATTACHMENT_TYPES)})\b", re.IGNORECASE)


def with_attachments(
    blocks: Sequence[Block], document: Document, rules: Sequence[Selector] = USUAL
) -> tuple[Block, ...]:
    """Return the blocks of a text, and below them a list of the documents that it does not link to."""
    shown = "\n".join(block.markdown for block in blocks)
    words_of: dict[str, str] = {}
    for rule in rules:
        for node in document.tree.css(rule.css):
            address = (node.attributes.get("href") or "").strip()
            words = " ".join(document.decoded.convert(node.text(separator=" ")).split())
            if _DOCUMENT.search(f"{address} {words}") and href(address) not in shown:
                words_of.setdefault(address, words or unquote(address).rpartition("/")[2])
    if not words_of:
        return tuple(blocks)
    links = (f"- [{escaped(words)}]({href(address)})" for address, words in words_of.items())
    return (*blocks, Block(LIST, "\n".join(words_of.values()), "\n".join(links)))
