"""What lists show of an article without a summary."""

import pytest

from bantin.text.teasers import teaser

SENTENCE = "Bộ phận một cửa của xã nhận hồ sơ từ thứ hai đến sáng thứ bảy hằng tuần."


@pytest.mark.parametrize(
    "text, shown",
    [
        ("Một câu.", "Một câu."),
        (f"{SENTENCE} {SENTENCE} {SENTENCE}", f"{SENTENCE} {SENTENCE}"),
        ("chữ, " * 60, "chữ, " * 31 + "chữ…"),
        # No sentence ends in an abbreviation.
        (
            f"{SENTENCE} Đoàn của TP. Lai Châu, do ông Lò Văn A. dẫn đầu, đến xem. {SENTENCE}",
            f"{SENTENCE} Đoàn của TP. Lai Châu, do ông Lò Văn A. dẫn đầu, đến xem.",
        ),
        ("a" * 300, "a" * 160 + "…"),
    ],
)
def test_a_teaser_ends_with_a_sentence_or_a_word(text: str, shown: str) -> None:
    assert teaser(text) == shown
