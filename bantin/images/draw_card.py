"""Draw share cards: a band with the site's name, the hem, the section and the title.

A card has about 26 colours and those of an emblem, so its PNG is small. Letters are placed one by one,
without a library for shaping that some machines lack, so a card has the same bytes everywhere.
"""

import io
import os
import unicodedata
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from bantin.images.raster import rasterize
from bantin.images.share_card import DEFAULT_TILE, SHAPES, CardDesign, ShareCard, font_folder
from bantin.images.svg import clean
from bantin.images.tile import Shape, Tile, read_tile
from bantin.images.title_lines import Area, set_title

# In pixels.
_MARGIN, _BAND, _HEM, _EMBLEM = 72, 128, 48, 88
_PLACE_SIZE, _NAME_SIZE, _SECTION_SIZE = 26, 40, 34
_TITLE_SIZES = range(84, 35, -4)
_LEADING = 1.32  # with less, the marks of Ấ and Ễ touch the line above

_STEPS = 8  # shades between background and letter
_PAPER, _SECTION, _CLOTH, _REST = 0, _STEPS, 2 * _STEPS, 3 * _STEPS
_COLOURS = 256

_BOLD, _REGULAR = 700, 400

Rgb = tuple[int, int, int]


def draw(card: ShareCard) -> bytes:
    """Return the card as a PNG."""
    width, height = size = SHAPES[card.shape]
    sheet = _sheet(card.design, size)
    image = sheet.copy()
    top = _BAND + _HEM
    below = Image.new("L", (width, height - top), 0)
    used = _write_section(below, card.section)
    image.paste(below.crop((0, 0, width, used)).point(_ramp(_SECTION, to_ground=_PAPER)), (0, top))
    title = Image.new("L", (width, height - top - used), 0)
    _write_title(title, card.title)
    image.paste(title.point(_ramp(_PAPER)), (0, top + used))
    image.putpalette(sheet.info["palette"])
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)  # a third faster than the default, and 9 KB larger
    return out.getvalue()


def _write_section(image: Image.Image, section: str) -> int:
    """Write the section's name at the top; return the height that it takes, in pixels."""
    if not section:
        return 0
    font = _font(_SECTION_SIZE, _BOLD)
    text = _clipped(section, font, image.width - 2 * _MARGIN)
    ImageDraw.Draw(image).text((_MARGIN, 84), text, fill=255, font=font, anchor="ls")
    return 96


def _write_title(image: Image.Image, title: str) -> None:
    """Write the title in the largest size that fits, vertically centred."""
    unit = _font(100, _BOLD)
    area = Area(image.width - 2 * _MARGIN, image.height - 72, _TITLE_SIZES, _LEADING)
    text = set_title(_composed(title), area, lambda part: unit.getlength(part) / 100)
    line_height = text.size * _LEADING
    at = (image.height - len(text.lines) * line_height) / 2 + text.size * 1.02 - 8
    canvas, font = ImageDraw.Draw(image), _font(text.size, _BOLD)
    for number, line in enumerate(text.lines):
        canvas.text((_MARGIN, round(at + number * line_height)), line, fill=255, font=font, anchor="ls")


