"""Invisible parts of a picture's file are removed, and no visible ones."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bantin.images.strip import UnknownContainerError, stripped
from tests.unit.images.samples import SECRET, drawing, encoded, photo, profile, with_secrets

KINDS = ["JPEG", "PNG", "WEBP"]


def pixels_of(data: bytes) -> tuple[object, ...]:
    with Image.open(io.BytesIO(data)) as picture:
        return (picture.size, picture.mode, picture.convert("RGBA").tobytes())


@pytest.mark.parametrize("kind", KINDS)
def test_all_metadata_is_removed_and_every_pixel_is_kept(kind: str) -> None:
    data = with_secrets(photo(), kind)
    assert data.count(SECRET) >= 3
    clean = stripped(data, kind)
    assert SECRET not in clean
    assert pixels_of(clean) == pixels_of(data)
    assert stripped(clean, kind) == clean


@pytest.mark.parametrize(
    ("image", "kind", "options"),
    [
        (photo(), "JPEG", {"progressive": True}),
        (photo(), "JPEG", {"restart_marker_rows": 1}),
        (photo(mode="CMYK"), "JPEG", {}),
        (photo(mode="L"), "JPEG", {}),
        (photo(mode="RGBA"), "PNG", {}),
        (drawing().quantize(4), "PNG", {"transparency": 0}),
        (photo(), "WEBP", {"lossless": True}),
        (photo(mode="RGBA"), "WEBP", {"quality": 50}),
    ],
)
def test_every_form_of_a_picture_survives(image: Image.Image, kind: str, options: dict[str, object]) -> None:
    data = encoded(image, kind, **options)
    assert pixels_of(stripped(data, kind)) == pixels_of(data)


@pytest.mark.parametrize("kind", KINDS)
def test_a_colour_profile_is_removed(kind: str) -> None:
    clean = stripped(encoded(photo(), kind, icc_profile=profile()), kind)
    with Image.open(io.BytesIO(clean)) as picture:
        assert "icc_profile" not in picture.info


def test_a_thumbnail_is_removed_with_the_header_that_holds_it() -> None:
    data = encoded(photo(), "JPEG")
    start, header, rest = data[:2], data[2:20], data[20:]
    assert header.startswith(b"\xff\xe0\x00\x10JFIF\0")
    pixel = b"\xff\xe0\x00\x13JFIF\0" + header[9:16] + b"\x01\x01" + b"abc"  # 1 by 1 pixel of three bytes
    extension = b"\xff\xe0\x00\x0dJFXX\0\x13\x01\x01abc"
    assert stripped(start + pixel + extension + rest, "JPEG") == stripped(data, "JPEG")


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_an_animation_keeps_its_frames(kind: str) -> None:
    data = encoded(photo(), kind, save_all=True, append_images=[drawing()], duration=100, xmp=SECRET)
    clean = stripped(data + SECRET, kind)
    assert SECRET not in clean
    with Image.open(io.BytesIO(clean)) as picture:
        assert getattr(picture, "n_frames", 1) == 2


@given(
    kind=st.sampled_from(KINDS), at=st.integers(0, 2000), put=st.binary(max_size=8), cut=st.integers(0, 2000)
)
def test_a_broken_file_is_refused_or_accepted_without_another_exception(
    kind: str, at: int, put: bytes, cut: int
) -> None:
    data = with_secrets(drawing(), kind)
    harmed = data[:at] + put + data[at + len(put) : len(data) - cut]
    try:
        clean = stripped(harmed, kind)
    except UnknownContainerError:
        return
    assert len(clean) <= len(harmed)
