"""Read TOML on after an error of syntax, so that all errors of a file are reported at once."""

import re
import tomllib

from bantin.schema.toml_lines import reason
from bantin.system.named_tuple import NamedTuple

COMMA = "missing comma"  # the reason of a fault that tomllib reports one line later

_MAX_FAULTS = 20
_POSITION = re.compile(r"\(at line (\d+)")
_DIGITS = re.compile(r"[0-9_]{4300}")  # which int() refuses


class Fault(NamedTuple):
    """An error of syntax. line: counted from 1. reason: tomllib's, without the position, or COMMA."""

    line: int
    reason: str


def read_on(text: str) -> tuple[str, list[Fault]]:
    """Return valid TOML with all sound lines of a text in their places, and the faults of the others.

    The TOML is "" if a fault is not in one line alone, such as a bracket that is never closed: what
    follows it would be misread.
    """
    lines = text.split("\n")
    faults: list[Fault] = []
    while len(faults) < _MAX_FAULTS:
        try:
            tomllib.loads("\n".join(lines))
        except ValueError as error:
            row = _row_of(error, lines)
            before = _row_without_comma(lines, row) if "Unclosed array" in str(error) else -1
            if before >= 0:
                faults.append(Fault(before + 1, COMMA))
                lines[before] += ","
                continue
            faults.append(Fault(row + 1, reason(error)))
            if not (_is_faulty_alone(lines[row]) or faults[-1].reason == "Cannot overwrite a value"):
                break
            for index in range(row, _end_of_braces(lines, row) + 1):
                lines[index] = ""
        else:
            return "\n".join(lines), faults
    return "", faults


def _end_of_braces(lines: list[str], row: int) -> int:
    """Return the index of the line with the closing bracket of a table opened at `row`; `row` for none."""
    if lines[row].count("{") <= lines[row].count("}"):
        return row
    return next((index for index in range(row, len(lines)) if "}" in lines[index]), row)


def _row_of(error: ValueError, lines: list[str]) -> int:
    """Return the index of the line of an error; of the last line with text for one at the end of the text."""
    if match := _POSITION.search(str(error)):
        return int(match[1]) - 1
    if "end of document" not in str(error):
        return next((row for row, line in enumerate(lines) if _DIGITS.search(line)), 0)
    return max((row for row, line in enumerate(lines) if line.strip()), default=0)


def _row_without_comma(lines: list[str], row: int) -> int:
    """Return the index of the entry of an array above the entry at `row`, if it lacks its comma; else -1."""
    if lines[row].lstrip()[:1] not in ("{", '"', "'"):
        return -1
    above = next((index for index in range(row - 1, -1, -1) if lines[index].strip()), -1)
    is_entry = above >= 0 and lines[above].rstrip()[-1] in "}\"'" and "#" not in lines[above]
    return above if is_entry else -1


def _is_faulty_alone(line: str) -> bool:
    """Tell whether a line is wrong by itself, both as a key with its value and as an entry of an array."""
    written = line.strip()
    if not written or written.startswith("["):
        return False
    return _is_faulty(written) and _is_faulty(f"x = [{written.removesuffix(',')}]")


def _is_faulty(text: str) -> bool:
    try:
        tomllib.loads(text)
    except ValueError:
        return True
    return False
