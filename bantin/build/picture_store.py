"""The picture store of a site, seen without opening a picture."""

import os
from collections.abc import Iterable, Mapping
from typing import Any

from bantin.config import Config
from bantin.images.picture import SUFFIXES, PictureRecord, PictureSettings, PreparedPicture
from bantin.parallel import preload

_PHOTOGRAPHS = tuple(suffix for suffix in SUFFIXES if suffix != ".svg")


def picture_settings(config: Config, *, preview: bool = False) -> PictureSettings:
    """Return the settings for preparing pictures."""
    return PictureSettings(os.path.join(config.cache, "pictures"), config.pictures.widths, preview)


def is_final(record: PictureRecord, settings: PictureSettings) -> bool:
    """Tell whether a picture may stay.

    In previews, one that waits for better files may stay until these exist.
    """
    waiting = record.shown and PreparedPicture(*record.shown).waiting
    return not waiting or (settings.preview and not os.path.exists(os.path.join(settings.store, waiting)))


def all_are_final(prepared: Mapping[str, tuple[Any, ...]], settings: PictureSettings) -> bool:
    """Tell whether all pictures of the last build may stay. Signatures are not compared.

    prepared: see `State.pictures`.
    """
    return all(is_final(PictureRecord(*record), settings) for record in prepared.values())


def preload_encoders(files: Iterable[str], settings: PictureSettings) -> None:
    """Import the modules that prepare photographs, if there are any and none is in the store."""
    if not os.path.exists(settings.store) and any(path.lower().endswith(_PHOTOGRAPHS) for path in files):
        preload("bantin.images.files")
