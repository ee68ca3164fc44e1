"""Every kind of page is checked by axe-core: its rules for WCAG 2.2 A and AA, and its best practices."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.test_pages import PAGES, Reader, reading

pytestmark = pytest.mark.browser

AXE = Axe().axe_script
ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# What the colours of the night can change; all else is asked by day, at either width.
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """async rules => {
  const found = await axe.run(document, {runOnly: rules, resultTypes: ['violations', 'incomplete']})
  const rows = kind => found[kind]
    .flatMap(one => one.nodes.map(node => [one.id, node.target.join(' '), node.html]))
  return [rows('violations'), rows('incomplete')]
}"""


_LEFT_OUT = re.compile(r"<text\b|\b(?:td|th|caption)\b")


def faults(page: Page, rules: list[str]) -> list[Any]:
    """What axe finds wrong, and what it leaves to a person unless another test looks at it.

    Words in drawings: test_charts_browser.py. Cells scrolled out of sight have the colours of those in sight;
    the shade at a table's edge is a gradient, on which axe takes no colour for known.
    """
    wrong, unsure = page.evaluate(RUN, rules)
    return [*wrong, *(finding for finding in unsure if not _LEFT_OUT.search(f"{finding[1]} {finding[2]}"))]


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Reader]:
    # Colours change at once: half way between day and night they are nobody's.
    with reading(browser, 320, reduced_motion="reduce") as somebody:
        yield somebody


# ARTICLE has a chart and a picture already.
@pytest.mark.parametrize("name", [name for name in PAGES if name != "article with a chart"])
def test_axe_finds_nothing(reader: Reader, address: str, name: str) -> None:
    page = reader.page
    page.set_viewport_size({"width": 320, "height": 800})
    page.emulate_media(color_scheme="light")
    reader.open(address + PAGES[name])
    if name == "results":
        page.locator(".results[aria-busy=false]").wait_for()
    page.evaluate(AXE)
    violations = {"320 light": faults(page, ALL)}
    page.emulate_media(color_scheme="dark")
    violations["320 dark"] = faults(page, COLOURS)
    page.set_viewport_size({"width": 1280, "height": 800})
    violations["1280 dark"] = faults(page, ALL)
    page.emulate_media(color_scheme="light")
    violations["1280 light"] = faults(page, COLOURS)
    assert {where: rows for where, rows in violations.items() if rows} == {}
