"""Content as it comes: very large tables, very long titles and addresses, very short articles."""

import re
from collections.abc import Iterator
from itertools import combinations

import pytest
from playwright.sync_api import Browser, Page, expect

from bantin.charts.label_boxes import Box
from tests.browser.conftest import served
from tests.browser.stress_content import (
    ADDRESS,
    BOX,
    FILM,
    LINKS,
    LONG_TEXT,
    LONG_TITLE,
    PARTS,
    PICTURES,
    RANKING,
    RANKS,
    SMALL,
    TWO_COLUMNS,
    WORDS_IN_LARGE_TYPE,
    YEARS,
    large_table,
    picture,
)
from tests.browser.test_pages import RUNS_OFF, reading
from tests.conftest import SETTINGS, Site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site of such pages; yield its URL."""
    site = Site(tmp_path_factory.mktemp("stress") / "site")
    site.write("site.toml", f'video_hosts = ["phim.example"]\n{SETTINGS}{BOX}')
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/bang-lon.md", title="Bảng lớn", body=f"## Danh mục\n\n{large_table(120)}")
    site.article("content/tin/bang-nho.md", title="Bảng nhỏ", body=SMALL)
    site.article("content/tin/hai-bang.md", title="Hai bảng", body=f"{TWO_COLUMNS}\n{LINKS}")
    site.article("content/tin/dai.md", title=f'"{LONG_TITLE}"', body=LONG_TEXT, views=1234567)
    site.article("content/tin/ngan.md", title="Bài ngắn", tags=("Một",), views=0)
    site.article("content/tin/chu-lon.md", title=WORDS_IN_LARGE_TYPE, date="2026-08-03", body="Một câu.\n")
    site.article("content/mot-bai/a.md", title="Bài duy nhất", date="2020-08-01")
    site.write("content/data/huyen.toml", RANKING)
    site.write("content/data/ho-so.toml", PARTS)
    site.write("content/data/nam.toml", YEARS)
    site.write("content/data/hang.toml", RANKS)
    charts = "![](/data/huyen.toml)\n\n![](/data/ho-so.toml)\n\n![](/data/nam.toml)\n"
    site.article("content/tin/so-lieu.md", title="Số liệu", date="2020-08-02", body=charts)
    site.article(
        "content/tin/dia-chi.md",
        title="Nộp ở đâu " + "a" * 50,
        date="2026-08-04",
        tags=("motthedaikhongcochonaodengatdong" + "a" * 30, "Một"),
        body=f"Nộp tại {ADDRESS} từ nay, theo [Bộ](https://bo.example/).\n",
    )
    for name, size in (("nguoi", (900, 1350)), ("cao", (1000, 4000)), ("rong", (1200, 800))):
        site.write(f"content/tin/{name}.jpg", picture(*size))
    site.write("content/tin/logo.png", picture(1300, 650, "RGBA"))
    site.write("content/tin/phim.mp4", b"no video")
    site.write("content/tin/loa.mp3", b"no sound")
    site.write("content/tin/phim.jpg", picture(1280, 720))
    site.article("content/tin/phim.md", title="Phim", date="2026-08-02", body=FILM)
    site.article("content/tin/hinh.md", title="Hình", date="2026-08-05", image="nguoi.jpg", body=PICTURES)
    site.build()
    with served(str(site.folder / "output")) as url:
        yield url


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


# ---- tables ----

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


def test_the_address_of_a_link_is_printed_once(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        reader.open(address + "tin/dia-chi.html")
        reader.page.emulate_media(media="print")
        added = "links => links.map(link => getComputedStyle(link, '::after').content)"
        links = reader.page.locator(".prose a")
        assert links.evaluate_all(added) == ["none", '" (https://bo.example/)"']


# ---- phones, and large type ----


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
            assert reader.page.locator("#moi-nhat").is_visible() is is_shown


def test_large_type_keeps_the_text_wider_than_what_stands_beside_it(browser: Browser, address: str) -> None:
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


# ---- pictures ----


def test_an_upright_photo_keeps_its_head_and_a_scroll_its_width(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        reader.open(address)
        position = "getComputedStyle(document.querySelector('.card__picture img')).objectPosition"
        assert reader.page.evaluate(position) == "50% 10%"
        reader.open(address + "tin/hinh.html")
        figures = "[...document.querySelectorAll('.figure img')]"
        load = "e => { e.loading = 'eager'; return e.decode() }"
        loaded = f"Promise.all({figures}.map({load})).then(() => 1)"
        reader.page.evaluate(loaded)  # a picture that is not there yet may be 0 wide
        widths = reader.page.evaluate(f"{figures}.map(e => e.width)")
        assert widths[0] == 469, "upright: as wide as 44rem of height allow"
        assert widths[1] >= 640, "a scroll of 1000 by 4000: the text's width"


def test_a_transparent_picture_stands_on_light_ground_in_the_dark(browser: Browser, address: str) -> None:
    with reading(browser, 360, color_scheme="dark") as reader:
        reader.open(address + "tin/hinh.html")
        ground = "getComputedStyle(document.querySelector('.figure img[src$=png]')).backgroundColor"
        assert reader.page.evaluate(ground) == "rgb(255, 255, 255)"
        reader.page.locator(".zoom", has=reader.page.get_by_role("img", name="Sơ đồ")).click()
        enlarged = reader.page.get_by_role("dialog").get_by_role("img")
        expect(enlarged).to_have_css("background-color", "rgb(255, 255, 255)")


def test_pictures_in_a_row_are_a_gallery(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        reader.open(address + "tin/hinh.html")
        # Measured at once: pictures above that arrive in between would move the later ones.
        tops = "images => images.map(image => image.getBoundingClientRect().top)"
        positions = reader.page.locator(".gallery img").evaluate_all(tops)
        assert len(set(positions)) == 1 and len(positions) == 3
        crop = "getComputedStyle(document.querySelector('.gallery img')).objectPosition"
        assert reader.page.evaluate(crop) == "100% 10%", "as the editor says, else near the top"


def test_a_picture_is_enlarged_and_put_back_by_keyboard(browser: Browser, address: str) -> None:
    with reading(browser, 360) as reader:
        reader.open(address + "tin/hinh.html")
        page = reader.page
        link = page.locator(".zoom").first
        link.focus()
        page.keyboard.press("Enter")
        enlarged = page.get_by_role("dialog").get_by_role("img", name="Người")
        expect(enlarged).to_be_visible()
        expect(enlarged).to_have_js_property("width", 900)  # wider than the screen
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(link).to_be_focused()
        assert reader.complaints == []
        linked = page.get_by_role("link", name="Có liên kết")
        assert linked.get_attribute("href") == "/tin/ngan.html", "a picture that leads elsewhere does"


# ---- sound and video ----


def test_a_video_keeps_its_room_and_is_fetched_only_when_it_is_played(browser: Browser, address: str) -> None:
    with reading(browser, 360) as reader:
        page, asked = reader.page, []
        page.on("request", lambda request: asked.append(request.url))
        reader.open(address + "tin/phim.html")
        video = page.get_by_label("Lễ khai trương")
        box = video.bounding_box()
        assert box and round(box["width"] / box["height"], 2) == 1.78
        sound = page.get_by_label("Bản tin phát thanh").bounding_box()
        assert sound and sound["height"] >= 32, "buttons of a player that nobody can hit"
        assert not [url for url in asked if url.endswith((".mp4", ".mp3"))]
        video.evaluate("e => e.load()")
        page.wait_for_timeout(200)
        assert page.evaluate("violations") == []


def test_an_outside_video_is_loaded_when_a_reader_clicks_it(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        page, asked = reader.page, []
        page.route("https://phim.example/**", lambda route: route.fulfill(body="<p>phim"))
        page.on("request", lambda request: asked.append(request.url))
        reader.open(address + "tin/phim.html")
        assert all(url.startswith((address, "about:")) for url in asked)
        page.get_by_role("link", name="phóng sự").click()
        expect(page.frame_locator("iframe").get_by_text("phim")).to_be_visible()
        expect(page.locator("iframe")).to_be_focused()
        assert page.locator("iframe").get_attribute("title") == "phóng sự"
        assert page.evaluate("violations") == [] and page.url.endswith("tin/phim.html")


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
