"""The page of results: what it shows, its filters, and the forms that lead to it."""

from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.search.conftest import Library, common_word, results, results_in, search
from tests.browser.test_pages import Reader, reading
from tests.browser.test_pictures_browser import SHIFTS

pytestmark = pytest.mark.browser


# ---- what is shown ----


def test_hits_are_marked_and_a_link_leads_to_them(reader: Reader, library: Library) -> None:
    page = search(reader, library, "duong day nong", nam="2015")
    card = page.locator(".results .card").first
    expect(card.locator("h3")).to_have_text("Gọi cho ai")
    assert [mark.inner_text() for mark in card.locator("mark").all()] == ["đường dây nóng"]
    href = card.locator("h3 a").get_attribute("href") or ""
    assert href == f"/tin/duong-day-nong.html#:~:text={quote('đường dây nóng')}"
    expect(card.locator("time")).to_have_text("01/01/2015")
    expect(card.locator(".card__meta a")).to_have_text("Tin tức")
    assert (page.title() or "").startswith(page.locator("#ket-qua").inner_text())


@pytest.mark.parametrize(
    "asked, marked", [("tthc", "Thủ tục hành chính"), ("sở GTVT", "Sở Giao thông vận tải")]
)
def test_what_an_abbreviation_means_is_marked(
    browser: Browser, address: str, asked: str, marked: str
) -> None:
    with reading(browser, 360) as reader:
        reader.open(f"{address}tim-kiem.html?{urlencode({'q': asked})}")
        reader.page.locator(".results[data-quoted]").wait_for()
        assert marked in reader.page.locator(".results mark").all_inner_texts()


@pytest.mark.parametrize("asked", ["một cửa là gì", "Một cửa như thế nào?"])
def test_question_words_are_neither_needed_nor_marked_alone(
    browser: Browser, address: str, asked: str
) -> None:
    with reading(browser, 360) as reader:
        page = reader.page
        reader.open(f"{address}tim-kiem.html?{urlencode({'q': asked})}")
        page.locator(".results[data-quoted]").wait_for()
        expect(page.locator("#ket-qua")).to_have_text(f"10 bài có “{asked}”")
        marks = {mark.lower() for mark in page.locator(".results mark").all_inner_texts()}
        assert "một cửa" in marks and not marks & {"là", "gì", "như", "thế", "nào"}


def test_results_come_ten_to_a_page_whose_address_can_be_shared(reader: Reader, library: Library) -> None:
    word = common_word(library.articles)
    page = search(reader, library, f" {word}, ", xep="moi")
    first, pages = results(page), page.locator(".pager span[aria-current]").inner_text().partition("/")[2]
    assert len(first) == 10
    expect(page.locator(".results [rel=prev]")).to_be_hidden()
    page.locator(".results [rel=next]").click()
    page.locator(".results[data-quoted]").wait_for()
    assert "xep=moi" in page.url and "trang=2" in page.url
    assert not set(results(page)) & set(first)
    last = search(reader, library, word, xep="moi", trang="999")
    assert last.locator(".pager span[aria-current]").inner_text() == f"{pages}/{pages}"
    expect(last.locator(".results [rel=next]")).to_be_hidden()


def test_an_empty_result_is_announced_with_advice(reader: Reader, library: Library) -> None:
    page = search(reader, library, "khongcochunay <b>mot</b>")
    expect(page.locator("#ket-qua")).to_have_text("Không có bài nào có “khongcochunay <b>mot</b>”")
    expect(page.locator(".results__advice")).to_be_visible()
    expect(page.locator(".results__advice").get_by_role("link", name="Kho bài theo tháng")).to_be_visible()
    assert reader.complaints == []


@pytest.mark.parametrize("query, year", [("khongcochunay", ""), ("duong day nong", "2015")])
def test_sections_are_shown_at_once_below_few_or_no_results_and_nothing_moves(
    reader: Reader, library: Library, query: str, year: str
) -> None:
    page = search(reader, library, query, nam=year)
    page.locator(".results[data-quoted]").wait_for()
    bottom = page.locator(".results > *:visible").last.evaluate("one => one.getBoundingClientRect().bottom")
    top = page.locator("#chuyen-muc").evaluate("one => one.getBoundingClientRect().top")
    assert 0 < top - bottom < 150
    assert page.evaluate(SHIFTS) < 0.001


@pytest.mark.parametrize(
    "typed, message",
    [
        ("😀", "Không có bài nào có “😀”"),
        ('"', 'Không có bài nào có “"”'),
        ("<img src=x onerror=alert(1)>", "Không có bài nào có “<img src=x onerror=alert(1)>”"),
        ("{count} $& đường", "Không có bài nào có “{count} $& đường”"),
        ("a" * 5000, f"Không có bài nào có “{'a' * 80}…”"),
        ("một cửa " * 600, f"1 bài có “{('một cửa ' * 10)}…”"),
    ],
)
def test_a_question_of_any_kind_is_answered_without_scrolling_sideways(
    reader: Reader, library: Library, typed: str, message: str
) -> None:
    page = search(reader, library, typed, nam="2015" if "cửa" in typed else "")
    expect(page.locator("#ket-qua")).to_have_text(message)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert reader.complaints == []


