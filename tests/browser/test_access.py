"""What axe cannot check of WCAG 2.2: text size and spacing, keyboard, reduced motion, paper."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import ARTICLE, CHARTED, PAGES, RUNS_OFF, focused, lightness, reading

pytestmark = pytest.mark.browser

KINDS = ["home", "article", "article with a table", "map", "search"]

# What a reader may set by himself: WCAG 2.2, 1.4.12. A sheet made by script is none that the policy knows.
SPACED = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
}"""
# Text that its own box cuts off; what is there for those who listen is meant to be.
CUT_OFF = """() => [...document.querySelectorAll('body *')]
  .filter(one => ['hidden', 'clip'].includes(getComputedStyle(one).overflowY))
  .filter(one => one.scrollHeight > one.clientHeight + 1 && !one.closest('.unseen, svg'))
  .map(one => one.outerHTML.slice(0, 80))"""
# Two lines of text that are printed over each other, by the first words of each.
OVERLAPPING = """() => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT), found = []
  for (let node; (node = walker.nextNode());) {
    if (!node.data.trim() || node.parentElement.closest('.unseen, svg, option, noscript, template')) continue
    if (!node.parentElement.checkVisibility()) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const { left, right, top, bottom } of range.getClientRects())
      found.push([left + 1, right - 1, top + 4, bottom - 4, node.data.slice(0, 20)])
  }
  const touch = ([left, right, top, bottom], [left2, right2, top2, bottom2]) =>
    left < right2 && left2 < right && top < bottom2 && top2 < bottom
  return found.flatMap((one, at) => found.slice(at + 1).filter(other => touch(one, other))
    .map(other => [one[4], other[4]]))
}"""


def mess(page: Page) -> dict[str, Any]:
    """Return what does not fit: beyond the page's edge, cut off, or overlapping."""
    width = page.evaluate("innerWidth")
    counts = {
        "sideways": page.evaluate("document.documentElement.scrollWidth") - width,
        "beyond": page.evaluate(RUNS_OFF, width),
        "cut off": page.evaluate(CUT_OFF),
        "overlapping": page.evaluate(OVERLAPPING),
    }
    return {name: count for name, count in counts.items() if count}


@pytest.mark.parametrize("width", [320, 1280])
def test_text_may_be_spaced_as_readers_need_it(browser: Browser, address: str, width: int) -> None:
    with reading(browser, width) as reader:
        for name in KINDS:
            reader.open(address + PAGES[name])
            before = reader.page.evaluate("document.body.scrollHeight")
            reader.page.evaluate(SPACED)
            assert reader.page.evaluate("document.body.scrollHeight") > before
            assert (name, mess(reader.page)) == (name, {})


def test_the_largest_text_fits_the_narrowest_page(browser: Browser, address: str) -> None:
    """320 px are 1280 at 400 % (1.4.10); the bulletin's own largest size comes on top of that."""
    with reading(browser, 320) as reader:
        reader.open(address + ARTICLE)
        for _ in range(3):
            reader.page.locator("[data-aid=larger]").click()
        for name in KINDS:
            reader.open(address + PAGES[name])
            assert reader.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"
            assert (name, mess(reader.page)) == (name, {})


def test_nothing_is_animated_even_without_a_request_for_reduced_motion(
    browser: Browser, address: str
) -> None:
    with reading(browser, 1280, reduced_motion="no-preference") as reader:
        reader.open(address + ARTICLE)
        durations = (
            "[...document.querySelectorAll('a, button')].map(one => getComputedStyle(one).transitionDuration)"
        )
        assert set(reader.page.evaluate(durations)) == {"0s"}
        assert reader.page.evaluate("document.getAnimations().length") == 0
        scrolling = "getComputedStyle(document.documentElement).scrollBehavior"
        assert reader.page.evaluate(scrolling) == "auto"


def test_the_menu_is_walked_through_and_left_by_keyboard(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        reader.open(address)
        page = reader.page
        summary, panel = page.locator(".menu__all summary"), page.locator(".menu__panel")
        row = page.locator(".menu__row a")
        row.first.focus()
        for _ in range(row.count()):
            page.keyboard.press("Tab")
        expect(summary).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert focused(page, "!!e.closest('.menu__panel')") is True
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(summary).to_be_focused()
        page.keyboard.press("Enter")
        page.locator("main a").first.focus()
        expect(panel).to_be_hidden()
        assert reader.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_printed_pages_are_white_and_contain_the_text(browser: Browser, address: str, scheme: str) -> None:
    with reading(browser, 1280, color_scheme=scheme) as reader:
        reader.open(address + CHARTED)
        page = reader.page
        page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
        for name in (".skip", ".menu", ".find", ".crumbs", ".aids", ".share", ".side", ".related", ".tags"):
            expect(page.locator(name).first).to_be_hidden()
        for name in ("h1", ".brand__name", ".prose p", ".on-paper", ".imprint dl"):
            expect(page.locator(name).first).to_be_visible()
        assert CHARTED in page.locator(".on-paper").inner_text()
        assert lightness(page.evaluate("getComputedStyle(document.body).backgroundColor")) == 255
        assert lightness(page.evaluate("getComputedStyle(document.querySelector('.prose p')).color")) == 0
        reader.open(address + "luu-tru/2019/")
        expect(page.locator("main .links a").first).to_be_visible()
