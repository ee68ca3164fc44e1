"""For how long a picture moves."""

import io
import math

from PIL import Image

from bantin.images.picture import MAX_PIXELS
from bantin.images.pixels import DECODER_FAULTS, STUMBLES

_KINDS = ("GIF", "WEBP", "PNG", "AVIF")


def seconds_of_motion(data: bytes) -> float:
    """Return for how many seconds a picture moves; infinity if it begins again for ever.

    0 for a still picture, a damaged one, and one with more pixels than a build accepts.
    """
    try:
        with Image.open(io.BytesIO(data), formats=_KINDS) as picture:
            frames = int(getattr(picture, "n_frames", 1))  # only some formats have the attribute
            if frames < 2 or frames * picture.width * picture.height > MAX_PIXELS:
                return 0
            # Pillow does not say how often an AVIF repeats; programs make them without an end.
            times = int(picture.info.get("loop", 0 if picture.format == "AVIF" else 1))
            return _seconds_of_frames(picture, frames) * times if times else math.inf
    except (*DECODER_FAULTS, *STUMBLES, Image.DecompressionBombError):
        return 0


def _seconds_of_frames(picture: Image.Image, frames: int) -> float:
    """Return the duration of all frames, once each."""
    milliseconds = 0.0
    for number in range(frames):
        picture.seek(number)
        picture.load()
        milliseconds += float(picture.info.get("duration", 0))
    return milliseconds / 1000
