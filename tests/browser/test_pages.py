"""What readers meet, in a real browser: on phones and desks, by day and night, by keyboard, without script."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

pytestmark = pytest.mark.browser

ARTICLE = "ket-qua/par-index/par-index-2018.html"
PAGES = {
    "home": "",
    "section": "ket-qua/",
    "article": ARTICLE,
    "article with a table": "ket-qua/par-index/bang-diem-noi-tinh-2018.html",
    "standing page": "gioi-thieu.html",
    "not found": "khong-co/trang-nay.html",
    "map": "so-do-trang.html",
}

# A policy's violations are events of the page; a test reads them when it is done.
WATCH = """
window.violations = []
document.addEventListener('securitypolicyviolation', event => violations.push(event.blockedURI + ' ' + event.violatedDirective))
"""


@contextmanager
def opened(browser: Browser, url: str, width: int, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """The page at `url`, fully loaded, and the list in which its complaints are collected."""
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        of_the_page_itself = message.location.get("url") == url  # the 404 of the page that is not there
        if message.type in ("error", "warning") and not of_the_page_itself:
            complaints.append(f"{message.type}: {message.text}")

    def on_failure(request: Request) -> None:
        complaints.append(f"{request.url} failed: {request.failure}")

    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    try:
        context.add_init_script(WATCH)
        page = context.new_page()
        page.on("console", on_console)
        page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
        page.on("requestfailed", on_failure)
        page.on(
            "response", lambda got: got.ok or got.url == url or complaints.append(f"{got.status} {got.url}")
        )
        page.goto(url, wait_until="load")
        yield page, complaints
    finally:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_whole_and_without_a_complaint(
    browser: Browser, address: str, name: str, width: int, scheme: str
) -> None:
    with opened(browser, address + PAGES[name], width, color_scheme=scheme) as (page, complaints):
        expect(page.locator("h1")).to_have_count(1)
        expect(page.locator("main")).to_be_visible()
        page.evaluate("for (const image of document.images) image.loading = 'eager'")
        page.wait_for_function("[...document.images].every(image => image.complete)")
        assert page.evaluate("[...document.images].filter(image => !image.naturalWidth).length") == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("violations") == []
        assert complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_runs_off_the_narrowest_phone(browser: Browser, address: str, name: str) -> None:
    with opened(browser, address + PAGES[name], 320) as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        wide = "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 321)"
        outside = f"{wide}.filter(e => !e.closest('.scroll, .unseen')).map(e => e.outerHTML.slice(0, 80))"
        assert page.evaluate(outside) == []


def lightness(page: Page, selector: str, what: str) -> float:
    """From 0 (black) to 255 of a colour that the page really has."""
    colour = page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).{what}")
    channels = [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    return sum(channels) / 3


@pytest.mark.parametrize("scheme, paper_is_lighter", [("light", True), ("dark", False)])
def test_paper_and_ink_change_places_at_night(
    browser: Browser, address: str, scheme: str, paper_is_lighter: bool
) -> None:
    with opened(browser, address + ARTICLE, 1280, color_scheme=scheme) as (page, _):
        paper, ink = lightness(page, "main", "backgroundColor"), lightness(page, "h1", "color")
        assert (paper > ink) is paper_is_lighter
        assert abs(paper - ink) > 120


# ---- by keyboard ----


def focused(page: Page, question: str) -> Any:
    return page.evaluate(f"(e => {question})(document.activeElement)")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_first_tab_leads_past_the_menu(browser: Browser, address: str, width: int) -> None:
    with opened(browser, address, width) as (page, _):
        page.keyboard.press("Tab")
        assert focused(page, "e.getAttribute('href')") == "#noi-dung"
        expect(page.locator(":focus")).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert focused(page, "!!e.closest('main')") is True


def test_whatever_is_focused_can_be_seen(browser: Browser, address: str) -> None:
    with opened(browser, address + ARTICLE, 360) as (page, _):
        for _ in range(30):
            page.keyboard.press("Tab")
            style = focused(page, "getComputedStyle(e).outlineStyle + ' ' + getComputedStyle(e).outlineWidth")
            assert not style.startswith("none") and not style.endswith(" 0px"), focused(page, "e.outerHTML")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_menu_opens_by_enter_without_script(browser: Browser, address: str, width: int) -> None:
    with opened(browser, address, width, java_script_enabled=False) as (page, _):
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


def test_an_article_is_whole_without_script(browser: Browser, address: str) -> None:
    with opened(browser, address + ARTICLE, 360, java_script_enabled=False) as (page, complaints):
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".prose p").first).to_be_visible()
        expect(page.get_by_role("heading", name="Tin liên quan")).to_be_visible()
        expect(page.locator(".aids")).to_be_hidden()  # buttons that would do nothing
        page.locator(".crumbs a").first.click()
        expect(page).to_have_url(address)
        assert complaints == []


def test_the_text_can_be_made_larger_and_stays_so(browser: Browser, address: str) -> None:
    with opened(browser, address + ARTICLE, 1280) as (page, complaints):
        size = "parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)"
        before = page.evaluate(size)
        page.locator("[data-aid=larger]").click()
        larger = page.evaluate(size)
        assert larger > before
        page.reload()
        assert page.evaluate(size) == larger
        page.locator("[data-aid=normal]").click()
        assert page.evaluate(size) == before
        assert complaints == []
