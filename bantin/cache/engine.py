"""The digest of the program itself: state and compiled layouts of another version are not used."""

import os
import sys
from functools import cache

from bantin.cache.blobs import digest_bytes
from bantin.system.descriptors import read_whole

# Rooms of which a build loads nothing (tests/unit/test_floors.py): a third of the files, 2 ms of each start.
NOT_OF_A_BUILD = frozenset("check cli deploy editing importer serve traffic".split())


@cache
def engine_digest() -> bytes:
    """Return a digest of what builds: bantin's files, Python's version, names and versions of packages.

    It is computed once per process: the loaded code counts, not later edits.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    parts: list[bytes] = [sys.version.encode()]
    for folder, folders, names in os.walk(package):
        folders[:] = sorted({*folders} - NOT_OF_A_BUILD - {"__pycache__"})
        for name in sorted(names):
            if name.endswith(".py"):
                parts.append(name.encode() + b"\0" + read_whole(f"{folder}/{name}"))
    for folder in sys.path:
        if folder.endswith("site-packages") and os.path.isdir(folder):
            installed = [name for name in os.listdir(folder) if name.endswith(".dist-info")]
            parts.append(" ".join(sorted(installed)).encode())
    return digest_bytes(b"\0".join(parts))
