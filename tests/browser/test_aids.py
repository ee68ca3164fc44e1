"""Reading aids: what they do for readers, which pages lack them, and how editors switch them off."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import served
from tests.browser.test_pages import ARTICLE, CHARTED, TABLED, reading, wait_until
from tests.conftest import Site

pytestmark = pytest.mark.browser

SHARED = f"https://bantin.example/{ARTICLE}"
TITLE = quote("PAR INDEX 2018: 72,23 điểm, thứ 58")

# A browser's voices and what they are given to say. A piece is spoken until `end()` is called.
SPEECH = """
window.spoken = []
window.voices = [['en', 'English'], ['vi-VN-x-central', 'Hà'], ['vi_VN', 'Lan']]
  .map(([lang, name]) => ({lang, name}))
class Speech extends EventTarget {
  now = null
  get speaking() { return !!this.now }
  getVoices() { return voices }
  speak(one) { this.now = one; spoken.push([one.text, one.lang, one.voice?.name]) }
  cancel() { const one = this.now; this.now = null; one?.onerror?.({error: 'canceled'}) }
}
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
Object.defineProperty(window, 'speechSynthesis', {value: new Speech()})
window.end = () => { const one = speechSynthesis.now; speechSynthesis.now = null; one.onend() }
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with reading(browser, 360) as reader:
        yield reader.page
        assert reader.page.evaluate("violations") == []
        assert reader.complaints == []


def listening(page: Page, url: str) -> Page:
    page.add_init_script(SPEECH)
    page.goto(url)
    return page


def spoken_texts(page: Page) -> list[Any]:
    return [text for text, *_ in page.evaluate("spoken")]


# ---- reading aloud ----


def test_an_article_is_read_from_its_title_to_its_end(page: Page, address: str) -> None:
    listening(page, address + CHARTED)
    page.get_by_role("button", name="Nghe bài").click()
    while page.evaluate("speechSynthesis.speaking"):
        page.evaluate("end()")
    texts = spoken_texts(page)
    assert texts[0] == " ".join(page.locator("h1").inner_text().split())
    assert all(len(text) <= 182 for text in texts), "long utterances fall silent"
    assert {(lang, voice) for _, lang, voice in page.evaluate("spoken")} == {("vi", "Lan")}
    whole = " ".join(texts)
    for paragraph in page.locator(".article-head__lead, .prose > p").all():
        assert " ".join(paragraph.inner_text().split()) in whole
    assert "PAPI từ hạng 63" in whole, "of a drawing its description"
    expect(page.get_by_role("button", name="Nghe bài")).to_be_visible()
    expect(page.locator("[data-spoken]")).to_have_count(0)


def test_cells_of_tables_are_not_read_aloud(page: Page, address: str) -> None:
    listening(page, address + TABLED)
    cells = {" ".join(cell.split()) for cell in page.locator(".prose :is(td, th)").all_inner_texts()}
    page.get_by_role("button", name="Nghe bài").click()
    while page.evaluate("speechSynthesis.speaking"):
        page.evaluate("end()")
    assert len(cells) > 10
    assert cells.isdisjoint(spoken_texts(page))


def test_reading_pauses_goes_on_and_stops(page: Page, address: str) -> None:
    listening(page, address + ARTICLE)
    listen, stop = page.locator("[data-aid=listen]"), page.locator("[data-aid=stop]")
    expect(stop).to_be_hidden()
    listen.click()
    page.evaluate("end()")
    expect(page.locator("[data-spoken]")).to_have_count(1)
    expect(listen).to_have_text("Tạm dừng")
    listen.click()
    assert page.evaluate("speechSynthesis.speaking") is False
    expect(listen).to_have_text("Đọc tiếp")
    listen.click()
    assert len(spoken_texts(page)) == 3
    assert spoken_texts(page)[1] == spoken_texts(page)[2], "the sentence that was broken off is begun again"
    stop.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("speechSynthesis.speaking") is False
    expect(stop).to_be_hidden()
    expect(listen).to_be_focused()
    listen.click()
    assert spoken_texts(page)[3] == spoken_texts(page)[0]


def test_leaving_the_page_ends_the_reading(page: Page, address: str) -> None:
    listening(page, address + ARTICLE)
    page.locator("[data-aid=listen]").click()
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("speechSynthesis.speaking") is False
    expect(page.locator("[data-aid=listen]")).to_have_text("Nghe bài")


