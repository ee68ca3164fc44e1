"""Which folders are watched, what of their changes counts, and the threads that wait for them."""

import os
import threading
from collections.abc import Callable, Iterable

from watchfiles import Change, watch

from bantin.config import FILE
from bantin.serve.wire import Order

# Milliseconds without a further change that end a burst. Settings and whole folders change seldom.
_STEP, _SELDOM_STEP = 10, 50
_PATIENCE = 1000

# Left by editors beside what they save. A build passes over them too; here it need not even begin.
_BACKUPS = ("~", ".swp", ".swo", ".swx", ".orig", ".rej", ".bak", ".tmp", ".part", ".new")


def sources(order: Order) -> list[str]:
    """The folders a site is made from, whether they are there yet or not."""
    homes = dict.fromkeys(map(os.path.realpath, (order.site, order.engine)))
    overlays = [os.path.join(home, name) for home in homes for name in ("layouts", "assets")]
    return [os.path.realpath(order.content), *overlays]


class Watch:
    """Calls `changed` soon after anything that a site is made from has changed, once for a burst.

    It calls once more when it is armed, for whatever changed a moment before that. `changed` and `failed`
    (with a sentence) are called in threads of the watch's own.
    """

    def __init__(self, order: Order, changed: Callable[[], None], failed: Callable[[str], None]) -> None:
        self._folders = sources(order)
        self._cache = os.path.realpath(order.cache)
        self._changed = changed
        self._failed = failed
        self._stop = threading.Event()
        self._again = threading.Event()
        settings = os.path.join(os.path.realpath(order.site), FILE)
        homes = {os.path.dirname(folder) for folder in self._folders} | {os.path.dirname(settings)}
        self._seldom = frozenset([settings, *self._folders])
        self._threads = [
            threading.Thread(target=self._watch_sources, name="watch sources", daemon=True),
            threading.Thread(target=self._watch_homes, args=(homes,), name="watch homes", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=2)

    def _watch_sources(self) -> None:
        while not self._stop.is_set():
            self._again.clear()
            present = list(filter(os.path.isdir, self._folders))
            either = _Either(self._stop, self._again)
            self._follow(present, either, lambda _change, path: self.counts(path), step=_STEP, recursive=True)

    def _watch_homes(self, homes: Iterable[str]) -> None:
        """Watch for settings, and for whole folders that come and go: those must be watched anew."""
        while not self._stop.is_set():
            self._follow(
                list(filter(os.path.isdir, homes)),
                self._stop,
                lambda _change, path: path in self._seldom,
                step=_SELDOM_STEP,
                recursive=False,
                seen=self._again.set,
            )

    def _follow(
        self,
        folders: list[str],
        stop: "threading.Event | _Either",
        counts: Callable[[Change, str], bool],
        *,
        step: int,
        recursive: bool,
        seen: Callable[[], None] = lambda: None,
    ) -> None:
        """Wait for changes in these folders until told to stop, or until they cannot be watched any more."""
        armed = False
        try:
            changes_seen = watch(
                *folders,
                watch_filter=counts,
                step=step,
                stop_event=stop,
                rust_timeout=_PATIENCE,
                yield_on_timeout=True,
                raise_interrupt=False,
                recursive=recursive,
            )
            for changes in changes_seen:
                if changes:
                    seen()
                if changes or not armed:
                    self._changed()
                armed = True
        except FileNotFoundError:
            self._stop.wait(0.2)  # a folder went away just now
        except (OSError, RuntimeError) as fault:
            self._failed(
                f"changes cannot be watched ({fault}); raise fs.inotify.max_user_watches, "
                "or start serve with WATCHFILES_FORCE_POLLING=1 before it"
            )
            self._stop.wait()

    def counts(self, path: str) -> bool:
        """Whether a change of this file can change the site."""
        for folder in self._folders:
            if path.startswith(folder + os.sep):
                names = path[len(folder) + 1 :].split(os.sep)
                is_left_over = path.endswith(_BACKUPS) or any(name.startswith((".", "#")) for name in names)
                return not is_left_over and not path.startswith(self._cache + os.sep)
        return path in self._folders


class _Either:
    """Set when one of two events is."""

    def __init__(self, one: threading.Event, other: threading.Event) -> None:
        self._events = (one, other)

    def is_set(self) -> bool:
        return any(event.is_set() for event in self._events)
