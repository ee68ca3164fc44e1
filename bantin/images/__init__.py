"""Which pictures are published, in which sizes and formats, and their bytes without what cameras add."""

from bantin.images.picture import SUFFIXES, PictureError, Prepared, Variant
from bantin.images.preparing import PictureSettings, prepare, prepare_many
from bantin.images.store import Store

__all__ = [
    "SUFFIXES",
    "PictureError",
    "PictureSettings",
    "Prepared",
    "Store",
    "Variant",
    "prepare",
    "prepare_many",
]
