"""Turn a drawing into pixels, for pictures on which an emblem is shown."""

from bantin.images.share_card import font_folder
from bantin.images.svg import Drawing, SvgError

_FACE = "Noto Serif"


def rasterize(drawing: Drawing, side: int, colour: str) -> bytes:
    """Return a PNG of a sanitized drawing. Raises SvgError for one that cannot be drawn.

    side: the longer side in pixels. colour: for `currentColor`. Text is set in the face of share cards, so
    that every machine draws the same.
    """
    import resvg_py

    has_text = b"<text" in drawing.data
    try:
        return resvg_py.svg_to_bytes(
            svg_string=drawing.data.decode(),
            width=side if drawing.width >= drawing.height else None,
            height=None if drawing.width >= drawing.height else side,
            style_sheet=f"svg{{color:{colour}}}",
            skip_system_fonts=True,
            font_dirs=[font_folder()] if has_text else None,
            font_family=_FACE,
            serif_family=_FACE,
            sans_serif_family=_FACE,
        )
    except ValueError as fault:
        raise SvgError("it cannot be drawn") from fault
