"""What lies in a folder: every file with its signature, and what must not lie there."""

import os
import stat
from collections.abc import Container

from bantin.errors import Problem, problem
from bantin.system.named_tuple import NamedTuple
from bantin.system.os_errors import affects_every_file
from bantin.system.stat_signature import OpenFolder, StatSignature, signature_of
from bantin.text import unsafe_characters

MAX_DEPTH = 20
VIEW_COUNTS = "data/views.csv"  # beside the articles, and apart from all else: it changes every day

# Left by editors and file managers; never content, and no mistake either.
_BACKUPS = ("~", ".swp", ".swo", ".swx", ".orig", ".rej", ".bak", ".tmp", ".part", ".new")
_BACKUP_NAMES = frozenset(
    "Thumbs.db thumbs.db ehthumbs.db Desktop.ini desktop.ini __MACOSX @eaDir $RECYCLE.BIN lost+found".split()
)


class Tree(NamedTuple):
    """files: path relative to the folder, with "/" between names, to signature; sorted by path."""

    files: dict[str, StatSignature]
    folders: tuple[str, ...]
    problems: tuple[Problem, ...]


def is_passed_over(name: str) -> bool:
    """Hidden files and what editors and file managers leave behind: never content, never published."""
    return name[0] in ".#" or name.endswith(_BACKUPS) or name in _BACKUP_NAMES or name.startswith("~$")


def scan(folder: str, *, shown_as: str, hidden: Container[str] = ()) -> Tree:
    """All regular files below `folder`. Hidden files and backups are passed over, except those `hidden` ones;
    links, pipes and devices are problems, for a bulletin is made only of what stands in its folders, and so
    are names that hold what nobody sees. `shown_as` ends with a slash.
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
            problems.append(problem(shown_as + prefix, 0, "unreadable", said=fault.strerror or fault))
            continue
        with opened as entries:
            for entry in entries:
                name = entry.name
                path = prefix + name
                if is_passed_over(name) and path not in hidden:
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
    bad = _bad_names([path for path, _ in signatures] + folders, shown_as)
    if bad:
        # Names that are no text can be told of, and nothing else: no address could be made of them.
        signatures = [signature for signature in signatures if _is_text(signature[0])]
        folders = list(filter(_is_text, folders))
    return Tree(dict(signatures), tuple(sorted(folders)), (*problems, *bad))


def _bad_names(paths: list[str], shown_as: str) -> list[Problem]:
    """A problem for each path with a backslash, a line end, what nobody sees, or bytes that are no UTF-8."""
    everything = "\n".join(paths)
    if _is_good(everything) and everything.count("\n") == max(len(paths) - 1, 0):
        return []
    bad = (path for path in paths if not _is_good(path) or "\n" in path)
    return [problem(shown_as + path, 0, "bad-name") for path in bad]


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_good(path: str) -> bool:
    if not _is_text(path):
        return False
    data = path.encode()
    return not (b"\\" in data or b"\t" in data or b"\r" in data or unsafe_characters.may_contain(data))
