"""Remove everything but the picture from a file: camera data, places, comments, thumbnails, trailing bytes.

The formats of the three containers are public (JPEG: ITU-T T.81; PNG: W3C; WebP: RFC 9649); only parts of an
allow list are kept. Pixels are not changed. Colour profiles are removed, too: the caller makes sure that the
pixels are sRGB.
"""

import re
from collections.abc import Iterator
from struct import pack, unpack_from


class UnknownContainerError(ValueError):
    """A file whose structure is not that of its kind, even if decoders accept it."""


def stripped(data: bytes, kind: str) -> bytes:
    """Return the bytes of a JPEG, PNG or WEBP with only the picture. Raises UnknownContainerError."""
    if kind not in _STRIPPERS:
        raise UnknownContainerError
    return b"".join(_STRIPPERS[kind](data))


# ---- JPEG ----

_SOI = b"\xff\xd8"
_EOI, _SCAN, _JFIF, _ADOBE = 0xD9, 0xDA, 0xE0, 0xEE
# Frames, tables, scans, restart intervals: all that a decoder needs.
_JPEG_NEEDED = frozenset([*range(0xC0, 0xD0), _SCAN, 0xDB, 0xDC, 0xDD]) - {0xC8}
_MARKER = re.compile(rb"\xff+([\xc0-\xcf\xd9-\xfe])")  # markers with a length, and the end
_AFTER_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_JFIF_WITHOUT_THUMBNAIL = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_ADOBE_LENGTH = 14
_ADOBE_HEAD = b"\xff\xee\x00\x0e"


def _jpeg(data: bytes) -> Iterator[bytes]:
    if not data.startswith(_SOI):
        raise UnknownContainerError
    yield _SOI
    marker, offset = _jpeg_marker(data, len(_SOI))
    while marker != _EOI:
        stop = offset + _number(data, offset, ">H")
        if marker == _JFIF and data.startswith(b"JFIF\0", offset + 2):
            yield _JFIF_WITHOUT_THUMBNAIL
        elif marker == _ADOBE and data.startswith(b"Adobe", offset + 2):
            yield _ADOBE_HEAD + data[offset + 2 : offset + _ADOBE_LENGTH]
        elif marker in _JPEG_NEEDED:
            if marker == _SCAN:
                stop = _end_of_scan(data, stop)
            yield bytes((0xFF, marker)) + data[offset:stop]
        marker, offset = _jpeg_marker(data, stop)
    yield bytes((0xFF, _EOI))


def _jpeg_marker(data: bytes, offset: int) -> tuple[int, int]:
    """Return the marker at this offset, which any number of 0xFF may precede, and the offset after it."""
    match = _MARKER.match(data, offset)
    if not match:
        raise UnknownContainerError
    return match[1][0], match.end()


def _end_of_scan(data: bytes, offset: int) -> int:
    """Return the offset of the next marker that is neither a stuffed byte nor a restart."""
    match = _AFTER_SCAN.search(data, offset)
    if not match:
        raise UnknownContainerError
    return match.start()


# ---- PNG ----

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_NEEDED = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"))


def _png(data: bytes) -> Iterator[bytes]:
    if not data.startswith(_PNG_SIGNATURE):
        raise UnknownContainerError
    yield _PNG_SIGNATURE
    offset, name = len(_PNG_SIGNATURE), b""
    while name != b"IEND":
        name = data[offset + 4 : offset + 8]
        stop = offset + 12 + _number(data, offset, ">I")
        if stop > len(data):
            raise UnknownContainerError
        if name in _PNG_NEEDED:
            yield data[offset:stop]
        offset = stop


# ---- WebP ----

_WEBP_NEEDED = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"))
_WEBP_FRAME_HEAD = 16
_WEBP_PROFILE_EXIF_XMP = 0x20 | 0x08 | 0x04


def _webp(data: bytes) -> Iterator[bytes]:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise UnknownContainerError
    stop = 8 + _number(data, 4, "<I")
    if stop > len(data):
        raise UnknownContainerError
    body = b"".join(_webp_chunks(data[12:stop]))
    yield b"RIFF" + pack("<I", 4 + len(body)) + b"WEBP" + body


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    offset = 0
    while offset < len(data):
        name, length = data[offset : offset + 4], _number(data, offset + 4, "<I")
        content = data[offset + 8 : offset + 8 + length]
        if len(content) < length:
            raise UnknownContainerError
        offset += 8 + length + length % 2
        if name not in _WEBP_NEEDED:
            continue
        if name == b"VP8X" and content:
            content = bytes((content[0] & ~_WEBP_PROFILE_EXIF_XMP,)) + content[1:]
        elif name == b"ANMF":
            head, inner = content[:_WEBP_FRAME_HEAD], content[_WEBP_FRAME_HEAD:]
            content = head + b"".join(_webp_chunks(inner))
        yield name + pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _number(data: bytes, offset: int, form: str) -> int:
    if offset + (2 if form == ">H" else 4) > len(data):
        raise UnknownContainerError
    return int(unpack_from(form, data, offset)[0])


_STRIPPERS = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp}
