"""Which pictures are published, in which sizes and formats, and their bytes without what cameras add."""

from bantin.images.picture import SUFFIXES, PictureError, Prepared, Variant
from bantin.images.store import Store
from bantin.images.studio import Studio, prepare, prepare_many

__all__ = [
    "SUFFIXES",
    "PictureError",
    "Prepared",
    "Store",
    "Studio",
    "Variant",
    "prepare",
    "prepare_many",
]
