"""The design of an office's site: its emblem, its colours and its hem, on pages and cards."""

import io
from typing import TYPE_CHECKING

from markupsafe import Markup

from bantin.assets import Asset, Assets
from bantin.config import SITE_TOML, Config, line_of_text
from bantin.config.colours import THREAD, colour_scheme
from bantin.errors import Problem, problem
from bantin.images.share_card import DEFAULT_TILE, CardDesign, Colours

if TYPE_CHECKING:
    from bantin.images.tile import Tile

# In bytes. A drawn emblem and the hem are part of every page.
MAX_DRAWING, MAX_PNG = 6_000, 60_000


def problems(config: Config, assets: Assets) -> list[Problem]:
    """Return the problems of the emblem and the hem that prevent showing them."""
    named = {"emblem": assets.emblem, "hem": assets.hem}
    missing = [
        problem(
            SITE_TOML, line_of_text(config, asset.source), "identity-missing", field=field, name=asset.source
        )
        for field, asset in named.items()
        if asset and not asset.data
    ]
    if missing or not any(named.values()):
        return missing
    from bantin.images.svg import SvgError  # with `tile` and the XML modules 4 ms, which most sites save
    from bantin.images.tile import read_tile

    identity_problems = []
    if assets.emblem:
        limit = MAX_PNG if _is_png(assets.emblem) else MAX_DRAWING
        try:
            _check_emblem(assets.emblem, limit)
        except SvgError as fault:
            path = f"assets/{assets.emblem.source}"
            identity_problems.append(problem(path, fault.line, "emblem-refused", reason=fault, limit=limit))
    if assets.hem:
        try:
            _check_size(assets.hem, MAX_DRAWING)
            read_tile(assets.hem.data)
        except SvgError as fault:
            path = f"assets/{assets.hem.source}"
            identity_problems.append(
                problem(path, fault.line, "hem-refused", reason=fault, limit=MAX_DRAWING)
            )
    return identity_problems


def emblem_markup(assets: Assets, url: str) -> Markup:
    """Return the markup of the site's own emblem for the masthead, "" if it has none. url: of a PNG."""
    emblem = assets.emblem
    if emblem is None:
        return Markup("")
    attributes = 'class="brand__emblem"'
    if _is_png(emblem):
        return Markup(f'<img {attributes} src="{url}" alt="">')  # noqa: S704 - addresses need no quoting
    from bantin.images.svg import SvgError, clean

    try:
        drawing = clean(emblem.data)
    except SvgError:  # reported by `problems`
        return Markup("")
    svg = drawing.data.decode().strip().removeprefix("<svg")
    return Markup(f'<svg {attributes} aria-hidden="true"{svg}')  # noqa: S704 - written by `clean`


def own_tile(config: Config, assets: Assets) -> "Tile | None":
    """Return the tile of the hem if it is not the default one."""
    if not (assets.hem or assets.emblem or config.identity.accent):
        return None
    from bantin.images.svg import SvgError
    from bantin.images.tile import read_tile

    try:
        return read_tile(_hem(config, assets))
    except SvgError:  # reported by `problems`
        return None


def card_design(config: Config, assets: Assets) -> CardDesign:
    """Return the design of all share cards."""
    emblem = assets.emblem.data if assets.emblem else b""
    colours = Colours()
    if config.identity.accent:
        colours = colours._replace(cloth=colour_scheme(config.identity.accent).cloth)
    return CardDesign(config.place, config.name, colours, _hem(config, assets), emblem)


def theme_colour(config: Config) -> str:
    """Return the colour for the browser's own interface: that of the cloth."""
    return colour_scheme(config.identity.accent).cloth if config.identity.accent else Colours().cloth


def _hem(config: Config, assets: Assets) -> bytes:
    if assets.hem:
        return assets.hem.data
    if config.identity.accent:
        return DEFAULT_TILE.replace(THREAD.encode(), colour_scheme(config.identity.accent).thread.encode())
    return DEFAULT_TILE


def _is_png(emblem: Asset) -> bool:
    return emblem.source.endswith(".png")


def _check_emblem(emblem: Asset, limit: int) -> None:
    """Raise SvgError for an emblem that cannot be shown."""
    from bantin.images.svg import SvgError, clean

    _check_size(emblem, limit)
    if not _is_png(emblem):
        from bantin.images.raster import rasterize

        drawing = clean(emblem.data)
        if b"viewBox" not in drawing.data:
            raise SvgError("it has no viewBox")
        rasterize(drawing, 1, Colours().cloth_ink)
        return
    from PIL import Image

    try:
        with Image.open(io.BytesIO(emblem.data), formats=["PNG"]) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError) as fault:
        raise SvgError("the file is not in PNG format") from fault


def _check_size(asset: Asset, limit: int) -> None:
    from bantin.images.svg import SvgError

    if len(asset.data) > limit:
        raise SvgError(f"it has {len(asset.data)} bytes")
