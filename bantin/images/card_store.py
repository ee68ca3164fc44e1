"""The store of share cards: each is drawn once and kept between builds."""

import os
import time
from contextlib import suppress
from functools import cache

from bantin.cache import blobs
from bantin.cache.blobs import digest
from bantin.images.share_card import ShareCard, font_folder

MAX_AGE_DAYS = 90
_DAY = 86_400  # seconds
_LAST_PRUNED = "last-pruned"  # the file whose time is that of the last pruning


def load_or_draw(folder: str, card: ShareCard) -> bytes:
    """Return the card as a PNG, from `folder` if it was drawn before."""
    path = os.path.join(folder, digest((card.version(), card.shape, _tools())).hex())
    data: bytes | None = blobs.load(path)
    if data is None:
        from bantin.images.draw_card import draw  # imports Pillow

        data = draw(card)
        os.makedirs(folder, exist_ok=True)
        blobs.delete_blocking_folder(path)
        blobs.save(path, data)
    return data


def prune(folder: str) -> None:
    """Delete cards drawn more than MAX_AGE_DAYS ago; a card that is still needed is drawn again.

    This is done once a day: it takes 3 ms for each thousand cards.
    """
    now, last = time.time(), os.path.join(folder, _LAST_PRUNED)
    with suppress(FileNotFoundError):
        if now - os.stat(last).st_mtime < _DAY:
            return
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if now - entry.stat().st_mtime > MAX_AGE_DAYS * _DAY:
                with suppress(OSError):
                    os.unlink(entry.path)
        with suppress(OSError):
            blobs.save(last, b"")


@cache
def _tools() -> bytes:
    """Return a digest of the versions of Pillow and the font, which decide the drawing."""
    from PIL import __version__  # imports nothing else

    with open(os.path.join(font_folder(), "metadata.json"), "rb") as file:
        return digest((__version__, file.read()))
