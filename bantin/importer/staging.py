"""Articles of an import before they are moved into content/: on disk under content/.import/, to limit memory.

While pages are read, only this hidden folder is written. Then each file is moved by one rename or link. A
killed import leaves complete files; the next one starts again and adopts them.
"""

import json
import os
import shutil
from collections.abc import Iterator
from types import TracebackType
from typing import Any, BinaryIO

from bantin.importer.media import Media
from bantin.importer.page import Block, Page, Picture, RelatedTitle
from bantin.system.named_tuple import NamedTuple

FOLDER = ".import"


class StagedFile(NamedTuple):
    """A file of a page; see Media. name: in the staging folder, "" for a file that was not saved."""

    reference: str
    ending: str
    stem: str
    name: str


class StagedPage(NamedTuple):
    """A page and its files."""

    page: Page
    files: tuple[StagedFile, ...]


class Staging:
    """The staging folder, emptied at the start and deleted at the end."""

    def __init__(self, content: str) -> None:
        self.content = content
        self.folder = os.path.join(content, FOLDER)
        self._count = 0
        self._pages: BinaryIO

    def __enter__(self) -> "Staging":
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        self._pages = open(os.path.join(self.folder, "pages"), "w+b")
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._pages.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def add(self, page: Page, media: Iterator[Media]) -> int:
        """Store a page; return its offset for `read_page`."""
        files = [(file.reference, file.ending, file.stem, self._keep(file.data)) for file in media]
        offset = self._pages.seek(0, os.SEEK_END)
        self._pages.write(json.dumps([page._replace(matches=()), files], ensure_ascii=False).encode() + b"\n")
        return offset

    def _keep(self, data: bytes | None) -> str:
        if data is None:
            return ""
        self._count += 1
        name = f"{self._count}"
        with open(os.path.join(self.folder, name), "wb") as file:
            file.write(data)
        return name

    def read_page(self, offset: int) -> StagedPage:
        """Return the page that `add` stored at this offset, in bytes."""
        self._pages.seek(offset)
        values, files = json.loads(self._pages.readline())
        return StagedPage(_page(values), tuple(StagedFile(*file) for file in files))

    def put(self, data: bytes, path: str, *, replace: bool) -> bool:
        """Write a complete file to `path` in content/; return False if a file exists there and must stay."""
        staged = os.path.join(self.folder, "next")
        with open(staged, "wb") as file:
            file.write(data)
        return self.move("next", path, replace=replace)

    def move(self, name: str, path: str, *, replace: bool) -> bool:
        """Move a staged file to `path` in content/, like `put`."""
        staged, target = os.path.join(self.folder, name), os.path.join(self.content, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if replace:
            os.replace(staged, target)
            return True
        try:
            os.link(staged, target)
        except FileExistsError:
            return False
        except OSError:  # a file system without links
            if os.path.lexists(target):
                return False
            os.rename(staged, target)
            return True
        os.unlink(staged)  # or the next file of this name would be written into the one just put there
        return True


def _page(values: list[Any]) -> Page:
    page = Page(*values)
    blocks = [Block(*block) for block in page.blocks]
    return page._replace(
        blocks=tuple(
            block._replace(picture=Picture(*block.picture)) if block.picture else block for block in blocks
        ),
        related=tuple(RelatedTitle(*item) for item in page.related),
        breadcrumb=tuple(page.breadcrumb),
        tags=tuple(page.tags),
        aliases=tuple(page.aliases),
    )
