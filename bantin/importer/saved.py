"""A saved page, and the files that were saved with it."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from bantin.system.named_tuple import NamedTuple
from bantin.urls import composed

TEXT, HTML, MHTML, WORD, DOC, MARKDOWN, XML = "text", "html", "mhtml", "word", "doc", "markdown", "xml"
TABLE, WORKBOOK, OLD_WORKBOOK, JSON = "table", "workbook", "old workbook", "json"
MAX_PAGE = 30_000_000  # bytes, of a page or a picture

# What browsers call the folder of a "web page, complete".
_FILES_FOLDER = re.compile(r"[^/]+(?:_files|\.files|_file|_tep|_tệp|_fichiers|-Dateien)/", re.I)


class Files(NamedTuple):
    """The files saved with a page.

    read: returns a file by its path from the page's folder, None if it is missing. named: returns the paths
    of all files with a name, from the page's folder.
    """

    read: Callable[[str], bytes | None]
    named: Callable[[str], list[str]]


class SavedPage(NamedTuple):
    """A saved page.

    source: its name in reports and imported.csv. kind: see above. address, charset: from an archive's
    headers, or "".
    """

    source: str
    data: bytes
    kind: str
    address: str
    charset: str
    files: Files


def in_files_folder(path: str) -> bool:
    return bool(_FILES_FOLDER.search(path))


def find(saved: SavedPage, reference: str) -> bytes | None:
    """Return the saved file that a page refers to: by its path, else by its name in the page's folders."""
    path = composed(unquote(reference.partition("#")[0].partition("?")[0])).replace("\\", "/")
    relative = path.lstrip("/") if "://" not in path else ""
    while relative.startswith("./"):
        relative = relative[2:]
    for candidate in (reference, relative):
        if candidate and (data := saved.files.read(candidate)) is not None:
            return data
    name = path.rpartition("/")[2]
    if not name or "." not in name:
        return None
    matches = saved.files.named(name)
    by_tail = [
        other
        for other in matches
        if relative.endswith(composed(other)) or path.endswith(f"/{composed(other)}")
    ]
    for candidate in by_tail or (matches if len(matches) == 1 else _own(saved, matches)):
        if (data := saved.files.read(candidate)) is not None:
            return data
    return None


def _own(saved: SavedPage, matches: list[str]) -> list[str]:
    """Return those of several files of one name that are in the folder saved with this page."""
    stem = saved.source.rpartition("/")[2].rpartition(".")[0]
    return [name for name in matches if name.startswith(stem)]
