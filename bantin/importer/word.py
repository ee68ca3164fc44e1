"""Read a Word document, with its pictures, by mammoth. Other formats than .docx are refused before."""

import base64
import io
import re
import zipfile
from collections.abc import Callable
from datetime import tzinfo
from typing import Any
from xml.sax.saxutils import unescape

from selectolax.lexbor import LexborHTMLParser

from bantin.importer import charsets, official_document
from bantin.importer.article import complete_page
from bantin.importer.dates import find_date
from bantin.importer.html_blocks import blocks_of
from bantin.importer.input_files import too_large
from bantin.importer.page import FIGURE, NotAnArticleError, Page
from bantin.importer.profiles import Profile
from bantin.importer.saved import Saved

_RULES = Profile(
    "word",
    "Word",
    (),
    (),
    (),
    (),
    {
        "author": ("Tác giả: {author}", "Tin, ảnh: {author}", "Bài, ảnh: {author}", "Người viết: {author}"),
        "source": ("Nguồn: {source}", "(Theo {source})"),
        "caption": ("{caption} Ảnh: {credit}", "{caption} (Ảnh: {credit})", "Ảnh: {caption}"),
    },
    {},
    False,
    False,
)
_DATE_LINE = re.compile(
    r"ngày\s+\d{1,2}\s+tháng|(?:ngày(?: đăng| viết| gửi)?|date)\W{0,3}\d{1,2}[/.-]\d", re.I
)
_CREATED = re.compile(rb"<dcterms:(created|modified)[^>]*>([^<]+)<")
_HEAD = 12  # blocks in which the title and a date are looked for


def read(saved: Saved, zone: tzinfo) -> tuple[Page, bool]:
    """Return the article, and whether its date is in the text. Raises NotAnArticleError.

    The head of an administrative document gives title, number and date. Otherwise the title is the first
    heading or paragraph; the date is in a line of its own, else the document's own date is used.
    """
    html, created = _unpacked(saved)
    body = LexborHTMLParser(html).body
    blocks = blocks_of(body, _converter(body.text(separator="\n"))) if body is not None else []
    texts = [block for block in blocks if block.kind != FIGURE]
    if not texts:
        raise NotAnArticleError("import-docx-blank")
    if document := official_document.read(blocks, zone):
        date = document.date or find_date(created, (), zone)[:10]
        page = Page(title=document.title, date=date, source=document.number, blocks=document.blocks)
        return complete_page(page, _RULES, zone), bool(document.date)
    title = texts[0]
    rest = [block for block in blocks if block is not title]
    line = next(
        (block for block in rest[:_HEAD] if len(block.text) < 100 and _DATE_LINE.search(block.text)), None
    )
    date = find_date(line.text, (), zone) if line else ""
    rest = [block for block in rest if not (date and block is line)]
    page = Page(title=title.text, date=date or find_date(created, (), zone)[:10], blocks=tuple(rest))
    return complete_page(page, _RULES, zone), bool(date)


def _converter(text: str) -> Callable[[str], str]:
    """Return the function that converts a document's text, which may be typed in TCVN3 (ABC) or VNI."""
    return charsets.decode(text.encode()).convert


def _unpacked(saved: Saved) -> tuple[str, str]:
    """Return the document as HTML, with pictures as data URLs, and when it was created."""
    import mammoth

    try:
        with zipfile.ZipFile(io.BytesIO(saved.data)) as archive:
            if fault := too_large(archive, saved.source):
                raise NotAnArticleError(fault.code, **dict(fault.args))
            created = _created(archive)
        result: Any = mammoth.convert_to_html(io.BytesIO(saved.data), convert_image=_images(mammoth))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as fault:
        raise NotAnArticleError("import-docx-broken") from fault
    return str(result.value), created


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
