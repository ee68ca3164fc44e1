"""Which folders are watched, what of their changes counts, and the threads that wait for them."""

import os
import threading
from collections.abc import Callable

from watchfiles import Change, watch

from bantin.config import FILE
from bantin.content.tree import is_ignored
from bantin.i18n import gettext
from bantin.serve.protocol import Order

# Milliseconds without a further change that end a burst. Settings and whole folders change seldom.
_STEP, _SELDOM_STEP = 10, 50

# Milliseconds after which watchfiles reports that nothing has changed: then, if not before, it is armed.
_ARMED_AFTER = 50


def sources(order: Order) -> list[str]:
    """The folders a site is made from, whether they are there yet or not."""
    homes = dict.fromkeys(map(os.path.realpath, (order.site, order.engine)))
    overlays = [os.path.join(home, name) for home in homes for name in ("layouts", "assets")]
    return [os.path.realpath(order.content), *overlays]


class Watch:
    """Calls `changed` once it watches, and then soon after anything that a site is made from has changed.

    What changes after the first call is not missed, and a burst of changes is one call. `changed` and
    `failed` (with a sentence) are called in threads of the watch's own, and so is `saw`, before `changed`,
    with the paths that have changed.
    """

    def __init__(
        self,
        order: Order,
        changed: Callable[[], None],
        failed: Callable[[str], None],
        saw: Callable[[set[str]], object] = lambda _: None,
    ) -> None:
        self._folders = sources(order)
        self._cache = os.path.realpath(order.cache)
        self._settings = os.path.join(os.path.realpath(order.site), FILE)
        self._seldom = frozenset([self._settings, *self._folders])
        self._changed = changed
        self._saw = saw
        self._failed = failed
        self._stop = threading.Event()
        self._folders_changed = threading.Event()
        self._settings_watched = threading.Event()
        self._threads = [
            threading.Thread(target=self._watch_homes, name="watch homes", daemon=True),
            threading.Thread(target=self._watch_folders, name="watch folders", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._settings_watched.set()
        for thread in self._threads:
            thread.join(timeout=2)

    def counts(self, path: str) -> bool:
        """Whether a change of this file or folder, in one of the watched folders, can change the site."""
        for folder in self._folders:
            if path.startswith(folder + os.sep):
                names = path[len(folder) + 1 :].split(os.sep)
                return not any(map(is_ignored, names)) and not path.startswith(self._cache + os.sep)
        return path in self._folders

    def _watch_homes(self) -> None:
        """Watch the folders in which site.toml and the watched folders stand, for these alone."""

        def news(paths: set[str]) -> None:
            if paths - {self._settings}:
                self._folders_changed.set()  # they are watched anew, and that calls `changed`
            else:
                self._changed()

        homes = {os.path.dirname(path) for path in self._seldom}
        while not self._stop.is_set():
            present = list(filter(os.path.isdir, homes))
            self._follow(present, self._stop, news, armed=self._settings_watched.set, are_homes=True)

    def _watch_folders(self) -> None:
        self._settings_watched.wait()
        while not self._stop.is_set():
            self._folders_changed.clear()
            present = list(filter(os.path.isdir, self._folders))
            until = _Either(self._stop, self._folders_changed)
            self._follow(present, until, lambda _: self._changed(), armed=self._changed)

    def _follow(
        self,
        folders: list[str],
        stop: "threading.Event | _Either",
        news: Callable[[set[str]], None],
        *,
        armed: Callable[[], None],
        are_homes: bool = False,
    ) -> None:
        """Tell `armed`, then `news` of changes, until told to stop or until they cannot be watched."""

        def counts(_: Change, path: str) -> bool:
            return path in self._seldom if are_homes else self.counts(path)

        is_armed = False
        try:
            for changes in watch(
                *folders,
                watch_filter=counts,
                step=_SELDOM_STEP if are_homes else _STEP,
                stop_event=stop,
                rust_timeout=_ARMED_AFTER,
                yield_on_timeout=True,
                raise_interrupt=False,
                recursive=not are_homes,
            ):
                if not is_armed:
                    armed()
                    is_armed = True
                if changes:
                    paths = {path for _, path in changes}
                    self._saw(paths)
                    news(paths)
        except FileNotFoundError:
            self._stop.wait(0.2)  # a folder went away just now
        except (OSError, RuntimeError) as fault:
            self._failed(
                gettext(
                    "changes cannot be watched ({fault}); raise fs.inotify.max_user_watches, "
                    "or start serve with WATCHFILES_FORCE_POLLING=1 before it",
                    fault=fault,
                )
            )
            armed()
            self._stop.wait()


class _Either:
    """Set when one of two events is."""

    def __init__(self, event: threading.Event, other: threading.Event) -> None:
        self._events = (event, other)

    def is_set(self) -> bool:
        return any(event.is_set() for event in self._events)
