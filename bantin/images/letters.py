"""Write text on share cards, letter by letter, in Noto Serif.

Each letter is rendered once in a process, and each word measured once: titles share most of both, and a card
takes half the time. Vietnamese needs no shaping.
"""

import os
import unicodedata
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from bantin.images.share_card import font_folder
from bantin.system.named_tuple import NamedTuple

BOLD, REGULAR = 700, 400

# The size in which words are measured: large enough that rounding to pixels does not matter.
_UNIT = 100


class Face(NamedTuple):
    """The letters of a text. size: in pixels. weight: BOLD or REGULAR."""

    size: int
    weight: int


class _Letter(NamedTuple):
    """A rendered letter, in pixels. left, top: of its picture, from the pen. advance: to the next one."""

    picture: Image.Image
    left: int
    top: int
    advance: float


def write(image: Image.Image, start: tuple[int, int], text: str, face: Face, *, strength: int = 255) -> None:
    """Write a line into a picture of intensities. start: of the baseline. strength: the intensity of ink."""
    canvas, (pen, baseline) = ImageDraw.Draw(image), start
    advanced: float = pen
    for character in composed(text):
        letter = _letter(character, face)
        canvas.bitmap((round(advanced) + letter.left, baseline + letter.top), letter.picture, fill=strength)
        advanced += letter.advance


def clipped(text: str, face: Face, room: int) -> str:
    """Return the text, or as many of its words as fit into `room` pixels, with an ellipsis."""
    text, font = composed(text), _font(face)
    if font.getlength(text) <= room:
        return text
    words = text.split(" ")
    while len(words) > 1 and font.getlength(" ".join(words) + "…") > room:
        words.pop()
    return " ".join(words) + "…"


@lru_cache(maxsize=8192)
def bold_width(text: str) -> float:
    """Return the width of a bold text in points, set in size 1."""
    return _font(Face(_UNIT, BOLD)).getlength(text) / _UNIT


def composed(text: str) -> str:
    """Return the text with each letter and its marks as one character."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=4096)
def _letter(character: str, face: Face) -> _Letter:
    font = _font(face)
    mask, (left, top) = font.getmask2(character, mode="L", anchor="ls")
    picture = Image.frombytes("L", mask.size, bytes(mask))
    return _Letter(picture, left, top, font.getlength(character))


@lru_cache(maxsize=64)
def _font(face: Face) -> ImageFont.FreeTypeFont:
    path = os.path.join(font_folder(), "files", "NotoSerif[wdth,wght].ttf")
    font = ImageFont.truetype(path, face.size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([face.weight, 100])
    return font
