"""Which articles a question finds, and in what order, compared with a simple search in Python."""

import random
import re
import unicodedata

import pytest
from playwright.sync_api import Page, expect

from bantin.search.words import keys
from tests.browser.search.conftest import (
    Article,
    Library,
    common_word,
    folded_words,
    questions,
    results,
    results_in,
    search,
    syllable,
)
from tests.browser.test_pages import Reader

pytestmark = pytest.mark.browser


def truth(articles: list[Article], typed: str) -> set[str]:
    """Return every article that has all the words, with any diacritics."""
    wanted = folded_words(typed)
    return {article.address for article in articles if wanted <= folded_words(article.text)}


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


def test_neighbouring_words_come_first_even_without_marks(reader: Reader, library: Library) -> None:
    for typed in ("duong day nong", "đường dây nóng", unicodedata.normalize("NFD", "Đường dây NÓNG")):
        first = results(search(reader, library, typed))
        assert set(first[:2]) == {"tin/duong-day-nong.html", "gioi-thieu.html"}
        assert "tin/nhieu-chu.html" in first


@pytest.mark.parametrize("typed", ["chứng thực bản sao", "chung thuc ban sao", "làm chứng thực bản sao"])
def test_an_article_with_a_short_title_comes_before_newer_ones_with_a_long_title(
    reader: Reader, library: Library, typed: str
) -> None:
    first = results_in(search(reader, library, typed), 0)
    assert first[:2] == ["tin/chung-thuc.html", "tin/hop-ve-chung-thuc.html"]


def test_a_longer_question_needs_no_words_that_only_connect_others(reader: Reader, library: Library) -> None:
    asked = "chứng thực bản sao cho công dân phải có bản chính"
    assert results_in(search(reader, library, asked), 0) == ["tin/chung-thuc.html"]
    assert results_in(search(reader, library, "bản của chính"), 0) == [], "in a short one they may be meant"


@pytest.mark.parametrize("typed", ["uỷ ban", "ủy ban"])
def test_both_spellings_of_a_tone_are_one(reader: Reader, library: Library, typed: str) -> None:
    assert set(results(search(reader, library, typed))[:2]) == {"tin/uy-ban.html", "tin/uy-ban-khac.html"}


def test_results_with_the_typed_marks_come_first_and_others_are_counted(
    reader: Reader, library: Library
) -> None:
    page = search(reader, library, "một cửa")
    typed, others = (results_in(page, index) for index in (0, 1))
    assert "tin/mot-cua.html" in typed
    assert "tin/cua-mot.html" in others or page.locator(".results [rel=next]").is_visible()
    assert "tin/cua-mot.html" not in typed
    expect(page.locator(".results__others h2").first).to_contain_text("với dấu khác")


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


def test_a_year_in_a_query_may_be_that_of_the_date_but_not_in_a_phrase(
    reader: Reader, library: Library
) -> None:
    word = common_word(library.articles)
    every = {article.address: article for article in library.articles}
    wanted = {address for address in truth(library.articles, word) if every[address].date.startswith("2018")}
    page = search(reader, library, f"{word} 2018", xep="moi")
    assert re.match(rf"{len(wanted)} bài có", page.locator("#ket-qua").inner_text())
    assert set(results(page)) <= wanted
    page = search(reader, library, f'{word} "2018"')
    expect(page.locator("#ket-qua")).to_contain_text("Không có bài nào")
