"""Points to the bytes of a file. The same points give the same bytes, on any number of processors."""

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.images.picture import Encoded

if TYPE_CHECKING:
    from PIL import Image

# Raised whenever what is made of a picture changes otherwise than by the settings below: by the order of
# steps, the way of scaling, the choice of files. What other editions have left in a store is not used.
VERSION = 1

_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}

# Qualities of one look: structural similarity within 0.005 of each other on the photographs that they were
# chosen by. Slower settings take five times as long for 1 to 5 in a hundred bytes. libaom gives other bytes
# for one thread than for several, and libavif cuts tiles by their number: one thread, no tiles.
_AVIF = {
    "quality": 56,
    "speed": 6,
    "subsampling": "4:2:0",
    "codec": "aom",
    "max_threads": 1,
    "autotiling": False,
}
SETTINGS: Mapping[str, Mapping[str, object]] = {
    "avif": _AVIF,
    "webp": {"quality": 76, "method": 4},
    "jpg": {"quality": 76, "optimize": True, "progressive": True},
    "png": {"optimize": True},
}
DRAWN: Mapping[str, Mapping[str, object]] = {**SETTINGS, "webp": {"lossless": True, "method": 4}}
# For a picture that is published in full, once, and has to be written anew.
FULL: Mapping[str, Mapping[str, object]] = {
    **SETTINGS,
    "jpg": {"quality": 90, "optimize": True, "progressive": True},
    "webp": {"quality": 90, "method": 4},
}
ALL_SETTINGS = (SETTINGS, DRAWN, FULL)

_QUICK_LOSSY, _QUICK_LOSSLESS = {"quality": 76, "method": 0}, {"lossless": True, "method": 0}

# What the formats and telephones can bear: WebP's longest side, and points that decode to 32 MB.
_LONGEST_SIDE = 16_383
_MOST_POINTS = 8_000_000


def encode(
    image: "Image.Image", ending: str, settings: Mapping[str, Mapping[str, object]] = SETTINGS
) -> Encoded:
    """The image as a file. Raises UsageError where Pillow was built without the format."""
    return Encoded(ending, image.width, image.height, _written(image, ending, settings[ending]))


def fits_new_formats(width: int, height: int) -> bool:
    """Whether a picture of this size is given out in the newer formats."""
    return max(width, height) <= _LONGEST_SIDE and width * height <= _MOST_POINTS


def is_drawing(image: "Image.Image") -> bool:
    """Whether a picture is a drawing and no photograph: without loss it takes fewer bytes than with."""
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
