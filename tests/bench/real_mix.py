"""Generated articles with the mix of Markdown and HTML that real ones have.

In 6,948 articles of 23 news sites and blogs, 37 % have HTML tags, 30 % backticks, 22 % entities, 11 % braces,
10 % each backslashes, reference links and bare addresses, 9 % a list directly after a line of text, 4 %
nested lists. In 1,933 of them, 95 % have links, half have lists, 44 % bold words, 42 % headings, 11 % quotes;
they have 4.8 KB of text on average.
"""

import random
from collections.abc import Callable
from typing import NamedTuple

from tests.bench.words import WHAT, WHO, paragraph, sentence


class Sign(NamedTuple):
    """A sign of Markdown or HTML, the share of articles that have it, and blocks with it."""

    name: str
    share: float
    blocks: Callable[[random.Random], list[str]]


def _items(draw: random.Random, count: int = 4) -> str:
    return "\n".join(f"- {sentence(draw)}" for _ in range(count))


def _html(draw: random.Random) -> list[str]:
    inline = f"{sentence(draw)}<br>\n<strong>{draw.choice(WHO)}</strong>: <em>{sentence(draw)}</em>"
    block = f'<div class="khung">\n<p>{sentence(draw)}</p>\n<ul><li>{sentence(draw)}</li></ul>\n</div>'
    cells = "".join(
        f"<tr><td>{draw.choice(WHO)}</td><td>{draw.randint(60, 99)},5</td></tr>" for _ in range(3)
    )
    return [inline, draw.choice([block, f"<table>\n{cells}\n</table>"])]


def _code(draw: random.Random) -> list[str]:
    span = f"Mở tệp `ho-so-{draw.randint(1, 99)}.csv`, rồi chạy `python tinh.py --nam 2026`. {sentence(draw)}"
    return [span, f"```\n# {draw.choice(WHAT)}\ntong = sum(diem)\nprint(tong / {draw.randint(2, 9)})\n```"]


def _references(draw: random.Random) -> list[str]:
    return [f"Xem [quyết định][qd] và [kế hoạch][kh]. {sentence(draw)}", _definitions(draw)]


def _definitions(draw: random.Random) -> str:
    number = draw.randint(1, 999)
    return f"[qd]: https://vanban.example/qd-{number}\n[kh]: https://vanban.example/kh-{number} 'Kế hoạch'"


def _nested(draw: random.Random) -> list[str]:
    inner = "\n".join(f"  - {sentence(draw)}" for _ in range(2))
    return [f"- {sentence(draw)}\n{inner}\n- {sentence(draw)}"]


SIGNS = (
    Sign("<", 0.37, _html),
    Sign("`", 0.30, _code),
    Sign("&", 0.22, lambda draw: [f"Thu &amp; chi, R&D &ndash; 5&nbsp;%. {sentence(draw)}"]),
    Sign("{", 0.11, lambda draw: [f"Điền {{năm}} và {{tên đơn vị}} vào mẫu. {sentence(draw)}"]),
    Sign("\\", 0.10, lambda draw: [f"Bấm 2 \\* 3, lưu ở C:\\hoso\\{draw.randint(1, 99)}. {sentence(draw)}"]),
    Sign("][", 0.10, _references),
    Sign("://", 0.10, lambda draw: [f"Nộp tại https://dvc.example/{draw.randint(1, 999)}. {sentence(draw)}"]),
    Sign(":\n-", 0.09, lambda draw: [f"{draw.choice(WHO)} làm các việc sau:\n{_items(draw)}"]),
    Sign("\n  -", 0.04, _nested),
    Sign("](", 0.95, lambda draw: [_linked(draw) for _ in range(4)]),
    Sign("## ", 0.42, lambda draw: [f"## {draw.choice(WHAT).capitalize()}" for _ in range(4)]),
    Sign("\n\n- ", 0.45, lambda draw: [_items(draw)]),
    Sign("**", 0.44, lambda draw: [f"**{draw.choice(WHO)}:** {sentence(draw)}" for _ in range(2)]),
    Sign("> ", 0.11, lambda draw: [f"> {sentence(draw)}\n> {sentence(draw)}"]),
)


def _linked(draw: random.Random) -> str:
    pages = [f"[{draw.choice(WHAT)}](https://dvc.example/{draw.randint(1, 999)}/)" for _ in range(2)]
    return f"Xem {pages[0]} và {pages[1]}. {sentence(draw)}"


def body(draw: random.Random) -> str:
    """Return a text of about 5 KB; each sign is in as many articles as its share says."""
    blocks = [block for sign in SIGNS if draw.random() < sign.share for block in sign.blocks(draw)]
    draw.shuffle(blocks)
    size = max(draw.gauss(3_100, 1_700), 600)  # characters
    blocks.insert(0, paragraph(draw))
    while sum(len(block) for block in blocks) < size:
        blocks.insert(draw.randrange(1, len(blocks) + 1), paragraph(draw))
    return "\n\n".join(blocks) + "\n"
