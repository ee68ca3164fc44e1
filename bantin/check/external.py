"""`check --external`: find broken links to other sites. Never part of a build.

Answers are cached in .cache/external.json with their time, so that no URL is requested again within a week
(a broken one: within a day). `external_requests` sends the requests.
"""

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from urllib.parse import urldefrag, urlsplit

from bantin import __version__
from bantin.check.subject import ArticlesToCheck
from bantin.config import SITE_TOML, Config, line_of_text
from bantin.errors import Problem, problem
from bantin.system.named_tuple import NamedTuple
from bantin.system.regular_files import replace_file

CACHE_FILE = "external.json"
_DAY = 86_400  # seconds
_FRESH_SECONDS = 7 * _DAY
_FRESH_SECONDS_IF_BROKEN = _DAY
_MAX_OF_A_HOST = 30  # URLs in one run; later runs request the others

Rule = Callable[[ArticlesToCheck], Iterator[Problem]]


class Answer(NamedTuple):
    """The answer to the request of a URL.

    requested: the time of the request, in seconds since 1970. status: the HTTP status, 0 if no answer came.
    reason: why no answer came, "" if one did.
    """

    requested: int
    status: int
    reason: str = ""

    @property
    def is_broken(self) -> bool:
        """Whether the link is broken for readers. Hosts that refuse programs (401, 403) may serve readers."""
        return not self.status or self.status in (404, 410) or self.status >= 500

    def is_fresh(self, now: int) -> bool:
        seconds = _FRESH_SECONDS_IF_BROKEN if self.is_broken else _FRESH_SECONDS
        return 0 <= now - self.requested < seconds


Request = Callable[[list[str], str], Mapping[str, Answer]]


def rule(config: Config, request: Request, *, with_settings: bool) -> Rule:
    """Return the rule that finds broken links to other sites.

    request: requests URLs (first argument) with a User-Agent (second), and returns the answers by URL.
    with_settings: whether to check the links of site.toml, too.
    """
    file = os.path.join(config.cache, CACHE_FILE)
    user_agent = f"bantin/{__version__} (check --external; +{config.origin}{config.base})"

    def broken_links(subject: ArticlesToCheck) -> Iterator[Problem]:
        now = int(time.time())
        links = _links_by_url(subject, config if with_settings else None)
        cached = {url: answer for url, answer in _load(file).items() if answer.is_fresh(now)}
        urls = urls_to_request(links, cached)
        answers = {**cached, **request(urls, user_agent)} if urls else cached
        _save(file, answers)
        for url in links.keys() & answers.keys():
            if answers[url].is_broken:
                yield from (_problem(path, line, url, answers[url]) for path, line in links[url])

    return broken_links


def urls_to_request(urls: Iterable[str], cached: Mapping[str, Answer]) -> list[str]:
    """Return the URLs that have no cached answer, at most `_MAX_OF_A_HOST` of each host."""
    counts: dict[str, int] = {}
    chosen = []
    for url in urls:
        host = urlsplit(url).netloc
        if url not in cached and counts.get(host, 0) < _MAX_OF_A_HOST:
            counts[host] = counts.get(host, 0) + 1
            chosen.append(url)
    return chosen


def _links_by_url(subject: ArticlesToCheck, config: Config | None) -> dict[str, list[tuple[str, int]]]:
    """Return the URLs of other sites, without fragments, each with path and line of the links to it."""
    links = [
        (link.where, subject.path(link.article.source), link.line)
        for link in subject.links_and_pictures()
        if link.kind == "away"
    ]
    if config:
        links += [(to, SITE_TOML, line_of_text(config, to)) for _, to in config.links]
    by_url: dict[str, list[tuple[str, int]]] = {}
    for url, path, line in links:
        if url.lower().startswith(("http://", "https://")):
            by_url.setdefault(urldefrag(url).url, []).append((path, line))
    return by_url


def _problem(path: str, line: int, url: str, answer: Answer) -> Problem:
    if answer.status:
        return problem(path, line, "advice-external-gone", address=url, status=answer.status)
    return problem(path, line, "advice-external-silent", address=url, reason=answer.reason)


def _load(file: str) -> dict[str, Answer]:
    """Return the cached answers by URL; none if the file is missing or damaged."""
    with suppress(OSError, ValueError, TypeError, AttributeError), open(file, encoding="utf-8") as stream:
        entries = json.load(stream).items()
        return {
            str(url): Answer(int(requested), int(status), str(why))
            for url, (requested, status, why) in entries
        }
    return {}


def _save(file: str, answers: Mapping[str, Answer]) -> None:
    os.makedirs(os.path.dirname(file), exist_ok=True)
    replace_file(file, json.dumps(dict(sorted(answers.items())), ensure_ascii=False, indent=0).encode())
