"""Draw share cards: a band with the site's name, the hem, the section and the title.

A card has about 26 colours and those of an emblem, so its PNG is small. Nothing in it depends on the machine,
so a card has the same bytes everywhere.
"""

import io
from collections.abc import Callable
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFilter

from bantin.images.letters import BOLD, REGULAR, Face, bold_width, clipped, writable, write
from bantin.images.raster import rasterize
from bantin.images.share_card import CARD_SIZES, DEFAULT_TILE, CardDesign, ShareCard
from bantin.images.svg import clean
from bantin.images.tile import Shape, Tile, read_tile
from bantin.images.title_lines import Area, set_title

# Sizes are in pixels of a card of this width; a narrower card is scaled, see `_scale`.
_WIDTH = 1200
_MARGIN, _BAND, _HEM, _EMBLEM, _EDGE = 72, 128, 48, 88, 3
_PLACE_SIZE, _NAME_SIZE, _SECTION_SIZE = 26, 40, 34
_TITLE_SIZES = range(84, 35, -4)
_LEADING = 1.32  # with less, the marks of Ấ and Ễ touch the line above

_STEPS = 8  # shades between background and letter
_PAPER, _SECTION, _CLOTH, _REST = 0, _STEPS, 2 * _STEPS, 3 * _STEPS
_COLOURS = 256

# Level 1 takes half the time for half as many bytes again, the default level 6 a third more for 8 % fewer.
_COMPRESSION = 5

Rgb = tuple[int, int, int]


def draw(card: ShareCard) -> bytes:
    """Return the card as a PNG."""
    width, height = size = CARD_SIZES[card.shape]
    sheet, pixels = _empty_card(card.design, size), _scale(width)
    image = sheet.copy()
    top = pixels(_BAND + _HEM)
    below = Image.new("L", (width, height - top), 0)
    used = _write_section(below, card.section)
    image.paste(
        below.crop((0, 0, width, used)).point(_indexes_by_intensity(_SECTION, to_ground=_PAPER)), (0, top)
    )
    title = Image.new("L", (width, height - top - used), 0)
    _write_title(title, card.title)
    image.paste(title.point(_indexes_by_intensity(_PAPER)), (0, top + used))
    image.putpalette(sheet.info["palette"])
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=_COMPRESSION)
    return out.getvalue()


def _scale(width: int) -> Callable[[int], int]:
    """Return the function from pixels of a card that is _WIDTH wide to those of a card of this width."""
    return lambda pixels: pixels * width // _WIDTH


def _write_section(image: Image.Image, section: str) -> int:
    """Write the section's name at the top; return the height that it takes, in pixels."""
    if not section:
        return 0
    pixels = _scale(image.width)
    face = Face(pixels(_SECTION_SIZE), BOLD)
    text = clipped(section, face, image.width - pixels(2 * _MARGIN))
    write(image, (pixels(_MARGIN), pixels(84)), text, face)
    return pixels(96)


def _write_title(image: Image.Image, title: str) -> None:
    """Write the title in the largest size that fits, vertically centred."""
    pixels = _scale(image.width)
    sizes = [pixels(size) for size in _TITLE_SIZES]
    area = Area(image.width - pixels(2 * _MARGIN), image.height - pixels(72), sizes, _LEADING)
    text = set_title(writable(title), area, bold_width)
    line_height = text.size * _LEADING
    top = (image.height - len(text.lines) * line_height) / 2 + text.size * 1.02 - pixels(8)
    for number, line in enumerate(text.lines):
        baseline = round(top + number * line_height)
        write(image, (pixels(_MARGIN), baseline), line, Face(text.size, BOLD))


@lru_cache(maxsize=4)
def _empty_card(design: CardDesign, size: tuple[int, int]) -> Image.Image:
    """Return an empty card as an image of palette indexes, with its palette in `info`."""
    pixels = _scale(size[0])
    hem, star = read_tile(design.hem), read_tile(DEFAULT_TILE).shapes[1:]
    palette = _Palette(design, [*hem.shapes, *star])
    image = Image.new("L", size, _PAPER)
    image.paste(_CLOTH, (0, 0, size[0], pixels(_BAND + _HEM)))
    image.paste(_named(design, size[0]).point(_indexes_by_intensity(_CLOTH)), (0, 0))
    if design.emblem:
        _paste_emblem(image, _emblem_png(design), palette)
    else:
        corner = (pixels(_MARGIN - 10), pixels((_BAND - _EMBLEM) // 2 - 8))
        _fill(image, star, palette, corner, pixels(_EMBLEM) / 20)
    _draw_hem(image, hem, palette)
    image.info["palette"] = palette.bytes()
    return image


def _named(design: CardDesign, width: int) -> Image.Image:
    """Return the band with the site's place and name."""
    pixels = _scale(width)
    image = Image.new("L", (width, pixels(_BAND)), 0)
    left = pixels(_MARGIN + _EMBLEM + 28)
    room = width - left - pixels(_MARGIN)
    place, name = Face(pixels(_PLACE_SIZE), REGULAR), Face(pixels(_NAME_SIZE), BOLD)
    if design.place:
        write(image, (left, pixels(48)), clipped(design.place, place, room), place, strength=230)
    baseline = pixels(98 if design.place else 78)
    write(image, (left, baseline), clipped(design.name, name, room), name)
    return image


def _draw_hem(image: Image.Image, hem: Tile, palette: "_Palette") -> None:
    """Repeat the tile along the hem, from the middle to both sides."""
    pixels = _scale(image.width)
    scale = pixels(_HEM) / hem.height
    step = max(1, round(hem.width * scale))
    left = (image.width // 2 - step // 2) % step - step
    for start in range(left, image.width, step):
        _fill(image, hem.shapes, palette, (start, pixels(_BAND)), scale)


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
    """Paste the emblem at the left of the band, with a light edge: it may be dark and transparent."""
    pixels = _scale(image.width)
    side, edge = pixels(_EMBLEM), pixels(_EDGE)
    with Image.open(io.BytesIO(data), formats=["PNG"]) as opened:
        emblem = opened.convert("RGBA")
    emblem.thumbnail((side, side), Image.Resampling.LANCZOS)
    ground = Image.new("RGBA", (emblem.width + 2 * edge, emblem.height + 2 * edge), palette.cloth)
    outline = Image.new("L", ground.size)
    outline.paste(emblem.getchannel("A"), (edge, edge))
    outline = outline.filter(ImageFilter.GaussianBlur(edge / 2)).point(lambda strength: 2 * strength)
    ground.paste("#fff", mask=outline)
    ground.alpha_composite(emblem, (edge, edge))
    flat = ground.convert("RGB").quantize(palette.left, dither=Image.Dither.NONE)
    numbers = flat.point(lambda number: number + palette.add_all(flat))
    at = (pixels(_MARGIN) + (side - ground.width) // 2, (pixels(_BAND) - ground.height) // 2)
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


def _indexes_by_intensity(first: int, *, to_ground: int | None = None) -> list[int]:
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
