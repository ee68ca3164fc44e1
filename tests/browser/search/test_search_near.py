"""What is found for other spellings, missing diacritics and words with one wrong letter."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.search.conftest import Library, results, results_in, search
from tests.browser.test_pages import Reader, reading
from tests.conftest import ROOT

pytestmark = pytest.mark.browser


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
def test_a_phone_number_is_found_however_its_digits_are_grouped(
    reader: Reader, library: Library, typed: str
) -> None:
    page = search(reader, library, typed)
    assert results(page) == ["tin/duong-day-nong.html"]
    assert page.locator(".results mark").all_inner_texts() == ["0213 3876 501"]


def test_a_word_is_marked_alone_only_if_it_is_nowhere_beside_the_next(
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
