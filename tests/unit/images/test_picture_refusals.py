"""Files that are refused as pictures."""

import os

import pytest

from bantin.images import picture
from bantin.images.picture import PictureError
from tests.unit.images.conftest import SVG, PictureFolder
from tests.unit.images.samples import (
    encoded,
    photo,
)


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
def test_other_kinds_and_broken_files_are_refused(
    pictures: PictureFolder, name: str, data: bytes, code: str
) -> None:
    with pytest.raises(PictureError) as caught:
        pictures.prepared(name, data)
    assert caught.value.code == code
    assert not os.path.exists(pictures.store.folder)


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
def test_a_picture_is_what_its_bytes_say(pictures: PictureFolder, name: str, form: str, ending: str) -> None:
    prepared = pictures.prepared(name, encoded(photo(40, 30), form))
    assert prepared.name.rpartition(".")[2] == ending
    assert (prepared.width, prepared.height) == (40, 30)


def test_a_picture_cannot_exhaust_memory(pictures: PictureFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bantin.images.pixels.MAX_PIXELS", 320 * 180 - 1)
    with pytest.raises(PictureError) as caught:
        pictures.prepared("a.png", encoded(photo(), "PNG"))
    assert caught.value.code == "picture-pixels"
    monkeypatch.setattr("bantin.images.preparing.MAX_BYTES", 10)
    with pytest.raises(PictureError) as caught:
        pictures.prepared("a.png", encoded(photo(), "PNG"))
    assert caught.value.code == "file-too-large"
    assert picture.MAX_PIXELS == 50_000_000
