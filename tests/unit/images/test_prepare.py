"""Pictures: what is published of them, and what is refused."""

import io
import os
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from bantin.cache.blobs import digest_bytes
from bantin.images import (
    PictureError,
    PictureSettings,
    Prepared,
    Store,
    Variant,
    picture,
    prepare,
    prepare_many,
)
from bantin.images.encode import VERSION
from bantin.images.preparing import Job
from bantin.images.store import complete_entry, key_of
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

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'
WIDTHS = (80, 160, 250)


class Published(NamedTuple):
    """A published file of a picture."""

    address: str
    width: int
    data: bytes

    @property
    def ending(self) -> str:
        return self.address.rpartition(".")[2]

    def image(self) -> Image.Image:
        return Image.open(io.BytesIO(self.data))


class Desk:
    """Prepares pictures in a folder, and reads what would be published."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(str(folder / "store"))

    def prepared(
        self, name: str, data: bytes, *, widths: tuple[int, ...] = WIDTHS, preview: bool = False
    ) -> Prepared:
        file = self.folder / name
        file.write_bytes(data)
        return prepare(str(file), PictureSettings(self.store.folder, widths, preview))

    def published(self, name: str, data: bytes, *, widths: tuple[int, ...] = WIDTHS) -> list[Published]:
        variants = map(Variant._make, self.prepared(name, data, widths=widths).files)
        return [
            Published(variant.address, variant.width, Path(self.store.path(variant.kept)).read_bytes())
            for variant in variants
        ]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def by_ending(files: list[Published]) -> dict[str, list[int]]:
    widths: dict[str, list[int]] = {}
    for file in files:
        widths.setdefault(file.ending, []).append(file.width)
    return widths


def assert_alike(shown: Image.Image, other: Image.Image, *, within: int) -> None:
    """Assert that corners and centre differ by at most this much in each colour."""
    size = (8, 6)
    seen, expected = (image.convert("RGB").resize(size, Image.Resampling.BOX) for image in (shown, other))
    for position in ((0, 0), (7, 0), (0, 5), (7, 5), (4, 3)):
        point, wanted = seen.getpixel(position), expected.getpixel(position)
        assert isinstance(point, tuple) and isinstance(wanted, tuple)
        assert max(abs(a - b) for a, b in zip(point, wanted, strict=True)) <= within, position


# ---- which files ----


@pytest.mark.parametrize(
    "name, image", [("a.jpg", photo()), ("a.png", photo(mode="RGBA")), ("b.png", drawing())]
)
def test_the_number_of_threads_changes_no_file(desk: Desk, name: str, image: Image.Image) -> None:
    file = desk.folder / name
    file.write_bytes(encoded(image, "PNG" if name.endswith("png") else "JPEG"))
    prepared = [
        prepare(str(file), PictureSettings(str(desk.folder / f"store-{threads}"), WIDTHS, threads=threads))
        for threads in (1, 2, 5)
    ]
    assert len(prepared[0].files) > 1
    assert prepared == prepared[:1] * 3


@pytest.mark.parametrize("name, kind", [("a.jpg", "JPEG"), ("a.JPEG", "JPEG"), ("a.png", "PNG")])
def test_a_photo_is_offered_in_newer_formats_and_several_widths(desk: Desk, name: str, kind: str) -> None:
    files = desk.published(name, encoded(photo(), kind))
    assert by_ending(files) == {"jpg": [250], "avif": [80, 160, 250], "webp": [80, 160, 250]}
    for file in files:
        with file.image() as image:
            assert image.width == file.width
            assert image.height == round(180 * file.width / 320)
            assert_alike(image, photo(), within=40)


def test_each_file_saves_bytes(desk: Desk) -> None:
    fallback, *variants = desk.published("a.png", encoded(photo(800, 452), "PNG"), widths=(200, 400, 800))
    for ending in ("avif", "webp"):
        sizes = [len(variant.data) for variant in variants if variant.ending == ending]
        assert sizes == sorted(sizes)
        assert sizes[-1] < len(fallback.data)


def test_a_small_picture_is_published_as_it_is(desk: Desk) -> None:
    for kind, ending in {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}.items():
        data = encoded(photo(70, 40), kind)
        [file] = desk.published(f"a.{ending}", data)
        assert (file.ending, file.width) == (ending, 70)
        with file.image() as published, Image.open(io.BytesIO(data)) as source:
            assert published.tobytes() == source.tobytes()


def test_without_widths_every_picture_is_published_as_it_is(desk: Desk) -> None:
    [file] = desk.published("a.png", encoded(photo(), "PNG"), widths=())
    assert (file.ending, file.width) == ("png", 320)


def test_a_drawing_loses_no_point(desk: Desk) -> None:
    fallback, *variants = desk.published("a.png", encoded(drawing(), "PNG"))
    assert fallback.ending == "png"
    assert {variant.ending for variant in variants} <= {"webp"}
    assert variants[-1].width == 320
    with variants[-1].image() as image:
        assert image.convert("RGB").tobytes() == drawing().tobytes()


def test_a_drawing_is_published_with_nothing_but_the_drawing(desk: Desk) -> None:
    prepared = desk.prepared("a.svg", SVG)
    [file] = desk.published("a.svg", SVG)
    assert (file.data, prepared.width, prepared.height) == (SVG + b"\n", 4, 3)


def test_a_transparent_photo_stays_transparent(desk: Desk) -> None:
    image = photo()
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    files = desk.published("a.png", encoded(image, "PNG"))
    assert files[0].ending == "png"
    assert "webp" in by_ending(files)
    for file in files:
        with file.image() as published:
            assert published.mode == "RGBA"
            lowest, highest = published.getchannel("A").getextrema()
            assert isinstance(lowest, int) and isinstance(highest, int)
            assert lowest < 10 and highest > 245


def test_what_only_seems_transparent_is_a_photo(desk: Desk) -> None:
    files = desk.published("a.png", encoded(photo(mode="RGBA"), "PNG"))
    assert files[0].ending == "jpg"


def test_a_webp_has_a_file_for_browsers_without_webp(desk: Desk) -> None:
    files = desk.published("a.webp", encoded(photo(), "WEBP", quality=95))
    assert files[0].ending == "jpg"


@pytest.mark.parametrize("kind, name", [("WEBP", "a.webp"), ("PNG", "a.png")])
def test_an_animation_is_published_as_it_is(desk: Desk, kind: str, name: str) -> None:
    data = encoded(photo(), kind, save_all=True, append_images=[drawing()], duration=100, exif=exif())
    [file] = desk.published(name, data)
    assert SECRET not in file.data
    with file.image() as published:
        assert getattr(published, "n_frames", 1) == 2


def test_a_very_long_picture_is_not_given_to_encoders_that_cannot_hold_it(desk: Desk) -> None:
    files = desk.published("a.jpg", encoded(photo(90, 20_000, mode="L"), "JPEG"))
    assert by_ending(files)["jpg"] == [90]
    assert len(files) == 1


# ---- what they hold ----


@pytest.mark.parametrize("kind, name", [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
@pytest.mark.parametrize("widths", [WIDTHS, (), (400,)], ids=["several", "in full", "small"])
def test_no_file_contains_metadata_of_the_camera(
    desk: Desk, kind: str, name: str, widths: tuple[int, ...]
) -> None:
    for file in desk.published(name, with_secrets(photo(), kind), widths=widths):
        assert SECRET not in file.data
        with file.image() as published:
            assert not published.getexif()
            assert not {"exif", "xmp", "comment", "photoshop", "icc_profile", "mp"} & published.info.keys()


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("widths", [WIDTHS, ()], ids=["several", "in full"])
def test_a_photo_is_turned_upright(desk: Desk, turn: int, widths: tuple[int, ...]) -> None:
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
    prepared = desk.prepared("a.jpg", data, widths=widths)
    assert prepared.width / prepared.height == pytest.approx(1.5, rel=0.02)
    for file in desk.published("a.jpg", data, widths=widths):
        with file.image() as published:
            assert published.width > published.height
            assert_alike(published, upright, within=40)


def test_a_large_photo_is_wide_enough_when_it_is_turned(desk: Desk) -> None:
    data = encoded(photo(2000, 750), "JPEG", exif=exif(6))
    files = desk.published("a.jpg", data)
    assert by_ending(files)["avif"] == [80, 160, 250]
    with files[0].image() as published:
        assert published.size == (250, round(250 * 2000 / 750))


@pytest.mark.parametrize("widths", [WIDTHS, ()], ids=["several", "in full"])
def test_colours_are_those_of_every_screen(desk: Desk, widths: tuple[int, ...]) -> None:
    data = encoded(Image.new("RGB", (320, 180), (200, 30, 40)), "JPEG", icc_profile=profile())
    for file in desk.published("a.jpg", data, widths=widths):
        with file.image() as published:
            red, green, _ = published.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
            assert green > 150 and red < 90, "the profile says that red is green"


@pytest.mark.parametrize("profile", [b"", b"no profile"], ids=["none", "broken"])
def test_a_profile_that_says_nothing_changes_nothing(desk: Desk, profile: bytes) -> None:
    data = encoded(Image.new("RGB", (320, 180), (200, 30, 40)), "JPEG", quality=95, icc_profile=profile)
    for file in desk.published("a.jpg", data):
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
def test_every_mode_is_shown_in_its_colours(
    desk: Desk, image: Image.Image, kind: str, expected: Image.Image, widths: tuple[int, ...]
) -> None:
    name = "a.jpg" if kind == "JPEG" else "a.png"
    for file in desk.published(name, encoded(image, kind), widths=widths):
        with file.image() as published:
            shown = published if not published.mode.startswith("I") else expected
            assert_alike(shown, expected.convert("RGB"), within=45)


def test_a_palette_with_a_see_through_colour_stays_see_through(desk: Desk) -> None:
    paper = drawing().quantize(4)
    see_through = paper.getpixel((0, 0))
    files = desk.published("a.png", encoded(paper, "PNG", transparency=see_through))
    for file in files:
        with file.image() as published:
            assert published.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]


# ---- what is refused ----


@pytest.mark.parametrize(
    "name, data, code",
    [
        ("a.bmp", encoded(photo(), "BMP"), "picture-kind"),
        ("a", b"no picture", "picture-kind"),
        ("a.png", b"no picture", "picture-unreadable"),
        ("a.gif", encoded(photo(), "GIF")[:500], "picture-unreadable"),
        ("a.png", encoded(photo(), "PNG")[:500], "picture-unreadable"),
        ("a.jpg", encoded(photo(), "JPEG")[:700], "picture-unreadable"),
        ("a.webp", b"", "picture-empty"),
        ("a.svg", b"no picture", "svg-refused"),
        ("a.svg", SVG.replace(b"/>", b"><script/></svg>"), "svg-refused"),
    ],
)
def test_other_kinds_and_broken_files_are_refused(desk: Desk, name: str, data: bytes, code: str) -> None:
    with pytest.raises(PictureError) as caught:
        desk.prepared(name, data)
    assert caught.value.code == code
    assert not os.path.exists(desk.store.folder)


@pytest.mark.parametrize(
    "name, form, ending",
    [
        ("a.png", "JPEG", "jpg"),
        ("a.jpg", "PNG", "png"),
        ("a.jfif", "JPEG", "jpg"),
        ("a.gif", "GIF", "png"),
        ("a.svg", "PNG", "png"),
    ],
)
def test_a_picture_is_what_its_bytes_say(desk: Desk, name: str, form: str, ending: str) -> None:
    prepared = desk.prepared(name, encoded(photo(40, 30), form))
    assert prepared.name.rpartition(".")[2] == ending
    assert (prepared.width, prepared.height) == (40, 30)


def test_a_picture_cannot_exhaust_memory(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bantin.images.pixels.MAX_POINTS", 320 * 180 - 1)
    with pytest.raises(PictureError) as caught:
        desk.prepared("a.png", encoded(photo(), "PNG"))
    assert caught.value.code == "picture-points"
    monkeypatch.setattr("bantin.images.preparing.MAX_BYTES", 10)
    with pytest.raises(PictureError) as caught:
        desk.prepared("a.png", encoded(photo(), "PNG"))
    assert caught.value.code == "file-too-large"
    assert picture.MAX_POINTS == 50_000_000


# ---- names, and what is kept ----


def test_names_are_those_of_the_source_and_change_with_the_bytes(desk: Desk) -> None:
    prepared = desk.prepared("Họp báo.png", encoded(drawing(), "PNG"))
    other = desk.prepared("Họp báo.png", encoded(drawing(321), "PNG"))
    assert prepared.name.startswith("anh/hop-bao.")
    assert prepared.name != other.name
    assert prepared.digest != other.digest
    assert all(Variant._make(file).address.startswith("anh/hop-bao-") for file in prepared.files[1:])


def test_stored_files_are_not_made_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = desk.prepared("a.jpg", encoded(photo(), "JPEG"))
    monkeypatch.setattr("bantin.images.files.encode", None)
    assert desk.prepared("a.jpg", encoded(photo(), "JPEG")) == first
    renamed = desk.prepared("b.jpg", encoded(photo(), "JPEG"))
    assert [file[1:] for file in renamed.files] == [file[1:] for file in first.files]


@pytest.mark.parametrize("change", ["Pillow", "edition", "widths", "settings"])
def test_what_decides_the_bytes_decides_the_entry(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    data = encoded(photo(), "JPEG")
    before = key_of(desk.prepared("a.jpg", data).files[0][3])
    widths: tuple[int, ...] = WIDTHS
    if change == "Pillow":
        monkeypatch.setattr("PIL.__version__", "0")
    elif change == "edition":
        monkeypatch.setattr("bantin.images.encode.VERSION", 0)
    elif change == "settings":
        monkeypatch.setattr("bantin.images.encode.ALL_SETTINGS", ({"jpg": {"quality": 1}},))
    else:
        widths = (80, 160)
    assert key_of(desk.prepared("a.jpg", data, widths=widths).files[0][3]) != before


# The points that each edition has made of one picture. What else decides a file's bytes is in its key.
EDITIONS = {1: "a07dac3fbfa5be65de3d2099a863abe3"}


def test_other_pixels_need_another_version(desk: Desk) -> None:
    image = photo(1000, 700, mode="RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    data = encoded(image, "WEBP", lossless=True, exact=True, exif=exif(6))
    fallback, *_ = desk.published("a.webp", data)
    with fallback.image() as published:
        made = digest_bytes(published.tobytes()).hex()
    assert made == EDITIONS[VERSION], (
        "raise EDITION, so that stores do not give out the old files, and pin this"
    )


def test_a_preview_makes_one_file_and_says_what_it_waits_for(desk: Desk) -> None:
    data = encoded(photo(), "PNG")
    quick = desk.prepared("a.png", data, preview=True)
    assert len(quick.files) == 1
    assert not os.path.exists(desk.store.path(quick.waiting))
    whole_picture = desk.prepared("a.png", data)
    assert whole_picture.files[0] == quick.files[0]
    assert os.path.exists(desk.store.path(quick.waiting))
    assert desk.prepared("a.png", data, preview=True) == whole_picture


def test_a_preview_of_what_has_but_one_file_waits_for_nothing(desk: Desk) -> None:
    assert desk.prepared("a.png", encoded(photo(70, 40), "PNG"), preview=True).waiting == ""
    assert desk.prepared("a.svg", SVG, preview=True).waiting == ""


@pytest.mark.parametrize("harm", ["list", "file", "length"])
def test_damaged_files_of_the_store_are_made_again(desk: Desk, harm: str) -> None:
    data = encoded(photo(), "JPEG")
    first = desk.prepared("a.jpg", data)
    kept = [Path(desk.store.path(file[3])) for file in first.files]
    before = [file.read_bytes() for file in kept]
    if harm == "list":
        entry = Path(desk.store.path(complete_entry(key_of(kept[0].name))))
        entry.write_bytes(entry.read_bytes()[::-1])
    elif harm == "file":
        kept[2].unlink()
    else:
        kept[2].write_bytes(before[2][:-1])
    assert desk.prepared("a.jpg", data) == first
    assert [file.read_bytes() for file in kept] == before


def test_a_faulty_store_is_not_a_problem_of_the_picture(desk: Desk) -> None:
    Path(desk.store.folder).write_text("a file where the store should be")
    (desk.folder / "a.png").write_bytes(encoded(photo(), "PNG"))
    with pytest.raises(OSError, match="File exists"):
        prepare_many(
            PictureSettings(desk.store.folder, WIDTHS), [Job(str(desk.folder / "a.png"), True, False)]
        )


def test_a_picture_that_cannot_be_read_is_named(desk: Desk) -> None:
    [(_, _, fault)] = prepare_many(
        PictureSettings(desk.store.folder, WIDTHS), [Job(str(desk.folder / "a.png"), True, False)]
    )
    assert fault == ("unreadable", {"reason": "No such file or directory"})
