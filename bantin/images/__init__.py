"""Published pictures: their sizes and formats, without the metadata that cameras add."""

from bantin.images.picture import SUFFIXES, PictureError, PictureRecord, Prepared, Variant
from bantin.images.preparing import PictureSettings, prepare, prepare_many
from bantin.images.store import Store

__all__ = [
    "SUFFIXES",
    "PictureError",
    "PictureRecord",
    "PictureSettings",
    "Prepared",
    "Store",
    "Variant",
    "prepare",
    "prepare_many",
]
