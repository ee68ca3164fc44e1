"""Read lists of articles, as offices keep them in Excel or a system exports them: an article a row.

The columns are recognized by their names, in Vietnamese or English, in any order.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta, tzinfo
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from bantin.errors import Problem, problem
from bantin.importer import text_blocks
from bantin.importer.article import complete_page, number
from bantin.importer.dates import find_date
from bantin.importer.exports import RULES, attached
from bantin.importer.html_blocks import blocks_of_html
from bantin.importer.json_rows import tables_of_json
from bantin.importer.page import FIGURE, Block, NotAnArticleError, Page, Picture
from bantin.importer.reading_types import ExtractedArticle
from bantin.importer.saved import JSON, SavedPage
from bantin.importer.table_rows import HEAD_ROWS, BrokenRowError, Row, Table, tables_of
from bantin.importer.wordpress import with_paragraphs
from bantin.text.vietnamese import slug

# Names of columns, as slugs, by the column's content.
_NAMES = {
    "title": "tieu-de tieu-de-bai-viet tieu-de-tin ten-bai ten-bai-viet tit title headline post-title",
    "date": "ngay-dang ngay-dang-tin ngay-xuat-ban ngay-gio-dang thoi-gian-dang ngay ngay-gio thoi-gian "
    "published-at published-date date-published datepublished publishedat published publish-date "
    "publishdate publish-up publtime post-date pubdate article-date articlestartdate date start-date "
    "startdate",
    "created": "ngay-viet ngay-tao created created-at createdat created-date createddate created-on-date "
    "createdondate",
    "time": "gio gio-dang time",
    "updated": "ngay-sua ngay-chinh-sua ngay-cap-nhat cap-nhat updated updated-at modified "
    "last-modified edittime changed modified-date modifieddate last-modified-date date-modified "
    "datemodified updatedat",
    "expires": "ngay-het-han het-han expires expire-date expiredate end-date enddate publish-down exptime",
    "summary": "tom-tat sapo trich-dan trich-yeu mo-ta loi-dan gioi-thieu hometext post-excerpt "
    "summary custom-excerpt description excerpt lead subtitle",
    "opening": "introtext",  # of Joomla: the text above "read more"
    "body": "noi-dung noi-dung-bai-viet noi-dung-chi-tiet chi-tiet toan-van bai-viet content-html content "
    "body html fulltext text content-text plain-content plaintext bodyhtml bodytext body-value "
    "post-content article noi-dung-tin detail details publishing-page-content publishingpagecontent",
    "author": "tac-gia nguoi-viet but-danh author authors byline created-by-alias author-name "
    "created-by-user createdbyuser",
    "source": "nguon nguon-tin source sourcetext",
    "section": "chuyen-muc muc danh-muc the-loai loai-tin section category categories "
    "category-title category-name categoryname cat-title ten-chuyen-muc",
    "tags": "the tu-khoa nhan tags keywords metakey",
    "views": "luot-xem so-luot-xem luot-doc views hits hitstotal view-count viewcount "
    "number-of-views numberofviews",
    "image": "anh hinh hinh-anh anh-dai-dien anh-bia image picture thumbnail homeimgfile images "
    "image-url imageurl feature-image featured-image cover-image banner-image",
    "files": "tep-dinh-kem dinh-kem van-ban-dinh-kem attachments attachment",
    "alt": "homeimgalt image-alt",
    "address": "dia-chi duong-dan duong-dan-url lien-ket link url address permalink path",
    "draft": "isdraft is-draft",
    "kind": "type post-type content-type",
    "status": "trang-thai tinh-trang trang-thai-phe-duyet status state post-status approval-status",
}
_FIELD_BY_NAME = {name: field for field, names in _NAMES.items() for name in names.split()}
_RANKS = {name: rank for names in _NAMES.values() for rank, name in enumerate(names.split())}
_DRAFTS = frozenset(
    "nhap ban-nhap luu-nhap cho-duyet chua-duyet chua-dang dang-soan an tam-an khong-hien-thi cho-phe-duyet "
    "tu-choi bi-tu-choi rejected draft pending private hidden unpublished scheduled future 0 false trash "
    "-2".split()
)
_YES = ("true", "1")
_DAYS = ("date", "created")
_PAGES = frozenset(("page", "basic-page"))
_MOST_NAMES = 20  # of columns that a warning lists
# Tags of Joomla's plugins, such as `{loadposition a}`, and of the one for videos.
_PLUGIN = re.compile(r"\{/?([a-z][\w-]*)(?:[ =|][^{}\n]*)?\}")
_PLUGIN_VIDEO = re.compile(r"\{youtube\}([\w-]{11})\{/youtube\}", re.I)

_HTML = re.compile(
    r"<(?:/?(?:p|div|span|table|ul|ol|h[1-6]|strong|b|em|i|a)\b[^<>]*|br\s*/?|img\s[^<>]*)>", re.I
)
_ESCAPED_HTML = re.compile(r"&lt;(?:p|div|br|span|table|img)\b", re.I)
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
_FIRST_SERIAL = date(1899, 12, 30)  # of Excel's day numbers, from March 1900 on
_UNIX_TIME = re.compile(r"[1-9]\d{8,9}")  # seconds, as Drupal and NukeViet keep
_DAY_AND_MONTH = re.compile(r"^(\d{1,2})([/.-])(\d{1,2})(?=\2\d)")
_SHORT_YEAR = re.compile(r"^(\d{1,2}[/.-]\d{1,2}[/.-])(\d\d)(?!\d)")


def read(saved: SavedPage, zone: tzinfo) -> Iterator[ExtractedArticle | Problem]:
    """Yield the article of each row; a Problem, at its row, for each that cannot become one."""
    try:
        if saved.kind == JSON:
            tables = tables_of_json(saved, _columns, _is_head)
        else:
            tables = tables_of(saved, lambda cells: len(_columns(cells)))
    except BrokenRowError as fault:
        yield problem(saved.source, fault.line, "import-row-quotes")
        return
    heads = [_head(table) for table in tables]
    if not any(heads) and saved.kind != JSON:
        yield problem(saved.source, 0, "warn-import-columns-missing")
        return
    sources: Counter[str] = Counter()
    for table, head in zip(tables, heads, strict=True):
        if head:
            yield from _articles(saved, table, head, zone, sources)


def field_of(name: str) -> str:
    """Return what a column of this name holds; "" for an unknown one."""
    return _FIELD_BY_NAME.get(slug(name), "")


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Return the indexes of columns by what they hold, from the row of their names.

    Of several for one field, that whose name comes first above is read.
    """
    names = [slug(cell) for cell in cells]
    ranked = sorted((_RANKS[name], index) for index, name in enumerate(names) if name in _RANKS)
    columns: dict[str, int] = {}
    for _, index in ranked:
        columns.setdefault(_FIELD_BY_NAME[names[index]], index)
    return columns


