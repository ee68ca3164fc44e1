"""The names of the files of pictures, and which of them are kept."""

import os
from pathlib import Path

import pytest
from PIL import Image

from bantin.cache.blobs import digest_bytes
from bantin.images.encode import VERSION
from bantin.images.picture import PictureSettings, Variant
from bantin.images.preparing import Job, prepare_many
from bantin.images.store import complete_entry, key_of
from tests.unit.images.conftest import SVG, WIDTHS, PictureFolder
from tests.unit.images.samples import (
    drawing,
    encoded,
    exif,
    photo,
)


def test_names_are_those_of_the_source_and_change_with_the_bytes(pictures: PictureFolder) -> None:
    prepared = pictures.prepared("Họp báo.png", encoded(drawing(), "PNG"))
    other = pictures.prepared("Họp báo.png", encoded(drawing(321), "PNG"))
    assert prepared.name.startswith("anh/hop-bao.")
    assert prepared.name != other.name
    assert prepared.digest != other.digest
    assert all(Variant._make(file).address.startswith("anh/hop-bao-") for file in prepared.files[1:])


def test_stored_files_are_not_made_again(pictures: PictureFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    first = pictures.prepared("a.jpg", encoded(photo(), "JPEG"))
    monkeypatch.setattr("bantin.images.files.encode", None)
    assert pictures.prepared("a.jpg", encoded(photo(), "JPEG")) == first
    renamed = pictures.prepared("b.jpg", encoded(photo(), "JPEG"))
    assert [file[1:] for file in renamed.files] == [file[1:] for file in first.files]


@pytest.mark.parametrize("change", ["Pillow", "edition", "widths", "settings"])
def test_what_changes_the_bytes_changes_the_entry(
    pictures: PictureFolder, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    data = encoded(photo(), "JPEG")
    before = key_of(pictures.prepared("a.jpg", data).files[0][3])
    widths: tuple[int, ...] = WIDTHS
    if change == "Pillow":
        monkeypatch.setattr("PIL.__version__", "0")
    elif change == "edition":
        monkeypatch.setattr("bantin.images.encode.VERSION", 0)
    elif change == "settings":
        monkeypatch.setattr("bantin.images.encode.ALL_SETTINGS", ({"jpg": {"quality": 1}},))
    else:
        widths = (80, 160)
    assert key_of(pictures.prepared("a.jpg", data, widths=widths).files[0][3]) != before


# The pixels that each edition has made of one picture. What else decides a file's bytes is in its key.
EDITIONS = {1: "a07dac3fbfa5be65de3d2099a863abe3"}


def test_other_pixels_need_another_version(pictures: PictureFolder) -> None:
    image = photo(1000, 700, mode="RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    data = encoded(image, "WEBP", lossless=True, exact=True, exif=exif(6))
    fallback, *_ = pictures.published("a.webp", data)
    with fallback.image() as published:
        made = digest_bytes(published.tobytes()).hex()
    assert made == EDITIONS[VERSION], (
        "raise EDITION, so that stores do not give out the old files, and pin this"
    )


def test_a_preview_makes_one_file_and_says_what_it_waits_for(pictures: PictureFolder) -> None:
    data = encoded(photo(), "PNG")
    quick = pictures.prepared("a.png", data, preview=True)
    assert len(quick.files) == 1
    assert not os.path.exists(pictures.store.path(quick.waiting))
    whole_picture = pictures.prepared("a.png", data)
    assert whole_picture.files[0] == quick.files[0]
    assert os.path.exists(pictures.store.path(quick.waiting))
    assert pictures.prepared("a.png", data, preview=True) == whole_picture


def test_a_preview_of_a_picture_with_one_file_waits_for_nothing(pictures: PictureFolder) -> None:
    assert pictures.prepared("a.png", encoded(photo(70, 40), "PNG"), preview=True).waiting == ""
    assert pictures.prepared("a.svg", SVG, preview=True).waiting == ""


@pytest.mark.parametrize("harm", ["list", "file", "length"])
def test_damaged_files_of_the_store_are_made_again(pictures: PictureFolder, harm: str) -> None:
    data = encoded(photo(), "JPEG")
    first = pictures.prepared("a.jpg", data)
    kept = [Path(pictures.store.path(file[3])) for file in first.files]
    before = [file.read_bytes() for file in kept]
    if harm == "list":
        entry = Path(pictures.store.path(complete_entry(key_of(kept[0].name))))
        entry.write_bytes(entry.read_bytes()[::-1])
    elif harm == "file":
        kept[2].unlink()
    else:
        kept[2].write_bytes(before[2][:-1])
    assert pictures.prepared("a.jpg", data) == first
    assert [file.read_bytes() for file in kept] == before


def test_a_faulty_store_is_not_a_problem_of_the_picture(pictures: PictureFolder) -> None:
    Path(pictures.store.folder).write_text("a file where the store should be")
    (pictures.folder / "a.png").write_bytes(encoded(photo(), "PNG"))
    with pytest.raises(OSError, match="File exists"):
        prepare_many(
            PictureSettings(pictures.store.folder, WIDTHS), [Job(str(pictures.folder / "a.png"), True, False)]
        )


def test_a_picture_that_cannot_be_read_is_named(pictures: PictureFolder) -> None:
    [(_, _, fault)] = prepare_many(
        PictureSettings(pictures.store.folder, WIDTHS), [Job(str(pictures.folder / "a.png"), True, False)]
    )
    assert fault == ("unreadable", {"reason": "No such file or directory"})
