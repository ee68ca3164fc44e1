"""Messages to editors, word for word. Each file in tests/cases/messages/ is a small site and its problems.

The first line describes the case. The files follow, each below a line `=== path`; after the path there may
be (escaped) for text with \\x.. bytes, (base64), (link to …) or (pipe). Below `=== said` is what is
printed, except for the last line, which counts the problems. Warnings alone do not stop a build.
"""

import base64
import os
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import Site

CASES = Path(__file__).parents[1] / "cases" / "messages"
HEAD = re.compile(r"^=== (.+?)(?: \((.+)\))?\n", re.MULTILINE)


class Case(NamedTuple):
    files: list[tuple[str, str, str]]  # path, kind, text
    said: str


def read_case(path: Path) -> Case:
    _, *parts = HEAD.split(path.read_text(encoding="utf-8"))
    files = [(parts[at], parts[at + 1] or "", parts[at + 2]) for at in range(0, len(parts), 3)]
    last, _, said = files.pop()
    assert last == "said", f"{path.name} does not end with what is said"
    return Case(files, said)


def lay_out(site: Site, case: Case) -> None:
    for path, kind, text in case.files:
        file = site.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if kind.startswith("link to ") or kind == "pipe":
            file.unlink(missing_ok=True)
        if kind.startswith("link to "):
            file.symlink_to(kind.removeprefix("link to "))
        elif kind == "pipe":
            os.mkfifo(file)
        elif kind == "base64":
            site.write(path, base64.b64decode(text))
        elif kind == "escaped":
            site.write(path, text.encode().decode("unicode_escape").encode("latin-1"))
        else:
            assert not kind, f"({kind}) is not a kind of file"
            site.write(path, text)


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.txt")))
def test_a_problem_has_a_path_a_line_and_a_way_out(
    name: str, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    case = read_case(CASES / f"{name}.txt")
    lay_out(site, case)
    site.write("output/index.html", "the site as it was")
    ended = site.main(capsys, "build", "--now", "2026-08-05T08:30")
    problems = sum(not line.startswith("warning: ") for line in case.said.splitlines())
    if not problems:
        assert (ended.code, ended.err) == (0, case.said)
        return
    count = f"{problems} problem{'s' * (problems > 1)} in "
    printed, count_of_problems, counted = ended.err.rpartition(count)
    assert printed == case.said
    assert re.fullmatch(r"\d files?\. Nothing was published; output/ is as it was\.\n", counted)
    assert (ended.code, ended.out, count_of_problems) == (1, "", count)
    assert site.bytes() == {"index.html": b"the site as it was"}
    assert not list(site.folder.glob(".output.staging*"))
