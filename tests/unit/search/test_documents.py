"""Which texts of an article are searched, and how much each word counts."""

from collections.abc import Sequence

import pytest

from bantin.model import Article
from bantin.search import synonyms
from bantin.search.documents import (
    LONG_TITLE,
    NEAR,
    OFTEN,
    ONCE,
    SHORT_TITLE,
    TITLE,
    Document,
    document,
    text_of,
)


@pytest.mark.parametrize(
    "body, text",
    [
        ("<p>Một c<strong>ử</strong>a</p>", "Một cửa"),
        ("<p>Một</p><p>cửa</p>", "Một cửa"),
        ("<p>Một<br>cửa</p>", "Một cửa"),
        ("<ul><li>Một</li><li>cửa</li></ul>", "Một cửa"),
        ('<p>Xem <a\0 title="a > b">bài</a>.</p>', "Xem bài."),
        ('<p>Trước<img\0 alt="không đọc">sau</p>', "Trước sau"),
        ("<p>5 &lt; 8 &amp; Đ&ocirc;ng</p>", "5 < 8 & Đông"),
        ('<p>chữ<sup id="fnref:1"><a href="#fn:1">1</a></sup></p>', "chữ 1"),
    ],
)
def test_the_indexed_text_is_what_readers_see(body: str, text: str) -> None:
    assert " ".join(text_of(body).split()) == text


def article(**given: object) -> Article:
    """Return an article with these fields; all others are empty."""
    return Article(**{**dict.fromkeys(Article._fields, ""), "tags": (), "image": None, **given})  # type: ignore[arg-type]


def weights(document: Document) -> dict[str, int]:
    return {form: weight for (_, form), weight in document.words.items()}


def made(about: Article, body: str, groups: Sequence[synonyms.Group] = ()) -> Document:
    return document(about, body, url="/tin/a.html", date="05/08/2026", synonyms=groups)


def test_a_word_counts_by_its_place_and_its_frequency() -> None:
    about = article(
        title="Một cửa", summary="Nhận hồ sơ", tags=("Đất đai",), author="Thu", credited_source="Báo"
    )
    weight_of = weights(made(about, "<p>một hồ sơ, hai số, ba số, bốn số</p>"))
    assert [weight_of[key] for key in ("một", "cửa")] == [SHORT_TITLE] * 2
    assert [weight_of[key] for key in ("hồ", "sơ", "đất", "thu", "báo")] == [NEAR] * 5
    assert [weight_of[key] for key in ("số", "hai", "bốn")] == [OFTEN, ONCE, ONCE]


@pytest.mark.parametrize(
    "title, weight",
    [
        ("Cấp hộ chiếu phổ thông", SHORT_TITLE),
        ("Cấp hộ chiếu phổ thông tại nhà", TITLE),
        ("Tập huấn cho cán bộ các xã về cấp hộ chiếu", LONG_TITLE),
    ],
)
def test_a_word_of_a_short_title_counts_more_than_one_of_a_long_title(title: str, weight: int) -> None:
    assert weights(made(article(title=title), ""))["chiếu"] == weight


def test_neighbours_are_found_in_title_summary_and_body() -> None:
    about = article(title="Một cửa", summary="Đất đai")
    pairs = made(about, "<p>Chỉ số</p><p>hài lòng</p>").pairs
    assert {"mot cua", "dat dai", "chi so", "hai long"} <= pairs
    assert "cua dat" not in pairs


def test_a_picture_is_found_by_its_caption() -> None:
    about = article(title="Họp", image=("a.jpg", "", "Đại biểu dự họp", "", 3))
    assert weights(made(about, ""))["đại"] == NEAR


def test_a_number_is_found_with_its_separators_without_and_by_its_groups() -> None:
    weight_of = weights(made(article(title="Năm 2022"), "<p>Có 43.378 hồ sơ, 74,95 %.</p>"))
    assert {"43378", "43", "378", "74", "95", "2022"} <= weight_of.keys()


def test_an_abbreviation_and_its_meaning_are_found_by_each_other() -> None:
    listed = [synonyms.group(("GD&ĐT", "giáo dục và đào tạo"))]
    short = made(article(title="Ngành GD&ĐT"), "", listed)
    assert weights(short)["giáo"] == SHORT_TITLE and "dao tao" in short.pairs
    long = made(article(), "<p>Ngành giáo dục và đào tạo</p>", listed)
    assert weights(long)["gd"] == ONCE and "gd dt" in long.pairs
    assert "gd" not in weights(made(article(title="Giáo dục và tạo, đào"), "", listed))


def test_a_meaning_far_down_in_a_long_text_is_found_too() -> None:
    body = f"<p>{'chữ ' * 3000}cải cách hành chính</p>"
    assert "cchc" in weights(made(article(), body, synonyms.common()))


@pytest.mark.parametrize(
    "written, asked",
    [
        ("Cấp sổ đỏ", ["sổ", "hồng", "gcnqsdđ"]),
        ("Đường dây nóng", ["hotline"]),
        ("Thẻ căn cước", ["cccd", "cmnd", "chứng", "minh"]),
    ],
)
def test_what_readers_call_a_thing_is_found_without_a_list_of_the_site(
    written: str, asked: list[str]
) -> None:
    weight_of = weights(made(article(title=written), "", synonyms.common()))
    assert [weight_of.get(word) for word in asked] == [SHORT_TITLE] * len(asked)


def test_a_result_shows_the_articles_own_spelling() -> None:
    about = article(title="Ủy ban <họp>", summary="Số hóa", date="2026-08-05", section="tin")
    document = made(about, "<p>Chữ.</p>")
    assert document.card == ("Ủy ban <họp>", "/tin/a.html", "2026-08-05", "05/08/2026", "Số hóa", "tin")
