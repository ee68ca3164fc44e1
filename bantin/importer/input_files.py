"""Find the saved pages that an import is given: files, folders, zips, MHTML. Never uses the network.

Archives are read in place, within limits. A member that would be outside the archive, or is a link, is
refused by name; an archive that is too large is refused as a whole.
"""

import lzma
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from bantin.errors import Problem, megabytes, problem
from bantin.importer import mhtml
from bantin.importer.saved import (
    DOC,
    HTML,
    JSON,
    MARKDOWN,
    MAX_PAGE,
    MHTML,
    OLD_WORKBOOK,
    TABLE,
    TEXT,
    WORD,
    WORKBOOK,
    XML,
    Files,
    SavedPage,
    in_files_folder,
)
from bantin.system.folders import is_inside
from bantin.system.os_errors import describe
from bantin.system.regular_files import open_regular
from bantin.urls import composed

MAX_MEMBERS = 20_000
MAX_UNPACKED = 100_000_000  # bytes

KINDS = {
    **dict.fromkeys(("txt", "text"), TEXT),
    **dict.fromkeys(("htm", "html", "xhtml", "shtml", "aspx", "asp", "php", "jsp"), HTML),
    **dict.fromkeys(("mht", "mhtml"), MHTML),
    "docx": WORD,
    **dict.fromkeys(("doc", "rtf", "odt", "rst"), DOC),
    **dict.fromkeys(("md", "markdown"), MARKDOWN),
    **dict.fromkeys(("xml", "rss", "atom", "rdf"), XML),
    **dict.fromkeys(("csv", "tsv"), TABLE),
    **dict.fromkeys(("xlsx", "xlsm"), WORKBOOK),
    **dict.fromkeys(("xls", "ods"), OLD_WORKBOOK),
    "json": JSON,
}
# What reading a member of a damaged, encrypted or unknown archive raises.
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError)
BROKEN_ARCHIVE = (*_DAMAGED, RuntimeError, EOFError, OSError, ValueError)
# Extensions of files that may contain articles and cannot be read; other files in a folder are parts of its
# pages.
_UNREAD = frozenset(("", *"rar 7z gz tgz tar bz2 eml msg sql".split()))
_SAYS_UTF8 = 0x800  # the flag of a member's name (APPNOTE 4.4.4)
_MOST_NAMES = 3  # that a warning lists
_IGNORED = re.compile(r"^(?:\.|~\$|__MACOSX$|Thumbs\.db$|desktop\.ini$)", re.I)


def saved_pages(paths: Iterable[str]) -> Iterator[SavedPage | Problem]:
    """Yield everything in `paths` that may be an article, by name; a Problem for what cannot be read."""
    for path in paths:
        base = os.path.basename(os.path.abspath(path))
        if os.path.islink(path):
            yield problem(path, 0, "is-a-link")
        elif os.path.isdir(path):
            yield from _folder(path, base, _Index(os.path.realpath(path)))
        elif not os.path.exists(path):
            yield problem(path, 0, "import-nothing-there")
        else:
            index = _Index(os.path.dirname(os.path.realpath(path)))
            yield from _file(path, base, index, is_named=True)


def _folder(folder: str, shown: str, index: "_Index") -> Iterator[SavedPage | Problem]:
    with os.scandir(folder) as scanned:
        entries = sorted(scanned, key=lambda entry: entry.name)
    unread: list[str] = []
    for entry in entries:
        name = f"{shown}/{entry.name}"
        if _IGNORED.match(entry.name):
            continue
        if entry.is_symlink():
            yield problem(name, 0, "is-a-link")
        elif entry.is_dir():
            if not in_files_folder(f"{entry.name}/"):
                yield from _folder(entry.path, name, index)
        else:
            unread += [entry.name] if _ending(entry.name) in _UNREAD else []
            yield from _file(entry.path, name, index, is_named=False)
    yield from _unread(unread, shown)


def _unread(names: list[str], shown: str) -> Iterator[Problem]:
    """Yield a warning of the files in a folder or an archive that may hold articles and are skipped."""
    if names:
        some = tuple(names[:_MOST_NAMES])
        yield problem(shown, 0, "warn-import-unread", count=len(names), names=some)


def _file(path: str, shown: str, index: "_Index", *, is_named: bool) -> Iterator[SavedPage | Problem]:
    if _ending(path) == "zip":
        yield from _zip(path, shown)
        return
    kind = KINDS.get(_ending(path), "")
    if not kind:
        if is_named:
            yield problem(shown, 0, "import-kind", known=tuple(sorted({*KINDS, "zip"})))
        return
    try:
        with open_regular(path) as file:
            data = file.read(MAX_PAGE + 1)
    except OSError as fault:
        yield problem(shown, 0, "unreadable", reason=describe(fault))
        return
    yield from _saved_page(shown, data, kind, _folder_files(os.path.dirname(path), index))


def _saved_page(shown: str, data: bytes, kind: str, files: Files) -> Iterator[SavedPage | Problem]:
    if len(data) > MAX_PAGE:
        yield problem(shown, 0, "file-too-large", limit=megabytes(MAX_PAGE))
    elif kind == DOC:
        yield problem(shown, 0, "import-doc", ending=_ending(shown))
    elif kind == OLD_WORKBOOK:
        yield problem(shown, 0, "import-xls", ending=_ending(shown))
    elif kind == MHTML:
        yield mhtml.read(shown, data)
    else:
        yield SavedPage(shown, data, kind, "", "", files)


