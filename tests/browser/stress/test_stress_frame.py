"""Difficult content: pages without sideways scrolling, on phones and in large type."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.stress.content import WORDS_IN_LARGE_TYPE
from tests.browser.test_pages import RUNS_OFF, reading

pytestmark = pytest.mark.browser


PAGES = [
    *("", "tin/", "tin/bang-lon.html", "tin/dai.html", "tin/dia-chi.html", "tin/ngan.html", "the/"),
    *("tin/hinh.html", "tin/phim.html", "tin/so-lieu.html", "mot-bai/", "doc-nhieu.html"),
]


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_scrolls_a_page_sideways(browser: Browser, address: str, width: int) -> None:
    with reading(browser, width) as reader:
        for name in PAGES:
            reader.open(address + name)
            assert reader.page.evaluate("document.documentElement.scrollWidth") <= width, name
            assert reader.page.evaluate(RUNS_OFF, width) == [], name


# Of the page's frame: lists with bullets, lines parted by columns, and e-mail addresses of two lines.
BROKEN = """() => [...document.querySelectorAll('.side ul, .imprint ul, .imprint :is(li, [href^=mailto])')]
  .filter(e => e.matches('ul') ? getComputedStyle(e).listStyleType !== 'none'
    : e.matches('li') ? e.getClientRects().length > 1 : e.offsetHeight > 40)
  .map(e => e.outerHTML)"""


@pytest.mark.parametrize("width", [360, 768])
def test_links_of_the_frame_have_no_bullets_and_stay_whole(
    browser: Browser, address: str, width: int
) -> None:
    with reading(browser, width) as reader:
        for name in ("tin/", "tin/dai.html"):
            reader.open(address + name)
            expect(reader.page.get_by_role("link", name="Nộp hồ sơ")).to_be_visible()
            assert reader.page.evaluate(BROKEN) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_a_mail_address_has_a_row_of_the_imprint_to_itself(
    browser: Browser, address: str, width: int
) -> None:
    with reading(browser, width) as reader:
        reader.open(address)
        row, imprint = (
            reader.page.locator(selector).bounding_box()
            for selector in (".imprint div:has(> dd > [href^=mailto])", ".imprint dl")
        )
        assert row and imprint and row["width"] == imprint["width"]


def test_the_room_of_a_side_column_without_blocks_is_the_pages(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        reader.open(address)
        reader.page.evaluate("document.querySelector('.side').remove()")
        [*_, last] = [section.bounding_box() for section in reader.page.locator(".pair > section").all()]
        assert last and last["x"] + last["width"] > 1200


@pytest.mark.parametrize("width", [320, 1024])
def test_large_type_does_not_run_off_a_page(browser: Browser, address: str, width: int) -> None:
    with reading(browser, width) as reader:
        reader.page.add_init_script("localStorage.setItem('bantin-size', 3)")
        for name in PAGES:
            reader.open(address + name)
            reader.page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
            assert reader.page.evaluate("document.documentElement.scrollWidth") <= width, name


# Syllables of titles that are parted by the end of a line.
PARTED = """() => [...document.querySelectorAll('h1, .card__title a, .links a, .ranked a')].flatMap(title => {
  const text = title.firstChild, range = document.createRange()
  return [...text.data.matchAll(/[^\\s\\xa0]+/g)].filter(({ 0: syllable, index }) => {
    range.setStart(text, index)
    range.setEnd(text, index + syllable.length)
    return syllable.length < 15 && new Set([...range.getClientRects()].map(box => box.top)).size > 1
  }).map(([syllable]) => syllable)
})"""


@pytest.mark.parametrize("size", [0, 3])
def test_no_title_breaks_inside_a_syllable_on_a_small_phone(
    browser: Browser, address: str, size: int
) -> None:
    with reading(browser, 320) as reader:
        reader.page.add_init_script(f"localStorage.setItem('bantin-size', {size})")
        for name in ("", "tin/", "tin/chu-lon.html"):
            reader.open(address + name)
            assert reader.page.evaluate(PARTED) == [], name
        assert reader.page.locator("h1").inner_text().split() == WORDS_IN_LARGE_TYPE.split()


def test_a_phone_shows_the_path_without_the_title_below_it(browser: Browser, address: str) -> None:
    with reading(browser, 360) as reader:
        reader.open(address + "tin/dai.html")
        expect(reader.page.locator(".crumbs li").last).to_be_hidden()
        expect(reader.page.locator(".crumbs li a").last).to_be_visible()


def test_after_a_short_article_a_phone_shows_only_what_is_related(browser: Browser, address: str) -> None:
    for width, is_shown in ((360, False), (1280, True)):
        with reading(browser, width) as reader:
            reader.open(address + "tin/ngan.html")
            expect(reader.page.get_by_role("heading", name="Tin liên quan")).to_be_visible()
            for shown in ("#moi-nhat", "#doc-nhieu"):
                assert reader.page.locator(shown).is_visible() is is_shown
            expect(reader.page.locator("#hop-1")).to_be_visible()  # the office's own box


def test_large_type_keeps_the_text_wider_than_the_side_column(browser: Browser, address: str) -> None:
    with reading(browser, 1024) as reader:
        reader.open(address + "tin/dai.html")
        page = reader.page
        side = page.locator(".side").bounding_box()
        assert side and side["x"] > 500, "beside the text at the usual size"
        for _ in range(3):
            page.locator("[data-aid=larger]").click()
        text, side = (page.locator(selector).bounding_box() for selector in (".prose", ".side"))
        assert text and side and text["width"] > 600
        assert side["x"] < 100 or side["width"] < text["width"]


def test_a_rank_of_three_digits_stays_on_one_line(browser: Browser, address: str) -> None:
    with reading(browser, 360) as reader:
        reader.open(address + "doc-nhieu.html")
        entry = reader.page.locator("main .ranked > li", has_text="Mười năm")
        [first, later] = (
            entry.evaluate(
                "(e, rank) => { e.style.counterSet = `rank ${rank}`; return e.offsetHeight }", rank
            )
            for rank in (1, 100)
        )
        assert later == first


def test_a_linked_phone_number_is_on_one_line_at_every_width(browser: Browser, address: str) -> None:
    with reading(browser, 320) as reader:
        reader.open(address + "tin/so-may.html")
        number = reader.page.locator(".prose [href^='tel:']")
        for width in range(320, 520, 20):
            reader.page.set_viewport_size({"width": width, "height": 780})
            assert number.evaluate("e => e.getClientRects().length") == 1, width
