"""Which path a text takes, and what a shorter path does not load."""

import subprocess
import sys

import pytest

from bantin.markdown import commonmark, plain
from bantin.markdown.clean import clean, clean_generated
from tests.texts import write, write_whole

ARTICLE = """\
Đoạn *đầu* của bài, theo [kế hoạch](ke-hoach.md) & chỉ thị.

## Kết quả

- một
- hai

| Đơn vị | Điểm |
|---|---:|
| Sở Nội vụ | 85,67 |

![Hội nghị](hoi-nghi.jpg "Quang cảnh. Ảnh: Hải Huyền")
"""


def loaded_by(text: str) -> list[str]:
    """Return the libraries that a process loads to read nothing but this text."""
    script = (
        "import sys; from bantin.markdown import write; write(sys.argv[1].encode(), path='a.md');"
        "print(*(name for name in ('comrak', 'nh3', 'markdown') if name in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", script, text], capture_output=True, text=True, check=True)
    return run.stdout.split()


def test_only_what_a_text_needs_is_loaded() -> None:
    assert loaded_by("Một đoạn văn.\n\nHai.") == []
    assert loaded_by(ARTICLE) == ["comrak", "nh3"]
    assert loaded_by(ARTICLE + "\n*[PAR]: Cải cách hành chính\n") == ["comrak", "nh3", "markdown"]


@pytest.mark.parametrize(
    "addition", ["\n`mã`\n", "\n<b>đậm</b>\n", "\nchú thích[^1]\n\n[^1]: a\n", "\n\\*\n", "\n*[ABC]: a\n"]
)
def test_text_that_is_added_leaves_the_rest_unchanged(addition: str) -> None:
    alone, _ = write(ARTICLE, path="a.md", first_line=9)
    prose, problems = write(ARTICLE + addition, path="a.md", first_line=9)
    assert not problems
    assert prose.html.startswith(alone.html)
    assert (prose.targets, prose.first_paragraph) == (alone.targets, alone.first_paragraph)


def test_lines_of_targets_are_lines_of_the_file() -> None:
    prose, _ = write(ARTICLE, path="a.md", first_line=9)
    assert [(target.source, target.line) for target in prose.targets] == [
        ("ke-hoach.md", 9),
        ("hoi-nghi.jpg", 20),
    ]


@pytest.mark.parametrize("text", ["", "\n", "\n\n", " ", " \n\t\n", "\xa0", "\u2003\n"])
def test_white_space_alone_gives_an_empty_prose(text: str) -> None:
    assert write(text, path="a.md") == (plain.NOTHING, ())
    assert write_whole(text, path="a.md") == (plain.NOTHING, [])


@pytest.mark.parametrize(
    "text",
    [
        "[Sở [Tư pháp](a.md) [mới] họp](b.md)",
        "[x](javascript:alert)",
        "![Ảnh](data:image/svg+xml,a)",
        "[x](http://1.2.3.4.5/)",
        "[x](https://xn--a.vn)",
        '[x](a.md "một &quot; hai")',
        '[x](https://a.vn/?b&c "d")',
        "| a |\n|--:|\n| b |",
        "3. Ba\n4. Bốn\n\n```sql\nselect\n```",
    ],
)
def test_what_comrak_made_is_cleaned_as_nh3_cleans_it(text: str) -> None:
    generated = commonmark.read(text)
    assert clean_generated(generated) == clean(generated)
