"""What a page shows of each line of a text, which warnings of visible signs rely on."""

import pytest

from bantin.markdown.shown import GAP, by_line

# What is written on a line, and what a page shows of it; a bar stands for tags and code.
TEXT = [
    ("Một ** hai", "|Một ** hai"),
    ("ba \\*\\* `**", "|ba | | bốn|"),  # a line ends inside its code
    ("mã` bốn", "|ba | | bốn|"),
    ("", ""),
    ("- mục [a](b) **đậm**", "|mục |a| |đậm|"),
    ("  dòng sau ](", "|dòng sau ]("),
    ("  - mục con", "|mục con|"),
    ("", ""),
    ("> 1. trong **", "|trong **|"),
    ("", ""),
    ("<div>", "|"),
    ("**thô** <!-- ** -->", "**thô** |"),
    ("<script>var a = '**';</script>", "|"),
    ("</div>", "|"),
    ("", ""),
    ("```", "|"),
    ("**", "|"),
    ("```", ""),
    ("", ""),
    ('![Ảnh](a.jpg "chú **thích**")', "|chú **thích**|"),
    ("", ""),
    ("| a | b |", "|a|b|"),
    ("|---|---|", "|"),
    ("| c ** | d \\| e |", "|c **|d | e|"),
    ("", ""),
    ("### Mục ** {#muc}", "|Mục ** |"),
    ("", ""),
    ("Cơ quan <Tên> và Vec<String>", "|Cơ quan <Tên> và Vec<String>|"),
    ("", ""),
    ("> [!NOTE]", "|"),
    ("> Chữ {: .lon} ở đây", "|Chữ | ở đây|"),
]


def _with_bars(line: str) -> str:
    gaps = line.replace(GAP, "|")
    while "||" in gaps:
        gaps = gaps.replace("||", "|")
    return gaps


def test_each_line_has_what_a_page_shows_of_it() -> None:
    shown = by_line("\n".join(line for line, _ in TEXT))
    read = [(line, _with_bars(words.text)) for (line, _), words in zip(TEXT, shown, strict=True)]
    assert read == TEXT


def test_lines_after_markdown_in_html_keep_their_numbers() -> None:
    shown = by_line('<div markdown="1">\nmột **\n\nhai **\n</div>\n\nba **')
    assert [number for number, line in enumerate(shown, 1) if "**" in line.text] == [2, 4, 7]


@pytest.mark.parametrize(
    "text", ["", "\n", "    mã", "<p>a\n**b", "```\nmã", "[a]: b", "a\n\n\n", "x[^1]\n\n[^1]: y"]
)
def test_every_line_of_any_text_has_an_entry(text: str) -> None:
    assert len(by_line(text)) == text.count("\n") + 1
