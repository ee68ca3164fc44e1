"""Hostile and broken text: counted limits, the clock, and what Python-Markdown chokes on."""

import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

import pytest

from bantin.errors import Problem
from bantin.i18n.messages import MESSAGES
from bantin.markdown import limits, slow
from tests.texts import write

LONG_LINE = "chữ " * 5_001
HOSTILE = {
    "text-too-long": "a" * (limits.LENGTH + 1),
    "too-many-paragraphs": "a\n\n" * (limits.PARAGRAPHS + 1) + "`",
    "paragraph-too-long": LONG_LINE,
    "block-too-long": "a\n" * (limits.LINES + 1),
    "too-many-sign-lines": "# a\n" * (limits.SIGN_LINES + 1),
    "nested-too-deep": "> " * (limits.DEPTH + 1) + "a",
    "too-many-brackets": "[" * (limits.BRACKETS + 1),
    "too-many-links": "[a](b)\n\n" * (limits.LINKS + 1),
    "too-many-emphasis": "*a " * (limits.EMPHASIS + 1),
    "too-many-backticks": "` " * (limits.BACKTICKS + 1),
    "too-many-fences": "~~~\n\n" * (limits.FENCES + 1),
    "fence-too-long": "~~~" + " " * 19_000 + "\n\n~~~",
    "too-many-footnotes": "[^1]\n\n" * (limits.FOOTNOTES + 1),
    "too-many-abbreviations": "*[a]: b\n\n" * (limits.ABBREVIATIONS + 1),
    "too-many-cells": "|" * 1_001 + "\n" + "|-" * 1_001 + "\n" + "a\n" * 60,
    "too-many-tags": "<i>a</i>\n\n" * (limits.TAGS // 2 + 1),
    "tags-not-closed": "<a \n\n" * (limits.UNCLOSED_TAGS + 1),
    "too-many-comments": "<!-- a -->\n\n" * (limits.COMMENTS + 1),
    "tags-too-deep": "<div>" * (limits.TAG_DEPTH + 1),
    "tag-swallows": "a\n\n<script>\n\nb",
    "prose-unreadable": '<div class="footnote" markdown="1">\n1. a\n</div>',
}


def codes(problems: tuple[Problem, ...]) -> set[str]:
    return {one.code for one in problems}


@pytest.mark.parametrize("code", HOSTILE)
def test_more_than_a_limit_is_a_problem_at_once(code: str) -> None:
    started = time.perf_counter()
    prose, problems = write(HOSTILE[code], path="content/a.md")
    assert code in codes(problems)
    assert "\0" not in prose.html.decode()
    # Far below the clock's 10 s: the limit was counted, not run into.
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("text", ["a./.\n\n", "5</b> %", "<br> %", "thứ 2 "])
def test_marks_and_numbers_take_no_more_time_than_there_is_text(text: str) -> None:
    started = time.perf_counter()
    write(text * (2_000_000 // len(text)), path="content/a.md")
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("code", sorted(HOSTILE.keys() - {"text-too-long"}))
def test_a_problem_says_what_and_gives_a_way_out(code: str) -> None:
    _, problems = write(HOSTILE[code], path="content/a.md", first_line=7)
    found = next(one for one in problems if one.code == code)
    assert str(found).startswith("content/a.md:")
    assert found.line >= 7
    assert found.sentence and found.way_out
    assert "{" not in (found.sentence + found.way_out).replace("{…}", "")


def test_the_line_of_what_is_too_much_is_told() -> None:
    text = f"Một.\n\n\nHai.\n   \n{LONG_LINE}\n"
    assert [one.line for one in write(text, path="a.md", first_line=10)[1]] == [15]


@pytest.mark.parametrize(
    "text", ["*[a]: b\n" + "| " * 240_000, "<div>\n<" + "a" * 490_000, "a\n" + "- " * 240_000]
)
def test_one_endless_line_is_measured_in_no_time(text: str) -> None:
    started = time.perf_counter()
    assert codes(write(text, path="a.md")[1]) - {"prose-timeout"}
    assert time.perf_counter() - started < 5


def test_lists_and_quotes_may_be_nested_up_to_the_limit() -> None:
    deep = "\n".join("    " * level + "- a" for level in range(limits.DEPTH))
    assert write(deep, path="a.md")[0].html.decode().count("<ul>") == limits.DEPTH
    deeper = deep + "\n" + "    " * limits.DEPTH + "- a"
    assert codes(write(deeper, path="a.md")[1]) == {"nested-too-deep"}
    assert codes(write("- " * 15 + "> " * 6 + "a", path="a.md")[1]) == {"nested-too-deep"}


def test_a_list_of_three_hundred_links_is_no_paragraph_of_three_hundred_brackets() -> None:
    listed, problems = write("".join(f"- [bài {n}](bai-{n}.md)\n" for n in range(300)), path="a.md")
    assert (len(listed.targets), problems) == (300, ())
    rows = "".join(f"| {n} | [bài](bai-{n}.md) |\n" for n in range(300))
    table, problems = write("| số | bài |\n|---|---|\n" + rows, path="a.md")
    assert (len(table.targets), problems) == (300, ())


def test_text_that_takes_too_long_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow, "SECONDS", 0.05)
    unclosed = "`" + ("[" * 100 + "a" * 19_000 + "\n\n") * 20
    prose, problems = write(unclosed, path="a.md", first_line=3)
    assert (prose, codes(problems)) == (slow.NOTHING, {"prose-timeout"})
    assert problems[0].line == 3
    monkeypatch.undo()
    # What was being read when the clock rang is forgotten.
    assert write("`a` *b*", path="a.md")[0].html.decode() == "<p><code>a</code> <em>b</em></p>"


def test_the_clock_leaves_others_signals_and_timers_as_they_were() -> None:
    rung: list[int] = []

    def ring(number: int, _frame: FrameType | None) -> None:
        rung.append(number)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 60)
    try:
        write("`a`", path="a.md")
        assert signal.getsignal(signal.SIGALRM) is ring
        assert 50 < signal.getitimer(signal.ITIMER_REAL)[0] <= 60
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert not rung


def test_stack_that_runs_out_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DEPTH", 10_000)
    prose, problems = write("1. " * 2_000 + "a", path="a.md")
    assert (prose, codes(problems)) == (slow.NOTHING, {"nested-too-deep"})
    assert write("`a`", path="a.md")[0].html.decode() == "<p><code>a</code></p>"


def test_threads_do_not_mix_their_texts() -> None:
    texts = [f"Bài {number} `mã` *nhấn*[^1]\n\n[^1]: Ghi chú {number}\n\n" * 5 for number in range(40)]
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
        thread = threading.Thread(target=lambda: answer.append(slow.write(text, path="a.md")[0].html))
        thread.start()
        thread.join()
        return answer[0]

    assert [slow.write(text, path="a.md")[0].html for text in texts * 2] == [fresh(t) for t in texts] * 2


def test_every_code_of_the_house_has_its_words() -> None:
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
