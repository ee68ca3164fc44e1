"""Text in TCVN3 and VNI: recognized, converted, and never mistaken for what it is not."""

import unicodedata

import pytest

from bantin.text import legacy_charsets
from bantin.text.syllables import is_syllable

LETTERS = [
    unicodedata.normalize("NFC", case(letter + tone))
    for letter in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    for case in (str.lower, str.upper)
    if letter + tone not in "aeiouy"
] + ["đ", "Đ"]

PLAIN = (
    "Ủy ban nhân dân xã mở thêm hai quầy tiếp nhận hồ sơ; người dân nộp phí qua điện thoại, "
    "kết quả được gửi về tận nhà trong ba ngày làm việc."
)
# The same sentence typed in a TCVN3 font and in a VNI font, and read as Windows-1252.
TCVN3 = (
    "ñy ban nh©n d©n x· më thªm hai quÇy tiÕp nhËn hå s¬; ng\xadêi d©n nép phÝ qua ®iÖn tho¹i, "
    "kÕt qu¶ ®\xadîc göi vÒ tËn nhµ trong ba ngµy lµm viÖc."
)
VNI = (
    "UÛy ban nhaân daân xaõ môû theâm hai quaày tieáp nhaän hoà sô; ngöôøi daân noäp phí qua ñieän thoaïi, "
    "keát quaû ñöôïc göûi veà taän nhaø trong ba ngaøy laøm vieäc."
)


def test_each_charset_has_the_134_letters_that_ascii_lacks() -> None:
    assert len(LETTERS) == 134
    assert set(legacy_charsets._TCVN3.values()) == set(LETTERS)
    assert set(legacy_charsets._VNI.values()) == set(LETTERS)


def test_tcvn3_is_recognized_and_converted() -> None:
    guess = legacy_charsets.detect(TCVN3)
    assert (guess.charset, guess.is_sure) == ("tcvn3", True)
    assert legacy_charsets.convert(TCVN3, "tcvn3") == PLAIN.replace("Ủy", "ủy")  # one code for both cases


def test_vni_is_recognized_and_converted() -> None:
    guess = legacy_charsets.detect(VNI)
    assert (guess.charset, guess.is_sure) == ("vni", True)
    assert legacy_charsets.convert(VNI, "vni") == PLAIN


def test_the_soft_hyphen_of_tcvn3_is_a_letter() -> None:
    assert legacy_charsets.convert("Bé tr\xadëng", "tcvn3") == "Bộ trưởng"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        unicodedata.normalize("NFD", PLAIN),
        "Chỉ số PAPI 2021: 44,42 điểm",
        "Le café est déjà fermé à l'hôtel, où l'été était très agréable",
        "Straße, Müller, größer, schön und wäre möglich",
        "Tickets cost £10, £20 or £30",
        "films of 5 µm, 10 µm and 20 µm",
        "plain words only",
        "",
    ],
)
def test_other_text_has_no_legacy_charset(text: str) -> None:
    assert legacy_charsets.detect(text).charset == ""


def test_what_is_only_likely_is_said_to_be_unsure() -> None:
    guess = legacy_charsets.detect(TCVN3 + "\n" + PLAIN * 2)
    assert not (guess.charset and guess.is_sure)


def test_a_menu_in_unicode_stays_unchanged_around_a_body_of_mojibake() -> None:
    assert legacy_charsets.convert_lines("Trang chủ\n" + VNI, "vni") == "Trang chủ\n" + PLAIN


def test_a_short_line_of_mojibake_is_converted_even_if_its_words_are_ambiguous() -> None:
    assert legacy_charsets.convert_lines("Bé Néi vô\nBé\nBộ", "tcvn3") == "Bộ Nội vụ\nBộ\nBộ"


def test_quotation_marks_and_dashes_stay_beside_the_capitals_on_their_codes() -> None:
    assert legacy_charsets.convert("\x93v¨n b¶n\x94 \x96 hå s¬", "tcvn3") == "“văn bản” – hồ sơ"
    assert legacy_charsets.convert("B\x81O C\x83O", "tcvn3") == "BẢO CÁO"


@pytest.mark.parametrize("word", ["nghiêng", "Quyết", "giếng", "gì", "khuỷu", "ƯỚC", "toà", "tòa", "ngoằn"])
def test_vietnamese_syllables_are_recognized(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["été", "tr\xadëng", "cảch", "ngöôøi", "ôtô", "ằ́"])
def test_other_words_are_not_syllables(word: str) -> None:
    assert not is_syllable(word)
