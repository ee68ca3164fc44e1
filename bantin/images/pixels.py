"""Decode a picture file: upright, in sRGB, as grey, RGB or RGBA with eight bits."""

import io
import struct
from importlib import import_module
from warnings import catch_warnings

from PIL import Image, UnidentifiedImageError

from bantin.images.picture import MAX_PIXELS, PictureError
from bantin.images.strip import UnknownContainerError, stripped
from bantin.system.named_tuple import NamedTuple

# Now, not when the first picture is waiting. Without the last two, Pillow would import all of its 45 formats.
Image.preinit()
import_module("PIL.AvifImagePlugin")
import_module("PIL.WebPImagePlugin")

# The rotation that makes a picture upright, by its EXIF orientation.
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE = frozenset(_TURNS[value] for value in (5, 6, 7, 8))
DECODER_FAULTS = (OSError, SyntaxError, ValueError)
# Pillow documents only the errors above, but its decoders raise these for damaged files, too.
STUMBLES = (
    TypeError,
    AttributeError,
    AssertionError,
    LookupError,
    ArithmeticError,
    EOFError,
    RuntimeError,
    struct.error,
)


class Pixels(NamedTuple):
    """A decoded picture.

    image: of mode L, RGB or RGBA, without metadata; may be decoded in a smaller size. width, height: the full
    size. clean: the file's own bytes without metadata if every browser shows them like `image`, else None.
    animated: if so, only `clean` may be used.
    """

    image: Image.Image
    width: int
    height: int
    clean: bytes | None
    animated: bool


def read(data: bytes, kind: str, *, enough: int = 0) -> Pixels:
    """Decode a picture of a kind other than SVG. Raises PictureError for a picture that is refused.

    enough: the greatest width needed, in pixels, so that a much larger JPEG need not be decoded in full; 0
    for the full size.
    """
    try:
        # Pillow's warnings are for programmers: about damaged EXIF, and sizes that are refused below.
        with catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=[kind]) as picture:
            return _read(picture, data, kind, enough)
    except UnidentifiedImageError as fault:
        if not data:
            raise PictureError("picture-empty") from fault
        if other := _other_kind(data):
            raise PictureError("picture-in-disguise", kind=other) from fault
        raise PictureError("picture-unreadable", reason=f"the file is not in {kind} format") from fault
    except Image.DecompressionBombError as fault:
        message = f"it claims to have more than {MAX_PIXELS} pixels"
        raise PictureError("picture-unreadable", reason=message) from fault
    except DECODER_FAULTS as fault:
        raise PictureError("picture-unreadable", reason=fault) from fault
    except STUMBLES as fault:
        raise PictureError("picture-unreadable", reason="its parts do not fit together") from fault


# First bytes of other files, which people often rename to look like pictures.
_OTHER_KINDS = {
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"8BPS": "PSD",
    b"%PDF": "PDF",
    b"PK": "ZIP",
    b"<": "HTML",
}
_HEIF = (b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1")


def _other_kind(data: bytes) -> str:
    """Return the kind of a file that is not a supported picture, by its first bytes; "" if unknown."""
    if data[4:8] == b"ftyp":
        return "HEIC" if data[8:12] in _HEIF else "MP4"
    return next((kind for start, kind in _OTHER_KINDS.items() if data.lstrip().startswith(start)), "")


def _read(picture: Image.Image, data: bytes, kind: str, enough: int) -> Pixels:
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise PictureError("picture-pixels", width=width, height=height, limit=MAX_PIXELS)
    if kind != "JPEG" and getattr(picture, "is_animated", False):
        _check_all_frames(picture)
        clean = _as_webp(picture) if kind == "GIF" else _clean(data, kind)
        return Pixels(picture, width, height, clean, animated=True)
    if enough:
        picture.draft(None, (min(enough, width), min(enough, height)))
    picture.load()
    turn = _rotation(picture)
    flat = _flat(picture)
    image = _in_srgb(flat, picture.info.get("icc_profile"))
    shows_as_it_is = turn is None and image is flat
    if turn is not None:
        image = image.transpose(turn)
        width, height = (height, width) if turn in _ON_ITS_SIDE else (width, height)
    image.info = {}
    return Pixels(image, width, height, _clean(data, kind) if shows_as_it_is else None, animated=False)


def _check_all_frames(picture: Image.Image) -> None:
    """Raise PictureError if a frame is damaged, or if all frames together are too large.

    Animations are published unchanged.
    """
    frames = int(getattr(picture, "n_frames", 1))  # only some formats have the attribute
    width, height = picture.size
    if frames * width * height > MAX_PIXELS:
        raise PictureError("picture-frames", frames=frames, width=width, height=height, limit=MAX_PIXELS)
    for number in range(frames):
        picture.seek(number)
        picture.load()


def _as_webp(picture: Image.Image) -> bytes:
    """Return an animated GIF as an animated WebP, a third of its size."""
    out = io.BytesIO()
    picture.seek(0)
    picture.save(out, "WEBP", save_all=True, lossless=True, method=4)
    return out.getvalue()


def _rotation(picture: Image.Image) -> Image.Transpose | None:
    """Return the rotation that makes the picture upright; None for none, or for unreadable metadata."""
    try:
        return _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
    except (*DECODER_FAULTS, *STUMBLES):
        return None


def _clean(data: bytes, kind: str) -> bytes | None:
    try:
        return stripped(data, kind)
    except UnknownContainerError:
        return None


def _flat(picture: Image.Image) -> Image.Image:
    """Return the picture in mode L, RGB or RGBA; CMYK is unchanged, since it needs a profile."""
    if picture.mode == "CMYK":
        return picture
    if picture.mode.startswith("I") or picture.mode == "F":  # 16-bit grey, which convert() would clip
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        flat = picture.convert("RGBA")
        if _lowest(flat.getchannel("A")) < 255:
            return flat
    mode = "L" if picture.mode in ("1", "L", "LA", "La") else "RGB"
    return picture if picture.mode == mode else picture.convert(mode)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the image in sRGB, or the same image if nothing changes. Ignore an unreadable profile."""
    if profile:
        from bantin.images.profile import to_srgb  # imports colour management, which few pictures need

        converted = to_srgb(image, profile)
        if converted is not None:
            return converted
    return image.convert("RGB") if image.mode == "CMYK" else image


def _lowest(band: Image.Image) -> int:
    lowest, _ = band.getextrema()
    assert isinstance(lowest, int | float)
    return int(lowest)