def _ending(path: str) -> str:
    return path.rpartition("/")[2].lstrip(".").partition(".")[2].rpartition(".")[2].lower()


class _Index:
    """The paths of files by name, in a folder and below it; read when first needed."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._paths: dict[str, list[str]] | None = None

    def named(self, name: str, folder: str) -> list[str]:
        if self._paths is None:
            self._paths = {}
            for here, _, names in os.walk(self.root):
                for candidate in names:
                    self._paths.setdefault(composed(candidate), []).append(os.path.join(here, candidate))
        paths = self._paths.get(composed(name), [])
        return sorted(os.path.relpath(path, folder).replace(os.sep, "/") for path in paths[:MAX_MEMBERS])


def _folder_files(folder: str, index: _Index) -> Files:
    """Return the files around a page on disk, but none outside the imported folder."""
    root = index.root

    def read(relative: str) -> bytes | None:
        full = os.path.realpath(os.path.join(folder, relative))
        if not is_inside(full, root):
            return None
        try:
            with open_regular(full) as file:
                data = file.read(MAX_PAGE + 1)
        except (OSError, ValueError):
            return None
        return data if len(data) <= MAX_PAGE else None

    return Files(read, lambda name: index.named(name, os.path.realpath(folder)))


# ---- zip ----


def _zip(path: str, shown: str) -> Iterator[SavedPage | Problem]:
    try:
        with open_regular(path) as file, zipfile.ZipFile(file) as archive:
            yield from _members(archive, shown)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as fault:
        yield problem(shown, 0, "import-archive-broken", reason=fault)
    except OSError as fault:
        yield problem(shown, 0, "unreadable", reason=describe(fault))


def too_large(archive: zipfile.ZipFile, shown: str) -> Problem | None:
    """Return the problem of an archive that is too large, judged by its directory; None for any other."""
    infos = archive.infolist()
    size = sum(info.file_size for info in infos)
    if len(infos) > MAX_MEMBERS:
        return problem(shown, 0, "import-archive-members", count=len(infos), limit=MAX_MEMBERS)
    if size > MAX_UNPACKED:
        return problem(shown, 0, "import-archive-large", size=size, limit=MAX_UNPACKED)
    return None


def _members(archive: zipfile.ZipFile, shown: str) -> Iterator[SavedPage | Problem]:
    if fault := too_large(archive, shown):
        yield fault
        return
    safe: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        if info.is_dir():
            continue
        name = _name_of(info)
        if _is_unsafe(info, name):
            yield problem(f"{shown}/{name}", 0, "import-unsafe-member")
        else:
            safe[name] = info
    for name, info in sorted(safe.items()):
        kind = KINDS.get(_ending(name), "")
        parts = name.split("/")
        if _ending(name) == "zip":
            yield problem(f"{shown}/{name}", 0, "import-nested-archive")
        if not kind or in_files_folder(name) or any(_IGNORED.match(part) for part in parts):
            continue
        member = f"{shown}/{name}"
        data = _read_member(archive, info)
        if isinstance(data, str):
            yield problem(member, 0, "import-archive-broken", reason=data)
        else:
            yield from _saved_page(member, data, kind, _zip_files(archive, safe, name))
    yield from _unread([name for name in sorted(safe) if _ending(name) in _UNREAD], shown)


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return a member's name, which macOS writes in UTF-8 and old Windows in its charset, without a flag."""
    name = info.filename
    if not (info.flag_bits & _SAYS_UTF8 or name.isascii()):
        written = name.encode("cp437")  # as zipfile has decoded it
        try:
            name = written.decode()
        except UnicodeDecodeError:
            name = written.decode("cp1258", "replace")
    return composed(name)


def _is_unsafe(info: zipfile.ZipInfo, name: str) -> bool:
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    climbs = ".." in name.replace("\\", "/").split("/")
    return (
        is_link
        or climbs
        or name.startswith(("/", "\\"))
        or "\\" in name
        or bool(re.match(r"[A-Za-z]:", name))
    )


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | str:
    """Return a member's bytes, or its problem."""
    try:
        with archive.open(info) as member:
            return member.read(MAX_PAGE + 1)
    except BROKEN_ARCHIVE as fault:
        return str(fault)


def _zip_files(archive: zipfile.ZipFile, safe: dict[str, zipfile.ZipInfo], page: str) -> Files:
    folder = page.rpartition("/")[0]
    prefix = f"{folder}/" if folder else ""

    def read(relative: str) -> bytes | None:
        name = os.path.normpath(prefix + relative).replace(os.sep, "/")
        info = safe.get(composed(name))
        data = _read_member(archive, info) if info else None
        return data if isinstance(data, bytes) and len(data) <= MAX_PAGE else None

    def named(name: str) -> list[str]:
        paths = [path for path in safe if path.rpartition("/")[2] == composed(name)]
        return [os.path.relpath(path, folder or ".").replace(os.sep, "/") for path in paths]

    return Files(read, named)
