"""The picture store: encoded pictures, kept between builds, made once for each source, setting and encoder.

An entry is a list of files, stored under a key of everything that decides their bytes; the files are beside
it. Each is written by one rename, the list last, so that a killed build leaves complete entries or none.
"""

import os
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress

from bantin.cache import blobs
from bantin.cache.blobs import digest, digest_bytes
from bantin.images import encode
from bantin.images.picture import EncodedPicture, StoredFile
from bantin.system.regular_files import replace_file

# Another build may be about to use younger entries.
_YOUNG_SECONDS = 3600

_LISTS = "used"


class Store:
    """A folder of entries, shared by all builds that use it. It is created with the first entry."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def path(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def load(self, name: str) -> tuple[StoredFile, ...] | None:
        """Return an entry's files; None if it is missing or a file does not have its full length.

        Whoever reads a file verifies its digest.
        """
        rows = blobs.load(self.path(name))
        if rows is None:
            return None
        files = tuple(StoredFile._make(row) for row in rows)
        key = key_of(name)
        return files if all(_length(self.path(file_name(key, row))) == row.size for row in files) else None

    def keep(self, name: str, files: Sequence[EncodedPicture]) -> tuple[StoredFile, ...]:
        """Store an entry."""
        os.makedirs(self.folder, exist_ok=True)
        stored = tuple(
            StoredFile(file.ending, file.width, file.height, digest_bytes(file.data), len(file.data))
            for file in files
        )
        for file, stored_file in zip(files, stored, strict=True):
            path = self.path(file_name(key_of(name), stored_file))
            blobs.delete_blocking_folder(path)
            replace_file(path, file.data)
        blobs.delete_blocking_folder(self.path(name))
        blobs.save(self.path(name), tuple(map(tuple, stored)))
        return stored

    def claim(self, user: str, output: str, keys: Iterable[str]) -> None:
        """Record the entries that the site in the folder `output` uses. user: the name of this record."""
        folder = self.path(_LISTS)
        os.makedirs(folder, exist_ok=True)
        blobs.save(os.path.join(folder, user), (output, sorted(keys)))

    def prune(self) -> None:
        """Delete entries that no existing site uses, except young ones."""
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
            output, keys = blobs.load(os.path.join(folder, name)) or ("", ())
            if os.path.isdir(output):
                used.update(keys)
            elif not name.endswith(".new"):
                os.unlink(os.path.join(folder, name))
        return used


def key(data: bytes, kind: str, widths: Sequence[int]) -> str:
    """Return a digest of everything that determines a picture's files: bytes, settings, encoders."""
    from PIL import __version__  # imports nothing else; its wheel contains the encoders

    settings = [sorted((name, *its.items()) for name, its in group.items()) for group in encode.ALL_SETTINGS]
    return digest((encode.VERSION, __version__, settings, digest_bytes(data), kind, tuple(widths))).hex()


def complete_entry(key: str) -> str:
    """Return the name of the entry with all files."""
    return f"{key}.all"


def fallback_entry(key: str) -> str:
    """Return the name of the entry with only the file that every browser can show."""
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
