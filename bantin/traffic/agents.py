"""Recognize user agents of programs: the list of crawler-user-agents, and some that it lacks."""

import re
from collections.abc import Callable

_MOST = 50_000  # agents that are remembered

# Zalo's preview of links, monitors, tools, and agents that say nothing. Zalo's own browser is a reader's.
_OWN = re.compile(
    rb"^-?$|^Zalo(?:$|/|[- ]?(?:bot|preview|link))|\bZaloBot\b|zalo[^ ]*preview|"
    rb"bot\b|crawl|spider|HeadlessChrome|"
    rb"\b(?:curl|wget|python-requests|python-urllib|aiohttp|httpx|okhttp|Go-http-client|Java|libwww-perl|axios|"
    rb"node-fetch|PostmanRuntime|Apache-HttpClient|UptimeRobot|Pingdom|Zabbix|monitor)\b",
    re.I,
)
_READERS = re.compile(rb"\bCUBOT\b", re.I)


def bot_test() -> Callable[[bytes], bool]:
    """Return a function that tells whether a user agent is a program."""
    from crawleruseragents import is_crawler

    seen: dict[bytes, bool] = {}

    def is_bot(agent: bytes) -> bool:
        answer = seen.get(agent)
        if answer is None:
            if len(seen) > _MOST:
                seen.clear()
            plain = _READERS.sub(b"", agent)
            answer = bool(_OWN.search(plain)) or bool(is_crawler(plain.decode("utf-8", "replace")))
            seen[agent] = answer
        return answer

    return is_bot
