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

# Characters of titles that the face lacks, and a character that no face has.
_REPLACED = str.maketrans({"≥": ">=", "≤": "<=", "→": "–"})
_NO_CHARACTER = "\U0010ffff"

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
    """Write a `writable` line into a picture of intensities. start: of the baseline. strength: of the ink."""
    canvas, (pen, baseline) = ImageDraw.Draw(image), start
    advanced: float = pen
    for character in text:
        letter = _letter(character, face)
        canvas.bitmap((round(advanced) + letter.left, baseline + letter.top), letter.picture, fill=strength)
        advanced += letter.advance


def clipped(text: str, face: Face, room: int) -> str:
    """Return the text, or as many of its words as fit into `room` pixels, with an ellipsis."""
    text = writable(text)
    if _width(text, face) <= room:
        return text
    words = text.split(" ")
    while len(words) > 1 and _width(" ".join(words) + "…", face) > room:
        words.pop()
    return " ".join(words) + "…"


@lru_cache(maxsize=8192)
def bold_width(text: str) -> float:
    """Return the width of a bold text in points, set in size 1."""
    return _width(text, Face(1, BOLD))


def writable(text: str) -> str:
    """Return the text in characters that the face has: a letter and its marks as one, emoji left out."""
    characters = unicodedata.normalize("NFC", text).translate(_REPLACED)
    return " ".join(filter(None, "".join(filter(_is_in_face, characters)).split(" ")))


@lru_cache(maxsize=4096)
def _is_in_face(character: str) -> bool:
    """Tell whether the face has a character, and draws another shape than for one that does not exist."""
    if unicodedata.category(character) == "Cf":  # soft hyphens and others without a width
        return False
    font = _font(Face(_UNIT, BOLD))
    return bytes(font.getmask(character)) != bytes(font.getmask(_NO_CHARACTER))


@lru_cache(maxsize=4096)
def _letter(character: str, face: Face) -> _Letter:
    font = _font(face)
    mask, (left, top) = font.getmask2(character, mode="L", anchor="ls")
    picture = Image.frombytes("L", mask.size, bytes(mask))
    return _Letter(picture, left, top, _width(character, face))


def _width(text: str, face: Face) -> float:
    """Return the width of a text in pixels, as in a large size: in a small one each letter is rounded."""
    return _font(Face(_UNIT, face.weight)).getlength(text) * face.size / _UNIT


@lru_cache(maxsize=64)
def _font(face: Face) -> ImageFont.FreeTypeFont:
    path = os.path.join(font_folder(), "files", "NotoSerif[wdth,wght].ttf")
    font = ImageFont.truetype(path, face.size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([face.weight, 100])
    return font
