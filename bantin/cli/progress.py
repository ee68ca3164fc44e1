"""The progress of a build on a terminal."""

import os
import time
from contextlib import suppress
from types import TracebackType
from typing import TextIO

from bantin.i18n import gettext, marked

_STAGES = {
    "look": marked("looking at the files"),
    "read": marked("reading articles"),
    "arrange": marked("arranging the site"),
    "pictures": marked("making pictures (seconds for each new photo)"),
    "search": marked("building the search index"),
    "compare": marked("comparing with the last build"),
    "write": marked("writing pages"),
    "publish": marked("publishing"),
    "tidy": marked("removing outdated files"),
}
_DELAY_SECONDS = 1.0


class Progress:
    """Shows the stage of a build on a terminal, from its second second on; elsewhere shows nothing."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._started = time.monotonic()
        self._shown = False
        self._can_redraw = stream.isatty() and os.environ.get("TERM", "dumb") != "dumb"

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._draw("")

    def enter(self, stage: str) -> None:
        if self._can_redraw and time.monotonic() - self._started > _DELAY_SECONDS:
            filled = (list(_STAGES).index(stage) + 1) * 20 // len(_STAGES)
            bar = "█" * filled + "░" * (20 - filled)
            self._draw(f"{bar} {gettext(_STAGES[stage])} …")
            self._shown = True

    def _draw(self, line: str) -> None:
        with suppress(OSError):  # a terminal that has gone does not stop a build
            self._stream.write(f"\r\033[K{line}")
            self._stream.flush()
