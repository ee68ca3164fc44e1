"""A run of serve: connects the sockets, the watcher, the builder and the HTTP handlers."""

import errno
import os
import signal
import socket
import sys
import time

from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.platform.asyncio import BaseAsyncIOLoop

from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.serve.builder_process import Builder
from bantin.serve.live_reload import LiveServer, WatcherAdapter, notify_pages
from bantin.serve.network import addresses_for_others
from bantin.serve.origin_check import EVERYWHERE, EVERYWHERE_4, Guard, allow_value
from bantin.serve.protocol import BuilderSettings, BuildFailed, BuildSucceeded, ListenAddress, Message
from bantin.serve.status import SiteStatus
from bantin.serve.terminal import Terminal
from bantin.serve.watch import Watch


class Session:
    """A run of serve. Creating it binds the port, and raises UsageError if that is in use."""

    def __init__(self, settings: BuilderSettings, where: ListenAddress) -> None:
        host = EVERYWHERE_4 if where.lan else where.host
        sockets = _bind(host, where.port)
        allowed = frozenset(name.lower() for name in where.allowed)
        self._guard = Guard(host, sockets[0].getsockname()[1], allowed)
        self._settings, self._is_for_lan = settings, where.lan
        self._status = SiteStatus(self._on_refused_host)
        self._terminal = Terminal(sys.stdout, sys.stderr)
        self._changes: set[str] = set()  # paths that have changed since the last build was requested
        self._builder = Builder(settings, self._on_message)
        self._watch = Watch(settings, self._on_change, self._terminal.print_error, self._on_paths_changed)
        self._server = LiveServer(WatcherAdapter(self._begin), sockets)
        self._due: object = None  # the timer for the next article that becomes due
        self._server.set_handlers(self._guard, self._status, settings.output)

    def run(self) -> None:
        """Serve until SIGINT or SIGTERM; the watcher and the builder have ended when this returns."""
        self._loop = IOLoop.current()
        try:
            self._server.serve(host=self._guard.host, port=self._guard.port, debug=False)
        finally:
            self._watch.stop()
            self._builder.close()

    def _begin(self) -> None:
        assert isinstance(self._loop, BaseAsyncIOLoop)
        for number in (signal.SIGINT, signal.SIGTERM):
            self._loop.asyncio_loop.add_signal_handler(number, self._loop.stop)
        self._terminal.print(
            gettext("See the site at {address} (Ctrl-C stops)", address=_address(self._guard))
        )
        if self._guard.host in EVERYWHERE:
            for line in addresses_for_others(self._guard.port, with_code=self._is_for_lan):
                self._terminal.print(line)
        self._builder.ensure_started()
        self._watch.start()  # it requests the first build once no change can be missed any more

    def _on_change(self) -> None:
        """Request a build. Called in the watcher's threads."""
        self._loop.add_callback(self._builder.request_build)

    def _on_paths_changed(self, paths: set[str]) -> None:
        """Note changed paths. Called in the watcher's threads, before `_on_change`."""
        names = {os.path.relpath(path, self._settings.site).replace(os.sep, "/") for path in paths}
        self._loop.add_callback(self._changes.update, names)

    def _on_refused_host(self, authority: str) -> None:
        """Print that a request for another host was refused."""
        self._terminal.print_error(
            gettext(
                "A request for {host} was refused; if that name leads here, start serve with --allow {name}",
                host=authority,
                name=allow_value(authority),
            )
        )

    def _on_message(self, message: Message, follows: bool) -> None:
        """Handle a message of the builder. Ignore a failure if another build follows."""
        if isinstance(message, BuildFailed) and follows:
            return
        news = self._status.update(message)
        if news:
            notify_pages(news)
        if isinstance(message, BuildSucceeded):
            self._terminal.build_succeeded(message, self._take_changes())
            self._schedule_build(message.next_change)
        elif isinstance(message, BuildFailed):
            changed = self._take_changes()
            self._terminal.build_failed(message, has_site=self._status.has_site, changed=changed)

    def _take_changes(self) -> set[str]:
        changes, self._changes = self._changes, set()
        return changes

    def _schedule_build(self, next_change: int) -> None:
        """Schedule a build for when an article becomes due or expires (seconds since 1970, 0 for never)."""
        if self._due:
            self._loop.remove_timeout(self._due)
            self._due = None
        if next_change:
            self._due = self._loop.call_later(next_change - time.time(), self._builder.request_build)


def _bind(host: str, port: int) -> list[socket.socket]:
    try:
        return bind_sockets(port, host)
    except socket.gaierror as fault:
        raise UsageError(
            gettext("--host {host} is not a name or address that this machine knows", host=host)
        ) from fault
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            message = gettext(
                "port {port} of {host} is in use; end what holds it, or choose another with --port",
                port=port,
                host=host,
            )
        elif fault.errno == errno.EACCES:
            message = gettext("port {port} is reserved; choose one from 1024 up with --port", port=port)
        else:
            message = gettext(
                "--host {host} cannot be listened on: {reason}", host=host, reason=fault.strerror
            )
        raise UsageError(message) from fault


def _address(guard: Guard) -> str:
    name = "localhost" if guard.host in EVERYWHERE else f"[{guard.host}]" if ":" in guard.host else guard.host
    return f"http://{name}:{guard.port}/"