@lru_cache(maxsize=4)
def _sheet(design: CardDesign, size: tuple[int, int]) -> Image.Image:
    """Return an empty card as an image of palette indexes, with its palette in `info`."""
    hem, star = read_tile(design.hem), read_tile(DEFAULT_TILE).shapes[1:]
    palette = _Palette(design, [*hem.shapes, *star])
    image = Image.new("L", size, _PAPER)
    image.paste(_CLOTH, (0, 0, size[0], _BAND + _HEM))
    image.paste(_named(design, size[0]).point(_ramp(_CLOTH)), (0, 0))
    if design.emblem:
        _paste_emblem(image, _emblem_png(design), palette)
    else:
        _fill(image, star, palette, (_MARGIN - 10, (_BAND - _EMBLEM) // 2 - 8), _EMBLEM / 20)
    _weave(image, hem, palette)
    image.info["palette"] = palette.bytes()
    return image


def _named(design: CardDesign, width: int) -> Image.Image:
    image = Image.new("L", (width, _BAND), 0)
    canvas, left = ImageDraw.Draw(image), _MARGIN + _EMBLEM + 28
    room = width - left - _MARGIN
    place, name = _font(_PLACE_SIZE, _REGULAR), _font(_NAME_SIZE, _BOLD)
    if design.place:
        canvas.text((left, 48), _clipped(design.place, place, room), fill=230, font=place, anchor="ls")
    baseline = 98 if design.place else 78
    canvas.text((left, baseline), _clipped(design.name, name, room), fill=255, font=name, anchor="ls")
    return image


def _weave(image: Image.Image, hem: Tile, palette: "_Palette") -> None:
    """Repeat the tile along the hem, from the middle to both sides."""
    scale = _HEM / hem.height
    step = max(1, round(hem.width * scale))
    left = (image.width // 2 - step // 2) % step - step
    for start in range(left, image.width, step):
        _fill(image, hem.shapes, palette, (start, _BAND), scale)


def _fill(
    image: Image.Image,
    shapes: tuple[Shape, ...],
    palette: "_Palette",
    corner: tuple[int, int],
    scale: float,
) -> None:
    canvas = ImageDraw.Draw(image)
    for shape in shapes:
        for outline in shape.outlines:
            points = [(corner[0] + x * scale, corner[1] + y * scale) for x, y in outline]
            canvas.polygon(points, fill=palette.numbers[shape.colour])


def _emblem_png(design: CardDesign) -> bytes:
    """Return the emblem as a PNG, twice as large as it is on the card."""
    if design.emblem.startswith(b"\x89PNG"):
        return design.emblem
    return rasterize(clean(design.emblem), 2 * _EMBLEM, design.colours.cloth_ink)


def _paste_emblem(image: Image.Image, data: bytes, palette: "_Palette") -> None:
    """Paste the emblem at the left of the band."""
    with Image.open(io.BytesIO(data), formats=["PNG"]) as opened:
        emblem = opened.convert("RGBA")
    emblem.thumbnail((_EMBLEM, _EMBLEM), Image.Resampling.LANCZOS)
    ground = Image.new("RGBA", emblem.size, palette.cloth)
    ground.alpha_composite(emblem)
    flat = ground.convert("RGB").quantize(palette.left, dither=Image.Dither.NONE)
    numbers = flat.point(lambda number: number + palette.add_all(flat))
    at = (_MARGIN + (_EMBLEM - emblem.width) // 2, (_BAND - emblem.height) // 2)
    image.paste(Image.frombytes("L", numbers.size, numbers.tobytes()), at)


class _Palette:
    """The colours of a card: for each text colour the steps to its background, then the colours of shapes.

    numbers: colour to index.
    """

    def __init__(self, design: CardDesign, shapes: list[Shape]) -> None:
        colours = design.colours
        self.cloth = colours.cloth
        paper, cloth = _rgb(colours.paper), _rgb(colours.cloth)
        self._all = [
            *_mixed(paper, _rgb(colours.ink)),
            *_mixed(paper, _rgb(colours.accent)),
            *_mixed(cloth, _rgb(colours.cloth_ink)),
        ]
        self.numbers: dict[str, int] = {}
        for shape in shapes:
            if shape.colour not in self.numbers:
                self.numbers[shape.colour] = len(self._all)
                self._all.append(_rgb(shape.colour))
        self._added = -1

    @property
    def left(self) -> int:
        return _COLOURS - len(self._all)

    def add_all(self, image: Image.Image) -> int:
        """Add the colours of a picture; return the index of the first."""
        if self._added < 0:
            self._added = len(self._all)
            palette = image.getpalette() or []
            self._all += [(palette[at], palette[at + 1], palette[at + 2]) for at in range(0, len(palette), 3)]
        return self._added

    def bytes(self) -> bytes:
        return b"".join(map(bytes, self._all))


def _ramp(first: int, *, to_ground: int | None = None) -> list[int]:
    """Return the palette index for each intensity of a letter's pixel, 0 to 255."""
    ground = first if to_ground is None else to_ground
    steps = [min(value * _STEPS // 256, _STEPS - 1) for value in range(256)]
    return [first + step if step else ground for step in steps]


def _mixed(ground: Rgb, colour: Rgb) -> list[Rgb]:
    last = _STEPS - 1
    return [
        (_mix(ground[0], colour[0], step), _mix(ground[1], colour[1], step), _mix(ground[2], colour[2], step))
        for step in range(last + 1)
    ]


def _mix(ground: int, colour: int, step: int) -> int:
    return round(ground + (colour - ground) * step / (_STEPS - 1))


def _rgb(colour: str) -> Rgb:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _clipped(text: str, font: ImageFont.FreeTypeFont, room: int) -> str:
    """Return the text, or as many of its words as fit, with an ellipsis."""
    text = _composed(text)
    if font.getlength(text) <= room:
        return text
    words = text.split(" ")
    while len(words) > 1 and font.getlength(" ".join(words) + "…") > room:
        words.pop()
    return " ".join(words) + "…"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=32)
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    path = os.path.join(font_folder(), "files", "NotoSerif[wdth,wght].ttf")
    font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight, 100])
    return font
