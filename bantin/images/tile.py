"""The tile of the hem: an SVG of straight lines, which pages repeat and Pillow can draw."""

import re
import xml.etree.ElementTree as ET

from markupsafe import Markup

from bantin.images.svg import SvgError, clean
from bantin.system.named_tuple import NamedTuple

Outline = tuple[tuple[float, float], ...]

_COMMANDS = re.compile(r"([MLHVZmlhvz])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_PLAIN = re.compile(r"[MLHVZmlhvz\d\s.,-]*")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")


class Shape(NamedTuple):
    """Polygons of one colour ("#rrggbb" or "#rgb"), in units of the tile."""

    colour: str
    outlines: tuple[Outline, ...]


class Tile(NamedTuple):
    """A tile of the hem. markup: the contents of a `<pattern>` of `width` by `height` units."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    markup: Markup


def read_tile(data: bytes) -> Tile:
    """Read a tile. Raises SvgError for an SVG with anything but filled paths of straight lines."""
    drawing = clean(data)
    root = ET.fromstring(drawing.data)  # noqa: S314 - rewritten by `clean`, without entities
    if root.get("viewBox", f"0 0 {drawing.width} {drawing.height}").split()[:2] != ["0", "0"]:
        raise SvgError("its viewBox does not begin at 0 0")
    shapes, paths = [], []
    for element in root:
        colour, path_data = element.get("fill", ""), element.get("d", "")
        is_plain = element.tag.endswith("}path") and _COLOUR.fullmatch(colour) and _PLAIN.fullmatch(path_data)
        if not is_plain or set(element.attrib) != {"fill", "d"}:
            raise SvgError("it contains more than paths with fill and d, or has curves")
        shapes.append(Shape(colour, outlines(path_data)))
        paths.append(f'<path fill="{colour}" d="{" ".join(path_data.split())}"/>')
    return Tile(drawing.width, drawing.height, tuple(shapes), Markup("".join(paths)))  # noqa: S704 - nothing but numbers and colours


def outlines(path_data: str) -> tuple[Outline, ...]:
    """Return the closed polygons of SVG path data with the commands M, L, H, V and Z only, in either case."""
    polygons: list[list[tuple[float, float]]] = []
    x = y = 0.0
    for command, written in _COMMANDS.findall(path_data):
        if command in "Zz":
            x, y = polygons[-1][0] if polygons else (0.0, 0.0)
            continue
        if command in "Mm" or not polygons:
            polygons.append([])
        numbers = [float(number) for number in _NUMBER.findall(written)]
        is_relative = command.islower()
        for across, down in _steps(command.lower(), numbers):
            x = x if across is None else across + x * is_relative
            y = y if down is None else down + y * is_relative
            polygons[-1].append((x, y))
    return tuple(tuple(outline) for outline in polygons if len(outline) > 2)


def _steps(command: str, numbers: list[float]) -> list[tuple[float | None, float | None]]:
    """Return the horizontal and vertical numbers of each point."""
    if command == "h":
        return [(number, None) for number in numbers]
    if command == "v":
        return [(None, number) for number in numbers]
    return list(zip(numbers[::2], numbers[1::2], strict=False))
