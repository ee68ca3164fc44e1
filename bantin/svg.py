"""Which drawings are harmless: an SVG of shapes, gradients and text, read with an allow list."""

import re
from xml.parsers import expat

MAX_ELEMENTS = 20_000
MAX_DEPTH = 60

_ELEMENTS = frozenset(
    """svg g path rect circle ellipse line polyline polygon text tspan title desc defs use symbol pattern mask
    clipPath linearGradient radialGradient stop marker metadata""".split()
)
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*$", re.ASCII)


class SvgError(ValueError):
    """Why a drawing is refused, with its line."""


def svg_size(data: bytes) -> tuple[int, int]:
    """Width and height in points of a drawing that is safe to publish; raises SvgError."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.ProcessingInstructionHandler = reader.instruction
    reader.parser = parser
    try:
        parser.Parse(data, True)
    except expat.ExpatError as fault:
        raise SvgError(f"line {fault.lineno}: not well-formed") from fault
    if reader.size is None:
        raise SvgError("neither width and height nor a viewBox")
    return reader.size


class _Reader:
    def __init__(self) -> None:
        self.size: tuple[int, int] | None = None
        self.parser: expat.XMLParserType | None = None
        self._count = 0
        self._depth = 0

    def _refuse(self, why: str) -> SvgError:
        line = self.parser.CurrentLineNumber if self.parser else 0
        return SvgError(f"line {line}: {why}")

    def doctype(self, *_: object) -> None:
        raise self._refuse("a DOCTYPE")

    def instruction(self, *_: object) -> None:
        raise self._refuse("a processing instruction")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        self._depth += 1
        if self._count > MAX_ELEMENTS or self._depth > MAX_DEPTH:
            raise self._refuse("too many or too deeply nested elements")
        if self._count == 1:
            if name != "svg":
                raise self._refuse(f"the outermost element is <{name}>")
            self.size = _size(attributes)
        if name not in _ELEMENTS:
            raise self._refuse(f"the element <{name}>")
        for key, value in attributes.items():
            self._check(key.lower(), value)

    def end(self, _name: str) -> None:
        self._depth -= 1

    def _check(self, key: str, value: str) -> None:
        if key.startswith("on") or key == "style":
            raise self._refuse(f"the attribute {key}")
        if key.rpartition(":")[2] == "href" and not value.startswith("#"):
            raise self._refuse("a link out of the drawing")
        if not key.startswith("xmlns") and re.search(
            r"url\s*\(\s*['\"]?\s*[^#'\"\s]|javascript:|&", value, re.I
        ):
            raise self._refuse(f"a link out of the drawing in {key}")


def _size(attributes: dict[str, str]) -> tuple[int, int] | None:
    width, height = (_NUMBER.match(attributes.get(key, "")) for key in ("width", "height"))
    if width and height:
        return round(float(width[1])), round(float(height[1]))
    box = attributes.get("viewBox", "").replace(",", " ").split()
    try:
        return (round(float(box[2])), round(float(box[3]))) if len(box) == 4 else None
    except (ValueError, OverflowError):
        return None
