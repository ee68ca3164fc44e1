"""`check --external`: links to other sites, requested from a server on loopback."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bantin.check import external_requests
from bantin.check.external import CACHE_FILE, Answer, urls_to_request
from tests.conftest import Site

Capture = pytest.CaptureFixture[str]
# By path: what HEAD is answered, and what GET.
ANSWERS = {
    "/ok": (200, 200),
    "/no-head": (405, 200),
    "/only-with-head": (404, 200),
    "/gone": (404, 404),
    "/broken": (500, 503),
    "/forbidden": (403, 403),
    "/busy": (429, 429),
}


class OtherSite(ThreadingHTTPServer):
    """A site that records its requests, and how many were answered at once."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.at_once = self.most_at_once = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: OtherSite

    def do_HEAD(self) -> None:
        self._answer(0)

    def do_GET(self) -> None:
        self._answer(1)

    def _answer(self, method: int) -> None:
        site = self.server
        site.at_once += 1
        site.most_at_once = max(site.most_at_once, site.at_once)
        site.asked.append((self.command, self.path))
        site.agents.add(self.headers["User-Agent"])
        time.sleep(0.02)
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/ok")
        elif self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
        else:
            self.send_response(ANSWERS[self.path][method])
        self.send_header("Content-Length", "0")
        site.at_once -= 1
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> Iterator[OtherSite]:
    monkeypatch.setattr(external_requests, "PAUSE_SECONDS", 0)
    site = OtherSite()
    thread = threading.Thread(target=site.serve_forever, args=(0.01,))
    thread.start()
    yield site
    site.shutdown()
    thread.join()
    site.server_close()


def external_findings(site: Site, capsys: Capture, *arguments: str) -> dict[str, str]:
    """Return what `check` reports about links to other sites, by address."""
    findings = json.loads(site.main(capsys, "check", *arguments, "--format", "json").out)
    return {
        finding["sentence"].split()[3]: finding["sentence"].partition(": that site ")[2]
        or finding["sentence"]
        for finding in findings
        if finding["rule"].startswith("advice-external")
    }


def write(site: Site, *urls: str) -> None:
    body = "".join(f"Xem [trang {number}]({url}).\n\n" for number, url in enumerate(urls))
    site.article("content/a.md", body=body, summary="Một câu.", tags="[một cửa]")


def test_broken_links_are_reported_and_working_ones_are_not(
    site: Site, capsys: Capture, other: OtherSite
) -> None:
    paths = (
        "/ok",
        "/ok#muc",
        "/no-head",
        "/only-with-head",
        "/gone",
        "/broken",
        "/forbidden",
        "/moved",
        "/round",
    )
    write(site, *(other.url + path for path in paths), "http://127.0.0.1:1/")
    findings = external_findings(site, capsys, "--external")
    assert {
        url.removeprefix(other.url): reason.partition("(")[2] or reason for url, reason in findings.items()
    } == {
        "/gone": "answers 404",
        "/broken": "answers 503",
        "/round": "it redirects too often)",
        "http://127.0.0.1:1/": "the connection was refused)",
    }
    assert other.asked.count(("HEAD", "/ok")) == 2  # once by itself, once by /moved
    assert ("GET", "/ok") not in other.asked
    assert other.most_at_once == 1
    assert other.agents == {"bantin/0.1.0 (check --external; +https://thu.example/)"}


def test_good_answers_are_cached_for_a_week_and_others_for_a_day(
    site: Site, capsys: Capture, other: OtherSite
) -> None:
    write(site, other.url + "/ok", other.url + "/gone")
    assert len(external_findings(site, capsys, "--external")) == 1
    asked = len(other.asked)
    assert len(external_findings(site, capsys, "--external", "content/a.md")) == 1
    assert len(other.asked) == asked
    cache = site.folder / ".cache" / CACHE_FILE
    rows = json.loads(cache.read_text())
    cache.write_text(json.dumps({url: [when - 2 * 86_400, *rest] for url, (when, *rest) in rows.items()}))
    other.asked.clear()
    external_findings(site, capsys, "--external")
    assert {path for _, path in other.asked} == {"/gone"}
    cache.write_text("{")
    external_findings(site, capsys, "--external")
    assert {path for _, path in other.asked} == {"/gone", "/ok"}


def test_links_of_site_toml_are_requested_too(site: Site, capsys: Capture, other: OtherSite) -> None:
    site.article("content/a.md")
    with (site.folder / "site.toml").open("a") as file:
        file.write(f'[[shortcuts]]\ntitle = "Cổng"\nto = "{other.url}/gone"\n')
    assert external_findings(site, capsys, "--external", "content/a.md") == {}
    assert list(external_findings(site, capsys, "--external").values()) == ["answers 404"]


def test_a_host_that_answers_429_gets_no_further_request(
    site: Site, capsys: Capture, other: OtherSite
) -> None:
    write(site, other.url + "/busy", other.url + "/gone")
    assert external_findings(site, capsys, "--external") == {}
    assert other.asked == [("HEAD", "/busy")]
    assert json.loads((site.folder / ".cache" / CACHE_FILE).read_text()) == {}


def test_the_number_of_requests_to_a_host_in_a_run_is_limited() -> None:
    urls = [f"https://a.example/{number}" for number in range(40)] + ["https://b.example/"]
    kept = {urls[0]: Answer(0, 200)}
    assert urls_to_request(urls, kept) == [*urls[1:31], "https://b.example/"]


def test_without_the_option_nothing_is_requested(site: Site, capsys: Capture, other: OtherSite) -> None:
    write(site, other.url + "/gone")
    assert external_findings(site, capsys) == {}
    site.build()
    assert other.asked == []
