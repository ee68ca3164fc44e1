"""Searching as readers do: a thousand articles, and for every question a truth worked out in Python."""

import random
import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import cache, partial
from http.server import ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from bantin.search import index
from bantin.search.words import keys
from bantin.text.vietnamese import fold
from tests.browser.conftest import Host
from tests.browser.test_pages import Reader, reading
from tests.conftest import ROOT, Site

pytestmark = pytest.mark.browser

COUNT = 1000
SECTIONS = ("tin", "tin/xa", "so-hoa")

ONSETS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x".split(" ")
VOWELS = "a ă â e ê i o ô ơ u ư oa oe uy".split(" ")
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
ENDS = ["", "n", "ng", "nh", "m", "t", "c", "p"]


class Article(NamedTuple):
    """An article as it was written: its address, all its text, and the values by which results are sorted."""

    address: str
    text: str
    date: str
    section: str


class Library(NamedTuple):
    """A site on a host, and the articles that were written for it."""

    url: str
    articles: list[Article]
    requests: list[str]


def syllable(draw: random.Random) -> str:
    """Return a syllable, with its tone on the first or the second vowel: both spellings of `hoà` occur."""
    vowel, end = draw.choice(VOWELS), draw.choice(ENDS)
    on = draw.randint(1, len(vowel)) if not end else len(vowel)
    spelt = draw.choice(ONSETS) + vowel[:on] + draw.choice(TONES) + vowel[on:] + end
    return unicodedata.normalize("NFC", spelt)


def write_articles(site: Site) -> list[Article]:
    draw = random.Random(7)
    vocabulary = sorted({syllable(draw) for _ in range(2500)}) + [str(number) for number in range(40)]
    weights = [1 / (rank + 5) for rank in range(len(vocabulary))]
    draw.shuffle(vocabulary)
    articles = []
    for number in range(COUNT):
        section = draw.choice(SECTIONS)
        title, summary, tag, body = (" ".join(draw.choices(vocabulary, weights, k=k)) for k in (7, 15, 2, 60))
        body = body.replace(" ", ", ", 3).replace(" ", "/", 1) + "."
        date = f"{2016 + number % 10}-{1 + number % 12:02d}-{1 + number % 27:02d}"
        site.article(
            f"content/{section}/bai-{number}.md",
            title=f'"{title}"',
            date=date,
            summary=f'"{summary}"',
            tags=(f'"{tag}"',),
            body=body + "\n",
        )
        text = f"{title} {summary} {tag} {body}"
        articles.append(Article(f"{section}/bai-{number}.html", text, date, section))
    return articles


SPECIAL = {
    "content/tin/duong-day-nong.md": (
        "Gọi cho ai",
        "Có việc cần hỏi.\n\nGọi **đường dây nóng** của tỉnh.\n\nSố máy: 0213 3876 501.",
    ),
    "content/tin/nhieu-chu.md": ("Chuyện khác", "Con đường xa. Dây điện. Trời nóng. Ban ngày."),
    "content/tin/uy-ban.md": ("Việc của uỷ ban", "Một câu."),
    "content/tin/uy-ban-khac.md": ("Việc của ủy ban", "Một câu."),
    "content/tin/mot-cua.md": (
        "Qua một cửa",
        f"Một câu.\n\nMột cửa {'mở ' * 40}.\n\n{'Cán bộ ' * 20} chuyển hồ sơ.",
    ),
    "content/tin/cua-mot.md": ("Của một người", "Một câu."),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    site = Site(tmp_path_factory.mktemp("library") / "site")
    site.write("site.toml", 'name = "Thử"\naddress = "https://thu.example/"\nshare_cards = []\n')
    for path, title in zip(SECTIONS, ("Tin tức", "Tin xã", "Số hóa"), strict=True):
        site.section(f"content/{path}", title=title)
    articles = write_articles(site)
    for number, (path, (title, body)) in enumerate(SPECIAL.items()):
        site.article(path, title=title, date=f"2015-0{number + 1}-01T08:30", body=body + "\n")
        address = path.removeprefix("content/").replace(".md", ".html")
        articles.append(Article(address, f"{title} {body}", f"2015-0{number + 1}-01", "tin"))
    site.article(
        "content/gioi-thieu.md", title="Giới thiệu", date="", layout="page", body="Đường dây nóng.\n"
    )
    articles.append(Article("gioi-thieu.html", "Giới thiệu Đường dây nóng", "", ""))
    with pytest.MonkeyPatch.context() as patch:  # parts of a year, and one of 2015 and 2016
        patch.setattr(index, "FEW", COUNT // 10)
        site.build(search="build")
    requests: list[str] = []

    class Noting(Host):
        def do_GET(self) -> None:  # noqa: N802 - as the library calls it
            requests.append(self.path)
            super().do_GET()

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Noting, directory=str(site.folder / "output")))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Library(f"http://127.0.0.1:{server.server_port}/", articles, requests)
    server.shutdown()
    server.server_close()
    thread.join()


