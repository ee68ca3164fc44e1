"""What is said of pictures: kinds, limits, what one becomes, and why one is refused."""

from bantin.system.named_tuple import NamedTuple

# The widest file given to browsers that take none of the newer formats, and to those who preview links.
FALLBACK_WIDTH = 1200

MAX_BYTES = 30_000_000
MAX_POINTS = 50_000_000

KINDS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".svg": "SVG"}
SUFFIXES = tuple(KINDS)


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


class Kept(NamedTuple):
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


class Prepared(NamedTuple):
    """A picture ready to be published; a value of plain data.

    name: the address of the file that every browser shows, which has `width` by `height` points.
    digest: changes with anything published of the picture.
    files: Variants as plain tuples: first the file `name`, then those of each newer format, the best
    format first and each from narrow to wide. waiting: what the store must hold before there can be more
    of them; "" where this is all.
    """

    name: str
    width: int
    height: int
    digest: bytes
    files: tuple[tuple[str, int, bytes, str], ...]
    waiting: str = ""
