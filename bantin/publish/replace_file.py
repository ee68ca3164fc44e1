"""One page of output/, replaced by one rename: all other pages stay as they stand."""

import os
from contextlib import suppress

from bantin.publish.staging import Left, Spare, write_new
from bantin.publish.swap import beside, remove
from bantin.system.stat_signature import Standing, clock_of_files, folder_row, rows_at, settle


class Replacement:
    """A page that is to take the place of one in output/.

    page: its path and its bytes; empty where no page is to be replaced. last: output/ as the last build left
    it, as which it must still stand. After the `with` nothing lies beside output/ that did not before.
    """

    def __init__(self, output: str, page: dict[str, bytes], *, last: Left) -> None:
        self._output = output
        self._page = page
        self._last = last
        self._new = beside(output, "staging")
        self._replaced = 0

    def __enter__(self) -> "Replacement":
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError, MemoryError):  # the next build will tell, if it is still so then
            remove(self._new)

    def prepare(self) -> None:
        """Have it lie beside output/."""
        remove(self._new)  # what a killed build left
        for data in self._page.values():
            write_new(self._new, data)

    def publish(self) -> None:
        """Put it there, or raise OSError and leave output/ as it is."""
        for path in self._page:
            os.replace(self._new, f"{self._output}/{path}")
        self._replaced = clock_of_files()

    def left(self) -> Left:
        """What this build has left, in rows that can be trusted."""
        if not self._page:
            return self._last
        settle(self._replaced)
        (files, folders), spare = self._last
        [path] = self._page
        folder = path[: path.rfind("/") + 1]
        standing = Standing(
            files | rows_at(self._output, [path]), folders | {folder: folder_row(f"{self._output}/{folder}")}
        )
        return Left(standing, spare and _without(spare, path))


def _without(spare: Spare, path: str) -> Spare:
    """The spare once the present site has this page anew: its own, if it has one, is no link to that now."""
    if path in spare.lacks:
        return spare
    return Spare(spare.folders, sorted([*spare.only, path]), sorted([*spare.lacks, path]))
