"""What is said of pictures: kinds, limits, what one becomes, and why one is refused."""

from bantin.system.named_tuple import NamedTuple

# The widest file given to browsers that take none of the newer formats, and to those who preview links.
FALLBACK_WIDTH = 1200

# Points. Social sites show a narrower picture as a stamp, or not at all.
MIN_CROP_WIDTH = 600

MAX_BYTES = 30_000_000
MAX_POINTS = 50_000_000

# How the names of pictures end; what one is, its first bytes tell, as they do browsers (MIME Sniffing, 6.1).
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".svg", ".gif", ".avif", ".jfif", ".jpe")
_SIGNATURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
)


def kind_of(data: bytes, suffix: str) -> str:
    """What a picture file is: by its first bytes, else by how its name ends; "" for no picture at all."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis"):
        return "AVIF"
    return _BY_SUFFIX.get(suffix.lower(), "")


_BY_SUFFIX = {
    **dict.fromkeys((".jpg", ".jpeg", ".jfif", ".jpe"), "JPEG"),
    ".png": "PNG",
    ".webp": "WEBP",
    ".svg": "SVG",
    ".gif": "GIF",
    ".avif": "AVIF",
}


class PictureError(ValueError):
    """A picture that is refused: a code of `messages` and what fills its sentence; perhaps its `line`."""

    def __init__(self, code: str, **args: object) -> None:
        super().__init__(code)
        self.code = code
        self.args_ = args


class Encoded(NamedTuple):
    """A file that a picture became. ending: of its name ("jpg", "png", "webp", "avif", "svg")."""

    ending: str
    width: int
    height: int
    data: bytes


class StoredFile(NamedTuple):
    """The same in the store, where its bytes wait; `size` is their number."""

    ending: str
    width: int
    height: int
    digest: bytes
    size: int


class Variant(NamedTuple):
    """One published file of a picture. kept: its name in the store."""

    address: str
    width: int
    digest: bytes
    kept: str


class Crop(NamedTuple):
    """One published crop of a photograph, for previews of links: `width` by `height` points.

    kept: its name in the store.
    """

    address: str
    width: int
    height: int
    digest: bytes
    kept: str


class Prepared(NamedTuple):
    """A picture ready to be published; a value of plain data.

    name: the address of the file that every browser shows, which has `width` by `height` points and `size`
    bytes.
    digest: changes with anything published of the picture.
    files: Variants as plain tuples: first the file `name`, then those of each newer format, the best
    format first and each from narrow to wide. waiting: what the store must hold before there can be more
    of them; "" where this is all. crops: by each focus that was asked for, Crops as plain tuples: none of a
    drawing or of a picture narrower than MIN_CROP_WIDTH.
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
        """Return the crops that keep this part of the picture in sight."""
        return tuple([Crop(*crop) for asked, crops in self.crops if asked == focus for crop in crops])

    def all_crops(self) -> list[Crop]:
        return [Crop(*crop) for _, crops in self.crops for crop in crops]
