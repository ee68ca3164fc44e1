"""The page of results when its files fail, arrive late or are not fetched."""

from contextlib import closing
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.search.conftest import Library, search
from tests.browser.test_pages import Reader, reading, wait_until

pytestmark = pytest.mark.browser


# ---- on a bad line ----


FILES = ["words-0", "cards-", "register", "vocabulary", "all"]


QUESTION = {"q": "duong khongcochunay", "muc": "tin"}  # for which every kind of file is asked for


def fail(how: str, route: Route) -> None:
    """Answer like a bad connection: "hang" gives no answer, "html" the log-in page of a network."""
    if how == "abort":
        route.abort()
    elif how == "404":
        route.fulfill(status=404)
    elif how == "html":
        route.fulfill(status=200, content_type="text/html", body="<!doctype html><p>Mời đăng nhập")
    elif how == "cut":
        route.fulfill(status=200, content_type="application/json", body='{"duong": [1, 2')


@pytest.mark.parametrize("how", ["abort", "404", "hang", "html", "cut"])
@pytest.mark.parametrize("file", FILES)
def test_a_file_that_fails_is_reported_and_never_shown_as_no_result(
    reader: Reader, library: Library, address: str, file: str, how: str
) -> None:
    site = address if file == "all" else library.url  # few articles are one file

    page = reader.page
    page.clock.install()
    page.route(f"**/tim-kiem/**/{file}*.json", partial(fail, how))
    try:
        question = {"q": "duong day nong"} if file == "cards-" else QUESTION
        reader.open(f"{site}tim-kiem.html?{urlencode(question)}")
        if how == "hang":
            page.wait_for_timeout(100)
            page.clock.fast_forward(8000)
        expect(page.locator("#ket-qua")).to_have_text("Chưa tìm được")
        failed = page.locator(".results__failed")
        expect(failed).to_be_visible()
        expect(failed.get_by_role("link", name="Thử lại")).to_be_visible()
        expect(failed.get_by_role("link", name="Kho bài")).to_be_visible()
        assert "Không có bài nào" not in page.locator("main").inner_text()
    finally:
        page.unroute_all(behavior="ignoreErrors")


def answer_after_four_seconds(page: Page, files: str, routes: list[Route]) -> None:
    """Wait until files are requested, and answer after half of the time limit of each."""
    for _ in range(100):
        page.wait_for_timeout(50)
        if routes:
            break
    page.clock.fast_forward(4000)
    page.route(files, lambda route: route.continue_())
    for route in routes:
        route.continue_()


def test_results_that_come_late_replace_what_was_said(browser: Browser, library: Library) -> None:
    words: list[Route] = []
    cards: list[Route] = []
    with closing(browser.new_page()) as page:
        page.clock.install()
        page.route("**/words-*.json", lambda route: words.append(route))
        page.route("**/cards-*.json", lambda route: cards.append(route))
        page.goto(f"{library.url}tim-kiem.html?q=duong", wait_until="domcontentloaded")
        answer_after_four_seconds(page, "**/words-*.json", words)
        answer_after_four_seconds(page, "**/cards-*.json", cards)
        expect(page.locator("#ket-qua")).to_contain_text("có “duong”")
        expect(page.locator(".results__failed[data-now]")).to_be_hidden()
        assert page.locator(".results__failed[data-now]").count() == 1  # it was said before


# How long each animation of the results waits, in ms.
DELAYS = """document.querySelector('.results').getAnimations({subtree: true})
  .map(animation => animation.effect.getTiming().delay)"""


@pytest.mark.parametrize(
    "scripts, how",
    [
        (("search",), "abort"),
        (("search",), "hang"),
        (("search",), "html"),
        (("search", "bantin"), "abort"),
        (("search", "bantin"), "404"),
        (("search", "bantin"), "hang"),
        (("search", "bantin"), "html"),
    ],
)
def test_without_its_scripts_the_page_says_that_it_cannot_search(
    browser: Browser, library: Library, scripts: tuple[str, ...], how: str
) -> None:
    with closing(browser.new_page(reduced_motion="reduce")) as page:
        for script in scripts:
            page.route(f"**/{script}.*.js", partial(fail, how))
        page.goto(f"{library.url}tim-kiem.html?q=duong", wait_until="commit")
        page.locator(".results nav").wait_for(state="attached")
        again = page.get_by_role("link", name="Thử lại")
        expect(again).to_be_hidden()
        wait_until(page, f"{DELAYS}.length")
        assert {*page.evaluate(DELAYS)} == {8000}
        page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
        expect(again).to_be_visible()
        expect(page.get_by_role("heading", name="Chưa tìm được")).to_be_visible()
        expect(page.get_by_role("link", name="Kho bài").last).to_be_visible()
        expect(page.get_by_text("Đang tìm")).to_be_hidden()
        page.unroute_all(behavior="ignoreErrors")
        if how != "hang":  # else the script comes now
            again.click()
            if "bantin" in scripts:  # which would keep the query
                expect(page).to_have_url(f"{library.url}tim-kiem.html")
                page.goto(f"{library.url}tim-kiem.html?q=duong")
        expect(page.locator("#ket-qua")).to_contain_text("có “duong”")
        expect(again).to_be_hidden()


def test_results_are_shown_without_the_script_of_the_other_pages(browser: Browser, library: Library) -> None:
    with reading(browser, 360) as reader:
        reader.page.route("**/bantin.*.js", lambda route: route.abort())
        reader.open(f"{library.url}tim-kiem.html?q=duong")
        expect(reader.page.locator(".results h3").first).to_be_visible()
        reader.page.unroute_all(behavior="ignoreErrors")


def test_a_question_fetches_no_file_twice(reader: Reader, library: Library) -> None:
    library.requests.clear()
    search(reader, library, '"đường dây nóng" một cửa', muc="tin")
    asked = [path for path in library.requests if path.startswith("/tim-kiem/")]
    assert asked and len(asked) == len({*asked})


def test_a_small_index_comes_with_its_page_and_once(browser: Browser, address: str) -> None:
    with reading(browser, 360) as asking, reading(browser, 360) as looking:
        loads = [
            Load(asking, f"{address}tim-kiem.html?q=một+cửa&muc=mot-cua"),
            Load(looking, f"{address}tim-kiem.html"),
        ]
        asking.page.locator(".results[aria-busy=false]").wait_for()
        asking.page.wait_for_timeout(4000)  # then Chromium complains of what was preloaded for nothing
        for load in loads:
            load.reader.page.evaluate("0")  # what the browser has said by now has come here
            [(path, initiator)] = load.of_search()
            assert path.endswith("/all.json")
            assert initiator == "parser"
            assert load.console == []
            assert load.reader.complaints == []


class Load:
    """A page while it loads. requests: as the browser reports them. console: all messages there."""

    def __init__(self, reader: Reader, url: str) -> None:
        self.reader = reader
        self.requests: list[dict[str, Any]] = []
        self.console: list[str] = []
        session = reader.page.context.new_cdp_session(reader.page)
        session.on("Network.requestWillBeSent", lambda event: self.requests.append(event))
        session.send("Network.enable")
        reader.page.on("console", lambda message: self.console.append(message.text))
        reader.open(url)

    def of_search(self) -> list[tuple[str, str]]:
        """Return path and kind of initiator of each request for a file of the index."""
        return [
            (path, request["initiator"]["type"])
            for request in self.requests
            if "/tim-kiem/" in (path := urlsplit(request["request"]["url"]).path)
        ]
