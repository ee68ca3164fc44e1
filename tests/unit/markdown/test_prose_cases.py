"""Markdown and its HTML side by side: tests/cases/prose/*.md, explained at the head of paragraphs.md."""

from pathlib import Path
from typing import NamedTuple

import pytest

from bantin.errors import Problem
from bantin.model import Target
from tests.texts import is_plain, write, write_in_parts, write_whole

FOLDER = Path(__file__).parents[2] / "cases" / "prose"
# plain: paragraphs only; github: whatever comrak reads; extended: what Python-Markdown's extensions add.
PATHS = ("plain", "github", "extended")
SECTIONS = {"html", "targets", "lead", "problems"}
TYPED = str.maketrans({"␠": " ", "⍽": "\xa0", "␉": "\t", "␀": "\0"})


class Case(NamedTuple):
    name: str
    reader: str
    markdown: str
    sections: dict[str, str]


def read(group: str, text: str) -> Case:
    name, path, rest = text.split("\n", maxsplit=2)
    markdown, *parts = f"\n{rest}".split("\n%%% ")
    sections = {head: body.strip("\n") for head, _, body in (part.partition("\n") for part in parts)}
    assert path.removeprefix("%%% path: ") in PATHS, f"{group}: {name}: which path?"
    assert "html" in sections and sections.keys() <= SECTIONS, f"{group}: {name}: which sections?"
    return Case(f"{group}: {name}", path.removeprefix("%%% path: "), markdown[1:].translate(TYPED), sections)


CASES = [
    read(file.stem, text)
    for file in sorted(FOLDER.glob("*.md"))
    for text in file.read_text(encoding="utf-8").split("\n%%% case: ")[1:]
]


def shown(target: Target) -> str:
    return f"{target.line} {target.kind} {target.source}"


def problem_line(problem: Problem) -> str:
    return " ".join([str(problem.line), problem.code, *(value for _, value in problem.args)]).rstrip()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_markdown_becomes_this_html(case: Case) -> None:
    prose, problems = write(case.markdown, path="content/a.md")
    assert prose.html.decode() == case.sections["html"].translate(TYPED)
    assert "\n".join(map(shown, prose.targets)) == case.sections.get("targets", "")
    assert "\n".join(map(problem_line, problems)) == case.sections.get("problems", "")
    assert prose.first_paragraph == case.sections.get("lead", prose.first_paragraph)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_case_takes_its_path_and_the_longer_ones_agree(case: Case) -> None:
    prose, problems = write_whole(case.markdown, path="content/a.md")
    assert is_plain(case.markdown) == (case.reader == "plain")
    assert prose.used_fast_path == (case.reader != "extended")
    assert write_in_parts(case.markdown, path="content/a.md") == (prose, problems)
    if case.reader != "extended":
        assert write_whole(case.markdown, path="content/a.md", extended=True) == (prose, problems)


def test_no_two_cases_have_one_name() -> None:
    names = [case.name for case in CASES]
    assert sorted(set(names)) == sorted(names)
