"""Hostile inputs: each is refused by name, with output/ as it was, or ends in a safe page.

Each file in tests/cases/hostile/ is a small site, written as in tests/behaviour/test_messages.py, with two
more kinds of file: of (N times) and (N lines) the last line stands that often, side by side or line by line.
Below `=== said` stands what is printed. Where the site is built all the same, what stands below `=== in PATH`
must be found in that file of output/, byte for byte, and every page and feed is read by a real parser.
"""

import re
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import safe
from tests.behaviour.test_messages import HEAD, Case, lay_out
from tests.conftest import Site

CASES = Path(__file__).parents[1] / "cases" / "hostile"
NAMES = sorted(path.stem for path in CASES.glob("*.txt"))
_OFTEN = re.compile(r"(\d+) (times|lines)")
SECONDS = 5


class Hostile(NamedTuple):
    files: list[tuple[str, str, str]]
    said: str
    published: list[tuple[str, str]]  # path in output/, and what must stand in it


def read_hostile(path: Path) -> Hostile:
    _, *parts = HEAD.split(path.read_text(encoding="utf-8"))
    case = Hostile([], "", [])
    for head, kind, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        if head == "said":
            case = case._replace(said=text)
        elif head.startswith("in "):
            case.published.append((head.removeprefix("in "), text.removesuffix("\n")))
        else:
            case.files.append((head, *unfolded(kind or "", text)))
    return case


def unfolded(kind: str, text: str) -> tuple[str, str]:
    often = _OFTEN.fullmatch(kind)
    if not often:
        return kind, text
    before, _, last = text.removesuffix("\n").rpartition("\n")
    between = "\n" if often[2] == "lines" else ""
    return "", f"{before}\n{between.join([last] * int(often[1]))}\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_input_is_refused_by_name_or_ends_in_a_safe_page(
    name: str, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    case = read_hostile(CASES / f"{name}.txt")
    lay_out(site, Case(case.files, ""))
    site.write("output/index.html", "the site as it was")
    started = time.process_time()
    ended = site.main(capsys, "build", "--now", "2026-08-05T08:30", "--jobs", "1")
    assert time.process_time() - started < SECONDS
    if case.published or not case.said:
        assert (ended.code, ended.err) == (0, case.said)
        assert safe.faults(site.folder / "output") == []
        for path, text in case.published:
            assert text in site.page(path)
        return
    problems, _, counted = ended.err.removesuffix("\n").rpartition("\n")
    assert (ended.code, ended.out, problems + "\n") == (1, "", case.said)
    assert re.fullmatch(
        r"\d+ problems? in \d+ files?\. Nothing was published; output/ is as it was\.", counted
    )
    assert site.bytes() == {"index.html": b"the site as it was"}


def test_there_are_enough_cases() -> None:
    assert len(NAMES) >= 120
