"""The builder process as seen by its parent: request builds, receive messages, restart it if it died."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

from tornado.ioloop import IOLoop
from tornado.iostream import PipeIOStream, StreamClosedError

from bantin.i18n import gettext
from bantin.serve.protocol import (
    BuilderSettings,
    BuildFailed,
    Message,
    ShownProblem,
    SitePublished,
    from_line,
)

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_EXIT_SECONDS = 5


class Builder:
    """Runs one build at a time; any number of requests during a build cause one more build after it.

    Use it in the event loop's thread only. on_message: called with each message, and whether another build
    follows.
    """

    def __init__(self, settings: BuilderSettings, on_message: Callable[[Message, bool], None]) -> None:
        self._settings = settings
        self._on_message = on_message
        self._process: subprocess.Popen[bytes] | None = None
        self._is_busy = False
        self._is_build_pending = False

    def request_build(self) -> None:
        """Build the site in its present state, after the running build if there is one."""
        if self._is_busy:
            self._is_build_pending = True
            return
        self._is_busy = True
        process = self.ensure_started()
        assert process.stdin is not None
        with suppress(BrokenPipeError):  # it has just died, which `_listen` will notice
            process.stdin.write(b"build\n")

    def ensure_started(self) -> "subprocess.Popen[bytes]":
        """Start the process if it is not running."""
        if self._process is None:
            self._process = self._start()
        return self._process

    def close(self) -> None:
        """End the process: by SIGTERM, and by SIGKILL after _EXIT_SECONDS."""
        if self._process is None:
            return
        process, self._process = self._process, None
        assert process.stdin is not None
        with suppress(BrokenPipeError):
            process.stdin.close()
        try:
            os.killpg(process.pid, signal.SIGTERM)  # it leads a process group, with its workers
            process.wait(_EXIT_SECONDS)
        except ProcessLookupError:
            process.wait()
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _start(self) -> "subprocess.Popen[bytes]":
        answers, writable = os.pipe()
        path = (_ROOT, os.environ.get("PYTHONPATH"))
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "bantin.serve.builder", json.dumps(self._settings)],
            stdin=subprocess.PIPE,
            stdout=writable,
            bufsize=0,
            process_group=0,  # Ctrl-C goes to serve, which then ends the builder
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, path))},
        )
        os.close(writable)
        IOLoop.current().add_callback(self._listen, process, answers)
        return process

    async def _listen(self, process: "subprocess.Popen[bytes]", answers: int) -> None:
        stream = PipeIOStream(answers)
        try:
            while True:
                self._handle(from_line(await stream.read_until(b"\n")))
        except StreamClosedError:
            if self._process is process:
                process.kill()
                self._on_exit(process.wait())

    def _handle(self, message: Message) -> None:
        if isinstance(message, SitePublished):
            self._on_message(message, False)
            return
        self._is_busy = False
        follows, self._is_build_pending = self._is_build_pending, False
        if follows:
            self.request_build()
        self._on_message(message, follows)

    def _on_exit(self, code: int) -> None:
        """Report a build that died with the process. The next request starts another process."""
        self._process = None
        if self._is_busy:
            cause = signal.Signals(-code).name if code < 0 else gettext("exit code {code}", code=code)
            message = gettext("the builder process ended in the middle of a build ({cause})", cause=cause)
            way_out = gettext("save again; look for what ended it if it recurs")
            self._handle(BuildFailed("usage", (ShownProblem("", message, way_out),)))
