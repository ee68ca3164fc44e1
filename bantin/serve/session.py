"""One run of serve: the socket, the watch, the builder and the pages, brought together."""

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
from bantin.serve.live_reload import LiveServer, WatcherAdapter, tell_pages
from bantin.serve.network import addresses_for_others
from bantin.serve.origin_check import EVERYWHERE, EVERYWHERE_4, Guard, allowable
from bantin.serve.protocol import Bad, Good, ListenAddress, Message, Order
from bantin.serve.status import SiteStatus
from bantin.serve.terminal import Terminal
from bantin.serve.watch import Watch


class Session:
    """Binds at once, so that a port in use is told before anything is built. Raises UsageError for that."""

    def __init__(self, order: Order, where: ListenAddress) -> None:
        host = EVERYWHERE_4 if where.lan else where.host
        sockets = _bind(host, where.port)
        allowed = frozenset(name.lower() for name in where.allowed)
        self._guard = Guard(host, sockets[0].getsockname()[1], allowed)
        self._order, self._is_for_lan = order, where.lan
        self._desk = SiteStatus(self._refused)
        self._terminal = Terminal(sys.stdout, sys.stderr)
        self._changes: set[str] = set()  # what has been saved since the last build that was asked for
        self._builder = Builder(order, self._hear)
        self._watch = Watch(order, self._changed, self._terminal.complain, self._saw)
        self._server = LiveServer(WatcherAdapter(self._begin), sockets)
        self._due: object = None  # the timer for the next article to turn due
        self._server.offer(self._guard, self._desk, order.output)

    def run(self) -> None:
        """Until SIGINT or SIGTERM. The watch and the builder have ended when this returns."""
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
        self._terminal.say(
            gettext("See the site at {address} (Ctrl-C ends this)", address=_address(self._guard))
        )
        if self._guard.host in EVERYWHERE:
            for line in addresses_for_others(self._guard.port, with_code=self._is_for_lan):
                self._terminal.say(line)
        self._builder.wake()
        self._watch.start()  # which asks for the first build when nothing can be missed any more

    def _changed(self) -> None:
        """Called in the watch's threads."""
        self._loop.add_callback(self._builder.ask)

    def _saw(self, paths: set[str]) -> None:
        """Called in the watch's threads, before `_changed`."""
        names = {os.path.relpath(path, self._order.site).replace(os.sep, "/") for path in paths}
        self._loop.add_callback(self._changes.update, names)

    def _refused(self, authority: str) -> None:
        """Somebody came by a name that is not ours."""
        self._terminal.complain(
            gettext(
                "A request for {host} was refused; if that name leads here, start serve with --allow {name}",
                host=authority,
                name=allowable(authority),
            )
        )

    def _hear(self, message: Message, follows: bool) -> None:
        """Pass on what the builder says, but for a fault that the next build may have mended already."""
        if isinstance(message, Bad) and follows:
            return
        news = self._desk.take(message)
        if news:
            tell_pages(news)
        if isinstance(message, Good):
            self._terminal.good(message, self._taken_changes())
            self._wait_for(message.next_change)
        elif isinstance(message, Bad):
            changed = self._taken_changes()
            self._terminal.bad(message, has_site=self._desk.has_site, changed=changed)

    def _taken_changes(self) -> set[str]:
        taken, self._changes = self._changes, set()
        return taken

    def _wait_for(self, next_change: int) -> None:
        """Build again when an article turns due or expires."""
        if self._due:
            self._loop.remove_timeout(self._due)
            self._due = None
        if next_change:
            self._due = self._loop.call_later(next_change - time.time(), self._builder.ask)


def _bind(host: str, port: int) -> list[socket.socket]:
    try:
        return bind_sockets(port, host)
    except socket.gaierror as fault:
        raise UsageError(
            gettext("--host {host} is no name or address that this machine knows", host=host)
        ) from fault
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            message = gettext(
                "port {port} of {host} is in use; end what holds it, or choose another with --port",
                port=port,
                host=host,
            )
        elif fault.errno == errno.EACCES:
            message = gettext(
                "port {port} may not be used by you; choose one from 1024 up with --port", port=port
            )
        else:
            message = gettext("--host {host} cannot be listened on: {said}", host=host, said=fault.strerror)
        raise UsageError(message) from fault


def _address(guard: Guard) -> str:
    name = "localhost" if guard.host in EVERYWHERE else f"[{guard.host}]" if ":" in guard.host else guard.host
    return f"http://{name}:{guard.port}/"
