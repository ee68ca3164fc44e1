"""Draw the icons and the picture for shared links from assets/icons/motif.svg: `make icons`.

The motif is made of straight lines only, so a few polygons are all there is to draw. A site with an emblem of
its own puts its pictures into its own assets/icons/ under the same names.
"""

import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "assets"
TESTED = ROOT / "tests" / "icons"  # the same files for tests: an office may have replaced those of its clone
MOTIF = "icons/motif.svg"
CLOTH = "#1d2660"
TILE = 24  # stitches, the unit of the motif
FINER = 4  # pictures are drawn this many times larger and then reduced, for smooth slanted edges

Point = tuple[float, float]


class Shape(NamedTuple):
    colour: str
    polygons: list[list[Point]]


class Motif(NamedTuple):
    """hem: the threads and diamonds of the tile's edges. star: the petals around its middle."""

    hem: list[Shape]
    star: list[Shape]


def read_motif(file: Path) -> Motif:
    paths = ET.parse(file).getroot()  # noqa: S314 - our own drawing
    ground, hem, *star = (Shape(path.attrib["fill"], polygons(path.attrib["d"])) for path in paths)
    assert ground.colour == CLOTH
    return Motif([hem], star)


def polygons(data: str) -> list[list[Point]]:
    """Return the closed polygons of SVG path data that has only M, L, H, V and Z, in either case."""
    outlines: list[list[Point]] = []
    x = y = 0.0
    for command, written in re.findall(r"([MLHVmlhvZz])([^MLHVmlhvZz]*)", data):
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", written)]
        if command in "Mm":
            outlines.append([])
        elif command in "Zz":
            x, y = outlines[-1][0]
        is_relative = command.islower()
        for step in zip(*[iter(numbers)] * (1 if command in "HVhv" else 2), strict=True):
            across, down = (step[0], None) if command in "Hh" else (None, step[0])
            if len(step) == 2:
                across, down = step
            x = x if across is None else across + x * is_relative
            y = y if down is None else down + y * is_relative
            outlines[-1].append((x, y))
    return outlines


class Canvas:
    """A cloth to draw shapes on. width, height: in pixels of the result."""

    def __init__(self, width: int, height: int) -> None:
        self._image = Image.new("RGB", (width * FINER, height * FINER), CLOTH)
        self._draw = ImageDraw.Draw(self._image)

    def put(self, shapes: list[Shape], *, at: Point, stitch: float) -> None:
        """Draw shapes. at: the corner of their tile. stitch: the size of a stitch in pixels."""
        for colour, outlines in shapes:
            for outline in outlines:
                points = [((at[0] + x * stitch) * FINER, (at[1] + y * stitch) * FINER) for x, y in outline]
                self._draw.polygon([(x, y) for x, y in points], fill=colour)

    def done(self) -> Image.Image:
        return self._image.reduce(FINER)


def tile(motif: Motif, size: int) -> Image.Image:
    """Return the whole motif, as in the SVG. size: in pixels."""
    canvas = Canvas(size, size)
    canvas.put([*motif.hem, *motif.star], at=(0, 0), stitch=size / TILE)
    return canvas.done()


def maskable(motif: Motif, size: int) -> Image.Image:
    """Return the star alone, inside the circle that remains on every platform when it crops icons."""
    stitch = size / 21
    canvas = Canvas(size, size)
    canvas.put(motif.star, at=((size - TILE * stitch) / 2,) * 2, stitch=stitch)
    return canvas.done()


def share(motif: Motif, width: int = 1200, height: int = 630) -> Image.Image:
    """Return the picture that social sites show beside a link: a star on the cloth, and the hem."""
    canvas = Canvas(width, height)
    large, small = 24, 4
    canvas.put(motif.star, at=((width - TILE * large) / 2, (height - 96 - TILE * large) / 2), stitch=large)
    count = width // (TILE * small) + 2
    start = (width - count * TILE * small) / 2
    for index in range(count):
        at = (start + index * TILE * small, height - TILE * small)
        canvas.put([*motif.hem, *motif.star], at=at, stitch=small)
    return canvas.done()


def draw_all(motif: Motif) -> dict[str, Image.Image]:
    """Return all pictures by their path in assets/."""
    return {
        "icons/apple-touch-icon.png": tile(motif, 180),
        "icons/icon-192.png": tile(motif, 192),
        "icons/icon-512.png": tile(motif, 512),
        "icons/icon-maskable.png": maskable(motif, 512),
        "icons/share.png": share(motif),
        "root/favicon.ico": tile(motif, 32),
    }


if __name__ == "__main__":
    shutil.copy(ASSETS / MOTIF, TESTED / MOTIF)
    for name, picture in draw_all(read_motif(ASSETS / MOTIF)).items():
        options = {"sizes": [picture.size]} if name.endswith(".ico") else {"optimize": True}
        picture.save(ASSETS / name, **options)
        shutil.copy(ASSETS / name, TESTED / name)
