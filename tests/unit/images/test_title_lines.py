"""A title is set in balanced lines of whole words, as large as possible."""

import pytest

from bantin.images.title_lines import ELLIPSIS, Area, set_title

AREA = Area(width=1000, height=400, sizes=(80, 60, 40), leading=1.25)


def measure(text: str) -> float:
    """Return a width: every letter is half as wide as it is high."""
    return len(text) / 2


def test_a_short_title_is_one_line_of_the_largest_size() -> None:
    assert set_title("Họp báo", AREA, measure) == (80, ("Họp báo",))


@pytest.mark.parametrize("count", [5, 20, 40, 62])
def test_no_word_is_lost_and_no_line_is_wider_than_the_area(count: int) -> None:
    title = " ".join(["hồ", "sơ"] * (count // 2))
    size, lines = set_title(title, AREA, measure)
    assert " ".join(lines) == title
    assert all(measure(line) * size <= AREA.width for line in lines)
    assert len(lines) * size * AREA.leading <= AREA.height


def test_lines_are_about_equally_long() -> None:
    _, lines = set_title("một hai ba bốn năm sáu bảy tám chín", AREA, measure)
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= len("một ba")


def test_text_without_room_is_replaced_by_an_ellipsis() -> None:
    size, lines = set_title("hồ sơ, " * 200, AREA, measure)
    assert size == 40
    assert lines[-1].endswith(f"hồ sơ{ELLIPSIS}") or lines[-1].endswith(f"hồ{ELLIPSIS}")
    assert len(lines) * size * AREA.leading <= AREA.height


def test_words_held_together_part_only_where_they_are_wider_than_the_area() -> None:
    assert set_title("a" * 30 + " Lai\xa0Châu", AREA, measure).lines[-1].endswith("Lai\xa0Châu")
    assert len(set_title("\xa0".join(["dài"] * 40), AREA, measure).lines) > 1
