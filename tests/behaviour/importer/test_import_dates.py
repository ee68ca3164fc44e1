"""The dates of pages without a profile: where they are, and in which form."""

import pytest

from tests.behaviour.importer.conftest import Importing
from tests.behaviour.importer.test_import_shapes import FOOT, MENU, TEXT, UNKNOWN
from tests.old_portals import LEAD, PARAGRAPHS, TITLE


def test_a_short_sentence_with_a_date_above_the_text_is_not_a_dateline(importing: Importing) -> None:
    sentence = "Ngày 27/8/2019, UBND xã họp đánh giá."
    page = UNKNOWN.replace(f'<div class="tom-tat"><b>{LEAD}</b></div>', f"<p>{sentence}</p>")
    importing.save("a.html", f'<html><head><meta charset="utf-8">{page}</body></html>')
    importing.run()
    values, body = importing.article()
    assert (values["date"], sentence in f"{values.get('summary')}{body}") == ("2019-08-28T14:36", True)


_LD = f'<script type="application/ld+json">{{"headline": "{TITLE}", "datePublished": "%s"}}</script>'


@pytest.mark.parametrize(
    "above, below, date",
    [
        ("", "<p>Ngày đăng: 28/08/2019 14:36 - Lượt xem: 123</p>", "2019-08-28T14:36"),
        (f"{_LD % '2019-08-28T07:36:00Z'}<i>3 ngày trước</i>", "", "2019-08-28T14:36"),
        ("<i>Ngày 28/08/19</i>", "<p>Cơ quan chủ quản: UBND xã. Cập nhật: 01/01/2018</p>", "2019-08-28"),
    ],
    ids=["below the text", "in JSON-LD", "year of two digits"],
)
def test_a_date_is_found_wherever_the_page_prints_it(
    importing: Importing, above: str, below: str, date: str
) -> None:
    page = f"<meta charset=utf-8><title>{TITLE}</title><body>{MENU}<h1>{TITLE}</h1>{above}{TEXT}{below}"
    importing.save("a.html", page)
    importing.run()
    values, body = importing.article()
    assert values["date"] == date
    assert body == "\n\n".join(PARAGRAPHS)


def test_a_page_without_a_date_gets_none(importing: Importing) -> None:
    text = TEXT.replace("quý II", "năm 2024")
    importing.save(
        "a.html", f"<meta charset=utf-8><title>{TITLE}</title><body>{MENU}<h1>{TITLE}</h1>{text}{FOOT}"
    )
    assert "luu/a.html: no date of publication is found in it" in importing.run(code=1).out


@pytest.mark.parametrize(
    "printed, date",
    [
        ("12 Th3, 2019", "2019-03-12"),
        ("Tháng Mười Hai 5, 2019 lúc 8:45", "2019-12-05T08:45"),
        ("Tuesday, March 12, 2019 8:45 PM", "2019-03-12T20:45"),
        ("Thứ Ba, ngày 12 tháng 3 năm 2019", "2019-03-12"),
        ("08h45, ngày 12/3/2019", "2019-03-12T08:45"),
    ],
)
def test_dates_with_names_of_months_are_read(importing: Importing, printed: str, date: str) -> None:
    importing.save("a.html", UNKNOWN.replace("Thứ tư, 28/08/2019 14:36", printed))
    importing.run()
    assert importing.article()[0]["date"] == date
