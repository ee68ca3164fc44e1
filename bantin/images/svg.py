"""Sanitize SVG drawings: shapes, gradients and text only.

A drawing is parsed and rewritten from an allow list. Leftovers of drawing programs (metadata, comments, their
own elements and attributes) are removed silently. Anything active or external (scripts, style sheets, links,
embedded pictures, HTML) refuses the whole drawing, since without it the drawing would look different.
"""

import re
from html import escape
from xml.parsers import expat

from bantin.system.named_tuple import NamedTuple
from bantin.text import unsafe_characters

MAX_ELEMENTS = 20_000
MAX_DEPTH = 60
MAX_SIDE = 20_000

# Elements drawn when each reference is followed: nested `use` elements would multiply without end.
MAX_DRAWN = 100_000

_SVG = "http://www.w3.org/2000/svg"
_HTML = "http://www.w3.org/1999/xhtml"

_ELEMENTS = frozenset(
    """svg g path rect circle ellipse line polyline polygon text tspan title desc defs use symbol pattern mask
    clipPath linearGradient radialGradient stop marker""".split()
)

# Geometry and presentation, as SVG 2 lists them.
_ATTRIBUTES = frozenset(
    """id lang x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d dx dy points width height viewBox version
    preserveAspectRatio transform rotate textLength lengthAdjust pathLength offset href
    gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform
    maskUnits maskContentUnits clipPathUnits markerUnits markerWidth markerHeight refX refY orient
    fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin
    stroke-miterlimit stroke-dasharray stroke-dashoffset vector-effect paint-order opacity color display
    visibility overflow clip-path clip-rule mask marker-start marker-mid marker-end stop-color stop-opacity
    font-family font-size font-style font-weight font-variant font-stretch letter-spacing word-spacing
    text-anchor text-decoration dominant-baseline alignment-baseline baseline-shift writing-mode direction
    unicode-bidi shape-rendering text-rendering color-interpolation mix-blend-mode transform-origin role
    aria-label aria-hidden""".split()
)
_FUNCTIONS = frozenset(
    "rgb rgba hsl hsla matrix translate translatex translatey scale scalex scaley rotate skewx skewy".split()
)
_FUNCTION = re.compile(r"([A-Za-z-]*)\s*\(")
_LOCAL_URL = re.compile(r"""url\(\s*(["']?)#([\w.:-]+)\1\s*\)""", re.IGNORECASE)
_LOCAL = re.compile(r"#([\w.:-]+)")
_NUMBER = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?)(?:px)?\s*$", re.ASCII)


class SvgError(ValueError):
    """A drawing that is refused, with the reason, and the line if it is known, else 0."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.line = line


class Drawing(NamedTuple):
    """A sanitized drawing, with its width and height in pixels."""

    data: bytes
    width: int
    height: int


def clean(data: bytes) -> Drawing:
    """Return the sanitized drawing. Raises SvgError for a drawing that is refused."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise SvgError("not UTF-8", line) from fault
    reader = _Reader()
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.ordered_attributes = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.ProcessingInstructionHandler = reader.instruction
    reader.parser = parser
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as fault:
        raise SvgError("not well-formed", fault.lineno) from fault
    if reader.size is None:
        raise SvgError("neither width and height nor a viewBox")
    reader.references.check()
    return Drawing("".join(reader.written).encode() + b"\n", *reader.size)


def svg_size(data: bytes) -> tuple[int, int]:
    """Return width and height of a drawing that is safe to publish. Raises SvgError."""
    return clean(data)[1:]


