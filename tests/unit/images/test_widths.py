"""In which widths a picture is made."""

import pytest

from bantin.images.picture import EncodedPicture
from bantin.images.widths import fallback_width, smaller_files, widths_for

WIDTHS = (360, 720, 1080, 1600)


@pytest.mark.parametrize(
    ("width", "widths", "expected"),
    [
        (6000, WIDTHS, (360, 720, 1080, 1600)),
        (1600, WIDTHS, (360, 720, 1080, 1600)),
        (1500, WIDTHS, (360, 720, 1080, 1500)),
        (1200, WIDTHS, (360, 720, 1200)),  # 1080 would hardly save anything
        (800, WIDTHS, (360, 800)),
        (400, WIDTHS, (400,)),
        (360, WIDTHS, ()),  # as it is
        (40, WIDTHS, ()),
        (6000, (), ()),
        (6000, (900, 300), (300, 900)),
    ],
)
def test_no_picture_is_wider_than_it_was(
    width: int, widths: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    assert widths_for(width, widths) == expected


@pytest.mark.parametrize(
    ("ladder", "width"), [((360, 720, 1080, 1600), 1080), ((360, 720, 1200), 1200), ((1600, 2000), 1600)]
)
def test_the_fallback_is_wide_enough_for_a_preview_and_no_wider(ladder: tuple[int, ...], width: int) -> None:
    assert fallback_width(ladder) == width


def files(*sizes: tuple[int, int]) -> list[EncodedPicture]:
    return [EncodedPicture("webp", width, 1, bytes(size)) for width, size in sizes]


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        ([(360, 10), (720, 20), (1080, 30)], [360, 720, 1080]),
        ([(360, 25), (720, 20), (1080, 30)], [720, 1080]),
        ([(360, 30), (720, 30), (1080, 30)], [1080]),
        ([(360, 10), (720, 20), (1080, 50)], []),  # no smaller than the other format's file of this width
        ([(360, 10), (720, 49)], [360, 720]),
        ([], []),
    ],
)
def test_a_file_that_saves_no_bytes_is_not_worth_having(made: list[tuple[int, int]], kept: list[int]) -> None:
    fallback = EncodedPicture("jpg", 1080, 1, bytes(50))
    assert [file.width for file in smaller_files(files(*made), fallback)] == kept
