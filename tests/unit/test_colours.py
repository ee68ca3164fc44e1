"""Colours that are derived from one accent have enough contrast wherever there is text on them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bantin.config.colours import (
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    adjust_contrast,
    colour_scheme,
    contrast,
    lowest_contrast,
)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#29368c", "#29368c") == 1


@settings(max_examples=50)
@given(st.integers(0, 0xFFFFFF))
def test_text_has_enough_contrast_in_every_scheme(number: int) -> None:
    accent = adjust_contrast(f"#{number:06x}", "#000000", LIGHT_GROUNDS, 4.5)
    assert lowest_contrast(accent, LIGHT_GROUNDS) >= 4.5
    colours = colour_scheme(accent)
    assert lowest_contrast(colours.dark_link, DARK_GROUNDS) >= 7
    for cloth in (colours.cloth, colours.dark_cloth):
        assert contrast(cloth, "#ffffff") >= 7
        assert contrast(cloth, colours.quiet) >= 4.5
        assert contrast(cloth, "#f2c35b") >= 4.5  # gold: the button of the search, and the focus


def test_a_sites_own_dark_accent_is_used() -> None:
    assert colour_scheme("#1b5e4a", "#9fe0c8").dark_link == "#9fe0c8"
