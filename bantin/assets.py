"""What the pages look like: the joined CSS, scripts and icons under fingerprinted names, files for the root.

Everything is known before a page is rendered, since pages name these files.
"""

import os
from collections.abc import Iterable
from typing import NamedTuple

from bantin.addresses import ASSETS
from bantin.cache import digest_bytes


class Asset(NamedTuple):
    """A file to publish: its address and its bytes."""

    address: str
    data: bytes


class Assets(NamedTuple):
    """css, script, icon: addresses. files: all to publish."""

    css: str
    script: str
    icon: str
    files: tuple[Asset, ...]


def gather(folders: Iterable[str]) -> Assets:
    """The assets of a site; of two files of one name the earlier folder's wins."""
    found: dict[str, str] = {}
    for folder in folders:
        for name in _names(folder):
            found.setdefault(name, os.path.join(folder, name))
    css = _fingerprinted("bantin.css", b"".join(_read(found[name]) for name in _css_order(found)))
    script = _fingerprinted("bantin.js", _read(found["js/bantin.js"]) if "js/bantin.js" in found else b"")
    icon = _fingerprinted("icon.svg", _read(found["icons/motif.svg"]) if "icons/motif.svg" in found else b"")
    root = [Asset(name[5:], _read(path)) for name, path in sorted(found.items()) if name.startswith("root/")]
    return Assets(css.address, script.address, icon.address, (css, script, icon, *root))


def _names(folder: str) -> list[str]:
    """Every file below a folder but hidden ones. Raises OSError for a folder that cannot be looked into."""
    names = []
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(os.path.join(folder, prefix)) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{prefix}{entry.name}/")
                elif entry.is_file(follow_symlinks=False):
                    names.append(prefix + entry.name)
    return names


def _css_order(names: Iterable[str]) -> list[str]:
    """Tokens, base, the parts by name, and last the modes (dark, print, reduced motion)."""
    rank = {"css/tokens.css": 0, "css/base.css": 1, "css/modes.css": 9}
    return sorted(
        (name for name in names if name.endswith(".css")), key=lambda name: (rank.get(name, 5), name)
    )


def _fingerprinted(name: str, data: bytes) -> Asset:
    stem, suffix = os.path.splitext(name)
    return Asset(f"{ASSETS}{stem}.{digest_bytes(data).hex()[:10]}{suffix}", data)


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
