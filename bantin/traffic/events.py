"""Parse lines of access logs to requests: nginx and Apache common and combined, JSON, IIS W3C."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from bantin.system.named_tuple import NamedTuple

Find = Callable[[bytes], int]  # the number of the page that a request's target means, -1 for none


class Event(NamedTuple):
    """A successful request for a page. seconds: since 1970. address: of the reader, as logged.

    line: the whole line, to distinguish it from others.
    """

    seconds: int
    page: int
    address: bytes
    agent: bytes
    line: bytes


_COUNTED = frozenset((b"200", b"201", b"202", b"203", b"204", b"205", b"304"))
_MONTHS = {
    name: number for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)
}
_PREFETCH = re.compile(rb"prefetch|prerender", re.I)
_ADDRESS = re.compile(rb"[0-9a-fA-F.:]{3,45}$")


def events(lines: Iterable[bytes], find: Find) -> Iterator[Event]:
    """Yield each request that counts, in any of the formats; skip other lines."""
    reader = _Reader(find)
    for line in lines:
        if line[:1] == b"{":
            event = reader.of_json(line)
        elif reader.fields or line[:1] == b"#":
            event = reader.of_w3c(line)
        else:
            event = reader.of_plain(line)
        if event is not None:
            yield event


class _Reader:
    """The state of reading. fields: of the last `#Fields:` line of a W3C log."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self.fields: list[str] = []
        self._minutes: dict[bytes, int] = {}

    def of_plain(self, line: bytes) -> Event | None:
        """Parse `address - user [time] "GET target HTTP/1.1" status size "referrer" "agent" …`."""
        start = line.find(b'"GET ')
        if start < 0:
            return None
        end = line.find(b" ", start + 5)
        page = self._find(line[start + 5 : end])
        if page < 0:
            return None
        close = line.find(b'" ', end)
        if line[close + 2 : close + 5] not in _COUNTED:
            return None
        quoted = line[close + 2 :].replace(b'\\\\"', b"").split(b'"')
        more = quoted[5::2]
        if any(map(_PREFETCH.search, more)):
            return None
        opened = line.find(b"[", 0, start)
        when = self.when(line[opened + 1 : opened + 27])
        if when < 0:
            return None
        address = _forwarded(more) or _client(line)
        return Event(when, page, address, quoted[3] if len(quoted) > 4 else b"?", line)

    def when(self, stamp: bytes) -> int:
        """Parse `10/Oct/2026:13:55:36 +0700`; the last minute is cached."""
        minute = stamp[:17] + stamp[20:26]
        start = self._minutes.get(minute)
        try:
            if start is None:
                offset = stamp[21:26]
                minutes = int(offset[1:3]) * 60 + int(offset[3:5])
                zone = timezone(timedelta(minutes=-minutes if offset[:1] == b"-" else minutes))
                day = int(stamp[7:11]), _MONTHS[stamp[3:6]], int(stamp[:2])
                moment = datetime(*day, int(stamp[12:14]), int(stamp[15:17]), tzinfo=zone)
                start = int(moment.timestamp())
                if len(self._minutes) > 5_000:
                    self._minutes.clear()
                self._minutes[minute] = start
            return start + int(stamp[18:20])
        except (ValueError, KeyError):
            return -1

    def of_json(self, line: bytes) -> Event | None:
        try:
            values = json.loads(line)
        except ValueError:
            return None
        if not isinstance(values, dict):
            return None
        request = values.get("request")
        if isinstance(request, dict):  # Caddy's
            headers = request.get("headers") or {}
            values = {
                **values,
                "method": request.get("method"),
                "uri": request.get("uri"),
                "remote_addr": request.get("client_ip") or request.get("remote_ip"),
                "user_agent": _first(headers.get("User-Agent")),
                "sec_purpose": _first(headers.get("Sec-Purpose")),
            }
        method, target = _method_and_target(values)
        page = self._find(target.encode()) if method == "GET" else -1
        status = str(values.get("status") or values.get("status_code") or "").encode()
        purpose = f"{values.get('sec_purpose') or ''} {values.get('http_sec_purpose') or ''}"
        if page < 0 or status not in _COUNTED or _PREFETCH.search(purpose.encode()):
            return None
        when = _json_time(values)
        forwarded = _forwarded([_text(values, "http_x_forwarded_for", "x_forwarded_for")])
        address = forwarded or _text(
            values, "remote_addr", "remote_ip", "clientip", "client_ip", "client", "ip"
        )
        agent = _text(values, "http_user_agent", "user_agent", "agent", "useragent")
        return Event(when, page, address, agent, line) if when >= 0 else None

    def of_w3c(self, line: bytes) -> Event | None:
        if line[:1] == b"#":
            if line[:8] == b"#Fields:":
                self.fields = line[8:].decode("ascii", "replace").lower().split()
            return None
        values = dict(zip(self.fields, line.split(), strict=False))
        if values.get("cs-method") != b"GET" or values.get("sc-status") not in _COUNTED:
            return None
        query = values.get("cs-uri-query", b"-")
        stem = values.get("cs-uri-stem", b"").replace(b"+", b"%20")  # IIS writes spaces as +
        page = self._find(stem + (b"?" + query if query != b"-" else b""))
        if page < 0 or _PREFETCH.search(values.get("cs(sec-purpose)", b"")):
            return None
        stamp = b"T".join((values.get("date", b""), values.get("time", b""))).decode("ascii", "replace")
        try:
            when = int(datetime.fromisoformat(stamp).replace(tzinfo=UTC).timestamp())
        except ValueError:
            return None
        forwarded = _forwarded([values.get("x-forwarded-for", b""), values.get("cs(x-forwarded-for)", b"")])
        agent = values.get("cs(user-agent)", b"-").replace(b"+", b" ")
        return Event(when, page, forwarded or values.get("c-ip", b""), agent, line)


