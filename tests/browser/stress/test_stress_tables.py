"""Difficult content: tables that are wide, long or small, on screens and on paper."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import reading

pytestmark = pytest.mark.browser


# Of a table's cells with text, in rem: the least width, and the least of those with long texts.
WIDTHS = """() => {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
  const least = cells => Math.min(...[...document.querySelectorAll(cells)].map(one => one.offsetWidth / rem))
  return [least('tbody :is(td, th):not(.num)'), least('tbody .long')]
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_the_cells_of_a_wide_table_can_be_read(browser: Browser, address: str, width: int) -> None:
    with reading(browser, width) as reader:
        reader.open(address + "tin/bang-lon.html")
        least, least_long = reader.page.evaluate(WIDTHS)
        assert least >= 9 and least_long >= 16
        assert reader.page.evaluate("document.body.scrollHeight") < 6 * 900, "a window on 120 rows"


def test_a_phone_shows_all_of_two_columns_and_an_address_in_few_lines(browser: Browser, address: str) -> None:
    with reading(browser, 320) as reader:
        reader.open(address + "tin/hai-bang.html")
        sentences, links = reader.page.locator(".scroll").all()
        assert sentences.evaluate("one => one.scrollWidth <= one.clientWidth")
        widths = [
            one.evaluate("cell => cell.offsetWidth")
            for one in (sentences.locator("td"), links.locator("td").first)
        ]
        assert min(widths) >= 9 * 16


def test_ten_years_and_their_names_fit_beside_a_side_column(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        reader.open(address + "tin/muoi-nam.html")
        assert reader.page.locator(".scroll").evaluate("one => one.scrollWidth <= one.clientWidth")


def test_the_head_of_a_long_table_stays_while_its_rows_pass(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        reader.open(address + "tin/bang-lon.html")
        page = reader.page
        page.locator("tbody tr").nth(100).scroll_into_view_if_needed()
        expect(page.locator("thead th").nth(1)).to_be_in_viewport()
        expect(page.locator("tbody th").first).to_have_attribute("scope", "row")


def test_a_focused_link_in_a_long_table_is_clear_of_the_head(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        reader.open(address + "tin/bang-lon.html")
        page = reader.page
        add_link = "cells => cells.forEach(cell => cell.innerHTML = '<a href=#>a</a>')"
        page.locator("tbody td:nth-child(2)").evaluate_all(add_link)
        page.locator("tbody a").nth(60).focus()
        for _ in range(50):
            page.keyboard.press("Shift+Tab")
            link, head = page.locator(":focus").bounding_box(), page.locator("thead th").first.bounding_box()
            assert link and head and link["y"] >= head["y"] + head["height"]


def test_enlarged_fourfold_the_menu_and_the_rows_of_a_table_have_room(browser: Browser, address: str) -> None:
    with reading(browser, 320) as reader:
        page = reader.page
        page.set_viewport_size({"width": 320, "height": 200})  # 1280 by 800 at 400 %
        reader.open(address + "tin/bang-lon.html")
        page.locator("tbody tr").nth(60).scroll_into_view_if_needed()
        expect(page.locator("thead th").first).not_to_be_in_viewport()
        page.locator(".menu__all summary").click()
        clipped = "panel => panel.scrollHeight - panel.clientHeight"
        assert page.locator(".menu__panel").evaluate(clipped) == 0


def test_only_a_table_that_scrolls_is_a_stop_of_the_keyboard_and_has_a_name(
    browser: Browser, address: str
) -> None:
    with reading(browser, 360) as reader:
        page = reader.page
        reader.open(address + "tin/bang-nho.html")
        expect(page.locator(".scroll")).not_to_have_attribute("tabindex", "0")
        reader.open(address + "tin/bang-lon.html")
        table = page.get_by_role("group", name="Danh mục")
        table.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(300)
        assert page.evaluate("document.activeElement.scrollLeft") > 0


def sheets(page: Page) -> list[tuple[float, float]]:
    """Return width and height of each printed page in points."""
    data = page.pdf(prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", data)
    return [(float(width), float(height)) for width, height in sizes]


def test_a_wide_table_is_printed_across_the_page(browser: Browser, address: str) -> None:
    with reading(browser, 1280, color_scheme="dark") as reader:
        reader.open(address + "tin/bang-lon.html")
        reader.page.emulate_media(media="print")
        across = [width > height for width, height in sheets(reader.page)]
        assert across.count(True) >= 3 and not across[0]
        ground = reader.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == "rgb(255, 255, 255)"
        assert reader.page.locator("thead th").first.evaluate("e => getComputedStyle(e).boxShadow") == "none"
        reader.open(address + "tin/bang-nho.html")
        assert not any(width > height for width, height in sheets(reader.page))


def test_an_address_leaves_the_words_beside_it_their_room_on_paper(browser: Browser, address: str) -> None:
    with reading(browser, 994) as reader:  # 263 mm, the width of a landscape page without its margins
        reader.open(address + "tin/bang-lon.html")
        reader.page.emulate_media(media="print")
        wide = "cells => cells.map(cell => cell.offsetWidth * 25.4 / 96)"
        assert min(reader.page.locator("tbody :is(td, th):not(.num, .mid)").evaluate_all(wide)) >= 19.5
        assert max(reader.page.locator("td:has([data-bare])").evaluate_all(wide)) <= 40.5
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= 994


def test_the_address_of_a_link_is_printed_once(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        reader.open(address + "tin/dia-chi.html")
        reader.page.emulate_media(media="print")
        added = "links => links.map(link => getComputedStyle(link, '::after').content)"
        links = reader.page.locator(".prose a")
        assert links.evaluate_all(added) == ["none", '" (https://bo.example/)"']
