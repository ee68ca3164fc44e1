"""Choose the folder of content/ for an article, by the labels of the old portal's breadcrumb."""

import os
import posixpath
from collections.abc import Sequence

from bantin.content import front_matter
from bantin.content.fields import INDEX
from bantin.content.tree import section_folders
from bantin.text.vietnamese import fold, slug

UNSORTED = "Bài chưa xếp mục"  # the title of the section for pages without a breadcrumb
# Top folders of content/data and of what builds publish themselves.
RESERVED = frozenset(
    ("data", "anh", "assets", "chia-se", "luu-tru", "quan-tri", "so-lieu", "tac-gia", "the", "tim-kiem")
)


class Sections:
    """The folders of a site, and those that an import adds. Writes nothing."""

    def __init__(self, folders: Sequence[str], titles: dict[str, str]) -> None:
        """titles: folder, without a slash at its end, to the title of its `_index.md`."""
        self._titles = dict(titles)
        self._folders = {*section_folders(folders)}
        self.added: dict[str, str] = {}  # folder to title

    def folder_of(self, breadcrumb: Sequence[str]) -> str:
        """Return the folder for these labels; add missing ones."""
        labels = [label for label in breadcrumb if slug(label)] or [UNSORTED]
        folder = ""
        for label in labels:
            folder = self._child(folder, label)
        return folder

    def _find(self, parent: str, label: str) -> str:
        for folder in sorted(self._folders):
            if posixpath.dirname(folder) != parent:
                continue
            name = self._titles.get(folder, "")
            if fold(name) == fold(label) or slug(posixpath.basename(folder)) == slug(label):
                return folder
        return ""

    def _child(self, parent: str, label: str) -> str:
        if child := self._find(parent, label):
            return child
        name = slug(label)[:60].strip("-")
        if not parent and name in RESERVED:
            name += "-1"
        folder = f"{parent}/{name}" if parent else name
        self._folders.add(folder)
        self._titles[folder] = label
        self.added[folder] = label
        return folder


def read_titles(content: str, folders: Sequence[str]) -> dict[str, str]:
    """Return the titles of sections that have an `_index.md`."""
    titles = {}
    for folder in folders:
        if title := front_matter.read(os.path.join(content, folder, INDEX)).text("title"):
            titles[folder.rstrip("/")] = title
    return titles
