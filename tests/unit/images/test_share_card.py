"""A share card shows the site's name, the hem, the section and the title legibly."""

import io

import pytest
from PIL import Image, ImageFont

from bantin.images.draw_card import draw
from bantin.images.letters import BOLD, Face, bold_width, clipped
from bantin.images.raster import rasterize
from bantin.images.share_card import CARD_SIZES, CardDesign, Colours, ShareCard, font_folder
from bantin.images.svg import SvgError, clean
from bantin.images.tile import outlines, read_tile
from tests.unit.images.samples import encoded, photo

DESIGN = CardDesign("Bản tin tỉnh Lai Châu", "Cải cách hành chính")
LONG = " ".join(["Hội nghị trực tuyến bàn về chỉ số cải cách hành chính"] * 6)


def drawn(
    title: str, *, section: str = "Tin tức", shape: str = "wide", design: CardDesign = DESIGN
) -> Image.Image:
    return Image.open(io.BytesIO(draw(ShareCard(design, section, title, shape)))).convert("RGB")


@pytest.mark.parametrize("shape", CARD_SIZES)
@pytest.mark.parametrize("title", ["Họp báo", LONG])
def test_a_card_has_its_size_and_keeps_its_margins(shape: str, title: str) -> None:
    image = drawn(title, shape=shape)
    assert image.size == CARD_SIZES[shape]
    width, height = image.size
    margin, top, foot = width // 20, width * 180 // 1200, width // 100
    paper = Image.new("RGB", (margin, height - top), "#fffdf8")
    for left in (0, width - margin):
        assert image.crop((left, top, left + margin, height)).tobytes() == paper.tobytes()
    assert image.crop((0, height - foot, width, height)).getcolors() == [(width * foot, (255, 253, 248))]


LONG_WORD = "Vănphòngủybannhândântỉnhviếtliềnkhôngcódấucáchnàohếtcảsáumươichữ"


