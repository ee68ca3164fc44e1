"""Pagefind's program, spoken to as its own Python package does: JSON in base64, a comma after each.

The package itself looks for an answer every 0.1 s, and there is one for each page: 80 s for 800 articles.
"""

import base64
import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from select import select
from threading import Thread
from typing import Any

# Pages times words in one file of the index; Pagefind's own 20,000 makes files of 20 KB, of which a search
# with four words takes four a part. It calls the variable unstable; without it files would only be larger.
_CHUNK = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "8000"}

# For an index of ten thousand long articles in one year Pagefind needs about a minute.
PATIENCE = 900.0

# No stemming, whatever the site's language: keys are no words.
LANGUAGE = "vi"


class PagefindError(Exception):
    """Pagefind is not there, or has failed. Its only argument says how."""


def version() -> str:
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as version_of

    try:
        return version_of("pagefind")
    except PackageNotFoundError as fault:
        raise PagefindError("it is not installed") from fault


def index(pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """The index of pages, (URL, HTML) in this order: Pagefind's files by path, its scripts among them.

    The same pages in the same order give the same bytes. Pages must not have filters, whose files differ from
    run to run; and the files are asked for, since those that Pagefind writes may lack their end when it says
    that it is done (both in 1.5.2).
    """
    messages: list[dict[str, Any]] = [
        {"type": "NewIndex", "config": {"force_language": LANGUAGE}},
        *({"type": "AddFile", "index_id": 0, "url": url, "file_contents": html} for url, html in pages),
        {"type": "GetFiles", "index_id": 0},
    ]
    try:
        with tempfile.TemporaryFile() as said:
            files = _converse(messages, said)["files"]
        return {one["path"]: base64.b64decode(one["content"]) for one in files}
    except OSError as fault:
        raise PagefindError(fault.strerror or str(fault)) from fault
    except (LookupError, TypeError, ValueError) as fault:
        raise PagefindError("it does not answer as Pagefind does") from fault


def _converse(messages: list[dict[str, Any]], said: Any) -> dict[str, Any]:
    """The answer to the last message."""
    process = subprocess.Popen(
        [_executable(), "--service"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        env={**os.environ, **_CHUNK},
    )
    try:
        # It ends, whatever it was doing, when its input does: so that stays open until the last answer.
        Thread(target=_feed, args=(process.stdin, messages), daemon=True).start()
        answers = []
        for answer in islice(_answers(process.stdout), len(messages)):
            if answer["type"] == "Error":
                raise PagefindError(answer["message"])
            answers.append(answer)
        if len(answers) < len(messages):
            said.seek(0)
            last = said.read()[-500:].decode(errors="replace").strip().rpartition("\n")[2]
            raise PagefindError(last or "it ended before it was done")
        return answers[-1]
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]


def _feed(stream: Any, messages: list[dict[str, Any]]) -> None:
    with suppress(OSError, ValueError):  # it has died or was ended; its answers tell
        for number, payload in enumerate(messages):
            line = json.dumps({"message_id": number, "payload": payload}, ensure_ascii=False)
            stream.write(base64.b64encode(line.encode()) + b",")
        stream.flush()


def _answers(stream: Any) -> Iterator[dict[str, Any]]:
    """What each answer says, until the stream ends."""
    pieces: list[bytes] = []
    while True:
        if not select([stream], [], [], PATIENCE)[0]:
            raise PagefindError(f"it has not answered for {PATIENCE:.0f} seconds")
        data = os.read(stream.fileno(), 1 << 20)
        if not data:
            return
        *ends, rest = data.split(b",")
        for end in ends:
            yield json.loads(base64.b64decode(b"".join((*pieces, end))))["payload"]
            pieces = []
        pieces.append(rest)


def _executable() -> str:
    try:
        from pagefind.service import get_executable
    except ModuleNotFoundError as fault:
        raise PagefindError("it is not installed") from fault
    found = get_executable()
    if found is None:
        raise PagefindError("it is not installed")
    return str(found)