def _is_head(cells: Sequence[str]) -> bool:
    columns = _columns(cells)
    return "title" in columns and not columns.keys().isdisjoint(_DAYS)


def _head(table: Table) -> Row | None:
    """Return the row with the names of the columns; None if no row near the top has title and date."""
    return next((row for row in table.rows[:HEAD_ROWS] if _is_head(row.cells)), None)


def _articles(
    saved: SavedPage, table: Table, head: Row, zone: tzinfo, sources: Counter[str]
) -> Iterator[ExtractedArticle | Problem]:
    columns = _columns(head.cells)
    path = f"{saved.source}/{table.name}" if table.name else saved.source
    unknown = [
        cell for index, cell in enumerate(head.cells) if cell.strip() and index not in columns.values()
    ]
    if unknown:
        names = tuple(unknown[:_MOST_NAMES])
        yield problem(path, head.number, "warn-import-columns", names=names)
    has_months_first = _has_months_first(table, next(columns[name] for name in _DAYS if name in columns))
    for row in table.rows:
        if row.number <= head.number or not any(map(str.strip, row.cells)) or row.cells == head.cells:
            continue
        values = {
            field: row.cells[index].strip() if index < len(row.cells) else ""
            for field, index in columns.items()
        }
        if has_months_first:
            values |= {
                field: _DAY_AND_MONTH.sub(r"\3\2\1", values.get(field, "")) for field in (*_DAYS, "updated")
            }
        try:
            page = _page(values, zone)
        except NotAnArticleError as fault:
            is_row = saved.kind != JSON
            place = path if is_row else f"{path}#{row.number}"
            yield problem(place, row.number if is_row else 0, fault.code, **fault.values)
            continue
        source = f"{saved.source}#{page.date[:10]}-{slug(page.title)[:80]}"
        sources[source] += 1
        source = source if sources[source] == 1 else f"{source}-{sources[source]}"
        yield ExtractedArticle(source, page, _plugin_notes(page, source))


def _plugin_notes(page: Page, source: str) -> tuple[Problem, ...]:
    """Return a warning if tags of plugins are left in the text."""
    names = [name for block in page.blocks for name in _PLUGIN.findall(block.text)]
    if not names:
        return ()
    return (problem(source, 0, "warn-import-shortcode", count=len(names), name=names[0]),)