def _client(line: bytes) -> bytes:
    """Return the client's address: it begins a plain line, or follows the site's name (`vhost_combined`)."""
    first, second = line.split(b" ", 2)[:2]
    return second if _ADDRESS.match(second) and not _ADDRESS.match(first) else first


def _forwarded(fields: Iterable[bytes]) -> bytes:
    """Return the reader's own address if a proxy forwards it."""
    for field in fields:
        first = field.split(b",", 1)[0].strip()
        if _ADDRESS.match(first) and (b"." in first or b":" in first):
            return first
    return b""


def _first(value: Any) -> str:
    return str(value[0]) if isinstance(value, list) and value else str(value or "")


def _text(values: dict[str, Any], *names: str) -> bytes:
    return next((str(values[name]).encode() for name in names if values.get(name)), b"")


def _method_and_target(values: dict[str, Any]) -> tuple[str, str]:
    request = values.get("request")
    if isinstance(request, str) and request.count(" ") >= 1:
        method, target = request.split(" ")[:2]
        return method, target
    method = _text(values, "request_method", "method", "verb").decode()
    return method, _text(values, "request_uri", "uri", "url", "path").decode("utf-8", "replace")


def _json_time(values: dict[str, Any]) -> int:
    for name in ("msec", "ts", "time_iso8601", "@timestamp", "timestamp", "time", "time_local"):
        value = values.get(name)
        if isinstance(value, int | float):
            return int(value)
        if isinstance(value, str) and (when := _written_time(value)) >= 0:
            return when
    return -1


def _written_time(text: str) -> int:
    """Return seconds since 1970 from a number, ISO 8601 or the form of access logs; -1 for anything else."""
    if text.replace(".", "", 1).isdecimal():
        return int(float(text))
    try:
        return int(datetime.fromisoformat(text).timestamp())
    except ValueError:
        return _Reader(lambda _: -1).when(text.encode())
