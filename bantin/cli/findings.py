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
            json.dumps(
                [_row(finding, columns[finding]) for finding in findings], ensure_ascii=False, indent=2
            )
        )
        return
    for finding in findings:
        print_line(
            _github(finding, columns[finding]) if form == "github" else _line(finding, columns[finding])
        )


def severity(finding: Problem) -> str:
    return _SEVERITIES[1 if finding.is_warning else 2 if finding.is_advice else 0]


def _line(finding: Problem, column: int) -> str:
    """As compilers write it: path:line:column: severity: text."""
    location = f"{finding.path}:{finding.line or 1}:{column}"
    return f"{location}: {severity(finding)}: {finding.sentence}; {finding.way_out} [{finding.code}]"


def _row(finding: Problem, column: int) -> dict[str, object]:
    return {
        "path": finding.path,
        "line": finding.line or 1,
        "column": column,
        "severity": severity(finding),
        "rule": finding.code,
        "sentence": finding.sentence,
        "way_out": finding.way_out,
    }


def _github(finding: Problem, column: int) -> str:
    """A command of a workflow, which shows the finding at its line of a pull request."""
    kind = {"info": "notice"}.get(severity(finding), severity(finding))
    properties = (
        f"file={_escaped(finding.path)},line={finding.line or 1},col={column},title={_escaped(finding.code)}"
    )
    return f"::{kind} {properties}::{_data(finding.sentence)}; {_data(finding.way_out)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _columns(findings: Iterable[Problem], folder: str) -> Iterator[int]:
    """Where in its line each finding is, from 1: at what its message quotes, the last of that."""
    texts: dict[str, list[str]] = {}
    for finding in findings:
        if finding.path not in texts:
            texts[finding.path] = _lines(os.path.join(folder, finding.path))
        lines = texts[finding.path]
        line = lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""
        places = [_place(value, line) for _, value in finding.args]
        yield max([offset for offset in places if offset >= 0], default=_indent(line)) + 1


def _place(value: str, line: str) -> int:
    """Where a value stands, or else the name at the end of a path; -1 for nowhere."""
    offset = line.find(value)
    return offset if offset >= 0 else line.find(value.rpartition("/")[2])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _lines(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            return file.read(2_000_000).split("\n")
    except OSError:
        return []
