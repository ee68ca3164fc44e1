"""The engine's icons are those that `make icons` draws."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tools import icons

DRAWN = icons.draw_all(icons.read_motif(icons.TESTED / icons.MOTIF))


@pytest.mark.parametrize("name", DRAWN)
def test_an_icon_is_the_motif_as_it_is_now(name: str) -> None:
    with Image.open(icons.TESTED / name) as kept:
        assert ImageChops.difference(kept.convert("RGB"), DRAWN[name]).getbbox() is None


def test_what_is_drawn_is_what_the_motif_says() -> None:
    """A point each in the ground, a thread, a diamond and two petals; 8 points a stitch."""
    tile = DRAWN["icons/icon-192.png"]
    stitches = {(2, 4): "#1d2660", (12, 1.5): "#5c67b8", (2.5, 12): "#5c67b8", (13, 15.5): "#f0836d"}
    for (x, y), colour in {**stitches, (15, 13.5): "#f3f1ee"}.items():
        point = tile.getpixel((round(x * 8), round(y * 8)))
        assert "#{:02x}{:02x}{:02x}".format(*point) == colour  # type: ignore[misc]


def test_paths_are_read_in_both_cases(tmp_path: Path) -> None:
    assert icons.polygons("M1 2h3v4H0zm5 6 1-1") == [[(1, 2), (4, 2), (4, 6), (0, 6)], [(6, 8), (7, 7)]]
