"""Request URLs of other sites: by HEAD, else by GET, and never two at the same time from one host."""

import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import urllib3
from urllib3 import exceptions

from bantin.check.external import Answer

PAUSE_SECONDS = 1.0  # between two requests to one host
_HOSTS_AT_ONCE = 8
_TIMEOUT_SECONDS = 10
_MAX_REDIRECTS = 5

# Phrases of `i18n.reasons`. The first exception class that fits counts.
_SILENT = f"nothing came within {_TIMEOUT_SECONDS} seconds"
_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (exceptions.NameResolutionError, "there is no such host"),
    (exceptions.NewConnectionError, "the connection was refused"),  # a kind of the next one
    (exceptions.ConnectTimeoutError, _SILENT),
    (exceptions.ReadTimeoutError, _SILENT),
    (exceptions.SSLError, "its certificate is not valid"),
    (exceptions.ResponseError, "it redirects too often"),
    (ValueError, "this is not a URL"),
)


def ask(urls: Iterable[str], user_agent: str) -> Mapping[str, Answer]:
    """Return an answer for each URL, except those whose host answers 429 (too many requests)."""
    urls_of_hosts: dict[str, list[str]] = {}
    for url in urls:
        urls_of_hosts.setdefault(urlsplit(url).netloc, []).append(url)
    answers: dict[str, Answer] = {}
    headers = {"User-Agent": user_agent, "Accept": "*/*"}
    with urllib3.PoolManager(headers=headers) as pool, ThreadPoolExecutor(_HOSTS_AT_ONCE) as threads:
        for of_host in threads.map(lambda of_host: _ask_host(pool, of_host), urls_of_hosts.values()):
            answers.update(of_host)
    return answers


def _ask_host(pool: urllib3.PoolManager, urls: list[str]) -> dict[str, Answer]:
    """Request these URLs of one host, one after the other, until it answers 429 (too many requests)."""
    answers: dict[str, Answer] = {}
    for url in urls:
        if answers:
            time.sleep(PAUSE_SECONDS)
        answer = _ask(pool, url)
        if answer.status == 429:
            break
        answers[url] = answer
    return answers


def _ask(pool: urllib3.PoolManager, url: str) -> Answer:
    answer = _request(pool, "HEAD", url)
    if answer.status in (200, 429) or answer.reason not in ("", _SILENT):
        return answer
    time.sleep(PAUSE_SECONDS)
    return _request(pool, "GET", url)  # some servers do not support HEAD


def _request(pool: urllib3.PoolManager, method: str, url: str) -> Answer:
    now = int(time.time())
    retries = urllib3.Retry(_MAX_REDIRECTS, connect=0, read=0, status=0, other=0)
    try:
        response = pool.request(method, url, timeout=_TIMEOUT_SECONDS, retries=retries, preload_content=False)
    except (exceptions.HTTPError, ValueError, OSError) as fault:
        return Answer(now, 0, _reason(fault))
    response.close()  # without reading the body
    return Answer(now, int(response.status))


def _reason(fault: BaseException) -> str:
    cause = fault.reason if isinstance(fault, exceptions.MaxRetryError) and fault.reason else fault
    return next((words for kind, words in _REASONS if isinstance(cause, kind)), "the connection broke off")
