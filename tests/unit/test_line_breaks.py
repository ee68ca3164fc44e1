"""Between which words a line must not break."""

import unicodedata

import pytest

from bantin.text.line_breaks import bind_numbers, bind_numbers_in_html, title_breaker
from bantin.text.title_words import WORDS

breaker = title_breaker((unicodedata.normalize("NFD", "Mường Tè"), "đường dây nóng", "giai đoạn 2021 tỉnh"))


@pytest.mark.parametrize(
    "title, kept",
    [
        ("SIPAS và PAR INDEX 2022", "SIPAS và~PAR~INDEX 2022"),
        ("Lai Châu: người dân, tổ chức hài lòng", "Lai~Châu: người~dân, tổ~chức hài~lòng"),
        ("“Một cửa” và (một cửa) liên thông", "“Một~cửa” và~(một~cửa) liên~thông"),
        ("THỦ TỤC HÀNH CHÍNH", "THỦ~TỤC HÀNH~CHÍNH"),
        # A pair that a mark parts is none.
        ("Họp một, cửa mở", "Họp một, cửa mở"),
        # A word belongs to one pair: three in a row would be too long for a narrow screen.
        ("hành chính phủ", "hành~chính phủ"),
        ("đạt 74,95 %, lùi 5 bậc", "đạt 74,95~%, lùi 5~bậc"),
        # Numbers hold to what they count, and to the word that announces them.
        ("xếp thứ 26, lên 37 bậc", "xếp thứ~26, lên 37~bậc"),
        ("đạt 72,23 điểm năm 2018", "đạt 72,23~điểm năm~2018"),
        ("tháng 7/2018 có 12.710 lượt", "tháng~7/2018 có 12.710~lượt"),
        ("19 tháng 8", "19~tháng~8"),
        ("thứ hai", "thứ hai"),
        ("giai đoạn 2026 - 2030, năm học 2025 – 2026", "giai~đoạn 2026~- 2030, năm học 2025~– 2026"),
        # Names.
        ("Họp ở xã Pa Ủ, với Sở Tư pháp", "Họp ở~xã Pa~Ủ, với~Sở~Tư~pháp"),
        ("Ông Lò Văn Nam. Bà Mai", "Ông Lò~Văn~Nam. Bà~Mai"),
        ("Họp UBND Tỉnh HĐND", "Họp UBND Tỉnh HĐND"),
        # What would be wider than a phone's line in large type.
        ("cho người dân, những doanh nghiệp", "cho~người~dân, những doanh~nghiệp"),
        ("Nguyễn Thị Thanh Hằng", "Nguyễn Thị~Thanh~Hằng"),
        # What the site adds.
        ("Tập huấn ở Mường Tè", "Tập~huấn ở~Mường~Tè"),
        ("Số đường dây nóng mới", "Số đường~dây~nóng mới"),
        ("Giai đoạn 2021 tỉnh làm gì", "Giai~đoạn~2021~tỉnh làm gì"),
        # Nothing else is touched.
        ("", ""),
        ("Họp", "Họp"),
        ("hai  khoảng trắng", "hai  khoảng trắng"),
        ("đã\xa0giữ rồi", "đã\xa0giữ rồi"),
    ],
)
def test_words_that_belong_together_stay_on_one_line(title: str, kept: str) -> None:
    assert breaker(title) == kept.replace("~", "\xa0")


def test_a_title_only_changes_in_its_spaces() -> None:
    for title in (*WORDS, "Chỉ số cải cách hành chính của Lai Châu năm 2018 tăng 3 bậc"):
        assert breaker(title).replace("\xa0", " ") == title


def test_every_word_of_the_list_is_two_syllables_in_lower_case_and_is_listed_once() -> None:
    assert len(set(WORDS)) == len(WORDS)
    assert [word for word in WORDS if word != word.lower() or len(word.split(" ")) != 2] == []


@pytest.mark.parametrize(
    "text, held",
    [
        ("đạt 82,41 %, kém 3 %", "đạt 82,41~%, kém 3~%"),
        ("bao nhiêu % và 5%", "bao nhiêu % và 5%"),
        ("%", "%"),
        ("٣ %", "٣ %"),
        (" %", " %"),
        ("thứ 26, lên 37 bậc", "thứ~26, lên 37 bậc"),
        ("thứ hai, thứ 2, thứ", "thứ hai, thứ~2, thứ"),
        ("người dân", "người dân"),
        ("thứ 26 và <em>thứ 2</em>", "thứ~26 và <em>thứ~2</em>"),
        ("<strong>82,41</strong><br> %", "<strong>82,41</strong><br> %"),
        ("<strong>82,41</strong> %", "<strong>82,41</strong>~%"),
        ("<strong>đạt</strong> % 5<br> %", "<strong>đạt</strong> % 5<br> %"),
    ],
)
def test_numbers_in_running_text_stay_with_their_sign(text: str, held: str) -> None:
    assert bind_numbers(text) == held.replace("~", "\xa0")


@pytest.mark.parametrize(
    "text, held",
    [
        ("Gọi 0214 3876 650 hoặc 1900 1234.", "Gọi 0214~3876~650 hoặc 1900~1234."),
        ("Gọi (0214) 3 876 650, 1900 54 54 41", "Gọi (0214)~3~876~650, 1900~54~54~41"),
        ("ĐT:+84 913 456 789 (máy lẻ 12)", "ĐT:+84~913~456~789 (máy lẻ 12)"),
        ("(+84) 213 3876 650; 0913 456 789/0914 567 890", "(+84)~213~3876~650; 0913 456 789/0914 567 890"),
        # Counts, dates, accounts and numbers of other lengths.
        ("97 582 700 người, 1 900 000 đồng", "97 582 700 người, 1 900 000 đồng"),
        ("ngày 01 12 2024, giờ 08 30", "ngày~01 12 2024, giờ 08 30"),
        ("tài khoản 0101 0000 1234 567, mã 012 345", "tài khoản 0101 0000 1234 567, mã 012 345"),
        ("CCCD số 022 085 001 234, CMND 045 123 456", "CCCD số 022 085 001 234, CMND 045 123 456"),
        ("0914.567 890 và 0214 3876 650.12", "0914.567 890 và 0214 3876 650.12"),
    ],
)
def test_a_phone_number_stays_on_one_line(text: str, held: str) -> None:
    assert bind_numbers(text) == held.replace("~", "\xa0")


def test_numbers_in_code_keep_their_spaces_and_those_beside_it_do_not() -> None:
    html = b"<p>5 % <code>tag = 5 %\n</code> 6 %</p><pre><code>7 %</code></pre>8 %"
    held = b"<p>5&nbsp;% <code>tag = 5 %\n</code> 6&nbsp;%</p><pre><code>7 %</code></pre>8&nbsp;%"
    assert bind_numbers_in_html(html) == held
