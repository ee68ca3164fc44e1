"""The articles of XML exports: WordPress's WXR, Blogger's backups, RSS and Atom."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from email.utils import parsedate_to_datetime
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from bantin.errors import Problem, problem
from bantin.importer.article import complete_page, number
from bantin.importer.dates import find_date
from bantin.importer.export_items import (
    Item,
    categories_of,
    first,
    has_only_summary,
    is_article,
    is_draft,
    is_standalone,
    unknown_type,
)
from bantin.importer.export_reader import BrokenExportError, ExportReader
from bantin.importer.html_blocks import blocks_of_html
from bantin.importer.inline import escaped, href
from bantin.importer.media import is_picture
from bantin.importer.page import FIGURE, PARAGRAPH, Block, NotAnArticleError, Page, Picture
from bantin.importer.profiles import Profile
from bantin.importer.reading_types import ExtractedArticle
from bantin.importer.saved import SavedPage
from bantin.importer.wordpress import (
    Library,
    library_of,
    short_addresses,
    with_addresses,
    with_featured,
    with_notes,
    with_paragraphs,
    without_shortcodes,
)
from bantin.site.links import ATTACHMENT_TYPES, file_extension
from bantin.system.named_tuple import NamedTuple

RULES = Profile(
    "export",
    "XML",
    text={
        "caption": ("{caption} Ảnh: {credit}", "{caption} (Ảnh: {credit})", "Ảnh: {caption}"),
        "author": ("Tác giả: {author}", "Tin, ảnh: {author}", "Bài, ảnh: {author}"),
        "source": ("Nguồn: {source}", "(Theo {source})"),
    },
)
_VIEWS = frozenset(("post_views_count", "views", "_post_views", "post_view_count", "entry_views", "hits"))
_PUBLISHED = ("wp:post_date", "published", "pubDate", "dc:date", "updated")


class _Export(NamedTuple):
    """What the items of an export refer to. authors: login to the name that readers see."""

    authors: Mapping[str, str]
    library: Library


def read(saved: SavedPage, zone: tzinfo) -> Iterator[ExtractedArticle | Problem]:
    """Yield every post and page of an export; a Problem for each that cannot become an article."""
    reader = ExportReader()
    library = library_of(saved.data)
    items = summaries = 0
    others: Counter[str] = Counter()
    try:
        for item in reader.items(saved.data):
            items += 1
            if is_article(item):
                summaries += has_only_summary(item)
                yield _article(saved, item, zone, _Export(reader.authors, library))
            elif kind := unknown_type(item):
                others[kind] += 1
    except BrokenExportError as fault:
        yield problem(saved.source, fault.line, "import-export", reason=fault.reason)
    else:
        if not items:
            yield problem(saved.source, 0, "warn-import-no-items")
    for kind, count in sorted(others.items()):
        yield problem(saved.source, 0, "warn-import-type", kind=kind, count=count)
    if summaries:
        yield problem(saved.source, 0, "warn-import-summaries", count=summaries)


def _article(saved: SavedPage, item: Item, zone: tzinfo, export: _Export) -> ExtractedArticle | Problem:
    name = first(item, "wp:post_id", "guid", "id", "link") or first(item, "title")
    source = f"{saved.source}#{name}"
    try:
        page, notes = _page(item, zone, source, export.library)
        if item.get("wp:post_type") and not page.is_standalone:
            page = page._replace(author=page.author or _name_of(first(item, "dc:creator"), export.authors))
    except NotAnArticleError as fault:
        code = "import-item-date" if fault.code == "import-no-date" else fault.code
        return problem(source, 0, code, **fault.values)
    return ExtractedArticle(source, page, notes)


def _page(item: Item, zone: tzinfo, source: str, library: Library) -> tuple[Page, tuple[Problem, ...]]:
    blocks, shortcodes = _blocks(item, library)
    excerpt = first(item, "excerpt:encoded", "blogger:metaDescription")
    excerpt = excerpt or (first(item, "summary") if item.get("content") else "")
    lead = " ".join(LexborHTMLParser(excerpt).text().split()) if excerpt else ""
    sections = categories_of(item)
    page = Page(
        title=" ".join(LexborHTMLParser(first(item, "title")).text().split()),
        date=_date(item, _PUBLISHED, zone),
        updated=_modified(item, zone),
        views=next((number(item[f"meta:{key}"][0]) for key in _VIEWS if item.get(f"meta:{key}")), -1),
        breadcrumb=tuple(sections[:1]),
        lead=lead,
        blocks=(*with_featured(blocks, item, library), *attached(item.get("enclosure", []), blocks)),
        author=first(item, "dc:creator", "name", "author") if not item.get("wp:post_type") else "",
        address=first(item, "link", "blogger:filename"),
        tags=tuple(dict.fromkeys([*item.get("category:post_tag", []), *sections[1:]]))[:30],
        draft=is_draft(item),
        is_standalone=is_standalone(item),
        aliases=short_addresses(item, library),
    )
    if page.is_standalone:
        page = page._replace(date="", author="", views=-1)
    elif not page.date:
        raise NotAnArticleError("import-no-date")
    names = dict.fromkeys(shortcodes)
    notes = [problem(source, 0, "warn-import-shortcode", count=len(shortcodes), name=name) for name in names]
    return complete_page(page, RULES, zone), tuple(notes[:1])


def _blocks(item: Item, library: Library) -> tuple[list[Block], list[str]]:
    """Return the blocks of an item's text, and the names of the shortcodes in them."""
    written = first(item, "content:encoded", "content", "description", "summary")
    written = with_addresses(with_paragraphs(written, library), item, library)
    html, shortcodes = without_shortcodes(with_notes(written, item), library)
    blocks = blocks_of_html(html)
    enclosed = [address for address in item.get("enclosure", []) if is_picture(address)]
    if enclosed and not any(block.picture for block in blocks):
        blocks.insert(0, Block(FIGURE, "", "", Picture(enclosed[0], "", "", "")))
    return blocks, shortcodes


def attached(addresses: Iterable[str], blocks: list[Block]) -> Iterator[Block]:
    """Yield links to the documents, sound and videos of an article that its text does not link to."""
    for address in dict.fromkeys(addresses):
        link = href(address)
        is_linked = any(link in block.markdown for block in blocks)
        if file_extension(address.partition("?")[0]) in ATTACHMENT_TYPES and not is_linked:
            name = unquote(address.partition("?")[0]).rpartition("/")[2]
            yield Block(PARAGRAPH, name, f"[{escaped(name)}]({link})")


def _name_of(login: str, authors: Mapping[str, str]) -> str:
    """Return the name of an author; "" if only a login was given."""
    name = authors.get(login, "")
    return "" if name.lower() in (login.lower(), "admin", "administrator") or "@" in name else name


def _modified(item: Item, zone: tzinfo) -> str:
    """Return the update of an article if it was on a later day: every corrected comma is recorded."""
    names = ("wp:post_modified", "updated") if item.get("published") else ("wp:post_modified",)
    updated, date = _date(item, names, zone), _date(item, _PUBLISHED, zone)
    return updated if updated[:10] > date[:10] else ""


def _date(item: Item, names: tuple[str, ...], zone: tzinfo) -> str:
    for name in names:
        written = first(item, name)
        if not written:
            continue
        if date := find_date(written, (), zone):
            return date
        try:
            return f"{parsedate_to_datetime(written).astimezone(zone):%Y-%m-%dT%H:%M}"
        except (ValueError, TypeError):
            continue
    return ""
