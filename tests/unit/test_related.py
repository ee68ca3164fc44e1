"""What "Tin liên quan" shows: the four steps one by one."""

import pickle
import unicodedata

import pytest

from bantin.site.related import RARE_IN, Index, RelatedSubject, look_ups, related
from bantin.site.relations import relate
from bantin.site.shared_numbers import MAX_SETS_OF

DAY = 86_400


def article(
    name: str,
    title: str = "",
    tags: tuple[str, ...] = (),
    section: str = "",
    day: int = 0,
    chosen: tuple[int, ...] = (),
) -> RelatedSubject:
    """Return an article that by default shares nothing with others: it has a section of its own."""
    return RelatedSubject(f"/{name}.html", title, tags, section or f"muc-{name}", day * DAY, chosen)


def rows(table: str) -> list[list[str]]:
    return [line.split(" | ") for line in table.strip().splitlines()]


# ---- the editor's list ----


def test_the_editors_list_comes_first_and_in_the_editors_order() -> None:
    tagged = [article(name, tags=("một cửa",), day=day) for day, name in enumerate("bcd")]
    subjects = [article("a", tags=("một cửa",), chosen=(2, 4, 1)), *tagged, article("e")]
    assert related(subjects, 5)[0] == (2, 4, 1, 3)


def test_an_editor_who_lists_the_article_itself_or_one_twice_is_understood() -> None:
    subjects = [article("a", chosen=(0, 2, 2, 0, 1, 2)), article("b"), article("c")]
    assert related(subjects, 5) == [(2, 1), (), ()]


def test_a_long_editors_list_is_cut_and_repeats_do_not_count() -> None:
    subjects = [article("a", chosen=(3, 3, 0, 1, 2)), article("b"), article("c"), article("d")]
    assert related(subjects, 2)[0] == (3, 1)


def test_an_article_with_a_full_list_of_its_own_is_still_found_by_others() -> None:
    subjects = [article("a", tags=("PAPI",), chosen=(2,)), article("b", tags=("PAPI",)), article("c")]
    assert related(subjects, 1) == [(2,), (0,), ()]


# ---- tags ----


def test_more_shared_tags_come_before_newer_articles() -> None:
    subjects = [
        article("a", tags=("PAPI", "SIPAS", "PCI")),
        article("b", tags=("PAPI",), day=9),
        article("c", tags=("PCI", "SIPAS"), day=1),
        article("d", tags=("PCI", "SIPAS", "PAPI", "ISO 9001")),
    ]
    assert related(subjects, 5)[0] == (3, 2, 1)


def test_equally_many_shared_tags_are_ordered_newest_first_then_by_address() -> None:
    days = {"d": 1, "c": 2, "b": 1, "a": 2, "e": 3}
    subjects = [article(name, tags=("PAPI",), day=day) for name, day in days.items()]
    assert related(subjects, 4)[4] == (3, 1, 2, 0)


@pytest.mark.parametrize(
    ("tag", "other"),
    [
        ("Chữ ký số Straße", "CHỮ KÝ SỐ STRASSE"),
        ("chữ ký số", unicodedata.normalize("NFD", "chữ ký số")),
        ("chữ ký số", " chữ  ký\u00a0số "),
        ("Hiện đại hóa", "hiện đại hoá"),
    ],
)
def test_a_tag_is_the_same_in_any_case_form_spacing_and_school_of_tones(tag: str, other: str) -> None:
    assert related([article("a", tags=(tag,)), article("b", tags=(other,))], 5) == [(1,), (0,)]


@pytest.mark.parametrize(("tag", "other"), [("chữ ký", "chữ kỳ"), ("chữ ký", "chu ky"), ("", " ")])
def test_tags_with_other_marks_are_others_and_empty_ones_join_nothing(tag: str, other: str) -> None:
    assert related([article("a", tags=(tag,)), article("b", tags=(other,))], 5) == [(), ()]


def test_a_tag_written_twice_counts_once() -> None:
    subjects = [
        article("a", tags=("PAPI", "SIPAS")),
        article("b", tags=("PAPI", "papi", "Papi"), day=1),
        article("c", tags=("SIPAS",), day=2),
    ]
    assert related(subjects, 5)[0] == (2, 1)


# ---- words of the title ----


def test_shared_words_fill_what_tags_left_empty_even_when_newer() -> None:
    subjects = [
        article("a", "Khảo sát hài lòng", tags=("SIPAS",)),
        article("b", "Khảo sát trực tuyến", day=9),
        article("c", "Tin ngắn", tags=("SIPAS",)),
    ]
    assert related(subjects, 5)[0] == (2, 1)


def test_more_shared_words_come_first() -> None:
    titles = ["Khảo sát mức hài lòng", "Phiếu khảo sát", "KHẢO SÁT: sao cho hài lòng"]
    subjects = [article(f"{n}", title, day=9 if n == 1 else 0) for n, title in enumerate(titles)]
    assert related(subjects, 5)[0] == (2, 1)


