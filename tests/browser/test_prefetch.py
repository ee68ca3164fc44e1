"""What is prefetched: a page under the pointer, files of the search when its field has the focus."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Error

from bantin.deploy import serving
from tests.browser.conftest import Host
from tests.browser.test_pages import reading
from tests.conftest import SETTINGS, Site

pytestmark = pytest.mark.browser

RULES = "/speculation-rules.json"


class Sent(Host):
    """A host that sends the recommended headers, and records the purpose of each request."""

    asked: list[tuple[str, str]]
    headers_sent: dict[str, str]

    def do_GET(self) -> None:  # noqa: N802 (the name that http.server asks for)
        self.asked.append((self.path, self.headers.get("Sec-Purpose", "")))
        super().do_GET()

    def end_headers(self) -> None:
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        super().end_headers()

    def guess_type(self, path: str) -> str:  # type: ignore[override]
        return "application/speculationrules+json" if path.endswith(RULES) else super().guess_type(path)


@pytest.fixture
def asked(site: Site) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Serve a site with two articles; yield its URL, and the requests to its host."""
    site.write("site.toml", SETTINGS.replace("search = false\n", ""))
    site.article("content/tin/a.md", title="Một")
    site.article("content/tin/b.md", title="Hai")
    site.build(search="build")
    headers = dict(serving.headers("http://127.0.0.1", "/"))
    assert headers["Speculation-Rules"] == f'"{RULES}"'
    requests: list[tuple[str, str]] = []
    handler = type("Handler", (Sent,), {"asked": requests, "headers_sent": headers})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site.folder / "output")))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", requests
    server.shutdown()
    server.server_close()
    thread.join()


def test_resting_on_a_link_fetches_its_page(
    browser: Browser, asked: tuple[str, list[tuple[str, str]]]
) -> None:
    address, requests = asked
    with reading(browser, 1280) as reader:
        with reader.page.expect_event(
            "requestfinished", lambda request: request.url.endswith(RULES), timeout=5000
        ):
            reader.open(address)
        link = reader.page.locator("main a[href='/tin/a.html']").first
        for _ in range(50):
            link.hover()
            reader.page.wait_for_timeout(100)
            if ("/tin/a.html", "prefetch") in requests:
                break
        assert ("/tin/a.html", "prefetch") in requests
        assert [path for path, purpose in requests if purpose] == ["/tin/a.html"]
        assert reader.page.evaluate("violations") == []


def test_the_focus_in_a_search_field_fetches_the_page_of_results_once(
    browser: Browser, asked: tuple[str, list[tuple[str, str]]]
) -> None:
    address, requests = asked
    with reading(browser, 1280) as reader:
        page = reader.page
        reader.open(address)
        field = page.get_by_role("searchbox")
        with page.expect_request_finished(lambda request: request.url.endswith("/all.json"), timeout=5000):
            field.focus()
        field.blur()
        field.focus()
        page.wait_for_load_state("networkidle")
        fetched = [path for path, _ in requests]
        assert fetched.count("/tim-kiem.html") == 1 and len(fetched) == len(set(fetched))
        assert page.evaluate("violations") == []


@pytest.mark.parametrize("file", ["figures.*.js", "tim-kiem.html", "search.*.js", "all.json"])
def test_a_page_reports_no_error_if_prefetching_fails(
    browser: Browser, asked: tuple[str, list[tuple[str, str]]], file: str
) -> None:
    address, _ = asked
    with reading(browser, 1280) as reader:
        page = reader.page
        errors: list[Error] = []
        page.on("pageerror", lambda error: errors.append(error))
        page.route(f"**/{file}", lambda route: route.abort())
        reader.open(address)
        with page.expect_event("requestfailed"):
            page.get_by_role("searchbox").focus()
        page.wait_for_load_state("networkidle")
        assert errors == []
