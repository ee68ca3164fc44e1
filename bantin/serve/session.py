"""One run of serve: the socket, the watch, the builder and the pages, brought together."""

import errno
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
from bantin.serve.live_reload import Beginning, LiveServer, tell_pages
from bantin.serve.origin_check import Guard
from bantin.serve.protocol import Bad, Good, Message, Order
from bantin.serve.status import Desk
from bantin.serve.terminal import Terminal
from bantin.serve.watch import Watch


class Session:
    """Binds at once, so that a port in use is told before anything is built. Raises UsageError for that."""

    def __init__(self, order: Order, host: str, port: int) -> None:
        sockets = _bind(host, port)
        self._guard = Guard(host, sockets[0].getsockname()[1])
        self._desk = Desk()
        self._terminal = Terminal(sys.stdout, sys.stderr)
        self._builder = Builder(order, self._hear)
        self._watch = Watch(order, self._changed, self._terminal.complain)
        self._server = LiveServer(Beginning(self._begin), sockets)
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
        self._builder.wake()
        self._watch.start()  # which asks for the first build when nothing can be missed any more

    def _changed(self) -> None:
        """Called in the watch's threads."""
        self._loop.add_callback(self._builder.ask)

    def _hear(self, message: Message, follows: bool) -> None:
        """Pass on what the builder says, but for a fault that the next build may have mended already."""
        if isinstance(message, Bad) and follows:
            return
        news = self._desk.take(message)
        if news:
            tell_pages(news)
        if isinstance(message, Good):
            self._terminal.good(message)
            self._wait_for(message.next_change)
        elif isinstance(message, Bad):
            self._terminal.bad(message, has_site=self._desk.has_site)

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
            said = gettext(
                "port {port} of {host} is in use; end what holds it, or choose another with --port",
                port=port,
                host=host,
            )
        elif fault.errno == errno.EACCES:
            said = gettext(
                "port {port} may not be used by you; choose one from 1024 up with --port", port=port
            )
        else:
            said = gettext("--host {host} cannot be listened on: {said}", host=host, said=fault.strerror)
        raise UsageError(said) from fault


def _address(guard: Guard) -> str:
    everywhere = guard.host in ("", "0.0.0.0", "::")  # noqa: S104 - asked for by --host
    name = "localhost" if everywhere else f"[{guard.host}]" if ":" in guard.host else guard.host
    return f"http://{name}:{guard.port}/"
