"""Types and limits of pictures: kinds of files, published files, and the error for refused pictures."""

from typing import Any

from bantin.errors import CodedError
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import StatSignature

# The greatest width of the file for browsers without the newer formats, and for link previews.
FALLBACK_WIDTH = 1200

# Sizes by shape, in pixels. Facebook and Zalo show the first; search engines use the others, too.
CROP_SIZES = {"wide": (1200, 630), "standard": (1200, 900), "square": (1200, 1200)}

# Social sites show a narrower picture very small, or not at all.
MIN_CROP_WIDTH = 600

MAX_BYTES = 30_000_000
MAX_PIXELS = 50_000_000

# File extensions of pictures. The first bytes decide the kind, as in browsers (MIME Sniffing, 6.1).
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".svg", ".gif", ".avif", ".jfif", ".jpe")
_SIGNATURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
)


def kind_of(data: bytes, suffix: str) -> str:
    """Return the kind of a picture by its first bytes, else by its extension; "" if it is not a picture."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis"):
        return "AVIF"
    return _BY_SUFFIX.get(suffix.lower(), "")


def may_move(start: bytes) -> bool:
    """Tell whether a picture may have several frames. start: the first kilobyte of its file."""
    return any(sign in start for sign in (b"GIF8", b"ANIM", b"acTL", b"ftypavis"))  # GIF, WebP, PNG, AVIF


_BY_SUFFIX = {
    **dict.fromkeys((".jpg", ".jpeg", ".jfif", ".jpe"), "JPEG"),
    ".png": "PNG",
    ".webp": "WEBP",
    ".svg": "SVG",
    ".gif": "GIF",
    ".avif": "AVIF",
}


class PictureSettings(NamedTuple):
    """Where pictures are stored, and in which widths they are made.

    preview: make only the file that every browser can show, which takes a tenth of the time; use other files
    if the store has them. threads: how many encode the files of one picture.
    """

    store: str
    widths: tuple[int, ...]
    preview: bool = False
    threads: int = 1


class PictureError(CodedError):
    """A picture is refused. values: perhaps with `line`, of an SVG."""


class EncodedPicture(NamedTuple):
    """An encoded file. ending: its file extension ("jpg", "png", "webp", "avif", "svg")."""

    ending: str
    width: int
    height: int
    data: bytes


class StoredFile(NamedTuple):
    """An encoded file in the store. size: in bytes."""

    ending: str
    width: int
    height: int
    digest: bytes
    size: int


class Variant(NamedTuple):
    """A published file of a picture. kept: its file name in the store."""

    address: str
    width: int
    digest: bytes
    kept: str


class Crop(NamedTuple):
    """A published crop of a photograph, for link previews: `width` by `height` pixels.

    kept: its file name in the store.
    """

    address: str
    width: int
    height: int
    digest: bytes
    kept: str


class PreparedPicture(NamedTuple):
    """A picture ready to be published, as plain data.

    name: the address of the file that every browser can show, of `width` by `height` pixels and `size` bytes.
    digest: changes with every published file. files: Variants as plain tuples: first the file `name`, then
    those of each newer format, the best format first, each from narrow to wide. waiting: the entry of the
    store that will have more files; "" if these are all. crops: for each requested focus its Crops as plain
    tuples; none for a drawing or a picture narrower than MIN_CROP_WIDTH.
    """

    name: str
    width: int
    height: int
    digest: bytes
    files: tuple[tuple[str, int, bytes, str], ...]
    waiting: str = ""
    size: int = 0
    crops: tuple[tuple[str, tuple[tuple[str, int, int, bytes, str], ...]], ...] = ()

    def crops_for(self, focus: str) -> tuple[Crop, ...]:
        """Return the crops that contain this part of the picture."""
        return tuple([Crop(*crop) for asked, crops in self.crops if asked == focus for crop in crops])

    def all_crops(self) -> list[Crop]:
        return [Crop(*crop) for _, crops in self.crops for crop in crops]


class PictureRecord(NamedTuple):
    """What a build keeps of a picture for the next one, as a plain tuple.

    signature: None for a file too young to be trusted. shown, linked: for each use (see preparing.Job) its
    PreparedPicture as a plain tuple, or () if no article uses it so.
    """

    signature: StatSignature | None
    shown: tuple[Any, ...]
    linked: tuple[Any, ...]

    def all_uses(self) -> list[PreparedPicture]:
        return [PreparedPicture(*use) for use in (self.shown, self.linked) if use]
