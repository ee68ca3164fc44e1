"""Which path a text takes, and what taking the fast one spares."""

import subprocess
import sys

import pytest

from bantin.markdown import fast, slow
from tests.texts import write

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


def test_an_ordinary_article_does_not_load_python_markdown_or_nh3() -> None:
    script = (
        "import sys; from bantin.markdown import write; prose, _ = write(sys.argv[1].encode(), path='a.md');"
        "write(b'', path='a.md'); print(prose.fast, 'markdown' in sys.modules, 'nh3' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script, ARTICLE], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True", "False", "False"]


@pytest.mark.parametrize(
    "addition", ["\n`mã`\n", "\n<b>đậm</b>\n", "\nchú thích[^1]\n\n[^1]: a\n", "\n\\*\n"]
)
def test_anything_more_takes_the_slow_path_and_leaves_the_rest_as_it_was(addition: str) -> None:
    quick = fast.write(ARTICLE.encode(), 9)
    prose, problems = write(ARTICLE + addition, path="a.md", first_line=9)
    assert quick is not None and not prose.fast and not problems
    assert prose.html.startswith(quick.html)
    assert (prose.targets, prose.lead) == (quick.targets, quick.lead)


def test_lines_of_targets_are_lines_of_the_file() -> None:
    prose, _ = write(ARTICLE, path="a.md", first_line=9)
    assert [(one.source, one.line) for one in prose.targets] == [("ke-hoach.md", 9), ("hoi-nghi.jpg", 20)]


@pytest.mark.parametrize("text", ["", "\n", "\n\n", " ", " \n\t\n", "\xa0", "\u2003\n"])
def test_nothing_but_white_space_is_an_empty_prose(text: str) -> None:
    assert write(text, path="a.md") == (slow.NOTHING._replace(fast=True), ())
    assert slow.write(text, path="a.md") == (slow.NOTHING, ())
