"""Folders of paths. Pure."""

from collections.abc import Iterable


def folders_of(names: Iterable[str]) -> list[str]:
    """Return every folder that these files need, parents first."""
    folders: set[str] = set()
    for name in names:
        folder = name.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return sorted(folders)


def emptied_folders(names: Iterable[str]) -> list[str]:
    """Return the folders that may become empty when these files are deleted, the innermost first."""
    return folders_of(names)[::-1]
