"""What pictures have become, kept between builds: made once for each source, setting and encoder.

A picture's entry is a list of files under the key of all that they were made from, and beside it the
files. Each is put there in one rename, the list last, so that a killed build leaves whole files or none.
"""

import os
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress

from bantin.cache import blobs
from bantin.cache.blobs import digest, digest_bytes
from bantin.images import encode
from bantin.images.picture import Encoded, StoredFile

# Another build may be about to use what is younger than this.
_YOUNG_SECONDS = 3600

_LISTS = "used"


class Store:
    """A folder of entries, shared by all builds that are given it. Made when the first entry is."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def path(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def load(self, name: str) -> tuple[StoredFile, ...] | None:
        """An entry's files; None where it is not there, or not with all of them in full length.

        Whoever reads a file holds its bytes against the digest.
        """
        rows = blobs.load(self.path(name))
        if rows is None:
            return None
        files = tuple(StoredFile._make(row) for row in rows)
        key = key_of(name)
        return files if all(_length(self.path(file_name(key, row))) == row.size for row in files) else None

    def keep(self, name: str, files: Sequence[Encoded]) -> tuple[StoredFile, ...]:
        """Put an entry there, the best known for its key."""
        os.makedirs(self.folder, exist_ok=True)
        kept = tuple(
            StoredFile(file.ending, file.width, file.height, digest_bytes(file.data), len(file.data))
            for file in files
        )
        for file, its in zip(files, kept, strict=True):
            path = self.path(file_name(key_of(name), its))
            blobs.delete_blocking_folder(path)
            blobs.replace(path, file.data)
        blobs.delete_blocking_folder(self.path(name))
        blobs.save(self.path(name), tuple(map(tuple, kept)))
        return kept

    def claim(self, user: str, output: str, keys: Iterable[str]) -> None:
        """Note which entries the site in the folder `output` is made from; `user` names it among others."""
        folder = self.path(_LISTS)
        os.makedirs(folder, exist_ok=True)
        blobs.save(os.path.join(folder, user), (output, sorted(keys)))

    def prune(self) -> None:
        """Delete what no site uses that still stands where it was built, but for what is still young."""
        used = self._used()
        before = time.time() - _YOUNG_SECONDS
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if entry.is_file() and key_of(entry.name) not in used and entry.stat().st_mtime < before:
                    with suppress(FileNotFoundError):
                        os.unlink(entry.path)

    def _used(self) -> set[str]:
        used: set[str] = set()
        folder = self.path(_LISTS)
        for name in os.listdir(folder):
            names = blobs.load(os.path.join(folder, name))
            if names and os.path.isdir(names[0]):
                used.update(names[1])
            elif not name.endswith(".new"):
                os.unlink(os.path.join(folder, name))
        return used


def key(data: bytes, kind: str, widths: Sequence[int]) -> str:
    """Of all that decides what a picture becomes: its bytes, the settings, the encoders."""
    from PIL import __version__  # which loads nothing else; its wheel brings the encoders

    settings = [sorted((name, *its.items()) for name, its in group.items()) for group in encode.ALL_SETTINGS]
    return digest((encode.VERSION, __version__, settings, digest_bytes(data), kind, tuple(widths))).hex()


def complete_entry(key: str) -> str:
    """The name of the entry that holds all files."""
    return f"{key}.all"


def fallback_entry(key: str) -> str:
    """The name of the entry that holds only the file that every browser shows."""
    return f"{key}.first"


def key_of(name: str) -> str:
    return name.partition(".")[0]


def file_name(key: str, file: StoredFile) -> str:
    return f"{key}.{file.width}.{file.ending}"


def _length(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return -1
