"""The output guard: which folders a build may replace.

It is strict, since a build replaces the whole folder.
"""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress

from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.system.folders import is_inside


def check(output: str, cache: str, *, sources: Iterable[str], site: str) -> None:
    """Raise UsageError for an output folder that cannot or must not be replaced.

    sources: folders that are scanned for sources.
    """
    with suppress(FileNotFoundError, NotADirectoryError):
        status = os.lstat(output)
        if stat.S_ISLNK(status.st_mode):
            raise UsageError(
                gettext(
                    "{output} is a symbolic link; name the folder it leads to with --output", output=output
                )
            )
        if not stat.S_ISDIR(status.st_mode):
            raise UsageError(
                gettext(
                    "{output} is not a folder; move it away, or name another with --output", output=output
                )
            )
    for folder in (site, cache, *sources):
        if _holds(output, folder):
            raise UsageError(
                gettext(
                    "--output {output} holds {folder}, which a build would delete; name another folder",
                    output=output,
                    folder=folder,
                )
            )
    for folder in sources:
        for option, made in (("--output", output), ("--cache", cache)):
            if _holds(folder, made) and not _is_hidden(made, folder):
                raise UsageError(
                    gettext(
                        "{option} {path} lies in {folder}; name a folder outside it",
                        option=option,
                        path=made,
                        folder=folder,
                    )
                )


def _is_hidden(path: str, below: str) -> bool:
    """Tell whether a scan of `below` would skip it."""
    return "/." in path.removeprefix(below)


def _holds(folder: str, other: str) -> bool:
    """Tell whether `other` is `folder` or is inside it, by any path."""
    folder, other = os.path.realpath(folder), os.path.realpath(other)
    if is_inside(other, folder):
        return True
    with suppress(OSError):
        status = os.stat(folder)
        for path in _with_parents(other):
            with suppress(FileNotFoundError, NotADirectoryError):
                if os.path.samestat(os.stat(path), status):  # if the file system ignores letter case
                    return True
    return False


def _with_parents(path: str) -> Iterable[str]:
    while True:
        yield path
        path, last = os.path.dirname(path), path
        if path == last:
            return


def check_made_by_builds(output: str) -> None:
    """Raise UsageError for a folder with files that no build has made: they would be lost."""
    try:
        names = os.listdir(output)
    except FileNotFoundError:
        return
    from bantin.urls import ASSETS  # imports urllib: 4 ms that a build without changes saves

    with suppress(FileNotFoundError, NotADirectoryError):
        assets = os.listdir(os.path.join(output, ASSETS))
        if any(name.startswith("bantin.") for name in assets):
            return
    if names:
        some = ", ".join(sorted(names)[:3])
        raise UsageError(
            gettext(
                "{output} holds files that no build has made ({some}), and they would be lost; "
                "empty it, or name another folder with --output",
                output=output,
                some=some,
            )
        )
