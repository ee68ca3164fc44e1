"""What `check` says, in the form that is asked for: for people, for editors, for programs, for GitHub."""

import json
import os
from collections.abc import Collection, Iterable, Iterator

from bantin.errors import Problem
from bantin.system.stdio import print_line

FORMATS = ("text", "lines", "json", "github")
# Of `lines`, in every language: problem matchers know these words. GitHub calls the last one a notice.
_SEVERITIES = ("error", "warning", "info")


def tell(findings: Collection[Problem], form: str, folder: str) -> None:
    """form: one of FORMATS, but "text". folder: of the site, which the paths of problems start from."""
    columns = dict(zip(findings, _columns(findings, folder), strict=True))
    if form == "json":
        print_line(
            json.dumps([_row(found, columns[found]) for found in findings], ensure_ascii=False, indent=2)
        )
        return
    for found in findings:
        print_line(_github(found, columns[found]) if form == "github" else _line(found, columns[found]))


def severity(found: Problem) -> str:
    return _SEVERITIES[1 if found.is_warning else 2 if found.is_advice else 0]


def _line(found: Problem, column: int) -> str:
    """As compilers write it: path:line:column: severity: text."""
    place = f"{found.path}:{found.line or 1}:{column}"
    return f"{place}: {severity(found)}: {found.sentence}; {found.way_out} [{found.code}]"


def _row(found: Problem, column: int) -> dict[str, object]:
    return {
        "path": found.path,
        "line": found.line or 1,
        "column": column,
        "severity": severity(found),
        "rule": found.code,
        "sentence": found.sentence,
        "way_out": found.way_out,
    }


def _github(found: Problem, column: int) -> str:
    """A command of a workflow, which shows the finding at its line of a pull request."""
    kind = {"info": "notice"}.get(severity(found), severity(found))
    place = f"file={_escaped(found.path)},line={found.line or 1},col={column},title={_escaped(found.code)}"
    return f"::{kind} {place}::{_data(found.sentence)}; {_data(found.way_out)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _columns(findings: Iterable[Problem], folder: str) -> Iterator[int]:
    """Where in its line each finding is, from 1: at what its message quotes, the last of that."""
    texts: dict[str, list[str]] = {}
    for found in findings:
        if found.path not in texts:
            texts[found.path] = _lines(os.path.join(folder, found.path))
        lines = texts[found.path]
        line = lines[found.line - 1] if 0 < found.line <= len(lines) else ""
        places = [_place(value, line) for _, value in found.args]
        yield max([place for place in places if place >= 0], default=_indent(line)) + 1


def _place(value: str, line: str) -> int:
    """Where a value stands, or else the name at the end of a path; -1 for nowhere."""
    place = line.find(value)
    return place if place >= 0 else line.find(value.rpartition("/")[2])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _lines(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            return file.read(2_000_000).split("\n")
    except OSError:
        return []
