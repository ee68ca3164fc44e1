"""Abbreviations explained where an article first has them."""

import pytest

from bantin.content.abbreviations import explain
from tests.conftest import Site

LIST = (("UBND", "Ủy ban nhân dân"), ("TT&TT", 'Thông tin & "Truyền thông"'))
EXPLAINED = '<abbr title="Ủy ban nhân dân">UBND</abbr>'


@pytest.mark.parametrize(
    "html, expected",
    [
        ("<p>Họp</p>", "<p>Họp</p>"),
        ("<p>UBND tỉnh, UBND huyện</p>", f"<p>{EXPLAINED} tỉnh, UBND huyện</p>"),
        ("<p>“UBND”</p>", f"<p>“{EXPLAINED}”</p>"),
        ("<p>12/QĐ-UBND, UBNDs, ÔUBND</p>", "<p>12/QĐ-UBND, UBNDs, ÔUBND</p>"),
        ("<h2>UBND</h2>\n<p><a\0>UBND</a> UBND</p>", f"<h2>UBND</h2>\n<p><a\0>UBND</a> {EXPLAINED}</p>"),
        ('<img\0 alt="UBND"> <code>UBND</code>', '<img\0 alt="UBND"> <code>UBND</code>'),
        ('<p><abbr title="x">UBND</abbr></p>', '<p><abbr title="x">UBND</abbr></p>'),
        (
            "<p>Sở TT&amp;TT</p>",
            '<p>Sở <abbr title="Thông tin &amp; &quot;Truyền thông&quot;">TT&amp;TT</abbr></p>',
        ),
    ],
)
def test_an_abbreviation_is_explained_at_its_first_place_in_running_text(html: str, expected: str) -> None:
    assert explain(html.encode(), LIST).decode() == expected


def test_an_edited_list_changes_the_articles_that_have_its_words(site: Site) -> None:
    site.article("content/a.md", body="Họp UBND.\n")
    site.build()
    assert "<abbr" not in site.page("a.html")
    with_byte_order_mark = '\ufeff"UBND" = "Ủy ban nhân dân"\n'  # as Windows saves it
    site.write("content/data/viet-tat.toml", with_byte_order_mark)
    site.build()
    assert f"<p>Họp {EXPLAINED}.</p>" in site.page("a.html")
    quick = site.bytes()
    site.build(clean=True)
    assert site.bytes() == quick
