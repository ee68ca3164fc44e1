"""Pages in a real browser: on phones and desktops, light and dark, with a keyboard, without scripts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect

pytestmark = pytest.mark.browser

ARTICLE = "ket-qua/par-index/par-index-2018.html"
CHARTED = "cap-tinh/hoi-nghi/hoi-nghi-truc-tuyen-2019.html"
TABLED = "ket-qua/par-index/bang-diem-noi-tinh-2018.html"
PAGES = {
    "home": "",
    "section": "ket-qua/",
    "article": ARTICLE,
    "article with a chart": CHARTED,
    "article with a table": TABLED,
    "article with three tables": "mot-cua/them-13-000-ho-so.html",
    "tag": "the/mot-cua/",
    "all tags": "the/",
    "month": "luu-tru/2019/07/",
    "most read": "doc-nhieu.html",
    "standalone page": "gioi-thieu.html",
    "not found": "khong-co/trang-nay.html",
    "map": "so-do-trang.html",
    "search": "tim-kiem.html",
    "results": "tim-kiem.html?q=chi+so",
}

# A policy's violations are events of the page; a test reads them when it is done.
WATCH = """
window.violations = []
addEventListener('securitypolicyviolation', fault => violations.push(fault.blockedURI))
"""
RUNS_OFF = """width => [...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > width + 1 && !one.closest('.scroll, .unseen, svg'))
  .map(one => one.outerHTML.slice(0, 80))"""


class Reader:
    """A reader with one page open. complaints: all errors and warnings of the browser."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self._loading: set[str] = set()
        page.on("request", lambda request: self._loading.add(request.url))
        page.on("requestfinished", lambda request: self._loading.discard(request.url))
        page.on("requestfailed", lambda request: self._loading.discard(request.url))
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("requestfailed", lambda request: self.complaints.append(f"{request.url} failed"))
        page.on("response", self._on_response)

    def open(self, url: str) -> None:
        self._url = url
        self.page.goto("about:blank")  # what the last page was still loading is given up here
        self.complaints.clear()
        self.page.goto(url, wait_until="load")

    def settle(self) -> None:
        """Wait until nothing has been loading for a quarter of a second: leaving a page cuts it off."""
        quiet = 0
        while quiet < 5:
            self.page.wait_for_timeout(50)
            quiet = 0 if self._loading else quiet + 1

    def _on_console(self, message: ConsoleMessage) -> None:
        # A page that is not there is answered by 404, which is no fault of the page shown instead.
        if message.type in ("error", "warning") and message.location["url"] != self._url:
            self.complaints.append(f"{message.type}: {message.text}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and response.url != self._url:
            self.complaints.append(f"{response.url} is answered by {response.status}")


def wait_until(page: Page, expression: str) -> None:
    """Wait until an expression is true; Playwright's own wait evaluates text in the page, which refuses."""
    for _ in range(500):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never true: {expression}")


@contextmanager
def reading(browser: Browser, width: int, **options: Any) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    context.add_init_script(WATCH)
    yield Reader(context.new_page())
    context.close()


@pytest.fixture(
    scope="module",
    params=[(320, "light"), (768, "dark"), (1280, "light")],
    ids="{0[0]} {0[1]}".format,
)
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Reader]:
    width, scheme = request.param
    with reading(browser, width, color_scheme=scheme) as somebody:
        yield somebody


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_completely_and_without_console_errors(reader: Reader, address: str, name: str) -> None:
    reader.open(address + PAGES[name])
    page = reader.page
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("main")).to_be_visible()
    page.evaluate("Promise.all([...document.images].map(one => (one.loading = 'eager', one.decode())))")
    width = page.evaluate("innerWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(RUNS_OFF, width) == []
    assert page.evaluate("violations") == []
    assert reader.complaints == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_text_of_the_site_map_is_separate_from_its_tree(
    browser: Browser, address: str, width: int
) -> None:
    with reading(browser, width) as reader:
        reader.open(address + PAGES["map"])
        words = reader.page.locator("main > .prose").bounding_box()
        tree = reader.page.locator("main > section").first.bounding_box()
        assert words and tree
        assert tree["y"] - (words["y"] + words["height"]) >= 32


def lightness(colour: str) -> float:
    """Return the lightness, 0 (black) to 255, of a colour as browsers compute it: "rgb(41, 54, 140)"."""
    return sum(float(part) for part in re.findall(r"[\d.]+", colour)[:3]) / 3


@pytest.mark.parametrize("scheme, paper_is_lighter", [("light", True), ("dark", False)])
def test_in_dark_mode_text_is_light_on_a_dark_page(
    browser: Browser, address: str, scheme: str, paper_is_lighter: bool
) -> None:
    with reading(browser, 1280, color_scheme=scheme) as reader:
        reader.open(address + ARTICLE)
        page = reader.page
        paper = lightness(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        ink = lightness(page.evaluate("getComputedStyle(document.querySelector('.prose p')).color"))
        assert (paper > ink) is paper_is_lighter
        assert abs(paper - ink) > 120


# ---- by keyboard ----


def focused(page: Page, question: str) -> Any:
    return page.evaluate(f"(e => {question})(document.activeElement)")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_first_tab_leads_past_the_menu(browser: Browser, address: str, width: int) -> None:
    with reading(browser, width) as reader:
        reader.open(address)
        page = reader.page
        page.keyboard.press("Tab")
        assert focused(page, "e.getAttribute('href')") == "#noi-dung"
        expect(page.locator(":focus")).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert focused(page, "!!e.closest('main')") is True


def test_whatever_is_focused_can_be_seen(browser: Browser, address: str) -> None:
    with reading(browser, 360) as reader:
        reader.open(address + ARTICLE)
        page = reader.page
        for _ in range(30):
            page.keyboard.press("Tab")
            style = focused(page, "getComputedStyle(e).outlineStyle + ' ' + getComputedStyle(e).outlineWidth")
            assert not style.startswith("none") and not style.endswith(" 0px"), focused(page, "e.outerHTML")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_menu_opens_by_enter_without_script(browser: Browser, address: str, width: int) -> None:
    with reading(browser, width, java_script_enabled=False) as reader:
        reader.open(address)
        page = reader.page
        panel = page.locator(".menu__panel")
        expect(panel).to_be_hidden()
        page.locator(".menu__all summary").focus()
        page.keyboard.press("Enter")
        expect(panel).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        expect(page.locator("h1")).to_have_text("Cấp tỉnh")


# ---- without script ----


def test_an_article_is_complete_without_script(browser: Browser, address: str) -> None:
    with reading(browser, 360, java_script_enabled=False) as reader:
        reader.open(address + ARTICLE)
        page = reader.page
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".prose p").first).to_be_visible()
        expect(page.get_by_role("heading", name="Tin liên quan")).to_be_visible()
        expect(page.locator(".aids")).to_be_hidden()  # buttons that would do nothing
        reader.settle()
        page.locator(".crumbs a").first.click()
        expect(page).to_have_url(address)
        assert reader.complaints == []


def test_the_text_can_be_made_larger_and_stays_so(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        reader.open(address + ARTICLE)
        page = reader.page
        size = "parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)"
        before = page.evaluate(size)
        page.locator("[data-aid=larger]").click()
        larger = page.evaluate(size)
        assert larger > before
        page.wait_for_load_state("networkidle")  # requests that a reload cancels are reported as failed
        page.reload()
        assert page.evaluate(size) == larger
        page.locator("[data-aid=normal]").click()
        assert page.evaluate(size) == before
        assert reader.complaints == []


@pytest.mark.parametrize(
    "path, asked",
    [
        ("tin/cai-cach-hanh-chinh.html", "cai cach hanh chinh"),
        ("xep-h%E1%BA%A1ng/", "xep hạng"),
        ("%E0%A4%A/", ""),  # no UTF-8
    ],
)
def test_the_404_page_has_the_words_of_its_address_in_the_search_field(
    browser: Browser, address: str, path: str, asked: str
) -> None:
    with reading(browser, 360) as reader:
        reader.open(address + path)
        expect(reader.page.locator("main input[name=q]")).to_have_value(asked)
        assert reader.complaints == []
