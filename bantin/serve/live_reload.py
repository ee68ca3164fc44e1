"""Adapters for livereload: its web socket and messages, with our own handlers, access check and watcher."""

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
from bantin.serve.status import OWN_PATH, SiteStatus


def notify_pages(path: str) -> None:
    """Notify every open page at once. livereload's own polling would drop messages within 3 seconds."""
    LiveReloadHandler.reload_waiters(path)


class WatcherAdapter:
    """A watcher for livereload that only calls `begin`; changes come through `notify_pages`."""

    def __init__(self, begin: Callable[[], None]) -> None:
        self._begin = begin
        self._tasks = {"builds": None}  # without a task, livereload would watch the working directory
        self._changes: list[tuple[str, int]] = []  # livereload appends its notice of a restart
        self.filepath = ""

    def start(self, _poll: Callable[[], None]) -> bool:
        self._begin()
        return True


class Socket(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """livereload's web socket, for our own pages only. A page that connects gets the messages it missed."""

    def initialize(self, guard: Guard, site_status: SiteStatus) -> None:
        self._guard = guard
        self._status = site_status

    def prepare(self) -> None:
        # check_origin is not enough: Tornado calls it only for some requests.
        if not self._guard.allows(self.request.headers):
            raise HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        return self._guard.is_own_origin(origin)

    def open(self) -> None:
        self.set_nodelay(True)

    def on_message(self, message: str | bytes) -> None:
        values = _read(message)
        if values is None:
            self.close()
            return
        super().on_message(message)
        if values["command"] == "info":
            missed = self._status.missed_message(_build_id(values))
            if missed:
                self.send_message({"command": "reload", "path": missed, "liveCSS": True, "liveImg": True})


class LiveServer(Server):  # type: ignore[misc]  # livereload has no types
    """livereload's server on sockets that are bound already, with our own handlers."""

    def __init__(self, watcher: WatcherAdapter, sockets: list[socket.socket]) -> None:
        super().__init__(watcher=watcher)
        self._sockets = sockets
        self._http: HTTPServer | None = None

    def set_handlers(self, guard: Guard, site_status: SiteStatus, folder: str) -> None:
        """Set the handlers that answer once `serve` runs. folder: of the built site."""
        arguments: dict[str, Any] = {"guard": guard, "site_status": site_status}
        application = Application(
            [
                (r"/livereload", Socket, arguments),
                (rf"{OWN_PATH}([a-z.]+)", ServeAssets, {**arguments, "folder": folder}),
                (r".*", Pages, {**arguments, "folder": folder}),
            ],
            log_function=lambda _handler: None,
        )
        self._http = HTTPServer(application)

    def application(self, *_args: object, **_options: object) -> None:
        """Listen with our own handlers. livereload's `serve` calls this to create its own."""
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = True
        assert self._http is not None
        self._http.add_sockets(self._sockets)

    def _setup_logging(self) -> None:
        """Log only warnings of livereload: the terminal is for our own messages."""
        logging.getLogger("livereload").setLevel(logging.WARNING)


def _read(message: str | bytes) -> dict[str, Any] | None:
    try:
        values = json.loads(message)
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) and isinstance(values.get("command"), str) else None


def _build_id(values: dict[str, Any]) -> str:
    """Return the build id of the connecting page, which live.js sends; "" if it is missing."""
    try:
        return str(values["plugins"]["bantin"]["build_id"])
    except (KeyError, TypeError):
        return ""
