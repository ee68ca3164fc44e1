"""Difficult content: charts of many years, on screens and on paper."""

from itertools import combinations

import pytest
from playwright.sync_api import Browser

from bantin.charts.label_boxes import Box
from tests.browser.test_pages import reading

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 1280])
def test_a_bar_is_as_long_as_its_figure(browser: Browser, address: str, width: int) -> None:
    with reading(browser, width) as reader:
        reader.open(address + "tin/so-lieu.html")
        wide = "e => e.getBoundingClientRect().width"
        first, last, _ = (bar.evaluate(wide) for bar in reader.page.locator(".bars__bar rect").all())
        assert round(last / first, 2) == round(50 / 86.5, 2)
        parts = [part.evaluate(wide) for part in reader.page.locator(".bars__whole rect").all()]
        assert [round(part / sum(parts), 2) for part in parts] == [0.44, 0.52, 0.04]
        size = "e => parseFloat(getComputedStyle(e).fontSize)"
        assert reader.page.locator(".bars td").first.evaluate(size) >= 13


# Each figure of a crowded chart: its size as it is seen, and what its digits cover, which have no descent.
FIGURES = """() => [...document.querySelectorAll('.chart__figure text')].map(one => {
  const { a, b } = one.getScreenCTM(), seen = parseFloat(getComputedStyle(one).fontSize) * Math.hypot(a, b)
  const { left, right, top, bottom } = one.getBoundingClientRect(), thin = seen * .36
  return b ? [seen, (left + right) / 2 - thin, top, (left + right) / 2 + thin, bottom]
    : [seen, left, (top + bottom) / 2 - thin, right, (top + bottom) / 2 + thin]
})"""


@pytest.mark.parametrize("width", [320, 1280])
def test_every_point_of_twenty_years_has_its_figure_and_none_covers_another(
    browser: Browser, address: str, width: int
) -> None:
    with reading(browser, width) as reader:
        reader.open(f"{address}tin/so-lieu.html")
        figures = reader.page.evaluate(FIGURES)
        edge = reader.page.locator(".chart__rows").bounding_box()
    assert len(figures) == 3 * 20
    assert edge and all(
        edge["x"] <= left and right <= edge["x"] + edge["width"] for _, left, _, right, _ in figures
    )
    assert min(seen for seen, *_ in figures) >= 13
    boxes = [Box(*figure[1:]) for figure in figures]
    assert [box for box, other in combinations(boxes, 2) if box.meets(other)] == []


def test_on_paper_the_ends_of_a_line_are_above_their_figures(browser: Browser, address: str) -> None:
    with reading(browser, 624) as reader:  # 165 mm, the width of a page without its margins
        reader.open(f"{address}tin/so-lieu.html")
        reader.page.emulate_media(media="print")
        edges = "all => all.map(e => e.getBoundingClientRect()).map(({ left, right }) => [left, right])"
        [line] = reader.page.locator(".chart__series-1 .chart__line").evaluate_all(edges)
        figures = reader.page.locator(".chart__series-1.chart__figure text").evaluate_all(edges)
        drawing = reader.page.locator(".chart__drawing:has(+ .chart__rows)").bounding_box()
    middles = [(left + right) / 2 for left, right in figures]
    assert line == [pytest.approx(middles[0], abs=2), pytest.approx(middles[-1], abs=2)]
    assert drawing and drawing["height"] <= 80 * 96 / 25.4


def test_a_ranking_on_the_home_page_is_as_wide_as_in_an_article(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        reader.open(f"{address}tin/so-lieu.html")
        in_article = reader.page.locator(".bars").first.bounding_box()
        reader.open(address)
        at_home = reader.page.locator(".bars").bounding_box()
    assert in_article and at_home and at_home["width"] == in_article["width"]