def test_a_quotation_may_be_longer_than_the_words_that_are_looked_up(browser: Browser, address: str) -> None:
    quoted = "Trung tâm một cửa của tỉnh nhận thêm 13.000 hồ sơ"
    query = urlencode({"q": f"một cửa năm một thêm hồ sơ của tỉnh “{quoted}”"})
    with reading(browser, 360) as reader:
        reader.open(f"{address}tim-kiem.html?{query}")
        reader.page.locator(".results[data-quoted]").wait_for()
        assert results_in(reader.page, 0)[0] == "mot-cua/them-13-000-ho-so.html"


def test_filters_that_leave_nothing_lead_to_all_sections_and_years(reader: Reader, library: Library) -> None:
    page = search(reader, library, "đường dây nóng", muc="so-hoa", nam="2015")
    expect(page.locator("#ket-qua")).to_have_text("Không có bài nào trong phần đã chọn có “đường dây nóng”")
    page.get_by_role("link", name="Tìm ở mọi chuyên mục, mọi năm").click()
    page.locator(".results[data-quoted]").wait_for()
    assert "tin/duong-day-nong.html" in results(page)
    page = search(reader, library, "khongcochunay")
    expect(page.get_by_role("link", name="Tìm ở mọi chuyên mục, mọi năm")).to_be_hidden()


@pytest.mark.parametrize("is_kept", [False, True], ids=["loaded again", "kept by the browser"])
def test_filters_show_what_results_are_narrowed_by_after_going_back(
    reader: Reader, library: Library, is_kept: bool
) -> None:
    page = search(reader, library, "đường dây nóng")
    page.locator(".filters summary").click()
    page.locator("#nam").select_option("2015")
    page.wait_for_url("**nam=2015")
    page.locator(".results[data-quoted]").wait_for()
    if is_kept:  # browsers do so only where nothing watches them
        page.evaluate("document.querySelector('#nam').value = ''")
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
        expect(page.locator("#nam")).to_have_value("2015")
    else:
        page.go_back()
        page.locator(".results[data-quoted]").wait_for()
        expect(page.locator("#nam")).to_have_value("")


# ---- from everywhere, with and without script ----


@pytest.mark.parametrize("width", [320, 1280])
def test_the_forms_lead_to_results_by_keyboard(browser: Browser, library: Library, width: int) -> None:
    with reading(browser, width) as reader:
        page = reader.page
        if width > 1000:
            reader.open(f"{library.url}tin/mot-cua.html")
            page.locator(".masthead input[name=q]").fill("Đường dây nóng")
        else:
            reader.open(library.url)
            reader.settle()  # what the click would cut off is reported as failed
            page.locator(".menu__find").click()
            page.locator("#q").fill("Đường dây nóng")
        reader.settle()  # before it is loaded the browser sends the form itself
        page.keyboard.press("Enter")
        page.locator(".results[aria-busy=false]").wait_for()
        assert page.url == f"{library.url}tim-kiem.html?{urlencode({'q': 'Đường dây nóng'})}"
        assert page.locator("#q").input_value() == "Đường dây nóng"
        assert "tin/duong-day-nong.html" in results(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("violations") == []
        assert reader.complaints == []


def test_what_is_typed_and_chosen_before_the_script_comes_stays(browser: Browser, library: Library) -> None:
    with reading(browser, 320) as reader:
        page, scripts = reader.page, list[Route]()
        page.route("**/search.*.js", lambda route: scripts.append(route), times=1)
        with page.expect_request("**/search.*.js"):
            page.goto(f"{library.url}tim-kiem.html", wait_until="commit")
        field, filters = page.locator("#q"), page.locator(".filters")
        field.click()  # possible as soon as the text is shown; a key that is pressed before goes nowhere
        field.press_sequentially("Đường dây nóng")
        filters.locator("summary").click()
        page.locator("#xep").select_option("moi")
        scripts[0].continue_()
        page.wait_for_load_state("load")
        assert field.input_value() == "Đường dây nóng"
        assert page.locator("#xep").input_value() == "moi"
        expect(filters).to_have_attribute("open", "")
        field.press("Enter")
        page.locator(".results[aria-busy=false]").wait_for()
        assert "tin/duong-day-nong.html" in results(page)


def test_in_large_type_on_a_phone_the_words_have_more_room_than_the_button(
    browser: Browser, library: Library
) -> None:
    with reading(browser, 360) as reader:
        reader.page.add_init_script("localStorage.setItem('bantin-size', 3)")
        reader.open(f"{library.url}tim-kiem.html")
        field, button = (
            reader.page.locator(f".field {tag}").first.bounding_box() for tag in ("input", "button")
        )
        assert field and button and field["width"] > 1.5 * button["width"]


def test_nothing_of_search_is_fetched_before_something_is_asked(browser: Browser, library: Library) -> None:
    with reading(browser, 1280) as reader:
        library.requests.clear()
        reader.open(f"{library.url}tin/mot-cua.html")
        reader.open(f"{library.url}tim-kiem.html")
        expect(reader.page.locator(".results")).to_be_hidden()
        assert not [path for path in library.requests if path.startswith("/tim-kiem/")]


def test_without_script_the_form_leads_to_a_page_that_says_so(browser: Browser, library: Library) -> None:
    with reading(browser, 1280, java_script_enabled=False) as reader:
        reader.open(f"{library.url}tin/mot-cua.html")
        page = reader.page
        page.locator(".masthead input[name=q]").fill("một cửa")
        page.keyboard.press("Enter")
        page.wait_for_url("**/tim-kiem.html?q=*")
        # Chromium as driven here leaves out what only readers without script see; it stands in the page.
        assert "Khi tắt script, mời quý vị xem" in (page.locator("noscript").text_content() or "")
        expect(page.locator(".results")).to_be_hidden()
