"""Watching of the site's folders by two threads."""

import os
import threading
from collections.abc import Callable

from watchfiles import Change, watch

from bantin.config import SITE_TOML
from bantin.content.tree import is_ignored
from bantin.i18n import gettext
from bantin.serve.protocol import BuilderSettings

# Milliseconds without a change that end a burst of changes. Settings and whole folders change seldom.
_STEP, _SELDOM_STEP = 10, 50

# Milliseconds after which watchfiles reports that nothing has changed: by then it is watching.
_READY_AFTER = 50


def watched_folders(settings: BuilderSettings) -> list[str]:
    """Return the folders of the sources, whether they exist or not."""
    parents = dict.fromkeys(map(os.path.realpath, (settings.site, settings.engine)))
    overlays = [os.path.join(home, name) for home in parents for name in ("layouts", "assets")]
    return [os.path.realpath(settings.content), *overlays]


class Watch:
    """Calls `on_change` once it watches, and then after each burst of changes of the sources.

    No change after the first call is missed. on_paths: called before `on_change`, with the changed paths.
    failed: called with a sentence if the folders cannot be watched. All are called in the watcher's threads.
    """

    def __init__(
        self,
        settings: BuilderSettings,
        on_change: Callable[[], None],
        failed: Callable[[str], None],
        on_paths: Callable[[set[str]], object] = lambda _: None,
    ) -> None:
        self._folders = watched_folders(settings)
        self._cache = os.path.realpath(settings.cache)
        self._settings = os.path.join(os.path.realpath(settings.site), SITE_TOML)
        self._seldom = frozenset([self._settings, *self._folders])
        self._on_change = on_change
        self._on_paths = on_paths
        self._failed = failed
        self._stop = threading.Event()
        self._folders_changed = threading.Event()
        self._settings_watched = threading.Event()
        self._threads = [
            threading.Thread(target=self._watch_parents, name="watch parents", daemon=True),
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

    def is_relevant(self, path: str) -> bool:
        """Tell whether a change of this path can change the site."""
        for folder in self._folders:
            if path.startswith(folder + os.sep):
                names = path[len(folder) + 1 :].split(os.sep)
                return not any(map(is_ignored, names)) and not path.startswith(self._cache + os.sep)
        return path in self._folders

    def _watch_parents(self) -> None:
        """Watch the parent folders of site.toml and of the watched folders, for changes of these only."""

        def news(paths: set[str]) -> None:
            if paths - {self._settings}:
                self._folders_changed.set()  # they are watched again, which calls `on_change`
            else:
                self._on_change()

        parents = {os.path.dirname(path) for path in self._seldom}
        while not self._stop.is_set():
            present = list(filter(os.path.isdir, parents))
            self._watch_until(present, self._stop, news, armed=self._settings_watched.set, are_parents=True)

    def _watch_folders(self) -> None:
        self._settings_watched.wait()
        while not self._stop.is_set():
            self._folders_changed.clear()
            present = list(filter(os.path.isdir, self._folders))
            until = _AnyEvent(self._stop, self._folders_changed)
            self._watch_until(present, until, lambda _: self._on_change(), armed=self._on_change)

    def _watch_until(
        self,
        folders: list[str],
        stop: "threading.Event | _AnyEvent",
        news: Callable[[set[str]], None],
        *,
        armed: Callable[[], None],
        are_parents: bool = False,
    ) -> None:
        """Watch folders until `stop` is set or an error occurs. Call `armed` first, `news` after changes."""

        def is_relevant(_: Change, path: str) -> bool:
            return path in self._seldom if are_parents else self.is_relevant(path)

        is_armed = False
        try:
            for changes in watch(
                *folders,
                watch_filter=is_relevant,
                step=_SELDOM_STEP if are_parents else _STEP,
                stop_event=stop,
                rust_timeout=_READY_AFTER,
                yield_on_timeout=True,
                raise_interrupt=False,
                recursive=not are_parents,
            ):
                if not is_armed:
                    armed()
                    is_armed = True
                if changes:
                    paths = {path for _, path in changes}
                    self._on_paths(paths)
                    news(paths)
        except FileNotFoundError:
            self._stop.wait(0.2)  # a folder was deleted just now
        except (OSError, RuntimeError) as fault:
            self._failed(
                gettext(
                    "changes cannot be watched ({reason}); raise fs.inotify.max_user_watches, "
                    "or start serve with WATCHFILES_FORCE_POLLING=1 before it",
                    reason=fault,
                )
            )
            armed()
            self._stop.wait()


class _AnyEvent:
    """An event that is set when one of two events is."""

    def __init__(self, event: threading.Event, other: threading.Event) -> None:
        self._events = (event, other)

    def is_set(self) -> bool:
        return any(event.is_set() for event in self._events)
