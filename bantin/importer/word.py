"""Read a Word document, with its pictures, by mammoth. Other formats than .docx are refused before."""

import base64
import io
import re
import zipfile
from collections.abc import Callable
from datetime import tzinfo
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import unescape

from selectolax.lexbor import LexborHTMLParser

from bantin.errors import problem
from bantin.importer import charsets, official_document
from bantin.importer.article import complete_page
from bantin.importer.dates import find_date
from bantin.importer.html_blocks import blocks_of_html
from bantin.importer.input_files import BROKEN_ARCHIVE, too_large
from bantin.importer.page import FIGURE, NOTE, Block, NotAnArticleError, Page
from bantin.importer.profiles import Profile
from bantin.importer.reading_types import ExtractedArticle
from bantin.importer.saved import SavedPage

_RULES = Profile(
    "word",
    "Word",
    text={
        "author": ("Tác giả: {author}", "Tin, ảnh: {author}", "Bài, ảnh: {author}", "Người viết: {author}"),
        "source": ("Nguồn: {source}", "(Theo {source})"),
        "caption": ("{caption} Ảnh: {credit}", "{caption} (Ảnh: {credit})", "Ảnh: {caption}"),
    },
)
_DATE_LINE = re.compile(
    r"ngày\s+\d{1,2}\s+tháng|(?:ngày(?: đăng| viết| gửi)?|date)\W{0,3}\d{1,2}[/.-]\d", re.I
)
_DATE_WORDS = frozenset(
    "ngày tháng năm đăng viết gửi lúc giờ phút thứ hai ba tư năm sáu bảy chủ nhật".split()
)
_MOST_IN_DATE_LINE = 6  # words besides the date, such as those of a place
_CREATED = re.compile(rb"<dcterms:(created|modified)[^>]*>([^<]+)<")
_HEAD = 12  # blocks in which the title and a date are looked for


# Fields that Word writes as one element, which mammoth leaves out with their text, and text that is hidden.
_FIELD = re.compile(r'<w:fldSimple\b[^>]*?w:instr="([^"]*)"[^>]*>')
_HIDDEN = re.compile(
    r"<w:r\b[^>]*>\s*<w:rPr>(?:(?!</w:rPr>).)*<w:vanish(?: w:val=\"(?:1|true|on)\")?/>.*?</w:r>", re.S
)
# Equations, charts, diagrams and objects of other programs, of which mammoth makes nothing.
_DRAWN = re.compile(r"<(?:m:oMath|c:chart|dgm:relIds|o:OLEObject)[ />]")
_MAIN_PART = re.compile(r"word/document\d*\.xml")


def read(saved: SavedPage, zone: tzinfo) -> ExtractedArticle:
    """Return the article, with a note if its date is not in the text. Raises NotAnArticleError.

    The head of an administrative document gives title, number and date. Otherwise the title is the first
    heading or paragraph; the date is in a line of its own, else the document's own date is used.
    """
    html, created, drawn = _unpacked(saved)
    blocks = blocks_of_html(html, _converter(LexborHTMLParser(html).text(separator="\n")))
    texts = [block for block in blocks if block.kind not in (FIGURE, NOTE)]
    if not texts:
        raise NotAnArticleError("import-docx-blank")
    if document := official_document.read(blocks, zone):
        date, is_own_date = document.date, bool(document.date)
        page = Page(title=document.title, source=document.number, blocks=document.blocks)
    else:
        title = texts[0]
        rest = [block for block in blocks if block is not title]
        line = next((block for block in rest[:_HEAD] if _has_date(block)), None)
        date = find_date(line.text, (), zone) if line else ""
        is_own_date = bool(date)
        rest = [block for block in rest if not (date and block is line and _is_date_alone(block))]
        page = Page(title=title.text, blocks=tuple(rest))
    page = page._replace(date=date or find_date(created, (), zone)[:10])
    page = complete_page(page, _RULES, zone)
    warnings = []
    if not is_own_date:
        warnings.append(problem(saved.source, 0, "warn-import-date-of-file"))
    if drawn:
        warnings.append(problem(saved.source, 0, "warn-import-drawn", count=drawn))
    return ExtractedArticle(saved.source, page, tuple(warnings))


def _has_date(block: Block) -> bool:
    return len(block.text) < 100 and bool(_DATE_LINE.search(block.text))


def _is_date_alone(block: Block) -> bool:
    """Tell whether a line contains a date and little else, such as a place; not a sentence with one."""
    others = [word for word in re.findall(r"[^\W\d]+", block.text) if word.lower() not in _DATE_WORDS]
    return len(others) <= _MOST_IN_DATE_LINE and not block.text.rstrip().endswith(".")


def _converter(text: str) -> Callable[[str], str]:
    """Return the function that converts a document's text, which may be typed in TCVN3 (ABC) or VNI."""
    return charsets.decode(text.encode()).convert


def _unpacked(saved: SavedPage) -> tuple[str, str, int]:
    """Return the document as HTML, when it was created, and the number of its charts, equations and the like.

    Pictures are data URLs.
    """
    import mammoth

    try:
        with zipfile.ZipFile(io.BytesIO(saved.data)) as archive:
            if fault := too_large(archive, saved.source):
                raise NotAnArticleError(fault.code, **dict(fault.args))
            created = _created(archive)
            main = next(filter(_MAIN_PART.fullmatch, archive.namelist()), "")
            text = archive.read(main).decode(errors="surrogateescape") if main else ""
            document = _readable(archive, main, text) or saved.data
        result: Any = mammoth.convert_to_html(io.BytesIO(document), convert_image=_images(mammoth))
    except (*BROKEN_ARCHIVE, KeyError, expat.ExpatError) as fault:
        raise NotAnArticleError("import-docx-broken") from fault
    return str(result.value), created, len(_DRAWN.findall(text))


def _readable(archive: zipfile.ZipFile, main: str, text: str) -> bytes:
    """Return a copy of the archive in which mammoth reads all fields and no hidden text; b"" if not needed.

    text: of the part `main`.
    """
    opened = r"""<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>\1</w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="separate"/></w:r>"""
    closed = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    changed = _FIELD.sub(opened, _HIDDEN.sub("", text)).replace("</w:fldSimple>", closed)
    if changed == text or not _is_well_formed(changed):  # as where a run has a box with runs of its own
        return b""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as copy:
        for name in archive.namelist():
            is_main = name == main
            copy.writestr(name, changed.encode(errors="surrogateescape") if is_main else archive.read(name))
    return written.getvalue()


def _is_well_formed(text: str) -> bool:
    try:
        expat.ParserCreate().Parse(text.encode(errors="surrogateescape"), True)
    except expat.ExpatError:
        return False
    return True


def _images(mammoth: Any) -> Any:
    def inline(image: Any) -> dict[str, str]:
        with image.open() as file:
            data = base64.b64encode(file.read()).decode()
        return {"src": f"data:{image.content_type or 'image/png'};base64,{data}"}

    return mammoth.images.img_element(inline)


def _created(archive: zipfile.ZipFile) -> str:
    try:
        core = archive.read("docProps/core.xml")
    except KeyError:
        return ""
    values = {name: value.decode("utf-8", "replace") for name, value in _CREATED.findall(core)}
    return unescape(values.get(b"created") or values.get(b"modified") or "")
