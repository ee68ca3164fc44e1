"""Which pictures may be published, and the bytes that are: without the data cameras and programs leave in."""

import io
import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from bantin.addresses import PICTURES
from bantin.cache import digest_bytes, replace
from bantin.svg import SvgError, svg_size
from bantin.vietnamese import slug

MAX_BYTES = 30_000_000
MAX_POINTS = 50_000_000

_KINDS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".svg": "SVG"}
SUFFIXES = tuple(_KINDS)


class Prepared(NamedTuple):
    """A picture ready to be published. name: its address. cached: the file that holds its bytes."""

    name: str
    width: int
    height: int
    digest: bytes
    cached: str


class PictureError(ValueError):
    """A picture that is refused: a code of `messages` and what fills its sentence."""

    def __init__(self, code: str, **args: object) -> None:
        super().__init__(code)
        self.code = code
        self.args_ = args


def prepare(path: str, folder: str) -> Prepared:
    """Read the picture file `path`, check it, and keep its publishable bytes in `folder`.

    The published name holds a digest of the bytes, so that a browser may keep it for ever. Raises
    PictureError for what is refused, OSError for what cannot be read.
    """
    stem, suffix = os.path.splitext(os.path.basename(path))
    kind = _KINDS.get(suffix.lower())
    if kind is None:
        raise PictureError("picture-kind", known=SUFFIXES)
    with open(path, "rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise PictureError("file-too-large", size=f"more than {MAX_BYTES}", limit=MAX_BYTES)
    cleaned, width, height = _svg(data) if kind == "SVG" else _raster(data, kind)
    known = digest_bytes(cleaned)
    ending = ".jpg" if kind == "JPEG" else suffix.lower()
    name = f"{PICTURES}{slug(stem)[:60] or 'anh'}.{known.hex()[:10]}{ending}"
    cached = os.path.join(folder, known.hex())
    if not os.path.exists(cached):
        os.makedirs(folder, exist_ok=True)
        replace(cached, cleaned)
    return Prepared(name, width, height, known, cached)


def _svg(data: bytes) -> tuple[bytes, int, int]:
    try:
        width, height = svg_size(data)
    except SvgError as fault:
        raise PictureError("svg-refused", said=fault) from fault
    return data, width, height


def _raster(data: bytes, kind: str) -> tuple[bytes, int, int]:
    """The picture's bytes without EXIF, GPS, thumbnails and comments; upright, as its EXIF says."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as picture:
            if picture.width * picture.height > MAX_POINTS:
                raise PictureError(
                    "picture-points", width=picture.width, height=picture.height, limit=MAX_POINTS
                )
            picture.load()
            turned = picture.getexif().get(0x0112, 1) != 1
            if not turned and not _has_metadata(picture.info):
                return data, picture.width, picture.height
            upright = ImageOps.exif_transpose(picture) if turned else picture
            upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
            out = io.BytesIO()
            options: dict[str, object] = {"icc_profile": picture.info.get("icc_profile")}
            if kind == "JPEG":
                options |= {"quality": 90} if turned else {"quality": "keep"}
            upright.save(out, kind, exif=b"", **options)
            return out.getvalue(), upright.width, upright.height
    except PictureError:
        raise
    except UnidentifiedImageError as fault:
        raise PictureError("picture-unreadable", said=f"this is no {kind} picture") from fault
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise PictureError("picture-unreadable", said=fault) from fault


# What a decoder reports that says how to show the picture, and nothing about who took it where.
_HARMLESS = frozenset(
    """jfif jfif_version jfif_unit jfif_density dpi icc_profile transparency gamma srgb progressive
    progression adobe adobe_transform interlace aspect chromaticity loop background timestamp
    duration""".split()
)


def _has_metadata(info: Mapping[Any, Any]) -> bool:
    return any(key not in _HARMLESS for key in info)
