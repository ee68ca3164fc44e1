"""Count views in logs: one for each reader, page and half hour, without programs and prefetches."""

import heapq
import secrets
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from hashlib import blake2b
from typing import IO

from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.system.named_tuple import NamedTuple
from bantin.traffic import logs
from bantin.traffic.agents import bot_test
from bantin.traffic.events import Event, Find, events
from bantin.traffic.marks import Limits, Mark, digest

HALF_HOUR = 1800  # seconds
_MANY = 1_000  # requests, of which most from one address tell of a proxy
_FEW = 20_000  # readers' keys that are kept without asking how old they are


class CountResult(NamedTuple):
    """The result of counting.

    views: page to day (days since 1970 in the site's zone) to number. marks: the end of each log.
    unreadable: paths of files that are not access logs. one_address: the share of requests from the most
    frequent address, 0 for few requests. skipped: number of views that were counted before. of_the_future:
    number of requests after `latest`, which are left out.
    """

    views: dict[int, Counter[int]]
    marks: tuple[Mark, ...]
    unreadable: tuple[str, ...]
    one_address: float
    skipped: int
    of_the_future: int


class _Log:
    """What was read from one log so far. Views wait until it is known which of them were counted before."""

    def __init__(self, path: str) -> None:
        self.name = logs.source_of(path)
        self.met = ""  # the source of a line that was counted before
        self.first = self.last = -1
        self.last_lines: set[str] = set()
        self.times = array("I")
        self.pages = array("I")

    def see(self, event: Event) -> None:
        if self.first < 0:
            self.first = event.seconds
        if event.seconds > self.last:
            self.last = event.seconds
            self.last_lines.clear()
        if event.seconds == self.last and len(self.last_lines) < 200:
            self.last_lines.add(digest(event.line))


def count(paths: Sequence[str], find: Find, limits: Limits, *, offset: int, latest: int) -> CountResult:
    """Count the views in these logs. Raises OSError, UsageError.

    offset: of the site's zone, in seconds. latest: seconds since 1970. A later request was logged by a clock
    that was wrong; as a mark it would hide all requests until then.
    """
    visitors = _Visitors()
    is_bot = bot_test()
    addresses: Counter[bytes] = Counter()
    requests = of_the_future = 0
    read_logs = [_Log(path) for path in paths]
    with ExitStack() as stack:
        files = [stack.enter_context(logs.opened(path)) for path in paths]
        for event, number in _in_order(paths, files, find):
            if event.seconds > latest:
                of_the_future += 1
                continue
            log = read_logs[number]
            requests += 1
            addresses[event.address] += 1
            if len(addresses) > 10_000:
                addresses = Counter(dict(addresses.most_common(1_000)))
            if event.seconds in limits.seconds and (source := limits.known(digest(event.line))):
                log.met = log.met or source
                log.see(event)
                continue
            log.see(event)
            if not is_bot(event.agent) and visitors.is_new(event):
                log.times.append(event.seconds)
                log.pages.append(event.page)
    share = addresses.most_common(1)[0][1] / requests if requests >= _MANY else 0.0
    views, marks, skipped = _counted(read_logs, limits, offset)
    unread = (path for path, log in zip(paths, read_logs, strict=True) if log.first < 0)
    unreadable = tuple(path for path in unread if not logs.is_log(path))
    return CountResult(views, marks, unreadable, share, skipped, of_the_future)


def _in_order(paths: Sequence[str], files: Sequence[IO[bytes]], find: Find) -> Iterator[tuple[Event, int]]:
    """Return the requests of all logs by time."""
    numbered = [
        _numbered(path, file, find, at) for at, (path, file) in enumerate(zip(paths, files, strict=True))
    ]
    return numbered[0] if len(numbered) == 1 else heapq.merge(*numbered, key=lambda pair: pair[0].seconds)


def _numbered(path: str, file: IO[bytes], find: Find, number: int) -> Iterator[tuple[Event, int]]:
    try:
        for event in events(file, find):
            yield event, number
    except logs.DAMAGED as fault:
        raise UsageError(
            gettext("{path} is damaged or cut off; copy it from the server again", path=path)
        ) from fault


class _Visitors:
    """The pages that readers have read in the last half hour, under a random key that is never stored."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._last: dict[bytes, int] = {}
        self._most = _FEW

    def is_new(self, event: Event) -> bool:
        """Tell whether this is a view: this reader has not viewed the page in the half hour before."""
        reader = blake2b(event.address + b"\0" + event.agent, key=self._key, digest_size=8).digest()
        key = reader + event.page.to_bytes(4, "big")
        last = self._last.get(key)
        if last is not None and abs(event.seconds - last) < HALF_HOUR:
            return False
        self._last[key] = event.seconds
        if len(self._last) > self._most:
            self._forget(event.seconds)
        return True

    def _forget(self, now: int) -> None:
        self._last = {key: when for key, when in self._last.items() if now - when < HALF_HOUR}
        self._most = max(_FEW, 2 * len(self._last))


def _counted(
    logs: Sequence[_Log], limits: Limits, offset: int
) -> tuple[dict[int, Counter[int]], tuple[Mark, ...], int]:
    views: dict[int, Counter[int]] = {}
    marks = []
    skipped = 0
    for log in logs:
        if log.first < 0:
            continue
        source, end = limits.of_log(log.name, log.met, log.first, log.last)
        for when, page in zip(log.times, log.pages, strict=True):
            # Known lines of the last counted second were left out before.
            if when < end:
                skipped += 1
            else:
                views.setdefault(page, Counter())[(when + offset) // 86_400] += 1
        marks.append(Mark(source, log.last, tuple(sorted(log.last_lines))))
    return views, tuple(marks), skipped
