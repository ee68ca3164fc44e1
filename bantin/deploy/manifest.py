"""A manifest: every file of a published site with the SHA-256 digest of its bytes.

Only digests decide what is sent, not sizes and times: an edit may keep a file's length, and a clone has new
times everywhere.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping

from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.system.named_tuple import NamedTuple

NAME = ".bantin-manifest.json"  # its name on hosts that have no folder outside the site
UNKNOWN = ""  # the digest of a file that an interrupted deploy may have replaced

# Path, relative to the site's root and with forward slashes, to the hexadecimal SHA-256 of its bytes.
Manifest = Mapping[str, str]


class File(NamedTuple):
    """A file to deploy. name: its path in the site. path: on this machine. size: in bytes."""

    name: str
    path: str
    digest: str
    size: int


class Release(NamedTuple):
    """A site to deploy.

    trees: the folders with its files; a later folder overrides an earlier one. files: by name.
    """

    trees: tuple[str, ...]
    files: Mapping[str, File]

    @property
    def manifest(self) -> Manifest:
        return {name: file.digest for name, file in self.files.items()}


def read_release(*trees: str) -> Release:
    """Read and hash every file below these folders. Symbolic links are not followed and not deployed."""
    files = {file.name: file for tree in trees for file in _walk(tree)}
    return Release(trees, dict(sorted(files.items())))


def dump(manifest: Manifest) -> bytes:
    return json.dumps({"version": 1, "files": dict(sorted(manifest.items()))}, indent=0).encode()


def load(data: bytes, *, where: str) -> Manifest:
    """Parse the output of `dump`. Raises UsageError for anything else.

    where: the origin of the manifest, for the message.
    """
    try:
        values = json.loads(data)
        files = values["files"]
        if values["version"] == 1 and all(isinstance(text, str) for pair in files.items() for text in pair):
            return dict(files)
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise UsageError(
        gettext(
            "the manifest {where} is damaged, so it is unknown which files are there; "
            "delete it, and the next deploy sends every file",
            where=where,
        )
    )


def _walk(tree: str) -> Iterator[File]:
    """Yield the regular files below a folder."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(f"{tree}/{prefix}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{prefix}{entry.name}/")
                elif entry.is_file(follow_symlinks=False):
                    yield _file(prefix + entry.name, f"{tree}/{prefix}{entry.name}")


def _file(name: str, path: str) -> File:
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return File(name, path, digest, os.fstat(file.fileno()).st_size)