@pytest.mark.parametrize("shape", CARD_SIZES)
def test_a_word_wider_than_the_card_is_broken(shape: str) -> None:
    image = drawn(LONG_WORD, shape=shape)
    margin = image.width // 20
    right = image.crop((image.width - margin, image.height // 2, *image.size))
    assert colours_of(right) == {(0xFF, 0xFD, 0xF8)}


@pytest.mark.parametrize(
    "title, shown",
    [
        ("📢 Thông báo 🎉", "Thông báo"),
        ("Từ ≥ 90 % → 95 %", "Từ >= 90 % – 95 %"),
        ("Họp\u00ad báo\ufe0f", "Họp báo"),
    ],
)
def test_signs_that_the_face_lacks_are_not_drawn_as_boxes(title: str, shown: str) -> None:
    assert drawn(title).tobytes() == drawn(shown).tobytes()


def colours_of(image: Image.Image) -> set[object]:
    return {colour for _, colour in image.getcolors(100_000) or ()}


@pytest.mark.parametrize("count", range(1, 7))
def test_a_line_without_room_for_more_words_ends_with_an_ellipsis(count: int) -> None:
    face, text = Face(20, BOLD), "Ủy ban nhân dân tỉnh Lai Châu"
    shown = " ".join(text.split()[:count]) + "…"
    assert clipped(text, face, round(20 * bold_width(shown)) + 1) == shown
    assert clipped(text, face, round(20 * bold_width(text)) + 1) == text


def test_title_and_section_have_their_colours() -> None:
    assert {(0xFF, 0xFD, 0xF8), (0x1D, 0x1B, 0x26), (0xA2, 0x2F, 0x1D), (0x1D, 0x26, 0x60)} <= colours_of(
        drawn("Họp báo")
    )
    assert (0xA2, 0x2F, 0x1D) not in colours_of(drawn("Họp báo", section=""))


def test_a_card_changes_with_all_that_it_shows_and_with_nothing_else() -> None:
    card = ShareCard(DESIGN, "Tin tức", "Họp báo", "wide")
    others = [
        card._replace(title="Họp"),
        card._replace(section="Tin"),
        card._replace(shape="square"),
        card._replace(design=DESIGN._replace(name="Tin")),
        card._replace(design=DESIGN._replace(colours=Colours(cloth="#0b3d2e"))),
        card._replace(design=DESIGN._replace(emblem=encoded(photo(64, 64), "PNG"))),
    ]
    assert len({(card.version(), card.shape), *((other.version(), other.shape) for other in others)}) == 7
    assert len({draw(card), draw(card), *map(draw, others)}) == 7


def test_an_emblem_takes_the_place_of_the_star() -> None:
    emblem = io.BytesIO()
    Image.new("RGBA", (100, 100), (10, 200, 30, 255)).save(emblem, "PNG")
    image = drawn("Họp báo", design=DESIGN._replace(emblem=emblem.getvalue()))
    assert image.getpixel((116, 64)) == (10, 200, 30)


def test_a_drawn_emblem_takes_the_place_of_the_star_whole_and_in_the_colour_of_words() -> None:
    emblem = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">
        <path fill="#0ac81e" d="M0 0h20v20H0z"/><path fill="currentColor" d="M20 0h20v20H20z"/></svg>"""
    image = drawn("Họp báo", design=DESIGN._replace(emblem=emblem, colours=Colours(cloth_ink="#fffff0")))
    left, right, above = ((84, 64), (150, 64), (116, 30))
    assert image.getpixel(left) == (0x0A, 0xC8, 0x1E)
    assert image.getpixel(right) == (0xFF, 0xFF, 0xF0)
    assert image.getpixel(above) == (0x1D, 0x26, 0x60)


def test_a_dark_transparent_emblem_has_a_light_edge_on_the_dark_band() -> None:
    picture, file = Image.new("RGBA", (100, 100)), io.BytesIO()
    picture.paste((20, 10, 30, 255), (20, 20, 80, 80))
    picture.save(file, "PNG")
    image = drawn("Họp báo", design=DESIGN._replace(emblem=file.getvalue()))
    band = [image.getpixel((x, 64)) for x in range(72, 160)]
    assert (20, 10, 30) in band
    assert max(min(pixel) for pixel in band if isinstance(pixel, tuple)) > 120


def test_words_of_an_emblem_are_drawn_in_the_face_of_cards() -> None:
    words = [svg(f'<text y="7" font-size="5" fill="red">{text}</text>') for text in ("Ấ", "A", "")]
    drawings = [rasterize(clean(drawing), 90, "#fff") for drawing in words]
    assert len({*drawings}) == 3


def test_the_font_holds_every_letter_of_vietnamese() -> None:
    font = ImageFont.truetype(f"{font_folder()}/files/NotoSerif[wdth,wght].ttf", 40)
    missing = bytes(font.getmask("\ue123"))
    letters = "ĂÂĐÊÔƠƯăâđêôơưẤỀỄỘẶỮỴấềễộặữỵ–…“”₫%/"
    assert all(bytes(font.getmask(letter)) != missing for letter in letters)


def svg(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8">{inside}</svg>'.encode()


def test_a_tile_is_read_as_polygons() -> None:
    assert outlines("M0 1h24v1H0z m2 2l3 3-1 0z") == (
        ((0, 1), (24, 1), (24, 2), (0, 2)),
        ((2, 3), (5, 6), (4, 6)),
    )
    tile = read_tile(svg('<path fill="#fff" d="M0 0h8v8z"/>'))
    assert (tile.width, tile.markup) == (8, '<path fill="#fff" d="M0 0h8v8z"/>')


@pytest.mark.parametrize(
    "inside",
    [
        '<path fill="#fff" d="M0 0C1 1 2 2 3 3z"/>',
        '<circle r="3" fill="#fff"/>',
        '<path fill="red" d="M0 0h8v8z"/>',
        '<g><path fill="#fff" d="M0 0h8v8z"/></g>',
    ],
)
def test_a_tile_of_anything_but_straight_lines_is_refused(inside: str) -> None:
    with pytest.raises(SvgError):
        read_tile(svg(inside))
