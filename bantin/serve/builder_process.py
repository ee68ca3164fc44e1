"""The builder child as serve sees it: asked for builds, heard in messages, started anew when it has died."""

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
from bantin.serve.protocol import Bad, Message, Order, Published, ShownProblem, from_line

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_LEAVE_SECONDS = 5


class Builder:
    """Makes one build at a time; however often it is asked during one, it makes one more after it.

    To be used in the loop's own thread. `hear` gets every message, and whether another build follows.
    """

    def __init__(self, order: Order, hear: Callable[[Message, bool], None]) -> None:
        self._order = order
        self._hear = hear
        self._process: subprocess.Popen[bytes] | None = None
        self._is_busy = False
        self._is_asked_again = False

    def ask(self) -> None:
        """Have the site built as it is now."""
        if self._is_busy:
            self._is_asked_again = True
            return
        self._is_busy = True
        process = self.wake()
        assert process.stdin is not None
        with suppress(BrokenPipeError):  # it has just died; its stream of answers will tell
            process.stdin.write(b"build\n")

    def wake(self) -> "subprocess.Popen[bytes]":
        """Have the child there, so that it is ready when it is asked."""
        if self._process is None:
            self._process = self._start()
        return self._process

    def close(self) -> None:
        """End the child, in good order if it can."""
        if self._process is None:
            return
        process, self._process = self._process, None
        assert process.stdin is not None
        with suppress(BrokenPipeError):
            process.stdin.close()
        try:
            os.killpg(process.pid, signal.SIGTERM)  # it leads a group of its own, with the workers it forks
            process.wait(_LEAVE_SECONDS)
        except ProcessLookupError:
            process.wait()
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _start(self) -> "subprocess.Popen[bytes]":
        answers, writable = os.pipe()
        path = (_ROOT, os.environ.get("PYTHONPATH"))
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "bantin.serve.builder", json.dumps(self._order)],
            stdin=subprocess.PIPE,
            stdout=writable,
            bufsize=0,
            process_group=0,  # Ctrl-C is for serve, which then ends its child
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, path))},
        )
        os.close(writable)
        IOLoop.current().add_callback(self._listen, process, answers)
        return process

    async def _listen(self, process: "subprocess.Popen[bytes]", answers: int) -> None:
        stream = PipeIOStream(answers)
        try:
            while True:
                self._take(from_line(await stream.read_until(b"\n")))
        except StreamClosedError:
            if self._process is process:
                process.kill()
                self._died(process.wait())

    def _take(self, message: Message) -> None:
        if isinstance(message, Published):
            self._hear(message, False)
            return
        self._is_busy = False
        follows, self._is_asked_again = self._is_asked_again, False
        if follows:
            self.ask()
        self._hear(message, follows)

    def _died(self, code: int) -> None:
        """Tell it, if a build died with it. The next request starts another builder."""
        self._process = None
        if self._is_busy:
            cause = signal.Signals(-code).name if code < 0 else gettext("exit code {code}", code=code)
            message = gettext("the builder process ended in the middle of a build ({cause})", cause=cause)
            way_out = gettext("save again; look for what ended it if it recurs")
            self._take(Bad("usage", (ShownProblem("", message, way_out),)))
