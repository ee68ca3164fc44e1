"""The file that a static host would serve for a path, and its media type."""

import os
from urllib.parse import unquote_to_bytes

from bantin.system.named_tuple import NamedTuple

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".webmanifest": "application/manifest+json",
    ".wasm": "application/wasm",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".vtt": "text/vtt; charset=utf-8",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".epub": "application/epub+zip",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
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
    return _TYPES.get(os.path.splitext(file)[1].lower(), "application/octet-stream")


def _file_in(root: str, name: str) -> str:
    """Return the real path of a file inside `root`; "" if there is none or a link leads out of `root`."""
    path = os.path.realpath(os.path.join(root, name))
    return path if path.startswith(root + os.sep) and os.path.isfile(path) else ""
