"""Read a page that no profile fits: the text below its title, or else the text that trafilatura finds.

Lists of articles are recognized first, since trafilatura takes them for articles. It loses times and views,
and takes lists of titles for text.
"""

import re
from datetime import tzinfo
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bantin.importer import around_title, unknown_portal
from bantin.importer.article import complete_page
from bantin.importer.dates import find_date
from bantin.importer.html_blocks import blocks_of
from bantin.importer.html_document import Document, printed_date, refusal_of
from bantin.importer.page import PARAGRAPH, NotAnArticleError, Page
from bantin.importer.profiles import Profile
from bantin.text.vietnamese import fold

_FEWEST_WORDS = 40
_LONG_PARAGRAPH = 20  # words
# What portals call every page.
_NO_TITLES = frozenset(
    ("", "trang chu", "home", "tin tuc", "chi tiet", "chi tiet tin", "chi tiet tin tuc", "chi tiet bai viet")
)


def read(document: Document, profile: Profile, zone: tzinfo) -> Page:
    """Return the article. profile: rules for the lines of its text. Raises NotAnArticleError."""
    if fault := refusal_of(document):
        raise fault
    if _is_list(document) and not around_title.is_notice(document.blocks, document.names):
        raise NotAnArticleError("import-list-page")
    if page := unknown_portal.read(document, zone):
        return page
    from trafilatura import bare_extraction

    extracted: Any = bare_extraction(
        document.decoded.text, include_images=True, include_tables=True, with_metadata=True
    )
    if extracted is None or extracted.body is None or len((extracted.text or "").split()) < _FEWEST_WORDS:
        raise NotAnArticleError("import-list-page")
    title = _own_title(document, extracted.title or "")
    day = extracted.date or ""
    date = printed_date(document, day if _is_printed(day, document, zone) else "", zone)
    if not title or not date:
        raise NotAnArticleError("import-no-title" if not title else "import-no-date")
    body = LexborHTMLParser(_as_html(extracted.body)).body
    page = Page(
        title=title,
        date=date,
        author=" ".join((extracted.author or "").split()),
        tags=tuple(extracted.tags or ()),
        blocks=tuple(blocks_of(body, document.decoded.convert)) if body is not None else (),
    )
    return complete_page(page, profile, zone)._replace(address=document.address)


def _as_html(body: Any) -> str:
    """Return trafilatura's XML as HTML: its pictures are `graphic`, lists `list` and emphasis `hi`."""
    from lxml.etree import tostring

    text: str = tostring(body, encoding="unicode")
    for pattern, replacement in (
        (r"<graphic ([^>]*?)/>", r"<img \1>"),
        (r"<(/?)list\b[^>]*>", r"<\1ul>"),
        (r"<(/?)item\b[^>]*>", r"<\1li>"),
        (r"<head\b[^>]*>", "<h2>"),
        (r"</head>", "</h2>"),
        (r"<(/?)row\b[^>]*>", r"<\1tr>"),
        (r"<(/?)cell\b[^>]*>", r"<\1td>"),
        (r"<(/?)hi\b[^>]*>", r"<\1b>"),
        (r"<(/?)quote\b[^>]*>", r"<\1blockquote>"),
        (r"<ref target=", "<a href="),
        (r"</ref>", "</a>"),
        (r"<lb\s*/>", "<br>"),
    ):
        text = re.sub(pattern, replacement, text)
    return text


def _own_title(document: Document, extracted: str | None) -> str:
    """Return the common beginning of several of the page's names, or else trafilatura's title."""
    heads = [" ".join(document.decoded.convert(node.text()).split()) for node in document.tree.css("h1")]
    for head in heads:
        if len(head) > 10 and any(fold(name).startswith(fold(head)) for name in document.names):
            return head
    names = [name for name in (*document.names, (extracted or "").strip()) if fold(name) not in _NO_TITLES]
    return names[0] if names else ""


def _is_list(document: Document) -> bool:
    """Tell whether the page is a list of articles.

    In a list almost no paragraph without links is longer than a title, or each is below a linked title.
    """
    words = 0
    below_link: list[bool] = []  # for each long paragraph, whether a linked title is directly above it
    is_link_above = False
    for block in document.blocks:
        own = len(around_title.without_links(block).split()) if block.kind == PARAGRAPH else 0
        if own >= _LONG_PARAGRAPH:
            words += own
            below_link.append(is_link_above)
            is_link_above = False
        else:
            is_link_above = is_link_above or around_title.is_linked_title(block)
    return words < _FEWEST_WORDS or (len(below_link) > 1 and all(below_link[:2]))


def _is_printed(day: str, document: Document, zone: tzinfo) -> bool:
    """Tell whether the page prints this day: trafilatura takes `năm 2024` for a date, too."""
    return any(find_date(block.text, (), zone)[:10] == day[:10] for block in document.blocks)
