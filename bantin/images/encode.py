"""Encode pixels as a file. The same pixels give the same bytes, on any number of processors."""

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.images.picture import EncodedPicture

if TYPE_CHECKING:
    from PIL import Image

# Increase this when the bytes of files change for other reasons than the settings below: the order of steps,
# scaling, the choice of files. Entries of other versions in a store are not used.
VERSION = 1

_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}

# Equal quality: structural similarity differs by at most 0.005 on the photographs that were compared. Slower
# settings take five times as long for 1 to 5 % fewer bytes; trellis quantization takes a quarter longer, and
# 1 to 4 % more bytes. The number of threads changes libaom's bytes and libavif's tiles: so one, and no tiles.
_AVIF = {
    "quality": 58,
    "speed": 6,
    "advanced": {"disable-trellis-quant": "1"},
    "subsampling": "4:2:0",
    "codec": "aom",
    "max_threads": 1,
    "autotiling": False,
}
SETTINGS: Mapping[str, Mapping[str, object]] = {
    "avif": _AVIF,
    "webp": {"quality": 76, "method": 2},  # for the few browsers without AVIF
    "jpg": {"quality": 76, "optimize": True, "progressive": True},
    "png": {"optimize": True},
}
DRAWN: Mapping[str, Mapping[str, object]] = {**SETTINGS, "webp": {"lossless": True, "method": 4}}
# The quality of a picture that is published once, in full size, and must be encoded again.
FULL: Mapping[str, Mapping[str, object]] = {
    **SETTINGS,
    "jpg": {"quality": 90, "optimize": True, "progressive": True},
    "webp": {"quality": 90, "method": 4},
}
ALL_SETTINGS = (SETTINGS, DRAWN, FULL)

_QUICK_LOSSY, _QUICK_LOSSLESS = {"quality": 76, "method": 0}, {"lossless": True, "method": 0}

# Limits of formats and phones: WebP's longest side, and pixels that decode to 32 MB.
_LONGEST_SIDE = 16_383
_MOST_POINTS = 8_000_000


def encode(
    image: "Image.Image", ending: str, settings: Mapping[str, Mapping[str, object]] = SETTINGS
) -> EncodedPicture:
    """Return the image as a file. Raises UsageError if Pillow was built without the format."""
    return EncodedPicture(ending, image.width, image.height, _written(image, ending, settings[ending]))


def fits_new_formats(width: int, height: int) -> bool:
    """Tell whether a picture of this size is published in the newer formats."""
    return max(width, height) <= _LONGEST_SIDE and width * height <= _MOST_POINTS


def is_drawing(image: "Image.Image") -> bool:
    """Tell whether a picture is a drawing: lossless encoding takes no more bytes than lossy."""
    if not fits_new_formats(*image.size):
        return False
    return len(_written(image, "webp", _QUICK_LOSSLESS)) <= len(_written(image, "webp", _QUICK_LOSSY))


def _written(image: "Image.Image", ending: str, settings: Mapping[str, object]) -> bytes:
    out = io.BytesIO()
    try:
        image.save(out, _FORMATS[ending], **settings)
    except KeyError as fault:
        raise UsageError(
            gettext(
                "this Pillow cannot write {format}; run `make build`, which installs one that can",
                format=_FORMATS[ending],
            )
        ) from fault
    return out.getvalue()
