"""What "Tin liên quan" shows: the four steps one by one, then pairs as a reader would judge them."""

import pickle
import random
import unicodedata

import pytest

from bantin.catalog.related import RARE_IN, WIDE, Index, Subject, look_up, look_ups, related

DAY = 86_400


def article(
    name: str,
    title: str = "",
    tags: tuple[str, ...] = (),
    section: str = "",
    day: int = 0,
    chosen: tuple[int, ...] = (),
) -> Subject:
    """An article that shares nothing with any other unless told to: its section is its own."""
    return Subject(f"/{name}.html", title, tags, section or f"muc-{name}", day * DAY, chosen)


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
    subjects = [
        article("d", tags=("PAPI",), day=1),
        article("c", tags=("PAPI",), day=2),
        article("b", tags=("PAPI",), day=1),
        article("a", tags=("PAPI",), day=2),
        article("e", tags=("PAPI",), day=3),
    ]
    assert related(subjects, 4)[4] == (3, 1, 2, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chữ ký số Straße", "CHỮ KÝ SỐ STRASSE"),
        ("chữ ký số", unicodedata.normalize("NFD", "chữ ký số")),
        ("chữ ký số", " chữ  ký\u00a0số "),
        ("Hiện đại hóa", "hiện đại hoá"),
    ],
)
def test_a_tag_is_the_same_in_any_case_form_spacing_and_school_of_tones(one: str, other: str) -> None:
    assert related([article("a", tags=(one,)), article("b", tags=(other,))], 5) == [(1,), (0,)]


@pytest.mark.parametrize(("one", "other"), [("chữ ký", "chữ kỳ"), ("chữ ký", "chu ky"), ("", " ")])
def test_tags_with_other_marks_are_others_and_empty_ones_join_nothing(one: str, other: str) -> None:
    assert related([article("a", tags=(one,)), article("b", tags=(other,))], 5) == [(), ()]


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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dùng chữ ký số", "CHỮ KÝ: của ai?"),
        ("Y tế xã", "Ngành y tế"),  # a syllable may be one letter
        ("Góp “ý kiến”", "Ý  kiến hay"),
        ("Văn hoá xã", "VĂN HÓA đọc"),
        ("PAPI 2018", "Tăng điểm PAPI"),
        ("Điểm PAPI", "PAPI là gì"),
        ("SIPAS, PAPI", "PAPI/SIPAS: số mới"),
        ("QĐ-UBND", "Họp UBND xã"),
        ("Cài VNeID ngay", "Vì sao VNeID?"),
        ("Khoá XIV HĐND họp", "Bầu HĐND xã"),  # a Roman number is not shouting
        ("Công bố PAR INDEX", "PAR INDEX 2018"),
        ("Họp", "Họp: 2018"),  # no pair, no abbreviation
        ("Papi 2018", "Điểm PAPI"),
    ],
)
def test_titles_share_pairs_of_syllables_and_abbreviations(one: str, other: str) -> None:
    assert related([article("a", one), article("b", other)], 5) == [(1,), (0,)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gọn thôn bản", "Ký văn bản"),
        ("Một cửa", "Cửa một"),
        ("Một cửa", "Mót cua"),
        *(
            ("Một cửa", f"Số một{sign}cửa xã")
            for sign in (",", ": ", " – ", "-", "/", " (", " 24 ", "_", " m² ")
        ),
        ("Năm 2018", "Quý 2018"),
        ("Mạng 5G phủ", "Nhóm G phủ"),
        ("Ý", "Ý kiến"),
        ("Ý", "ý"),
        ("Họp", "Họp báo"),
        ("50 m²", "70 m²"),
        ("họp", "hợp"),
        ("a_b", "b_a"),
        ("Sở TC họp", "TC là gì"),  # two letters may be anything
        ("Việc quý III", "Hạng III đã rõ"),
        ("VĂN BẢN MỚI", "HỌP THÔN BẢN"),
        ("PAR INDEX", "Mức PAR"),
    ],
)
def test_parted_syllables_and_lone_ones_digits_and_shouting_bring_nobody_together(
    one: str, other: str
) -> None:
    assert related([article("a", one), article("b", other)], 5) == [(), ()]


def test_a_word_is_rare_up_to_its_limit_and_not_beyond() -> None:
    rare = [article(f"{n:03}", "Thông báo") for n in range(RARE_IN)]
    assert related(rare, 2)[0] == (1, 2)
    assert related([*rare, article("x", "Thông báo")], 2)[0] == ()


def test_only_the_rarest_words_of_a_title_count_and_the_alphabet_decides_between_equals() -> None:
    subjects = [
        article("a", "bb bb, cc cc, dd dd, ee ee, ff ff, zz zz"),
        article("b", "bb bb"),
        article("c", "cc cc"),
        article("d", "dd dd"),
        article("e", "ee ee", day=1),
        article("f", "ff ff", day=2),  # the fifth of five equally rare
        article("y", "zz zz", day=3),
        article("z", "zz zz", day=4),
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
    many = tuple(f"thẻ {n}" for n in range(WIDE + 30))
    subjects = [
        article("a", tags=many),
        article("b", tags=many[:3], day=1),
        article("c", tags=many[5:], day=2),
        article("d", tags=many[4:7]),
        article("e", tags=("PAPI",), day=9),
    ]
    assert related(subjects, 9) == [(2, 1, 3), (0,), (0, 3), (0, 2), ()]


def test_a_large_bulletin_with_a_few_over_tagged_articles_has_the_overlaps_of_counting() -> None:
    """Large enough that rare tags are kept in another way than common ones."""
    rng = random.Random(7)
    common = [f"thẻ {n}" for n in range(20)]
    rare = [f"hiếm {n}" for n in range(1500)]
    subjects = [
        article(
            f"{n:05}",
            tags=tuple(rng.sample(common, rng.randint(0, 4)) + rng.sample(rare, 2 if n % 75 else 30)),
            day=rng.randint(0, 99),
        )
        for n in range(3000)
    ]
    index = Index(subjects, 6)
    for i in [*range(0, 3000, 75), *range(1, 200, 7)]:
        own = set(subjects[i].tags)
        shared = {k: len(own & set(other.tags)) for k, other in enumerate(subjects) if k != i}
        nearest = sorted(shared, key=lambda k: (-shared[k], -subjects[k].when, subjects[k].address))
        assert look_up(index, i) == tuple(k for k in nearest[:6] if shared[k])


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
    rows = [line.split(" | ") for line in BULLETIN.strip().splitlines()]
    subjects = [
        article(name, title, tuple(filter(None, tags.split(", "))), section, int(day))
        for name, day, section, tags, title in rows
    ]
    return {rows[i][0]: [rows[k][0] for k in found] for i, found in enumerate(related(subjects, 4))}


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
def test_a_reader_would_agree(lists: dict[str, list[str]], reading: str, offered: str, verdict: bool) -> None:
    assert (offered in lists[reading]) is verdict


def test_untagged_articles_get_lists_too(lists: dict[str, list[str]]) -> None:
    untagged = [line.split(" | ")[0] for line in BULLETIN.splitlines() if "|  |" in line]
    assert len(untagged) == 5
    assert min(len(lists[name]) for name in untagged) >= 3
