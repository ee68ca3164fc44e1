"""What of an article can be found, and how much each word counts."""

import re

import pytest

from bantin.model import Article
from bantin.search.documents import Document, document, text_of


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
def test_text_is_what_is_read(body: str, text: str) -> None:
    assert " ".join(text_of(body).split()) == text


def article(**given: object) -> Article:
    """An article of which only what is given is worth telling."""
    return Article(**{**dict.fromkeys(Article._fields, ""), "tags": (), **given})  # type: ignore[arg-type]


def weights(document: Document) -> dict[str, int]:
    groups = re.findall(r'<p data-pagefind-weight="(\d)">(.*)</p>', document.page)
    return {key: int(weight) for weight, group in groups for key in group.split(" ")}


def test_a_word_counts_by_where_it_stands_and_how_often() -> None:
    about = article(title="Một cửa", summary="Nhận hồ sơ", tags=("Đất đai",), author="Thu", origin="Báo")
    found = weights(document(about, "<p>một hồ sơ, hai số, ba số, bốn số</p>", url="/a.html", date=""))
    assert [found[key] for key in ("motː", "mo56tˑ", "cuaː", "cu73aˑ")] == [8, 8, 8, 8]
    assert [found[key] for key in ("hoː", "so7ˑ", "datː", "thuː", "baoː")] == [4, 4, 4, 4, 4]
    assert [found[key] for key in ("so61ˑ", "haiː", "bo61nˑ")] == [2, 1, 1]


def test_neighbours_are_found_in_title_summary_and_body() -> None:
    about = article(title="Một cửa", summary="Đất đai")
    found = weights(document(about, "<p>Chỉ số</p><p>hài lòng</p>", url="/a.html", date=""))
    assert {"motˀcuaː", "datˀdaiː", "chiˀsoː", "haiˀlongː"} <= found.keys()
    assert "cuaˀdatː" not in found


def test_a_result_shows_the_articles_own_spelling() -> None:
    about = article(title="Ủy ban <họp>", summary="Số hóa", date="2026-08-05", section="tin")
    made = document(about, "<p>Chữ.</p>", url="/tin/a.html", date="05/08/2026")
    assert made.card == ("Ủy ban <họp>", "/tin/a.html", "2026-08-05", "05/08/2026", "Số hóa")
    assert (made.url, made.section) == ("/tin/a.html", "tin")
