"""Derive the colours of a site from its accent, each with enough contrast to be read. Pure."""

from bantin.system.named_tuple import NamedTuple

Rgb = tuple[float, float, float]

# Backgrounds of text in the accent colour, from assets/css/tokens.css, and the contrast that WCAG 2.2 (1.4.3)
# requires.
LIGHT_GROUNDS = ("#fffdf8", "#f5f1e6")
DARK_GROUNDS = ("#14151e", "#1e202c")
LEAST_CONTRAST = 4.5

# What the star and its hem are drawn in unless the accent says otherwise.
THREAD = "#5c67b8"

_WHITE, _BLACK = "#ffffff", "#000000"
_CLOTH_CONTRAST = 10.0  # of white on the cloth, so that its quieter letters pass, too
_DARK_CONTRAST = 8.0  # of links on the dark page, as that of links without an accent
_STEPS = 200


class ColourScheme(NamedTuple):
    """Colours as "#rrggbb". link: of links and buttons. cloth: the background of masthead and imprint.

    quiet: of less important text on the cloth, line: of its rules. thread: of the threads in the hem.
    """

    link: str
    dark_link: str
    cloth: str
    dark_cloth: str
    quiet: str
    line: str
    dark_line: str
    thread: str


def colour_scheme(accent: str, dark_accent: str = "") -> ColourScheme:
    """Return the colours that follow from an accent. dark_accent: that of the dark page, "" to derive it."""
    cloth = adjust_contrast(accent, _BLACK, (_WHITE,), _CLOTH_CONTRAST)
    dark_cloth = mix(cloth, _BLACK, 0.12)
    return ColourScheme(
        link=accent,
        dark_link=dark_accent or adjust_contrast(accent, _WHITE, DARK_GROUNDS, _DARK_CONTRAST),
        cloth=cloth,
        dark_cloth=dark_cloth,
        quiet=mix(cloth, _WHITE, 0.8),
        line=mix(cloth, _WHITE, 0.25),
        dark_line=mix(dark_cloth, _WHITE, 0.22),
        thread=mix(cloth, _WHITE, 0.38),
    )


def adjust_contrast(colour: str, towards: str, grounds: tuple[str, ...], least: float) -> str:
    """Return the colour mixed with as little of another as gives it this contrast on all backgrounds."""
    for step in range(_STEPS + 1):
        candidate = mix(colour, towards, step / _STEPS)
        if lowest_contrast(candidate, grounds) >= least:
            return candidate
    return towards


def lowest_contrast(colour: str, grounds: tuple[str, ...]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def contrast(colour: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(colour), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """Return a colour with this share of another."""
    parts = zip(_rgb(colour), _rgb(other), strict=True)
    return "#" + "".join(f"{round(part + (goal - part) * share):02x}" for part, goal in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
