"""livereload as it serves us: its socket and its messages, behind our own door, pages and watch."""

import json
import logging
import socket
from collections.abc import Callable
from typing import Any

from livereload import Server
from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError

from bantin.serve.handlers import Pages, ServeAssets
from bantin.serve.origin_check import Guard
from bantin.serve.status import OWN, SiteStatus


def tell_pages(path: str) -> None:
    """Tell every open page, now. By its polling, livereload would drop what comes within 3 seconds."""
    LiveReloadHandler.reload_waiters(path)


class WatcherAdapter:
    """What livereload takes for a watcher. It asks us to begin, and is told of news by `tell_pages`."""

    def __init__(self, begin: Callable[[], None]) -> None:
        self._begin = begin
        self._tasks = {"builds": None}  # with none, livereload would watch the working directory
        self._changes: list[tuple[str, int]] = []  # livereload's own notice of a restart ends here
        self.filepath = ""

    def start(self, _poll: Callable[[], None]) -> bool:
        self._begin()
        return True


class Socket(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """livereload's socket, for pages of ours only. A page that connects hears what it has missed."""

    def initialize(self, guard: Guard, desk: SiteStatus) -> None:
        self._guard = guard
        self._desk = desk

    def prepare(self) -> None:
        # Here and not in check_origin alone: Tornado asks that only where it has doubts of its own.
        if not self._guard.admits(self.request.headers):
            raise HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        return self._guard.knows_origin(origin)

    def open(self) -> None:
        self.set_nodelay(True)

    def on_message(self, message: str | bytes) -> None:
        values = _read(message)
        if values is None:
            self.close()
            return
        super().on_message(message)
        if values["command"] == "info":
            missed = self._desk.missed(_edition(values))
            if missed:
                self.send_message({"command": "reload", "path": missed, "liveCSS": True, "liveImg": True})


class LiveServer(Server):  # type: ignore[misc]  # livereload has no types
    """livereload's server on sockets already bound, with our answers in place of its own."""

    def __init__(self, watcher: WatcherAdapter, sockets: list[socket.socket]) -> None:
        super().__init__(watcher=watcher)
        self._sockets = sockets
        self._http: HTTPServer | None = None

    def offer(self, guard: Guard, desk: SiteStatus, folder: str) -> None:
        """What will be answered once `serve` runs."""
        arguments: dict[str, Any] = {"guard": guard, "desk": desk}
        application = Application(
            [
                (r"/livereload", Socket, arguments),
                (rf"{OWN}([a-z.]+)", ServeAssets, {**arguments, "folder": folder}),
                (r".*", Pages, {**arguments, "folder": folder}),
            ],
            log_function=lambda _handler: None,
        )
        self._http = HTTPServer(application)

    def application(self, *_args: object, **_options: object) -> None:
        """Called by livereload's `serve` where it would make its own handlers and listen."""
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = True
        assert self._http is not None
        self._http.add_sockets(self._sockets)

    def _setup_logging(self) -> None:
        """Ours is the word on the terminal; of livereload only what went wrong."""
        logging.getLogger("livereload").setLevel(logging.WARNING)


def _read(message: str | bytes) -> dict[str, Any] | None:
    try:
        values = json.loads(message)
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) and isinstance(values.get("command"), str) else None


def _edition(values: dict[str, Any]) -> str:
    """Which edition of a page connects, as live.js says."""
    try:
        return str(values["plugins"]["bantin"]["edition"])
    except (KeyError, TypeError):
        return ""
