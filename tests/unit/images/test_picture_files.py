"""Which files of a picture are published."""

import io

import pytest
from PIL import Image

from bantin.images.picture import PictureSettings
from bantin.images.preparing import prepare
from tests.unit.images.conftest import SVG, WIDTHS, PictureFolder, assert_alike, by_ending
from tests.unit.images.samples import (
    SECRET,
    drawing,
    encoded,
    exif,
    photo,
)


@pytest.mark.parametrize(
    "name, image", [("a.jpg", photo()), ("a.png", photo(mode="RGBA")), ("b.png", drawing())]
)
def test_the_number_of_threads_changes_no_file(
    pictures: PictureFolder, name: str, image: Image.Image
) -> None:
    file = pictures.folder / name
    file.write_bytes(encoded(image, "PNG" if name.endswith("png") else "JPEG"))
    prepared = [
        prepare(
            str(file), PictureSettings(str(pictures.folder / f"store-{threads}"), WIDTHS, threads=threads)
        )
        for threads in (1, 2, 5)
    ]
    assert len(prepared[0].files) > 1
    assert prepared == prepared[:1] * 3


@pytest.mark.parametrize("name, kind", [("a.jpg", "JPEG"), ("a.JPEG", "JPEG"), ("a.png", "PNG")])
def test_a_photo_is_offered_in_newer_formats_and_several_widths(
    pictures: PictureFolder, name: str, kind: str
) -> None:
    files = pictures.published(name, encoded(photo(), kind))
    assert by_ending(files) == {"jpg": [250], "avif": [80, 160, 250], "webp": [80, 160, 250]}
    for file in files:
        with file.image() as image:
            assert image.width == file.width
            assert image.height == round(180 * file.width / 320)
            assert_alike(image, photo(), within=40)


def test_each_file_saves_bytes(pictures: PictureFolder) -> None:
    fallback, *variants = pictures.published("a.png", encoded(photo(800, 452), "PNG"), widths=(200, 400, 800))
    for ending in ("avif", "webp"):
        sizes = [len(variant.data) for variant in variants if variant.ending == ending]
        assert sizes == sorted(sizes)
        assert sizes[-1] < len(fallback.data)


def test_a_small_picture_is_published_as_it_is(pictures: PictureFolder) -> None:
    for kind, ending in {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}.items():
        data = encoded(photo(70, 40), kind)
        [file] = pictures.published(f"a.{ending}", data)
        assert (file.ending, file.width) == (ending, 70)
        with file.image() as published, Image.open(io.BytesIO(data)) as source:
            assert published.tobytes() == source.tobytes()


def test_without_widths_every_picture_is_published_as_it_is(pictures: PictureFolder) -> None:
    [file] = pictures.published("a.png", encoded(photo(), "PNG"), widths=())
    assert (file.ending, file.width) == ("png", 320)


def test_a_drawing_loses_no_point(pictures: PictureFolder) -> None:
    fallback, *variants = pictures.published("a.png", encoded(drawing(), "PNG"))
    assert fallback.ending == "png"
    assert {variant.ending for variant in variants} <= {"webp"}
    assert variants[-1].width == 320
    with variants[-1].image() as image:
        assert image.convert("RGB").tobytes() == drawing().tobytes()


def test_a_drawing_is_published_without_anything_else_in_its_file(pictures: PictureFolder) -> None:
    prepared = pictures.prepared("a.svg", SVG)
    [file] = pictures.published("a.svg", SVG)
    assert (file.data, prepared.width, prepared.height) == (SVG + b"\n", 4, 3)


def test_a_transparent_photo_stays_transparent(pictures: PictureFolder) -> None:
    image = photo()
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    files = pictures.published("a.png", encoded(image, "PNG"))
    assert files[0].ending == "png"
    assert "webp" in by_ending(files)
    for file in files:
        with file.image() as published:
            assert published.mode == "RGBA"
            lowest, highest = published.getchannel("A").getextrema()
            assert isinstance(lowest, int) and isinstance(highest, int)
            assert lowest < 10 and highest > 245


def test_what_only_seems_transparent_is_a_photo(pictures: PictureFolder) -> None:
    files = pictures.published("a.png", encoded(photo(mode="RGBA"), "PNG"))
    assert files[0].ending == "jpg"


def test_a_webp_has_a_file_for_browsers_without_webp(pictures: PictureFolder) -> None:
    files = pictures.published("a.webp", encoded(photo(), "WEBP", quality=95))
    assert files[0].ending == "jpg"


@pytest.mark.parametrize("kind, name", [("WEBP", "a.webp"), ("PNG", "a.png")])
def test_an_animation_is_published_as_it_is(pictures: PictureFolder, kind: str, name: str) -> None:
    data = encoded(photo(), kind, save_all=True, append_images=[drawing()], duration=100, exif=exif())
    [file] = pictures.published(name, data)
    assert SECRET not in file.data
    with file.image() as published:
        assert getattr(published, "n_frames", 1) == 2


def test_a_very_long_picture_is_not_given_to_encoders_that_cannot_hold_it(pictures: PictureFolder) -> None:
    files = pictures.published("a.jpg", encoded(photo(90, 20_000, mode="L"), "JPEG"))
    assert by_ending(files)["jpg"] == [90]
    assert len(files) == 1
