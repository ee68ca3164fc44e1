"""Compressed copies of files, for servers that can serve them.

They are stored by digest, so that each is made once.
"""

import gzip
import os
from collections.abc import Iterable

from bantin.deploy.manifest import File
from bantin.deploy.serving import is_immutable, shrinks
from bantin.system.regular_files import replace_file

_LEAST = 256  # bytes; smaller files are not worth compressing
# Quality and window of Brotli: 0.6 ms a page, 42 ms a file whose bytes never change.
_FOR_PAGES = (9, 16)
_FOR_IMMUTABLE = (11, 22)


def add_compressed(files: Iterable[File], kept: str, folder: str) -> None:
    """Write `NAME.br` and `NAME.gz` of files that become smaller into `folder`.

    kept: the folder of stored copies, by digest.
    """
    os.makedirs(kept, exist_ok=True)
    for file in files:
        if shrinks(file.name) and file.size >= _LEAST:
            for ending in ("br", "gz"):
                source = os.path.join(kept, f"{file.digest}.{ending}")
                if not os.path.exists(source):
                    _make(file, source)
                destination = os.path.join(folder, f"{file.name}.{ending}")
                os.makedirs(os.path.dirname(destination), exist_ok=True)
                os.link(source, destination)


def _make(file: File, path: str) -> None:
    with open(file.path, "rb") as source:
        data = source.read()
    if path.endswith(".gz"):
        packed = gzip.compress(data, 9, mtime=0)
    else:
        import brotli

        quality, window = _FOR_IMMUTABLE if is_immutable(file.name) else _FOR_PAGES
        packed = brotli.compress(data, quality=quality, lgwin=window)
    replace_file(path, packed)
