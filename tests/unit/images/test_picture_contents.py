"""What the files of a picture hold: no metadata, upright pixels, the colours of every screen."""

import pytest
from PIL import Image

from tests.unit.images.conftest import WIDTHS, PictureFolder, assert_alike, by_ending
from tests.unit.images.samples import (
    SECRET,
    corners,
    drawing,
    encoded,
    exif,
    photo,
    profile,
    with_secrets,
)


@pytest.mark.parametrize("kind, name", [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
@pytest.mark.parametrize("widths", [WIDTHS, (), (400,)], ids=["several", "in full", "small"])
def test_no_file_contains_metadata_of_the_camera(
    pictures: PictureFolder, kind: str, name: str, widths: tuple[int, ...]
) -> None:
    for file in pictures.published(name, with_secrets(photo(), kind), widths=widths):
        assert SECRET not in file.data
        with file.image() as published:
            assert not published.getexif()
            assert not {"exif", "xmp", "comment", "photoshop", "icc_profile", "mp"} & published.info.keys()


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("widths", [WIDTHS, ()], ids=["several", "in full"])
def test_a_photo_is_turned_upright(pictures: PictureFolder, turn: int, widths: tuple[int, ...]) -> None:
    upright = corners()
    lying = {
        1: upright,
        2: upright.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: upright.transpose(Image.Transpose.ROTATE_180),
        4: upright.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: upright.transpose(Image.Transpose.TRANSPOSE),
        6: upright.transpose(Image.Transpose.ROTATE_90),
        7: upright.transpose(Image.Transpose.TRANSVERSE),
        8: upright.transpose(Image.Transpose.ROTATE_270),
    }[turn]
    data = encoded(lying, "JPEG", quality=95, exif=exif(turn))
    prepared = pictures.prepared("a.jpg", data, widths=widths)
    assert prepared.width / prepared.height == pytest.approx(1.5, rel=0.02)
    for file in pictures.published("a.jpg", data, widths=widths):
        with file.image() as published:
            assert published.width > published.height
            assert_alike(published, upright, within=40)


def test_a_large_photo_is_wide_enough_when_it_is_turned(pictures: PictureFolder) -> None:
    data = encoded(photo(2000, 750), "JPEG", exif=exif(6))
    files = pictures.published("a.jpg", data)
    assert by_ending(files)["avif"] == [80, 160, 250]
    with files[0].image() as published:
        assert published.size == (250, round(250 * 2000 / 750))


@pytest.mark.parametrize("widths", [WIDTHS, ()], ids=["several", "in full"])
def test_colours_are_those_of_every_screen(pictures: PictureFolder, widths: tuple[int, ...]) -> None:
    data = encoded(Image.new("RGB", (320, 180), (200, 30, 40)), "JPEG", icc_profile=profile())
    for file in pictures.published("a.jpg", data, widths=widths):
        with file.image() as published:
            red, green, _ = published.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
            assert green > 150 and red < 90, "the profile says that red is green"


@pytest.mark.parametrize("profile", [b"", b"no profile"], ids=["none", "broken"])
def test_a_profile_that_says_nothing_changes_nothing(pictures: PictureFolder, profile: bytes) -> None:
    data = encoded(Image.new("RGB", (320, 180), (200, 30, 40)), "JPEG", quality=95, icc_profile=profile)
    for file in pictures.published("a.jpg", data):
        with file.image() as published:
            assert_alike(published, Image.new("RGB", (8, 6), (200, 30, 40)), within=6)


GREY16 = photo(mode="L").convert("I;16").point(lambda value: value * 257 + 0)


@pytest.mark.parametrize(
    ("image", "kind", "expected"),
    [
        pytest.param(photo(mode="CMYK"), "JPEG", photo(), id="CMYK"),
        pytest.param(photo(mode="L"), "JPEG", photo(mode="L"), id="grey"),
        pytest.param(GREY16, "PNG", photo(mode="L"), id="16 bits of grey"),
        pytest.param(photo(mode="LA"), "PNG", photo(mode="L"), id="grey with alpha"),
        pytest.param(photo().quantize(200), "PNG", photo(), id="palette"),
        pytest.param(
            corners().convert("1", dither=Image.Dither.NONE),
            "PNG",
            corners().convert("1", dither=Image.Dither.NONE),
            id="1 bit",
        ),
    ],
)
@pytest.mark.parametrize("widths", [WIDTHS, ()], ids=["several", "in full"])
def test_every_colour_mode_is_shown_in_its_colours(
    pictures: PictureFolder, image: Image.Image, kind: str, expected: Image.Image, widths: tuple[int, ...]
) -> None:
    name = "a.jpg" if kind == "JPEG" else "a.png"
    for file in pictures.published(name, encoded(image, kind), widths=widths):
        with file.image() as published:
            shown = published if not published.mode.startswith("I") else expected
            assert_alike(shown, expected.convert("RGB"), within=45)


def test_a_palette_with_a_see_through_colour_stays_see_through(pictures: PictureFolder) -> None:
    paper = drawing().quantize(4)
    see_through = paper.getpixel((0, 0))
    files = pictures.published("a.png", encoded(paper, "PNG", transparency=see_through))
    for file in files:
        with file.image() as published:
            assert published.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]
