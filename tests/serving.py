"""A running `build.py serve`, tested over real sockets."""

import asyncio
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.conftest import ENGINE, Site

T = TypeVar("T")

# Long enough for a busy machine; a test that passes never waits so long.
TIMEOUT_SECONDS = 30.0
PROBLEMS, RELOAD = "/__bantin__/problems", "*"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


class Response(NamedTuple):
    """An answer of the server."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Listener:
    """The socket of an open page, used as by livereload.js."""

    def __init__(self, address: str, *, origin: str, build_id: str, **headers: str) -> None:
        # In a thread of its own, for a browser's fixtures may have a loop at work in the main one.
        self._thread = ThreadPoolExecutor(1)
        self._loop = asyncio.new_event_loop()
        request = HTTPRequest(address, headers={"Origin": origin, **headers})
        try:
            self._socket: WebSocketClientConnection = self._wait(
                lambda: websocket_connect(request), TIMEOUT_SECONDS
            )
        except BaseException:
            self._end()
            raise
        self.send(command="hello", protocols=["http://livereload.com/protocols/official-7"])
        assert self._read(TIMEOUT_SECONDS)["command"] == "hello"
        self.send(command="info", url="http://page/", plugins={"bantin": {"build_id": build_id}})

    def send(self, **message: object) -> None:
        self._wait(lambda: self._socket.write_message(json.dumps(message)), TIMEOUT_SECONDS)

    def next_reload(self) -> str:
        """Wait for the next reload message; return its path."""
        return str(self._read(TIMEOUT_SECONDS)["path"])

    def is_left_alone(self, seconds: float) -> bool:
        """Tell whether no message comes for so many seconds; call this last."""
        try:
            self._read(seconds)
        except TimeoutError:
            return True
        return False

    def close(self) -> None:
        async def close() -> None:
            self._socket.close()
            await asyncio.sleep(0.01)

        self._run(close())
        self._end()

    def _read(self, seconds: float) -> dict[str, object]:
        message = self._wait(self._socket.read_message, seconds)
        assert message is not None, "the server closed the socket"
        return dict(json.loads(message))

    def _wait(self, begin: Callable[[], Awaitable[T]], seconds: float) -> T:
        async def wait() -> T:
            return await asyncio.wait_for(begin(), seconds)

        return self._run(wait())

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._thread.submit(self._loop.run_until_complete, work).result()

    def _end(self) -> None:
        self._loop.close()
        self._thread.shutdown()


class ServedSite(Protocol):
    """Anything with a site in its folder."""

    @property
    def folder(self) -> Path: ...


class Serving:
    """The server of a site; `out` and `err` collect what it prints."""

    def __init__(self, site: ServedSite, *options: str, engine: Path = ENGINE) -> None:
        self.folder = site.folder
        self.out, self.err = site.folder.parent / "serve.out", site.folder.parent / "serve.err"
        command = [sys.executable, str(engine / "build.py"), "serve", "--site", str(site.folder)]
        with self.out.open("wb") as out, self.err.open("wb") as err:
            self.process = subprocess.Popen([*command, "--port", "0", *options], stdout=out, stderr=err)
        until(lambda: self._said() is not None or self.process.poll() is not None)
        output = self._said()
        assert output, self.err.read_text()
        self.port = int(output[1])
        self.url = f"http://127.0.0.1:{self.port}"

    def get(self, path: str, *, method: str = "GET", **headers: str) -> Response:
        """Request exactly this path, without normalizing it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return Response(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def build_id(self, path: str = "/") -> str:
        """Return the build id in the page at this path."""
        match = re.search(r"build_id=([0-9a-f.]+)", self.get(path).text)
        assert match
        return match[1]

    @contextmanager
    def page(self, *, build_id: str = "", origin: str = "", **headers: str) -> Iterator[Listener]:
        """Return the socket of a page that was just opened, and by default is up to date."""
        build_id = build_id or self.build_id()
        address = f"ws://127.0.0.1:{self.port}/livereload"
        listener = Listener(address, origin=origin or self.url, build_id=build_id, **headers)
        try:
            yield listener
        finally:
            listener.close()

    def builder(self, *, idle: bool = True) -> int:
        """Return the pid of the builder: after its build, or already during it."""
        if idle:
            self.get("/")  # answered after the first build
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        assert len(children) == 1
        return int(children[0])

    def end(self, number: int = signal.SIGTERM) -> int:
        """End the server; return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(TIMEOUT_SECONDS)

    def _said(self) -> re.Match[str] | None:
        return re.search(r"http://[^ ]*:(\d+)/", self.out.read_text())


def small_site(folder: Path) -> Site:
    site = Site(folder)
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/hop-bao.md", title="Họp báo", body="Bản đầu.\n")
    site.write("assets/root/cau-hinh.xml", "<a/>")
    return site


@contextmanager
def serving(site: ServedSite, *options: str, engine: Path = ENGINE) -> Iterator[Serving]:
    server = Serving(site, *options, engine=engine)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait(TIMEOUT_SECONDS)


def until(holds: Callable[[], bool]) -> None:
    """Wait until the condition holds; fail if it does not."""
    end = time.monotonic() + TIMEOUT_SECONDS
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
