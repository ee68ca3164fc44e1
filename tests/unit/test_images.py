"""Pictures: what is published of them, and what is refused."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from bantin import images
from bantin.images import PictureError, Prepared, prepare

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'


def encoded(kind: str, size: tuple[int, int] = (8, 4), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#a22f1d").save(out, kind, **options)
    return out.getvalue()


def prepared(folder: Path, name: str, data: bytes) -> tuple[Prepared, bytes]:
    file = folder / name
    file.write_bytes(data)
    found = prepare(str(file), str(folder / "cache"))
    return found, Path(found.cached).read_bytes()


@pytest.mark.parametrize(
    "name, kind, ending",
    [
        ("a.jpg", "JPEG", ".jpg"),
        ("a.JPEG", "JPEG", ".jpg"),
        ("a.png", "PNG", ".png"),
        ("a.webp", "WEBP", ".webp"),
    ],
)
def test_a_plain_picture_is_published_as_it_is(tmp_path: Path, name: str, kind: str, ending: str) -> None:
    data = encoded(kind)
    found, published = prepared(tmp_path, name, data)
    assert published == data
    assert (found.width, found.height) == (8, 4)
    assert found.name.startswith("anh/a.")
    assert found.name.endswith(ending)


def test_a_drawing_is_published_as_it_is(tmp_path: Path) -> None:
    found, published = prepared(tmp_path, "a.svg", SVG)
    assert (published, found.width, found.height) == (SVG, 4, 3)


def test_the_name_says_what_it_shows_and_changes_with_the_bytes(tmp_path: Path) -> None:
    one, _ = prepared(tmp_path, "Họp báo.png", encoded("PNG"))
    other, _ = prepared(tmp_path, "Họp báo.png", encoded("PNG", (9, 4)))
    assert one.name.startswith("anh/hop-bao.")
    assert one.name != other.name


def located_photo(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Máy ảnh"
    exif.get_ifd(0x8825)[2] = (22.4, 0.0, 0.0)
    return encoded("JPEG", exif=exif)


@pytest.mark.parametrize("orientation, size", [(1, (8, 4)), (3, (8, 4)), (6, (4, 8))])
def test_a_photo_stands_upright_and_does_not_tell_where_it_was_taken(
    tmp_path: Path, orientation: int, size: tuple[int, int]
) -> None:
    found, published = prepared(tmp_path, "a.jpg", located_photo(orientation))
    assert (found.width, found.height) == size
    assert b"Exif" not in published
    with Image.open(io.BytesIO(published)) as picture:
        assert picture.size == size
        assert not picture.getexif()


def test_comments_in_a_png_are_dropped(tmp_path: Path) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Người chụp")
    _, published = prepared(tmp_path, "a.png", encoded("PNG", pnginfo=notes))
    assert b"Author" not in published


def test_the_colours_profile_is_kept(tmp_path: Path) -> None:
    photo = located_photo(6)
    with Image.open(io.BytesIO(photo)) as picture:
        out = io.BytesIO()
        picture.save(out, "JPEG", exif=picture.getexif(), icc_profile=b"profile")
    _, published = prepared(tmp_path, "a.jpg", out.getvalue())
    with Image.open(io.BytesIO(published)) as picture:
        assert picture.info["icc_profile"] == b"profile"


@pytest.mark.parametrize(
    "name, data, code",
    [
        ("a.gif", encoded("GIF"), "picture-kind"),
        ("a", encoded("PNG"), "picture-kind"),
        ("a.png", encoded("JPEG"), "picture-unreadable"),
        ("a.png", encoded("PNG")[:50], "picture-unreadable"),
        ("a.jpg", encoded("JPEG")[:300], "picture-unreadable"),
        ("a.webp", b"", "picture-unreadable"),
        ("a.svg", encoded("PNG"), "svg-refused"),
        ("a.svg", SVG.replace(b"/>", b"><script/></svg>"), "svg-refused"),
    ],
)
def test_other_kinds_and_broken_files_are_refused(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    with pytest.raises(PictureError) as caught:
        prepared(tmp_path, name, data)
    assert caught.value.code == code
    assert not (tmp_path / "cache").exists()


def test_a_picture_cannot_exhaust_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_POINTS", 31)
    with pytest.raises(PictureError) as caught:
        prepared(tmp_path, "a.png", encoded("PNG"))
    assert caught.value.code == "picture-points"
    monkeypatch.setattr(images, "MAX_BYTES", 10)
    with pytest.raises(PictureError) as caught:
        prepared(tmp_path, "a.png", encoded("PNG"))
    assert caught.value.code == "file-too-large"


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    prepared(tmp_path, "a.png", encoded("PNG"))
    prepared(tmp_path, "b.png", encoded("PNG"))
    assert len(os.listdir(tmp_path / "cache")) == 1
