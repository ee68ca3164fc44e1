"""What "Tin liên quan" shows: the four steps one by one, then pairs as a reader would judge them."""

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
    """Return an article that shares nothing with others unless told to: it has a section of its own."""
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


def test_a_long_editors_list_is_cut_and_repeats_take_no_place_in_it() -> None:
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


def test_words_that_no_other_title_holds_take_no_place_among_the_rarest() -> None:
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


# ---- the table of pairs ----

# name | day | section | tags | title
BULLETIN = """
ky-so-xa | 430 | hien-dai-hoa | chữ ký số, tập huấn | Tập huấn sử dụng chữ ký số cho công chức cấp xã
ky-so-truong | 860 | hien-dai-hoa | Chữ ký số, giáo dục | Cấp chữ ký số cho các trường trong huyện
ky-so-van-ban | 980 | hien-dai-hoa |  | Văn phòng không giấy: mọi văn bản đi đều được ký số
mang-noi-bo | 300 | hien-dai-hoa | hạ tầng | Nối mạng nội bộ đến trụ sở xã xa nhất
iso | 210 | hien-dai-hoa | ISO 9001 | Áp dụng ISO 9001 ở cơ quan nhà nước
par-2018 | 740 | ket-qua | PAR INDEX, chỉ số | Công bố Chỉ số PAR INDEX 2018 của các sở, ngành
par-2017 | 380 | ket-qua | PAR INDEX, chỉ số | Kết quả PAR INDEX 2017: nhiều đơn vị tăng hạng
par-giai-phap | 770 | chi-dao | PAR INDEX, kế hoạch | Giải pháp nâng điểm cải cách hành chính năm tới
par-hoi-dap | 520 | hoi-dap |  | Hỏi đáp về cách chấm điểm PAR INDEX
sipas | 830 | ket-qua | SIPAS, chỉ số | Mức hài lòng của người dân tăng năm thứ ba liền
khao-sat | 690 | chi-dao | SIPAS, kế hoạch | Sắp phát phiếu khảo sát mức hài lòng của người dân
mot-cua-huyen | 920 | thu-tuc | một cửa, thủ tục hành chính | Bộ phận một cửa mở thêm sáng thứ bảy
mot-cua-xa | 640 | thu-tuc | Một cửa, cấp xã | Xã vùng cao làm quen với phần mềm một cửa
trung-tam | 950 | thu-tuc | một cửa, thủ tục hành chính | Trung tâm hành chính công có quầy ưu tiên
truc-tuyen | 900 | thu-tuc | dịch vụ công, thủ tục hành chính | Nộp hồ sơ trực tuyến được giảm lệ phí
to-cong-nghe | 960 | tin-tuc |  | Tổ công nghệ thôn giúp bà con nộp hồ sơ trực tuyến
buu-dien | 600 | thu-tuc | bưu chính công ích, thủ tục hành chính | Bưu điện trả kết quả tận nhà
dau-moi | 450 | bo-may | tổ chức bộ máy, tinh giản biên chế | Sắp xếp phòng chuyên môn, bớt ba đầu mối
sap-nhap | 700 | bo-may | Tổ chức bộ máy | Sáp nhập thôn bản: gọn đầu mối, giữ nếp làng
bien-che | 870 | bo-may | tinh giản biên chế | Lộ trình tinh giản biên chế đến hết nhiệm kỳ
giao-tiep | 810 | can-bo | công chức, tập huấn | Bồi dưỡng kỹ năng giao tiếp cho công chức tiếp dân
kiem-tra | 560 | can-bo | công vụ, công chức | Kiểm tra đột xuất giờ giấc làm việc
ra-soat | 330 | the-che | văn bản pháp luật | Rà soát nghị quyết, quyết định đã hết hiệu lực
du-thao | 660 | the-che | Văn bản pháp luật, góp ý | Mời góp ý dự thảo quyết định về phân cấp
so-khao | 580 | tin-tuc | tuyên truyền, hội thi | Hội thi tìm hiểu cải cách hành chính: vòng sơ khảo
chung-ket | 620 | tin-tuc |  | Mười đội vào chung kết Hội thi tìm hiểu cải cách
nghi-tet | 730 | tin-tuc |  | Lịch trực dịp Tết Nguyên đán
"""

YES, NO = True, False


@pytest.fixture(scope="module")
def lists() -> dict[str, list[str]]:
    subjects = [
        article(name, title, tuple(filter(None, tags.split(", "))), section, int(day))
        for name, day, section, tags, title in rows(BULLETIN)
    ]
    names = [name for name, *_ in rows(BULLETIN)]
    return {names[i]: [names[k] for k in indexes] for i, indexes in enumerate(related(subjects, 4))}


@pytest.mark.parametrize(
    ("reading", "offered", "verdict"),
    [
        ("ky-so-xa", "ky-so-truong", YES),  # the same tag in another case
        ("ky-so-van-ban", "ky-so-truong", YES),  # no tags: words of the title
        ("ky-so-van-ban", "ky-so-xa", YES),
        ("par-2018", "par-2017", YES),
        ("par-2017", "par-giai-phap", YES),  # another section
        ("par-hoi-dap", "par-2018", YES),  # no tags, alone in its section
        ("khao-sat", "sipas", YES),
        ("mot-cua-huyen", "trung-tam", YES),  # two tags, and no word of the titles
        ("to-cong-nghe", "truc-tuyen", YES),
        ("dau-moi", "bien-che", YES),
        ("chung-ket", "so-khao", YES),
        ("nghi-tet", "chung-ket", YES),  # nothing but the section: the bulletin's other news
        ("par-2018", "mot-cua-huyen", NO),
        ("ky-so-xa", "par-2017", NO),  # `số` alone is no word
        ("mot-cua-huyen", "dau-moi", NO),
        ("sap-nhap", "ky-so-van-ban", NO),  # `thôn bản` is no `văn bản`
        ("sipas", "iso", NO),
        ("ra-soat", "kiem-tra", NO),
        ("chung-ket", "bien-che", NO),
        ("par-giai-phap", "buu-dien", NO),
    ],
)
def test_related_articles_are_those_that_a_reader_would_choose(
    lists: dict[str, list[str]], reading: str, offered: str, verdict: bool
) -> None:
    assert (offered in lists[reading]) is verdict


def test_untagged_articles_get_lists_too(lists: dict[str, list[str]]) -> None:
    untagged = [name for name, _, _, tags, _ in rows(BULLETIN) if not tags]
    # All but par-hoi-dap, which is alone in its section, may fill up with their section.
    assert [len(lists[name]) for name in untagged] == [4, 2, 4, 3, 3]
    assert lists["par-hoi-dap"] == ["par-2018", "par-2017"]


# ---- which lists depend on titles ----


def test_titles_decide_only_where_tags_leave_a_list_short() -> None:
    tagged = [article(name, f"Bài {name}", ("một cửa",), day=day) for day, name in enumerate("abcd")]
    lists, is_by_titles = relate(tagged, 3)
    assert (lists, is_by_titles) == (related(tagged, 3), False)
    assert relate([*tagged, article("e", "Không thẻ")], 3)[1]
    assert relate(tagged, 4)[1]