class _Reader:
    """Handles the events of expat: writes allowed content, and refuses the rest."""

    def __init__(self) -> None:
        self.size: tuple[int, int] | None = None
        self.parser: expat.XMLParserType | None = None
        self.written: list[str] = []
        self.references = _References()
        self._count = 0
        self._open: list[str] = []
        self._dropped = 0  # how many open elements are within one that is left out

    def _refuse(self, why: str) -> SvgError:
        line = self.parser.CurrentLineNumber if self.parser else 0
        return SvgError(why, line)

    def doctype(self, *_: object) -> None:
        raise self._refuse("a DOCTYPE")

    def instruction(self, *_: object) -> None:
        raise self._refuse("a processing instruction")

    def start(self, full_name: str, listed: list[str]) -> None:
        space, _, name = full_name.rpartition(" ")
        self._count += 1
        self._open.append(name)
        if self._count > MAX_ELEMENTS or len(self._open) > MAX_DEPTH:
            raise self._refuse("too many or too deeply nested elements")
        if self._count == 1 and (name != "svg" or space not in (_SVG, "")):
            raise self._refuse(f"the outermost element is <{name}>")
        if self._dropped or space not in (_SVG, "", _HTML) or name == "metadata":
            self._dropped += 1
            return
        if name not in _ELEMENTS or space == _HTML:
            raise self._refuse(f"the element <{name}>")
        written = dict(zip(listed[::2], listed[1::2], strict=True))
        self.references.open(written.get("id", ""))
        attributes = self._allowed(written)
        if self._count == 1:
            self.size = _size(attributes)
            attributes = {"xmlns": _SVG, **attributes}
        self.written += ["<", name, *(f' {key}="{escape(value)}"' for key, value in attributes.items()), ">"]

    def end(self, _name: str) -> None:
        name = self._open.pop()
        if self._dropped:
            self._dropped -= 1
        else:
            self.references.close()
            if self.written[-1] == ">":
                self.written[-1] = "/>"  # an empty element
            else:
                self.written.append(f"</{name}>")

    def text(self, text: str) -> None:
        if not self._dropped:
            self.written.append(escape(unsafe_characters.remove(text), quote=False))

    def _allowed(self, written: dict[str, str]) -> dict[str, str]:
        """Return the allowed attributes of an element; declarations in `style` become attributes."""
        allowed = {}
        for key, value in [*written.items(), *_declarations(written.get("style", ""))]:
            name = key.rpartition(" ")[2]
            if name.lower().startswith("on"):
                raise self._refuse(f"the attribute {name}")
            if name == "href" and not _LOCAL.fullmatch(value):
                raise self._refuse("a link out of the drawing")
            if name in _ATTRIBUTES and (name == key or name == "href"):
                allowed[name] = self._checked(name, unsafe_characters.remove(value))
        return allowed

    def _checked(self, name: str, value: str) -> str:
        for led_to in (value[1:],) if name == "href" else (target for _, target in _LOCAL_URL.findall(value)):
            self.references.add(led_to)
        rest = _LOCAL_URL.sub("", value)
        strange = {function.lower() for function in _FUNCTION.findall(rest)} - _FUNCTIONS
        if strange or "\\" in rest or "/*" in rest or "javascript:" in rest.lower():
            raise self._refuse(f"a link out of the drawing in {name}")
        return value


def _declarations(style: str) -> list[tuple[str, str]]:
    pairs = (declaration.partition(":") for declaration in style.split(";"))
    return [(name.strip(), value.replace("!important", "").strip()) for name, _, value in pairs if value]


class _References:
    """Counts the elements that are drawn when all references are followed."""

    def __init__(self) -> None:
        self._named: list[str] = []  # the ids of the open elements, "" for those without
        self._weight: dict[str, int] = {"": 0}
        self._leads_to: dict[str, list[str]] = {"": []}

    def open(self, name: str) -> None:
        self._named.append(name)
        self._weight.setdefault(name, 0)
        self._leads_to.setdefault(name, [])
        for target in {"", *self._named}:
            self._weight[target] += 1

    def close(self) -> None:
        self._named.pop()

    def add(self, name: str) -> None:
        """Record that the current element refers to the element `name`."""
        for target in {"", *self._named}:
            self._leads_to[target].append(name)

    def check(self) -> None:
        """Raise SvgError if references form a cycle, or if too many elements would be drawn."""
        drawn: dict[str, int] = {}

        def follow(name: str, above: frozenset[str]) -> int:
            if name in above or len(above) > MAX_DEPTH:
                raise SvgError(f"the element #{name} refers to itself")
            if name not in drawn:
                below = (follow(target, above | {name}) for target in self._leads_to.get(name, ()))
                drawn[name] = min(self._weight.get(name, 0) + sum(below), MAX_DRAWN + 1)
            return drawn[name]

        if follow("", frozenset()) > MAX_DRAWN:
            raise SvgError("its references would draw too many elements")


def _size(attributes: dict[str, str]) -> tuple[int, int] | None:
    width, height = (_NUMBER.match(attributes.get(key, "")) for key in ("width", "height"))
    if width and height:
        return _in_bounds(float(width[1]), float(height[1]))
    box = attributes.get("viewBox", "").replace(",", " ").split()
    try:
        return _in_bounds(float(box[2]), float(box[3])) if len(box) == 4 else None
    except ValueError:
        return None


def _in_bounds(width: float, height: float) -> tuple[int, int] | None:
    if 0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE:
        return max(round(width), 1), max(round(height), 1)
    return None
