"""The store of pictures that tests prepare."""

import io
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from bantin.images.picture import PictureSettings, PreparedPicture, Variant
from bantin.images.preparing import prepare
from bantin.images.store import Store

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'


WIDTHS = (80, 160, 250)


class PublishedFile(NamedTuple):
    """A published file of a picture."""

    address: str
    width: int
    data: bytes

    @property
    def ending(self) -> str:
        return self.address.rpartition(".")[2]

    def image(self) -> Image.Image:
        return Image.open(io.BytesIO(self.data))


class PictureFolder:
    """Prepares pictures in a folder, and reads what would be published."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(str(folder / "store"))

    def prepared(
        self, name: str, data: bytes, *, widths: tuple[int, ...] = WIDTHS, preview: bool = False
    ) -> PreparedPicture:
        file = self.folder / name
        file.write_bytes(data)
        return prepare(str(file), PictureSettings(self.store.folder, widths, preview))

    def published(self, name: str, data: bytes, *, widths: tuple[int, ...] = WIDTHS) -> list[PublishedFile]:
        variants = map(Variant._make, self.prepared(name, data, widths=widths).files)
        return [
            PublishedFile(variant.address, variant.width, Path(self.store.path(variant.kept)).read_bytes())
            for variant in variants
        ]


@pytest.fixture
def pictures(tmp_path: Path) -> PictureFolder:
    return PictureFolder(tmp_path)


def by_ending(files: list[PublishedFile]) -> dict[str, list[int]]:
    widths: dict[str, list[int]] = {}
    for file in files:
        widths.setdefault(file.ending, []).append(file.width)
    return widths


def assert_alike(shown: Image.Image, other: Image.Image, *, within: int) -> None:
    """Assert that corners and centre differ by at most this much in each colour."""
    size = (8, 6)
    seen, expected = (image.convert("RGB").resize(size, Image.Resampling.BOX) for image in (shown, other))
    for position in ((0, 0), (7, 0), (0, 5), (7, 5), (4, 3)):
        point, wanted = seen.getpixel(position), expected.getpixel(position)
        assert isinstance(point, tuple) and isinstance(wanted, tuple)
        assert max(abs(a - b) for a, b in zip(point, wanted, strict=True)) <= within, position
