"""Charts in a browser: light and dark, on phones and on paper, with a keyboard and with a screen reader."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import CHARTED, reading

pytestmark = pytest.mark.browser

# What is drawn in a chart or a ruler, with the colour it has at last, and what that stands on.
COLOURS = """() => {
  const ground = node => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor
      if (colour !== 'rgba(0, 0, 0, 0)') return colour
    }
  }
  const seen = [...document.querySelectorAll('.chart__drawing text, .facts__ruler text')]
    .map(one => ['text', getComputedStyle(one).fill, ground(one)])
  const drawn = [...document.querySelectorAll(
    '.chart__line, .chart__gap, .chart__point, .facts__ruler path')]
    .map(one => ['drawn', getComputedStyle(one).stroke, ground(one)])
  return [...seen, ...drawn]
}"""


def luminance(colour: str) -> float:
    """Return WCAG 2.2's relative luminance of a colour as browsers compute it."""
    parts = [float(part) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, other: str) -> float:
    lighter, darker = sorted([luminance(colour), luminance(other)], reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page, least", [(CHARTED, 20), ("", 15)], ids=["chart", "facts"])
def test_words_and_lines_stand_out_from_what_they_are_on(
    browser: Browser, address: str, scheme: str, page: str, least: int
) -> None:
    with reading(browser, 360, color_scheme=scheme) as reader:
        reader.open(address + page)
        pairs = reader.page.evaluate(COLOURS)
    assert len(pairs) >= least
    weak = [pair for pair in pairs if contrast(pair[1], pair[2]) < (4.5 if pair[0] == "text" else 3)]
    assert weak == []


def boxes(page: Page, selector: str) -> list[dict[str, Any]]:
    boxes = [element.bounding_box() for element in page.locator(selector).all()]
    return [dict(box) for box in boxes if box]


# In a drawing's own points: where a text begins, its width, baseline and size; and how large it is seen.
WORDS = """() => [...document.querySelectorAll('.chart__drawing text')].map(one => {
  const size = parseFloat(getComputedStyle(one).fontSize), box = one.getBBox()
  return [box.x, box.width, +one.getAttribute('y'), size, size * one.getScreenCTM().a]
})"""


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_label_of_a_drawing_is_cut_off_or_covers_another(
    browser: Browser, address: str, width: int
) -> None:
    with reading(browser, width) as reader:
        reader.open(address + CHARTED)
        words = reader.page.evaluate(WORDS)
    assert len(words) >= 12
    for at, (left, wide, line, size, seen) in enumerate(words):
        assert left >= 0 and left + wide <= 320
        assert seen >= 13, "smaller than anybody reads"
        for other_left, other_wide, other_line, *_ in words[at + 1 :]:
            is_beside = left + wide <= other_left or other_left + other_wide <= left
            assert is_beside or abs(line - other_line) >= 1.2 * size


def test_the_table_opens_by_keyboard_and_scrolls_by_itself(browser: Browser, address: str) -> None:
    with reading(browser, 320, java_script_enabled=False) as reader:
        reader.open(address + CHARTED)
        page = reader.page
        table = page.locator(".chart table")
        expect(table).to_be_hidden()
        page.locator(".chart summary").focus()
        page.keyboard.press("Enter")
        expect(table).to_be_visible()
        [summary] = boxes(page, ".chart summary")
        assert summary["height"] >= 24
        assert reader.complaints == []


def test_on_a_wide_screen_the_table_is_open_beside_the_drawing(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        reader.open(address + CHARTED)
        page = reader.page
        expect(page.get_by_role("cell", name="67,41/97,5")).to_be_visible()
        expect(page.locator(".chart summary")).to_be_hidden()
        [drawing], [table], [scroll] = (boxes(page, f".chart {part}") for part in ("svg", "table", ".scroll"))
        assert table["x"] > drawing["x"] + drawing["width"] and table["y"] < drawing["y"] + 50
        assert table["width"] <= scroll["width"], "whole"


def test_a_drawing_is_one_image_whose_description_is_said_once(browser: Browser, address: str) -> None:
    with reading(browser, 360) as reader:
        reader.open(address + CHARTED)
        chart = reader.page.locator(".chart")
        image = chart.get_by_role(
            "img", name=re.compile("Biểu đồ thứ hạng PAPI, PAR INDEX, SIPAS của Lai Châu")
        )
        expect(image).to_have_count(1)
        expect(image).not_to_have_accessible_name(re.compile("lên hạng 26"))
        expect(image).to_have_accessible_description(re.compile("PAPI từ hạng 63 .* lên hạng 26 năm 2018"))


def test_in_print_the_table_is_open_and_nothing_has_to_be_clicked(browser: Browser, address: str) -> None:
    with reading(browser, 700) as reader:
        reader.open(address + CHARTED)
        page = reader.page
        page.emulate_media(media="print")
        expect(page.locator(".chart__drawing")).to_be_visible()
        expect(page.locator(".chart summary")).to_be_hidden()
        [table] = boxes(page, ".chart table")
        assert table["height"] > 100
        lines = page.evaluate(
            "[...document.querySelectorAll('.chart__line')].map(e => getComputedStyle(e))"
            ".map(s => s.strokeDasharray)"
        )
        assert len({*lines}) == len(lines) == 3, "dashes tell lines apart where there are no colours"