def test_without_a_vietnamese_voice_there_is_no_button_to_listen(page: Page, address: str) -> None:
    listening(page, address + ARTICLE)
    listen = page.locator("[data-aid=listen]")
    expect(listen).to_be_visible()
    page.evaluate("voices.length = 1, speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    expect(listen).to_be_hidden()
    page.evaluate("voices.push({lang: 'vi-VN'}), speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    expect(listen).to_be_visible()


# ---- passing on ----


def test_the_address_is_copied_and_a_message_says_so(browser: Browser, address: str) -> None:
    with reading(browser, 360, permissions=["clipboard-read", "clipboard-write"]) as reader:
        reader.open(address + ARTICLE)
        reader.page.get_by_role("button", name="Chép liên kết").click()
        expect(reader.page.get_by_role("status")).to_have_text("Đã chép liên kết")
        assert reader.page.evaluate("navigator.clipboard.readText()") == SHARED


def test_where_copying_is_forbidden_the_address_is_shown(page: Page, address: str) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject()")
    page.goto(address + ARTICLE)
    page.get_by_role("button", name="Chép liên kết").click()
    expect(page.get_by_role("status")).to_have_text(f"Trình duyệt không cho chép: {SHARED}")


def test_the_devices_own_list_of_apps_gets_title_and_address(page: Page, address: str) -> None:
    page.add_init_script("navigator.share = async given => { window.given = given }")
    page.goto(address + ARTICLE)
    page.get_by_role("button", name="Chia sẻ").click()
    assert page.evaluate("given") == {
        "title": " ".join(page.locator("h1").inner_text().split()),
        "url": SHARED,
    }


def test_where_browsers_cannot_share_there_is_no_button_for_it(page: Page, address: str) -> None:
    page.add_init_script("navigator.share = undefined")
    page.goto(address + ARTICLE)
    expect(page.locator("[data-aid=share]")).to_be_hidden()


def test_buttons_are_not_shown_where_their_script_never_comes(browser: Browser, address: str) -> None:
    with reading(browser, 360) as reader:
        reader.page.route("**/bantin.*.js", lambda route: route.abort())
        reader.open(address + ARTICLE)
        expect(reader.page.locator("[data-aid=larger]")).to_be_hidden()
        expect(reader.page.locator(".aids")).to_have_css("display", "flex")  # its room is kept, nothing jumps


def test_text_waits_for_the_chosen_size_but_not_longer_than_a_second(browser: Browser, address: str) -> None:
    late: list[Route] = []
    with reading(browser, 360) as reader:
        page, root = reader.page, reader.page.locator("html")
        page.add_init_script("localStorage.setItem('bantin-size', 3)")
        page.route("**/bantin.*.js", lambda route: late.append(route))
        page.goto(address + ARTICLE, wait_until="commit")
        title = page.locator("h1")
        title.wait_for(state="attached")
        wait_until(page, "document.getAnimations().length")
        assert page.evaluate("document.getAnimations().map(one => one.effect.getTiming().duration)") == [1000]
        expect(title).to_be_hidden()
        expect(title).to_be_visible()  # without the script
        late[0].continue_()
        expect(root).to_have_attribute("data-size", "3")
        expect(title).to_be_visible()


PRINTING = "window.print = () => { document.documentElement.dataset.printed = '' }"


@pytest.mark.parametrize("comes", [True, False])
def test_an_article_is_printed_even_if_the_script_of_rare_tasks_never_comes(
    browser: Browser, address: str, comes: bool
) -> None:
    with reading(browser, 360) as reader:
        page = reader.page
        page.add_init_script(PRINTING)
        page.clock.install()
        if not comes:
            page.route("**/figures.*.js", lambda route: None)
        page.goto(address + ARTICLE)
        page.get_by_role("button", name="In", exact=True).click()
        if not comes:
            page.clock.fast_forward(4000)
        expect(page.locator("html")).to_have_attribute("data-printed", "")


def test_links_share_without_script(browser: Browser, address: str) -> None:
    with reading(browser, 360, java_script_enabled=False) as reader:
        reader.open(address + ARTICLE)
        links = reader.page.locator(".share a")
        assert [link.evaluate("link => link.href") for link in links.all()] == [
            f"https://www.facebook.com/sharer/sharer.php?u={SHARED}",
            f"mailto:?subject={TITLE}&body={SHARED}",
            f"mailto:banbientap@bantin.example?subject={quote('Báo lỗi bài này')}:%20{TITLE}&body={SHARED}",
        ]
        expect(reader.page.locator(".aids")).to_be_hidden()


# ---- what site.toml says ----


SETTINGS = 'name = "Thử"\naddress = "https://thu.example/"\nsearch = false\nshare = []\naids = {}\n'


def test_editors_choose_the_aids_and_their_order(browser: Browser, site: Site) -> None:
    site.article("content/tin/a.md")
    site.write("site.toml", SETTINGS.format('["print", "text_size"]'))
    site.build()
    with served(str(site.folder / "output")) as address, reading(browser, 360) as reader:
        reader.open(f"{address}tin/a.html")
        page = reader.page
        names = [button.get_attribute("data-aid") for button in page.locator(".aids button").all()]
        assert names == ["print", "smaller", "normal", "larger"]
        expect(page.locator(".share")).to_have_count(0)
        page.locator("[data-aid=larger]").click()
        expect(page.get_by_role("status")).to_have_text("Cỡ chữ 2/4")
        assert reader.complaints == []
    site.write("site.toml", SETTINGS.format("[]"))
    site.build()
    assert "aids" not in site.page("tin/a.html")
