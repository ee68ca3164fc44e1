"""Readers see what GitHub shows: comrak and GitHub's own parser agree on generated documents."""

import random

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from bantin.markdown.commonmark import read
from tests.html_trees import tree, unfiltered
from tests.properties.test_prose import BLOCKS, GAPS, WORDS

SHAPES = [
    "Hồ sơ gồm:\n- Đơn\n- Giấy",
    "1. Một\n   - a\n   - b\n2. Hai",
    "- Một\n  - Hai\n    - Ba",
    "1. Một\n\n   ```sh\n   ls\n   ```\n2. Hai",
    "```\na\n\nb\n ```",
    "> ```\n> a\n> ```",
    '```bash title="x.sh"\nls\n```',
    "| A | B |\n|---|---|\n| 1 | 2 |\n## Tiêu đề\nĐoạn sau.",
    "Bảng:\n| A | B |\n|---|---|\n| 1 | 2 |",
    "Hết bài.\n\n#CCHC #chuyendoiso",
    "- mục một\n- #1726 mục hai",
    "Nhập <hành động> rồi <tên tệp>.",
    "Kết quả.\n{Số liệu sơ bộ}",
    '<div align="center">\n\n![a](x.jpg)\n*Chú thích*\n\n</div>',
    "<details>\n<summary>Mở</summary>\n\n- a\n- b\n\n</details>",
    "Dòng một\\\nDòng hai",
    "Xem https://dichvucong.gov.vn/a_b?c=d&e.",
    "- [x] Xong\n- [ ] Chưa",
    "~~bỏ~~",
    "```make\nbuild:\n\tgcc a.c\n```",
    "1) Một\n2) Hai",
    "* a\n\n  b\n* c",
    "- a\n\n      mã\n- b",
    "www.a.vn/b(c) và a.b@c.vn",
    "10. a\n11. b\n    - c",
    "- a\nb\n  c",
    "***\n- - a",
    "[a]: /b 'c'\n\n[a] và [d][a]",
    "\\# không là tít",
    "&ocirc;&#x323; &copy;",
    "**Số liệu **quý 2** so với **quý 1",
    "Nóng **38°**C, giá**₫100**, *3×*4, ✅**x**y, ~~5₫~~còn và (375×*), (650×*).",
    "Mở http://localhost:8000/a?b#c và `http://localhost`.",
]
DIALECT = ("##", "**", "[^", ": ", "<td", "<t", "    <")  # where ours differs, or has more


def documents(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    pieces = [
        piece for piece in (*SHAPES, *SHAPES, *BLOCKS, *WORDS) if not any(sign in piece for sign in DIALECT)
    ]
    return [
        "".join(
            chance.choice(pieces) + chance.choice(["\n\n", "\n\n", *GAPS])
            for _ in range(chance.randint(1, 6))
        )
        for _ in range(count)
    ]


def github(text: str) -> str:
    return unfiltered(str(cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)))


@pytest.mark.parametrize("text", SHAPES)
def test_each_shape_is_read_as_github_reads_it(text: str) -> None:
    assert tree(read(text), attributes=False) == tree(github(text), attributes=False)


def test_documents_are_read_as_github_reads_them() -> None:
    """At most one in a hundred documents differs, by the known differences of comrak and cmark-gfm."""
    made = [text for text in documents(2026, 1_200) if not any(sign in text for sign in DIALECT)]
    otherwise = [
        text for text in made if tree(read(text), attributes=False) != tree(github(text), attributes=False)
    ]
    assert len(made) > 700
    assert len(otherwise) <= len(made) // 100, otherwise[:5]
