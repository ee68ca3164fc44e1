"""Share cards: the pictures that social sites show beside a link to a page without a photograph.

This module has the contents of a card; `draw_card` draws it, `card_store` stores it.
"""

from functools import cache

from bantin.cache.blobs import digest
from bantin.system.named_tuple import NamedTuple

# Increase this when the drawing of cards changes: cards of other versions are not used.
VERSION = 4

# By shape. Search engines ask for 50,000 pixels, social sites for a width of 600; more pixels are more bytes.
CARD_SIZES = {"wide": (1200, 630), "standard": (600, 450), "square": (600, 600)}


# Star, diamonds and threads: assets/icons/motif.svg without its ground.
DEFAULT_TILE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">'
    b'<path fill="#5c67b8" d="M0 1h24v1H0zm0 21h24v1H0zM0 8l4 4-4 4v-2l2-2-2-2zm24 0v2l-2 2 2 2v2l-4-4z"/>'
    b'<path fill="#fffdf8" d="M12 12 16 12 19 15 15 15zM12 12 12 16 9 19 9 15zM12 12 8 12 5 9 9 9z'
    b'M12 12 12 8 15 5 15 9z"/>'
    b'<path fill="#f0836d" d="M12 12 12 16 15 19 15 15zM12 12 8 12 5 15 9 15zM12 12 12 8 9 5 9 9z'
    b'M12 12 16 12 19 9 15 9z"/></svg>'
)


class Colours(NamedTuple):
    """The colours of a card, each as "#rrggbb".

    accent: of the section's name. cloth: of the band. cloth_ink: of the text on it.
    """

    paper: str = "#fffdf8"
    ink: str = "#1d1b26"
    accent: str = "#a22f1d"
    cloth: str = "#1d2660"
    cloth_ink: str = "#ffffff"


class CardDesign(NamedTuple):
    """The parts that all cards of a site share. place, name: as at the top of its pages. hem: an SVG tile.

    emblem: a PNG or an SVG drawing; b"" for the star of the hem.
    """

    place: str
    name: str
    colours: Colours = Colours()
    hem: bytes = DEFAULT_TILE
    emblem: bytes = b""


class ShareCard(NamedTuple):
    """A card. section: the line above the title, "" for none. shape: a key of CARD_SIZES."""

    design: CardDesign
    section: str
    title: str
    shape: str

    def version(self) -> str:
        """Return a digest of everything drawn, without the shape and the versions of Pillow and the font."""
        place, name, colours, hem, emblem = self.design
        contents = (place, name, tuple(colours), hem, emblem, self.section, self.title)
        return digest((VERSION, contents)).hex()


@cache
def font_folder() -> str:
    """Return the folder of the font's package: Noto Serif, which has all Vietnamese letters."""
    import fontpkg_noto_serif

    return str(fontpkg_noto_serif.ROOT)