def truth(articles: list[Article], typed: str) -> set[str]:
    """Return every article that has all the words, whatever marks either has."""
    wanted = folded_words(typed)
    return {article.address for article in articles if wanted <= folded_words(article.text)}


@cache  # every question is asked of every article
def folded_words(text: str) -> frozenset[str]:
    """Return the folded words of a text; `kỹ` and `kĩ`, `quý` and `quí` are spellings of one word."""
    return frozenset(
        f"{word[:-1]}i" if re.fullmatch("(qu|[^aeiou]*)y", word) else word
        for word in re.findall(r"[^\W_]+", fold(text))
    )


def common_word(articles: list[Article]) -> str:
    """Return the word that most articles have, without marks."""
    counts = Counter(word for article in articles for word in folded_words(article.text))
    return max(counts, key=lambda word: (counts[word], word))


def search(reader: Reader, library: Library, q: str, **narrowed: str) -> Page:
    """Search, and wait until the page of results is complete."""
    reader.open(f"{library.url}tim-kiem.html?{urlencode({'q': q, **narrowed})}")
    reader.page.locator(".results[data-quoted], .results__failed[data-now]").first.wait_for()
    return reader.page


def results(page: Page) -> list[str]:
    """Return the addresses on this page of results, in order."""
    links = page.locator(".results .card__title a").all()
    return [(link.get_attribute("href") or "").partition("#")[0].lstrip("/") for link in links]


@pytest.fixture(scope="module")
def reader(browser: Browser, library: Library) -> Iterator[Reader]:
    with reading(browser, 1280) as somebody:
        yield somebody


# ---- what is found ----

# Opens the index as the page does, asks all questions of it, and tells where what it finds stands in it.
ASK = """async questions => {
  const { find, openIndex, wantedIn } = await import(document.querySelector('script[type=module]').src)
  const index = openIndex(document.querySelector('.results').dataset)
  const tell = all => all.map(({ part, id }) => [part.name, id])
  const answers = []
  for (const question of questions) answers.push(tell((await find(index, wantedIn(question))).all))
  return answers
}"""