TOGETHER = """
Dùng chữ ký số | CHỮ KÝ: của ai? | Có  (chữ\u00a0ký) | Xã ký số
Góp ý kiến | “Ý kiến” hay
Văn hoá xã | VĂN HÓA đọc
Điểm PAPI | PAPI | PAPI 2018 | Papi 2021 | PAPI là gì | SIPAS/PAPI: số mới
Cài VNeID | Vì sao VNeID? | QĐ-VNeID
Quỹ TĐƯ mở | Vay TĐƯ
Bầu HĐND xã | Khoá XIV HĐND họp
Công bố PAR INDEX | PAR INDEX 2018
Họp | Họp 2018 | HỌP: Tết
"""
APART = """
Một cửa | Cửa một | Mót cua | Một | Số một, cửa xã | Số một: cửa xã | Số một – cửa xã | Số một-cửa
Một cửa | Số một (cửa xã) | Số một 24 cửa | Số một_cửa | Số một m² cửa | Số một 5G cửa
Gọn thôn bản | Ký văn bản | KÝ VĂN BẢN
HỌP THÔN BẢN | KÝ VĂN BẢN
Mạng 5G phủ | Nhóm G phủ
Họp | Hợp | Họp báo
Ý | Ý | Ý kiến
Giá 50 m² | 70 m² | Quý 50
Sở TC họp | TC là gì
Việc quý III | Hạng III đã rõ
PAR INDEX | Mức PAR
"""


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (row, expected)
        for table, expected in ((TOGETHER, [(1,), (0,)]), (APART, [(), ()]))
        for row in rows(table)
    ],
)
def test_titles_share_pairs_of_syllables_and_abbreviations(row: list[str], expected: list[object]) -> None:
    for other in row[1:]:
        assert related([article("a", row[0]), article("b", other)], 5) == expected, other


def test_a_word_is_rare_up_to_its_limit_and_not_beyond() -> None:
    rare = [article(f"{n:03}", "Thông báo") for n in range(RARE_IN)]
    assert related(rare, 2)[0] == (1, 2)
    assert related([*rare, article("x", "Thông báo")], 2)[0] == ()


def test_only_the_rarest_words_of_a_title_count_and_the_alphabet_decides_between_equals() -> None:
    days = {"b": 0, "c": 0, "d": 0, "e": 1, "f": 2}  # "ff ff" is the fifth of five equally rare
    subjects = [
        article("a", "bb bb, cc cc, dd dd, ee ee, ff ff, zz zz"),
        *(article(name, f"{name * 2} {name * 2}", day=day) for name, day in days.items()),
        *(article(name, "zz zz", day=3) for name in "yz"),
    ]
    assert related(subjects, 9)[0] == (4, 1, 2, 3)
    assert related(subjects, 9)[5] == ()


def test_words_that_no_other_title_has_are_not_among_the_rarest() -> None:
    subjects = [article("a", "bốn năm sáu bảy tám khảo sát"), article("b", "khảo sát")]
    assert related(subjects, 5) == [(1,), (0,)]


# ---- sections ----


def test_the_same_section_fills_the_rest_newest_first() -> None:
    subjects = [
        article("a", tags=("PAPI",), section="tin", day=1),
        article("b", section="tin", day=2),
        article("c", section="tin", day=3),
        article("d", tags=("PAPI",), section="khac"),
        article("e", section="tin/con", day=9),
    ]
    assert related(subjects, 5)[0] == (3, 2, 1)
    assert related(subjects, 2)[0] == (3, 2)


# ---- many tags, edges, the two-step door ----


def test_articles_with_very_many_tags_find_and_are_found() -> None:
    many = tuple(f"thẻ {n}" for n in range(MAX_SETS_OF + 30))
    subjects = [
        article("a", tags=many),
        article("b", tags=many[:3], day=1),
        article("c", tags=many[5:], day=2),
        article("d", tags=many[4:7]),
        article("e", tags=("PAPI",), day=9),
    ]
    assert related(subjects, 9) == [(2, 1, 3), (0,), (0, 3), (0, 2), ()]


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        related([], -1)


def test_a_worker_may_look_up_its_share_in_a_copy_of_the_index() -> None:
    subjects = [
        article(f"{n}", f"Tin {n % 3}", tags=(f"thẻ {n % 4}",), section=f"{n % 2}", day=n) for n in range(20)
    ]
    copy = pickle.loads(pickle.dumps(Index(subjects, 4)))
    assert look_ups(copy, range(10)) + look_ups(copy, range(10, 20)) == related(subjects, 4)


# ---- which lists depend on titles ----


def test_titles_decide_only_where_tags_leave_a_list_short() -> None:
    tagged = [article(name, f"Bài {name}", ("một cửa",), day=day) for day, name in enumerate("abcd")]
    lists, is_by_titles = relate(tagged, 3)
    assert (lists, is_by_titles) == (related(tagged, 3), False)
    assert relate([*tagged, article("e", "Không thẻ")], 3)[1]
    assert relate(tagged, 4)[1]
