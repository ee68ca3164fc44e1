"""Pictures and documents saved with a page, recognized by their first bytes, in publishable formats."""

import base64
import binascii
import io
import re
from collections.abc import Iterator
from urllib.parse import unquote

from bantin.importer.page import Page
from bantin.importer.saved import SavedPage, find
from bantin.site.links import ATTACHMENT_TYPES, file_extension
from bantin.system.named_tuple import NamedTuple

_MAGIC = (
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"GIF8", ".gif"),
    (b"BM", ".bmp"),
    (b"II*\0", ".tiff"),
    (b"MM\0*", ".tiff"),
)
_SIZE = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled)(?=\.\w+$)")
_DATA = re.compile(r"data:image/[\w.+-]+;base64,", re.I)
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]\\\n]|\\.)*\]\(([^)\s]+)\)")
_TO_PNG = (".gif", ".bmp", ".tiff")
_PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".svg")


class Media(NamedTuple):
    """A file for the article's folder. reference: as in the page. ending: ".jpg".

    data: None if it was not saved. stem: the name of a document; "" for a picture.
    """

    reference: str
    ending: str
    data: bytes | None
    stem: str = ""


def pictures(page: Page, saved: SavedPage) -> Iterator[Media]:
    """Yield each picture of the page once, in order."""
    seen = set()
    for block in page.blocks:
        if block.picture and block.picture.source not in seen:
            seen.add(block.picture.source)
            yield _picture(block.picture.source, saved)


def full_size(address: str) -> str:
    """Return the address of the picture that WordPress made smaller: of `a-300x200.jpg` it is `a.jpg`."""
    return _SIZE.sub("", address)


def is_picture(address: str) -> bool:
    """Tell whether an address is a picture's, by its ending."""
    return address.partition("?")[0].lower().endswith((*_PICTURE_ENDINGS, *_TO_PNG))


def _picture(source: str, saved: SavedPage) -> Media:
    data = _decoded(source) if _DATA.match(source) else _saved_picture(saved, source)
    kind = kind_of(data) if data else ""
    if data and kind in _TO_PNG:
        data, kind = as_png(data), ".png"
    if data and kind:
        return Media(source, kind, data)
    written = f".{file_extension(source.partition('?')[0])}"
    return Media(source, written if written in _PICTURE_ENDINGS else ".jpg", None)


def _saved_picture(saved: SavedPage, source: str) -> bytes | None:
    """Return the saved picture; if WordPress made it smaller, rather the original."""
    original = full_size(source)
    if original == source:
        return find(saved, source)
    by_preference = (original, source) if "/uploads/" in source else (source, original)
    return next((data for address in by_preference if (data := find(saved, address)) is not None), None)


def _decoded(source: str) -> bytes | None:
    try:
        return base64.b64decode(source.partition(",")[2], validate=False)
    except (binascii.Error, ValueError):
        return None


def kind_of(data: bytes) -> str:
    """Return the kind of a picture by its first bytes; "" if it is none."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    return ".svg" if b"<svg" in data[:1000].lower() else ""


def as_png(data: bytes) -> bytes | None:
    """Return the first frame of a picture of an unsupported kind; None if it cannot be read."""
    from PIL import Image

    from bantin.images.picture import MAX_PIXELS

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MAX_PIXELS:
                return None
            out = io.BytesIO()
            image.convert("RGBA" if image.mode in ("P", "LA", "RGBA") else "RGB").save(out, "PNG")
    except (OSError, ValueError, SyntaxError):
        return None
    return out.getvalue()


def documents(page: Page, saved: SavedPage) -> Iterator[Media]:
    """Yield the attachments that the page links to and that were saved with it."""
    seen = set()
    for block in page.blocks:
        for reference in _LINK.findall(block.markdown):
            kind = file_extension(reference.partition("?")[0].partition("#")[0])
            if reference in seen or kind not in ATTACHMENT_TYPES:
                continue
            seen.add(reference)
            data = find(saved, reference)
            if data is not None:
                name = unquote(reference.partition("?")[0].rpartition("/")[2].rpartition(".")[0])
                yield Media(reference, f".{kind}", data, name)
