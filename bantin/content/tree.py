"""The scan of a folder: every file with its stat signature, and files that are not allowed."""

import os
import stat
from collections.abc import Container, Iterable

from bantin.errors import Problem, problem
from bantin.system.named_tuple import NamedTuple
from bantin.system.os_errors import affects_every_file
from bantin.system.stat_signature import OpenFolder, StatSignature, signature_of
from bantin.text import unsafe_characters

MAX_DEPTH = 20
DATA_FOLDER = "data/"  # of content/: series, view counts and redirects, but no articles
REDIRECTS = "data/redirects.csv"
WORD_LIST = "data/tu-ngu.txt"  # of words that `check` corrects
VIEW_COUNTS = "data/views.csv"  # handled apart from other data files, since it changes every day

# Files that text editors and file managers leave behind: ignored without a problem.
_BACKUPS = ("~", ".swp", ".swo", ".swx", ".orig", ".rej", ".bak", ".tmp", ".part", ".new")
_BACKUP_NAMES = frozenset(  # 4913: what Vim writes to see whether it may
    "4913 Thumbs.db thumbs.db ehthumbs.db Desktop.ini desktop.ini __MACOSX @eaDir $RECYCLE.BIN "
    "lost+found".split()
)


class Tree(NamedTuple):
    """A scanned folder.

    files: relative path (with "/") to signature, sorted by path. folders: relative paths that end in "/", ""
    for the folder itself.
    """

    files: dict[str, StatSignature]
    folders: tuple[str, ...]
    problems: tuple[Problem, ...]


def section_folders(folders: Iterable[str]) -> list[str]:
    """Return the folders of content/ that may hold articles, without slashes. folders: as in Tree."""
    return [folder.rstrip("/") for folder in folders if folder and not folder.startswith(DATA_FOLDER)]


def is_ignored(name: str) -> bool:
    """Tell whether a name is hidden or of a backup: such files are neither content nor published."""
    return name[0] in ".#" or name.endswith(_BACKUPS) or name in _BACKUP_NAMES or name.startswith("~$")


def scan(folder: str, *, shown_as: str, hidden: Container[str] = ()) -> Tree:
    """Return all regular files below `folder`, with their signatures.

    Hidden files and backups are ignored, except the paths in `hidden`. Links, pipes, devices and names with
    invisible characters are problems. shown_as: the folder's name in problems, with a slash at the end.
    """
    if os.path.islink(folder):
        return Tree({}, (), (problem(shown_as.rstrip("/"), 0, "is-a-link"),))
    signatures: list[tuple[str, StatSignature]] = []
    folders: list[str] = []
    problems: list[Problem] = []
    waiting = [("", 0)]
    while waiting:
        prefix, depth = waiting.pop()
        folders.append(prefix)
        try:
            opened = OpenFolder(os.path.join(folder, prefix))
        except OSError as fault:
            if affects_every_file(fault):
                raise
            problems.append(problem(shown_as + prefix, 0, "unreadable", reason=fault.strerror or fault))
            continue
        with opened as entries:
            for entry in entries:
                name = entry.name
                path = prefix + name
                if is_ignored(name) and path not in hidden:
                    continue
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(status.st_mode):
                    signatures.append((path, signature_of(status)))
                elif not stat.S_ISDIR(status.st_mode):
                    code = "is-a-link" if stat.S_ISLNK(status.st_mode) else "not-a-file"
                    problems.append(problem(shown_as + path, 0, code))
                elif depth >= MAX_DEPTH:
                    problems.append(problem(shown_as + path, 0, "folder-too-deep", limit=MAX_DEPTH))
                else:
                    waiting.append((path + "/", depth + 1))
    signatures.sort()
    bad = _name_problems([path for path, _ in signatures] + folders, shown_as)
    if bad:
        # Names that are not text are left out: they are only reported.
        signatures = [signature for signature in signatures if _is_text(signature[0])]
        folders = list(filter(_is_text, folders))
    return Tree(dict(signatures), tuple(sorted(folders)), (*problems, *bad))


def _name_problems(paths: list[str], shown_as: str) -> list[Problem]:
    """Return a problem for each path with a backslash, line end, invisible character or invalid UTF-8."""
    everything = "\n".join(paths)
    if _is_valid_name(everything) and everything.count("\n") == max(len(paths) - 1, 0):
        return []
    bad = (path for path in paths if not _is_valid_name(path) or "\n" in path)
    return [problem(shown_as + path, 0, "bad-name") for path in bad]


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_valid_name(path: str) -> bool:
    if not _is_text(path):
        return False
    data = path.encode()
    return not (b"\\" in data or b"\t" in data or b"\r" in data or unsafe_characters.may_contain(data))