def questions(articles: list[Article]) -> list[str]:
    """Return one to four words of an article: unchanged, without marks, decomposed, or in capitals."""
    draw = random.Random(11)
    forms = (str, fold, partial(unicodedata.normalize, "NFD"), str.upper)
    asked = []
    for number in range(60):
        words = re.findall(r"[^\W_]+", draw.choice(articles).text)
        at = draw.randrange(len(words))
        some = words[at : at + 2] if number % 2 else draw.sample(words, min(len(words), 1 + number % 4))
        asked.append(forms[number // 4 % 4](" ".join(some)))
    return [
        *asked,
        "duong day nong",
        "đường dây nóng",
        "ủy ban",
        "uỷ ban",
        "uy ban",
        "1022",
        "khongcochunay mot",
    ]


def test_everything_that_has_all_the_words_is_found_and_nothing_else(
    reader: Reader, library: Library
) -> None:
    reader.open(f"{library.url}tim-kiem.html")
    asked = questions(library.articles)
    answers = reader.page.evaluate(ASK, asked)
    cards: dict[str, list[str]] = {}
    for question, answer in zip(asked, answers, strict=True):
        there = {address_of(reader.page, library, cards, part, position) for part, position in answer}
        assert there == truth(library.articles, question), question
        assert len(there) == len(answer), "nothing is found twice"
    assert sum(map(len, answers)) > 10 * len(asked)
    assert reader.complaints == []


def address_of(page: Page, library: Library, cards: dict[str, list[str]], part: str, position: int) -> str:
    if part not in cards:
        cards[part] = []
        while (
            got := page.request.get(f"{library.url}tim-kiem/{part}/cards-{len(cards[part]) // 10}.json")
        ).ok:
            cards[part] += [card[1].lstrip("/") for card in got.json()]
            if len(cards[part]) % 10:
                break
    return cards[part][position]


def test_the_page_keys_words_as_the_index_does(reader: Reader, library: Library) -> None:
    draw = random.Random(5)
    words = [syllable(draw) for _ in range(3000)]
    words += [
        "Đường",
        "QUÝ",
        "Thủy",
        "hòa",
        "Hoà",
        "nghỉ",
        "2026",
        "ñandú",
        "straße",
        "Đ9",
        "\u00d0ường",  # the Icelandic letter of old keyboards
        "İ",
        "Ω",
        "字",
        "ø",
    ]
    reader.open(f"{library.url}tim-kiem.html")
    module = "import(document.querySelector('script[type=module]').src)"
    there = reader.page.evaluate(f"words => {module}.then(module => words.map(module.keys))", words)
    for word, of_page in zip(words, there, strict=True):
        assert tuple(of_page) == keys(unicodedata.normalize("NFC", word.lower())), word


# ---- in what order ----


def test_what_stands_together_comes_first_without_marks_too(reader: Reader, library: Library) -> None:
    for typed in ("duong day nong", "đường dây nóng", unicodedata.normalize("NFD", "Đường dây NÓNG")):
        first = results(search(reader, library, typed))
        assert set(first[:2]) == {"tin/duong-day-nong.html", "gioi-thieu.html"}
        assert "tin/nhieu-chu.html" in first


@pytest.mark.parametrize("typed", ["uỷ ban", "ủy ban"])
def test_both_spellings_of_a_tone_are_one(reader: Reader, library: Library, typed: str) -> None:
    assert set(results(search(reader, library, typed))[:2]) == {"tin/uy-ban.html", "tin/uy-ban-khac.html"}


def test_the_marks_that_were_typed_come_first_and_others_are_told_apart(
    reader: Reader, library: Library
) -> None:
    page = search(reader, library, "một cửa")
    typed, others = (results_in(page, index) for index in (0, 1))
    assert "tin/mot-cua.html" in typed
    assert "tin/cua-mot.html" in others or page.locator(".results [rel=next]").is_visible()
    assert "tin/cua-mot.html" not in typed
    expect(page.locator(".results__others h2").first).to_contain_text("với dấu khác")


def results_in(page: Page, index: int) -> list[str]:
    links = page.locator(".results ol").nth(index).locator(".card__title a").all()
    return [(link.get_attribute("href") or "").partition("#")[0].lstrip("/") for link in links]


@pytest.mark.parametrize("order, backwards", [("moi", True), ("cu", False)])
def test_results_are_sorted_by_date(reader: Reader, library: Library, order: str, backwards: bool) -> None:
    word = common_word(library.articles)
    page = search(reader, library, word, xep=order)
    date_of = {article.address: article.date for article in library.articles}
    dated = sorted(
        (date for address in truth(library.articles, word) if (date := date_of[address])), reverse=backwards
    )
    assert [date_of[address] for address in results(page)] == dated[:10]


def test_results_are_narrowed_by_section_and_year(reader: Reader, library: Library) -> None:
    word = common_word(library.articles)
    every = {article.address: article for article in library.articles}
    for section, year in (("tin", ""), ("tin/xa", ""), ("", "2018"), ("tin", "2018")):
        page = search(reader, library, word, muc=section, nam=year)
        wanted = [
            address
            for address in truth(library.articles, word)
            if (not section or f"{every[address].section}/".startswith(f"{section}/"))
            and every[address].date.startswith(year)
        ]
        assert re.match(rf"{len(wanted)} bài có", page.locator("#ket-qua").inner_text()), (section, year)
        assert set(results(page)) <= set(wanted)
        assert page.locator("#muc").input_value() == section
        assert page.locator("#nam").input_value() == year


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


def test_nothing_found_is_said_with_advice(reader: Reader, library: Library) -> None:
    page = search(reader, library, "khongcochunay <b>mot</b>")
    expect(page.locator("#ket-qua")).to_have_text("Không có bài nào có “khongcochunay <b>mot</b>”")
    expect(page.locator(".results__advice")).to_be_visible()
    expect(page.locator(".results__advice").get_by_role("link", name="Kho bài theo tháng")).to_be_visible()
    assert reader.complaints == []


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
def test_whatever_is_typed_is_answered_in_room_for_it(
    reader: Reader, library: Library, typed: str, message: str
) -> None:
    page = search(reader, library, typed, nam="2015" if "cửa" in typed else "")
    expect(page.locator("#ket-qua")).to_have_text(message)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert reader.complaints == []


def test_a_quotation_may_be_longer_than_what_is_looked_for(browser: Browser, address: str) -> None:
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


# ---- on a bad line ----


FILES = ["words-0", "cards-", "register", "vocabulary", "all"]
QUESTION = {"q": "duong khongcochunay", "muc": "tin"}  # for which every kind of file is asked for


def fail(how: str, route: Route) -> None:
    """Answer like a bad connection: "hang" gives no answer, "html" the log-in page of a network."""
    if how == "abort":
        route.abort()
    elif how == "404":
        route.fulfill(status=404)
    elif how == "html":
        route.fulfill(status=200, content_type="text/html", body="<!doctype html><p>Mời đăng nhập")
    elif how == "cut":
        route.fulfill(status=200, content_type="application/json", body='{"duong": [1, 2')


@pytest.mark.parametrize("how", ["abort", "404", "hang", "html", "cut"])
@pytest.mark.parametrize("file", FILES)
def test_a_file_that_fails_is_told_and_never_taken_for_nothing_found(
    reader: Reader, library: Library, address: str, file: str, how: str
) -> None:
    site = address if file == "all" else library.url  # few articles are one file

    page = reader.page
    page.clock.install()
    page.route(f"**/tim-kiem/**/{file}*.json", partial(fail, how))
    try:
        question = {"q": "duong day nong"} if file == "cards-" else QUESTION
        reader.open(f"{site}tim-kiem.html?{urlencode(question)}")
        if how == "hang":
            page.wait_for_timeout(100)
            page.clock.fast_forward(8000)
        expect(page.locator("#ket-qua")).to_have_text("Chưa tìm được")
        failed = page.locator(".results__failed")
        expect(failed).to_be_visible()
        expect(failed.get_by_role("link", name="Thử lại")).to_be_visible()
        expect(failed.get_by_role("link", name="Kho bài")).to_be_visible()
        assert "Không có bài nào" not in page.locator("main").inner_text()
    finally:
        page.unroute_all(behavior="ignoreErrors")


def answer_after_four_seconds(page: Page, files: str, routes: list[Route]) -> None:
    """Wait until files are asked for, and answer when half of the time that each has is over."""
    for _ in range(100):
        page.wait_for_timeout(50)
        if routes:
            break
    page.clock.fast_forward(4000)
    page.route(files, lambda route: route.continue_())
    for route in routes:
        route.continue_()


def test_results_that_come_late_replace_what_was_said(browser: Browser, library: Library) -> None:
    words: list[Route] = []
    cards: list[Route] = []
    with closing(browser.new_page()) as page:
        page.clock.install()
        page.route("**/words-*.json", lambda route: words.append(route))
        page.route("**/cards-*.json", lambda route: cards.append(route))
        page.goto(f"{library.url}tim-kiem.html?q=duong", wait_until="domcontentloaded")
        answer_after_four_seconds(page, "**/words-*.json", words)
        answer_after_four_seconds(page, "**/cards-*.json", cards)
        expect(page.locator("#ket-qua")).to_contain_text("có “duong”")
        expect(page.locator(".results__failed[data-now]")).to_be_hidden()
        assert page.locator(".results__failed[data-now]").count() == 1  # it was said before


# How long each animation of the results waits, in ms.
DELAYS = """document.querySelector('.results').getAnimations({subtree: true})
  .map(animation => animation.effect.getTiming().delay)"""


@pytest.mark.parametrize(
    "scripts, how",
    [
        (("search",), "abort"),
        (("search",), "hang"),
        (("search",), "html"),
        (("search", "bantin"), "abort"),
        (("search", "bantin"), "404"),
        (("search", "bantin"), "hang"),
        (("search", "bantin"), "html"),
    ],
)
def test_without_its_scripts_the_page_itself_tells_that_it_cannot_search(
    browser: Browser, library: Library, scripts: tuple[str, ...], how: str
) -> None:
    with closing(browser.new_page(reduced_motion="reduce")) as page:
        for script in scripts:
            page.route(f"**/{script}.*.js", partial(fail, how))
        page.goto(f"{library.url}tim-kiem.html?q=duong", wait_until="commit")
        page.locator(".results nav").wait_for(state="attached")
        again = page.get_by_role("link", name="Thử lại")
        expect(again).to_be_hidden()
        page.wait_for_function(f"{DELAYS}.length")
        assert {*page.evaluate(DELAYS)} == {8000}
        page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
        expect(again).to_be_visible()
        expect(page.get_by_role("heading", name="Chưa tìm được")).to_be_visible()
        expect(page.get_by_role("link", name="Kho bài").last).to_be_visible()
        expect(page.get_by_text("Đang tìm")).to_be_hidden()
        page.unroute_all(behavior="ignoreErrors")
        if how != "hang":  # else the script comes now
            again.click()
            if "bantin" in scripts:  # which would keep the query
                expect(page).to_have_url(f"{library.url}tim-kiem.html")
                page.goto(f"{library.url}tim-kiem.html?q=duong")
        expect(page.locator("#ket-qua")).to_contain_text("có “duong”")
        expect(again).to_be_hidden()


def test_results_are_shown_without_the_script_of_the_other_pages(browser: Browser, library: Library) -> None:
    with reading(browser, 360) as reader:
        reader.page.route("**/bantin.*.js", lambda route: route.abort())
        reader.open(f"{library.url}tim-kiem.html?q=duong")
        expect(reader.page.locator(".results h3").first).to_be_visible()
        reader.page.unroute_all(behavior="ignoreErrors")


def test_a_question_fetches_no_file_twice(reader: Reader, library: Library) -> None:
    library.requests.clear()
    search(reader, library, '"đường dây nóng" một cửa', muc="tin")
    asked = [path for path in library.requests if path.startswith("/tim-kiem/")]
    assert asked and len(asked) == len({*asked})


def test_a_small_index_comes_with_its_page_and_once(browser: Browser, address: str) -> None:
    with reading(browser, 360) as asking, reading(browser, 360) as looking:
        loads = [
            Load(asking, f"{address}tim-kiem.html?q=một+cửa&muc=mot-cua"),
            Load(looking, f"{address}tim-kiem.html"),
        ]
        asking.page.locator(".results[aria-busy=false]").wait_for()
        asking.page.wait_for_timeout(4000)  # then Chromium complains of what was preloaded for nothing
        for load in loads:
            load.reader.page.evaluate("0")  # what the browser has said by now has come here
            [(path, initiator)] = load.of_search()
            assert path.endswith("/all.json")
            assert initiator == "parser"
            assert load.console == []
            assert load.reader.complaints == []


class Load:
    """A page being loaded. requests: as the browser tells of them. console: all that it writes there."""

    def __init__(self, reader: Reader, url: str) -> None:
        self.reader = reader
        self.requests: list[dict[str, Any]] = []
        self.console: list[str] = []
        session = reader.page.context.new_cdp_session(reader.page)
        session.on("Network.requestWillBeSent", lambda event: self.requests.append(event))
        session.send("Network.enable")
        reader.page.on("console", lambda message: self.console.append(message.text))
        reader.open(url)

    def of_search(self) -> list[tuple[str, str]]:
        """Return path and kind of initiator of each request for a file of the index."""
        return [
            (path, request["initiator"]["type"])
            for request in self.requests
            if "/tim-kiem/" in (path := urlsplit(request["request"]["url"]).path)
        ]


# ---- forgiving ----


def near(page: Page) -> list[str]:
    return results_in(page, 2)


def test_what_is_near_is_offered_where_no_article_has_all_words(reader: Reader, library: Library) -> None:
    page = search(reader, library, "gọi đường dây nóng khongcochunay")
    expect(page.locator("#ket-qua")).to_contain_text("Không có bài nào")
    assert near(page)[0] == "tin/duong-day-nong.html"


def test_a_word_one_letter_off_is_understood(reader: Reader, library: Library) -> None:
    assert near(search(reader, library, "đuờngg dây nongs"))[0] in {
        "tin/duong-day-nong.html",
        "gioi-thieu.html",
    }


@pytest.mark.parametrize("typed", ["dduowngf daay nongs", "duong7 da6y no1ng", "duongday nong"])
def test_a_word_typed_without_an_input_method_or_a_space_is_understood_and_marked(
    reader: Reader, library: Library, typed: str
) -> None:
    page = search(reader, library, typed)
    assert set(near(page)[:2]) == {"tin/duong-day-nong.html", "gioi-thieu.html"}
    assert page.locator(".results ol").nth(2).locator("mark").first.inner_text().lower() == "đường dây nóng"


def test_quotation_marks_ask_for_the_phrase(reader: Reader, library: Library) -> None:
    first = results_in(search(reader, library, "“đường dây nóng”"), 0)
    assert set(first) == {"tin/duong-day-nong.html", "gioi-thieu.html"}


@pytest.mark.parametrize("typed", ["02133876501", "0213.3876.501", "(0213) 3876501"])
def test_a_telephone_number_is_found_however_its_digits_are_grouped(
    reader: Reader, library: Library, typed: str
) -> None:
    page = search(reader, library, typed)
    assert results(page) == ["tin/duong-day-nong.html"]
    assert page.locator(".results mark").all_inner_texts() == ["0213 3876 501"]


def test_a_word_is_marked_alone_only_where_it_stands_nowhere_beside_the_next(
    reader: Reader, library: Library
) -> None:
    card = search(reader, library, "mot cua", nam="2015").locator(".results .card").first
    assert card.inner_text().count("ột") == 2, "one in the title, one in the summary"
    assert card.locator("mark").all_inner_texts() == ["một cửa"]


def test_an_excerpt_shows_the_words_that_the_title_lacks(reader: Reader, library: Library) -> None:
    card = search(reader, library, "mot cua chuyen", nam="2015").locator(".results .card").first
    assert card.locator("h3 mark").all_inner_texts() == ["một cửa"]
    assert card.locator(".card__summary mark").all_inner_texts() == ["chuyển"]


def test_a_word_with_marks_does_not_mark_another(reader: Reader, library: Library) -> None:
    page = search(reader, library, "cửa", nam="2015")
    assert page.locator(".results ol").first.locator("mark").all_inner_texts()[:1] == ["cửa"]
    assert "Của" not in page.locator(".results ol").first.locator("mark").all_inner_texts()


def asked_and_answered() -> list[list[str]]:
    text = (ROOT / "tests/cases/search/questions.txt").read_text("utf-8")
    return [[part.strip() for part in line.split("|")] for line in text.splitlines()[1:]]


def test_a_hundred_questions_are_answered_among_the_first_three(browser: Browser, address: str) -> None:
    with reading(browser, 360) as reader:
        reader.open(f"{address}tim-kiem.html")
        asked = asked_and_answered()
        answers = reader.page.evaluate(FIRST, [question for question, _ in asked])
    assert len(asked) >= 100
    wrong = [
        (question, answer, titles)
        for (question, answer), titles in zip(asked, answers, strict=True)
        if (titles if answer == "-" else f"/{answer}.html" not in titles)
    ]
    assert wrong == []


# The addresses of the first three results to each question.
FIRST = """async questions => {
  const script = document.querySelector('script[type=module]').src
  const { cardOf, find, openIndex, wantedIn } = await import(script)
  const index = openIndex(document.querySelector('.results').dataset)
  const address = async result => (await cardOf(index, result))[1]
  const answers = []
  for (const question of questions) {
    const { all, near } = await find(index, wantedIn(question))
    answers.push(await Promise.all([...all, ...near].slice(0, 3).map(address)))
  }
  return answers
}"""


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
            page.locator(".menu__find").click()
            page.locator("#q").fill("Đường dây nóng")
        # Before it is loaded the browser sends the form itself, and what is still fetched counts as failed.
        page.wait_for_load_state("networkidle")
        page.keyboard.press("Enter")
        page.locator(".results[aria-busy=false]").wait_for()
        assert page.url == f"{library.url}tim-kiem.html?{urlencode({'q': 'Đường dây nóng'})}"
        assert page.locator("#q").input_value() == "Đường dây nóng"
        assert "tin/duong-day-nong.html" in results(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("violations") == []
        assert reader.complaints == []


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