def _has_months_first(table: Table, column: int) -> bool:
    """Tell whether a column has dates like 8/28/2019, as of an American Excel, and none like 28/8/2019."""
    matches = (
        _DAY_AND_MONTH.match(row.cells[column].strip()) for row in table.rows if column < len(row.cells)
    )
    pairs = [(int(match[1]), int(match[3])) for match in matches if match]
    return any(second > 12 for _, second in pairs) and not any(first > 12 for first, _ in pairs)


def _page(values: Mapping[str, str], zone: tzinfo) -> Page:
    """Return the page of a row. Raises NotAnArticleError."""
    title = " ".join(values["title"].split())
    date_written = next((values[name] for name in _DAYS if values.get(name)), "")
    if not title:
        raise NotAnArticleError("import-row-title")
    published = _date(date_written, values.get("time", ""), zone)
    if not date_written:
        raise NotAnArticleError("import-row-undated")
    if not published:
        raise NotAnArticleError("import-row-date", value=date_written)
    updated = _date(values.get("updated", ""), "", zone)
    status = values.get("status", "")
    lead = " ".join(LexborHTMLParser(values.get("summary", "")).text().split())
    body = _blocks(_with_videos(f"{values.get('opening', '')}\n\n{values.get('body', '')}"))
    shown = {block.picture.source for block in body if block.picture}
    covers = _pictures(values.get("image", ""), values.get("alt", ""))
    page = Page(
        title=title,
        date=published,
        updated=updated if updated[:10] > published[:10] else "",
        views=number(values.get("views", "")),
        breadcrumb=_parts(_unless_number(values.get("section", "")), r"[>›»/|;]")[:2],
        lead=lead,
        blocks=(
            *(block for block in covers if block.picture and block.picture.source not in shown),
            *body,
            *attached(_parts(values.get("files", ""), r"[;\n]"), body),
        ),
        author=_unless_number(values.get("author", "")),
        source=values.get("source", ""),
        address=values.get("address", ""),
        tags=tuple(filter(_unless_number, _parts(values.get("tags", ""), r"[,;|\n]")))[:30],
        draft=status in _DRAFTS or slug(status) in _DRAFTS or values.get("draft", "").lower() in _YES,
        expires=_date(values.get("expires", ""), "", zone),
    )
    if slug(values.get("kind", "")) in _PAGES:
        page = page._replace(is_standalone=True, date="", author="", views=-1)
    try:
        return complete_page(page, RULES, zone)
    except NotAnArticleError as fault:
        raise NotAnArticleError("import-row-text") from fault


def _date(written: str, clock: str, zone: tzinfo) -> str:
    """Return a date as in front matter; "" if it cannot be read. clock: of a column of its own, or ""."""
    if _SERIAL.fullmatch(written):
        written = (_FIRST_SERIAL + timedelta(days=int(float(written)))).isoformat()
    if _UNIX_TIME.fullmatch(written):
        return f"{datetime.fromtimestamp(int(written), zone):%Y-%m-%dT%H:%M}"
    written = _SHORT_YEAR.sub(r"\g<1>20\2", written)
    day = find_date(written, (), zone)
    if not (day and clock) or "T" in day:
        return day
    return find_date(f"{'/'.join(reversed(day.split('-')))} {clock}", (), zone)


def _unless_number(written: str) -> str:
    """Return a name; "" for what is only the number of one in a table that is not here."""
    return "" if re.fullmatch(r"\d+(?:; \d+)*", written) else written


def _parts(written: str, separator: str) -> tuple[str, ...]:
    """Return the texts of a cell; Wix has them as a list in JSON."""
    if written.startswith('["') and written.endswith('"]'):
        with suppress(ValueError):
            written = "; ".join(map(str, json.loads(written)))
    parts = (" ".join(part.split()) for part in re.split(separator, written))
    return tuple(dict.fromkeys(filter(None, parts)))


def _with_videos(written: str) -> str:
    return _PLUGIN_VIDEO.sub(r"https://www.youtube.com/watch?v=\1", written)


def _pictures(written: str, alt: str) -> list[Block]:
    """Return the pictures of a cell: names of files or addresses, one a line or with semicolons.

    Joomla has a picture and its description in JSON.
    """
    if written.startswith("{"):
        try:
            values = json.loads(written)
            written, alt = str(values.get("image_intro") or ""), str(values.get("image_intro_alt") or "")
        except (ValueError, AttributeError):
            return []
        written = written.partition("#")[0]
    return [Block(FIGURE, "", "", Picture(name, alt, "", "")) for name in _parts(written, r"[;\n]")]


def _blocks(written: str) -> list[Block]:
    """Return the blocks of a cell with HTML, or with text whose lines are paragraphs."""
    if _ESCAPED_HTML.search(written) and not _HTML.search(written):
        written = unescape(written)
    if not _HTML.search(written):
        return text_blocks.blocks_of(written)
    return blocks_of_html(with_paragraphs(written))
