"""The findings of `check` in formats for text editors, for programs and for GitHub."""

import json
import os
from collections.abc import Collection, Iterable, Iterator

from bantin.errors import Problem
from bantin.system.stdio import print_line

FORMATS = ("text", "lines", "json", "github")
# Words of the format `lines` in every language, since problem matchers expect them. GitHub says "notice" for
# "info".
_SEVERITIES = ("error", "warning", "info")


def print_formatted(findings: Collection[Problem], form: str, folder: str) -> None:
    """Print the findings. form: one of FORMATS except "text". folder: the site folder."""
    columns = dict(zip(findings, _columns(findings, folder), strict=True))
    if form == "json":
        print_line(
            json.dumps(
                [_as_dict(finding, columns[finding]) for finding in findings], ensure_ascii=False, indent=2
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
    """Format a finding as compilers do: path:line:column: severity: text."""
    location = f"{finding.path}:{finding.line or 1}:{column}"
    return f"{location}: {severity(finding)}: {finding.sentence}; {finding.way_out} [{finding.code}]"


def _as_dict(finding: Problem, column: int) -> dict[str, object]:
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
    """Format a finding as a workflow command of GitHub, which shows it at its line of a pull request."""
    kind = {"info": "notice"}.get(severity(finding), severity(finding))
    path, title = _escaped_property(finding.path), _escaped_property(finding.code)
    properties = f"file={path},line={finding.line or 1},col={column},title={title}"
    return f"::{kind} {properties}::{_escaped_data(finding.sentence)}; {_escaped_data(finding.way_out)}"


def _escaped_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped_data(text).replace(":", "%3A").replace(",", "%2C")


def _columns(findings: Iterable[Problem], folder: str) -> Iterator[int]:
    """Yield the column of each finding, from 1: of the last value in the line, or its first word."""
    texts: dict[str, list[str]] = {}
    for finding in findings:
        if finding.path not in texts:
            texts[finding.path] = _lines(os.path.join(folder, finding.path))
        lines = texts[finding.path]
        line = lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""
        offsets = [_column_of(value, line) for _, value in finding.args]
        yield max([offset for offset in offsets if offset >= 0], default=_indent(line)) + 1


def _column_of(value: str, line: str) -> int:
    """Return the offset of a value in the line, or of its last path component; -1 if neither is there."""
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
