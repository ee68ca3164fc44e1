"""Hostile and broken text: what is counted, and that no text takes long."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from bantin.errors import Problem
from bantin.i18n.messages import MESSAGES
from bantin.markdown import limits
from tests.texts import write, write_whole

FILLER = "chữ " * (limits.COUNTED // 4 + 1) + "\n\n"
HOSTILE = {
    "text-too-long": "a" * (limits.LENGTH + 1),
    "nested-too-deep": "> " * (limits.TAG_DEPTH + 1) + "a",
    "too-many-brackets": "https://a.vn/" + ")" * (limits.COUNTED + 1),
    "too-many-links": "[a](b)\n\n" * (limits.LINKS + 1),
    "too-many-footnotes": "[^1]\n\n" * (limits.FOOTNOTES + 1),
    "too-many-definitions": "a\n: b\n\n" * (limits.DEFINITIONS + 1),
    "too-many-cells": "|" * 1_001 + "\n" + "|-" * 1_001 + "\n" + "a\n" * 6_000,
    "too-many-tags": "<i>a</i>\n\n" * (limits.TAGS // 2 + 1),
    "too-many-tildes": "~a" * (limits.TILDES + 1),
    "tags-too-deep": "<div>" * (limits.TAG_DEPTH + 1),
    "tag-swallows": "a\n\n<script>\n\nb",
}
ENDLESS = [
    "> ",
    "- ",
    "1. ",
    "*a ",
    "**a:**b ",
    "_a ",
    "~~a ~",
    "[a",
    "[a](",
    "![a](b)",
    "`a",
    "`` a ` ",
    "```\na\n",
    "<a ",
    "<b>",
    "<b c>",
    "<i>a</i>\n\n",
    "<!-- a\n",
    "<![CDATA[",
    "<?a ",
    "&#x41;",
    "&;",
    "[^1]",
    "[^a]: b\n\n",
    "# a\n",
    "##a\n",
    "a\n: b\n\n",
    "*[a]: b\n\n",
    "a|b\n-|-\n",
    "<div>\n\n    <p>\n\n",
    '<div markdown="1">\n',
    "{: .a}",
    "{{< a ",
    "{% a",
    "import a\n",
    "a./.\n\n",
    "5</b> %",
    "<br> %",
    "thứ 2 ",
    "www.a.vn ",
    "https://a.vn/(",
    '<img src="a">\n\n',
    "![a](b)\n*c*\n\n",
    "\xa0",
]


def codes(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.code for problem in problems}


@pytest.mark.parametrize("code", HOSTILE)
def test_more_than_a_limit_is_a_problem_with_a_line_and_a_way_out(code: str) -> None:
    prose, problems = write(HOSTILE[code], path="content/a.md", first_line=7)
    problem = next(problem for problem in problems if problem.code == code)
    assert str(problem).startswith("content/a.md:")
    assert problem.line >= 7 or code == "text-too-long"
    assert problem.sentence and problem.way_out
    assert "{" not in (problem.sentence + problem.way_out).replace("{…}", "")
    assert "\0" not in prose.html.decode()


@pytest.mark.parametrize("piece", ENDLESS)
def test_what_repeats_without_end_takes_little_time(piece: str) -> None:
    started = time.process_time()
    write(piece * (100_000 // len(piece)), path="content/a.md")
    assert time.process_time() - started < 4


def test_more_e_mail_addresses_than_the_parser_can_nest_are_refused() -> None:
    assert codes(write("a@b.vn " * (limits.AT_SIGNS + 1), path="a.md")[1]) == {"too-many-links"}


def test_the_line_at_which_a_limit_is_exceeded_is_reported() -> None:
    text = f"Một.\n\n\nHai.\n   \n{FILLER}{HOSTILE['too-many-brackets']}\n"
    assert [problem.line for problem in write(text, path="a.md", first_line=10)[1]] == [17]


def test_lists_and_quotes_may_be_nested_up_to_the_limit() -> None:
    deep = "\n".join("    " * level + "- a" for level in range(limits.TAG_DEPTH))
    assert write(deep, path="a.md")[0].html.decode().count("<ul>") == limits.TAG_DEPTH
    deeper = deep + "\n" + "    " * limits.TAG_DEPTH + "- a"
    assert codes(write(deeper, path="a.md")[1]) == {"nested-too-deep"}


def test_code_does_not_count_towards_limits() -> None:
    comments = "".join(f"<!-- {number} -->\n" for number in range(300))
    for text in (f"```html\n{comments}```\n", "Bước\n\n```\nls\n```\n\n" * 300, comments, "`a` " * 2_000):
        assert write(text, path="a.md")[1] == ()


def test_threads_do_not_mix_their_texts() -> None:
    texts = [
        f"Bài {number} `mã` *nhấn* AB[^1]\n\n*[AB]: {number}\n\n[^1]: Ghi chú {number}\n\n" * 5
        for number in range(40)
    ]
    alone = [write(text, path="a.md") for text in texts]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda text: write(text, path="a.md"), texts))
    assert together == alone


def test_a_text_does_not_depend_on_those_before_it() -> None:
    texts = [
        "**a *b `c`",
        "[x]: y.md\n\n[x] `z`",
        "*[AB]: Cd\n\nAB",
        "a[^1]\n\n[^1]: b",
        "## M `x`",
        "3. a `b`",
    ]
    texts += ["[x] `z` AB a[^1]", "## M `y`", "*_a `x`"]

    def fresh(text: str) -> bytes:
        answer: list[bytes] = []
        thread = threading.Thread(target=lambda: answer.append(write_whole(text, path="a.md")[0].html))
        thread.start()
        thread.join()
        return answer[0]

    assert [write_whole(text, path="a.md")[0].html for text in texts * 2] == [fresh(t) for t in texts] * 2


def test_every_code_has_a_message() -> None:
    assert HOSTILE.keys() <= MESSAGES.keys()
    assert {"bad-address", "bad-picture-address", "empty-address", "warn-tag-removed"} <= MESSAGES.keys()


@pytest.mark.parametrize(
    "make", [lambda text: text, lambda text: f"Một.\n\n{text}", lambda text: f"> {text}\n\n- {text}"]
)
def test_nothing_that_is_forbidden_comes_through(make: Callable[[str], str]) -> None:
    for text in (
        "<script>x</script>`a`",
        '<a href="javascript:x" onclick="y" style="z">a</a>',
        "<iframe></iframe>`a`",
    ):
        html = write(make(text), path="a.md")[0].html.decode().lower()
        assert not any(word in html for word in ("<script", "javascript", "onclick", "style", "<iframe"))
