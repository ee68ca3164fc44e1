"""The file that a static host would serve for a path, and its media type."""

import os
from urllib.parse import unquote_to_bytes

from bantin.system.named_tuple import NamedTuple
from bantin.urls import MEDIA_TYPES

_TYPES = {
    **MEDIA_TYPES,
    "xml": "application/xml",  # its declaration names the charset
    "woff2": "font/woff2",
    "epub": "application/epub+zip",
}


class Answer(NamedTuple):
    """file: the path of the file to send. address: the URL to redirect to. Both are "" for not found."""

    file: str = ""
    address: str = ""


def look_up(folder: str, base: str, path: str) -> Answer:
    """Look up a request. path: percent-encoded. base: the site's base path."""
    if not path.startswith(base):
        return Answer(address=base) if path in ("", "/") or path + "/" == base else Answer()
    try:
        rest = unquote_to_bytes(path[len(base) :]).decode()
    except UnicodeDecodeError:
        return Answer()
    names = rest.split("/")
    if "\0" in rest or not {"", ".", ".."}.isdisjoint(names[:-1]) or names[-1] in (".", ".."):
        return Answer()
    root = os.path.realpath(folder)
    if not names[-1]:
        return Answer(file=_file_in(root, rest + "index.html"))
    file = _file_in(root, rest) or _file_in(root, rest + ".html")
    if not file and _file_in(root, rest + "/index.html"):
        return Answer(address=path + "/")
    return Answer(file=file)


def type_of(file: str) -> str:
    return _TYPES.get(file.rpartition(".")[2].lower(), "application/octet-stream")


def _file_in(root: str, name: str) -> str:
    """Return the real path of a file inside `root`; "" if there is none or a link leads out of `root`."""
    path = os.path.realpath(os.path.join(root, name))
    return path if path.startswith(root + os.sep) and os.path.isfile(path) else ""
