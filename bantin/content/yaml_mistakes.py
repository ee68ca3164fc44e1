"""What is wrong with front matter that is not YAML, as an editor sees it."""

import re
from typing import Any

import yaml

from bantin.content.field_words import FIELD_NAMES, IMAGE_KEYS

_KEY = re.compile(r" *([a-z_]+):")


def _field_of(lines: list[str], row: int) -> str:
    """Return the key on the line at index `row`, or else on the last line before it without indentation."""
    if key := _KEY.match(lines[row]):
        return key[1]
    while row > 0 and lines[row][:1].isspace():
        row -= 1
    return lines[row].partition(":")[0].strip()


_QUOTED = re.compile(r" *(?:[A-Za-z_]+:|-) +([\"'])(.*)")


def _line_of_open_quote(lines: list[str], row: int) -> int:
    """Return the index of the last line before `row` with an unclosed quotation mark; -1 for none.

    YAML takes the next quotation mark, of another value, as the closing one, and reports an error only there.
    """
    for index in range(min(row, len(lines)) - 1, -1, -1):
        match = _QUOTED.match(lines[index])
        if match and match[1] not in match[2].replace("\\" + match[1], ""):
            return index
    return -1


# Values in quotes one after another, with commas between them, and without the brackets of a list.
_SEVERAL_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')(?:, *(?:\"[^\"]*\"|'[^']*'))+")
_LISTS = frozenset(("tags", "related", "aliases", "corrections", "check_off"))


def _open_quote(line: str) -> str:
    """Return the code of a quotation mark that is not closed in a line: it may end with a curly one."""
    return "quote-mixed" if line.rstrip().endswith(("“", "”", "‘", "’")) else "quote-open"


_NO_SPACE = re.compile(r"([A-Za-z_]+):[^\s:/]")


def lines_without_space(lines: list[str]) -> dict[int, str]:
    """Return the fields without a space after their colon, by the index of their line."""
    return {row: match[1] for row, line in enumerate(lines) if (match := _NO_SPACE.match(line))}


_SIGNS = "-–—•●▪◦·+* "
_ODD_ENTRY = re.compile(r" *(?:-[^\s-]|[–—•●▪◦·+*])")


def _entry_of_another_notation(lines: list[str], row: int) -> int:
    """Return the first line down to `row` that begins like a list entry of another notation; -1 for none.

    Such a line is not a YAML entry, so YAML reports an error there or further down.
    """
    entry = row if row < len(lines) and _ODD_ENTRY.match(lines[row]) else row - 1
    if not 0 <= entry < len(lines) or not _ODD_ENTRY.match(lines[entry]):
        return -1
    while entry > 0 and _ODD_ENTRY.match(lines[entry - 1]):
        entry -= 1
    return entry


def _keyless_line(lines: list[str], row: int) -> int:
    """Return the index of the last line down to `row` that is not empty, if it has no key; else -1.

    YAML reports a line without a colon at the end of the text.
    """
    last = max((at for at, line in enumerate(lines[: row + 1]) if line.strip()), default=-1)
    is_keyless = last >= 0 and not lines[last][0].isspace() and ":" not in lines[last]
    return last if is_keyless else -1


# A field without a colon, or with another sign in its place: `author = Sở Nội vụ`, `draft true`, `tags`.
_WITHOUT_COLON = re.compile(
    r"(?P<field>[A-Za-z_]+)(?: *[=：;；→] *(?P<value>.*\S)|(?P<flag> +(?:true|false|\d.*\S)))?\s*"
)


def is_without_colon(line: str) -> bool:
    """Tell whether a line is a field without its colon."""
    match = _WITHOUT_COLON.fullmatch(line)
    return match is not None and match["field"] in FIELD_NAMES


def without_key(line: str) -> tuple[str, dict[str, Any]]:
    """Return code and values of the message about a line without a colon."""
    match = _WITHOUT_COLON.fullmatch(line) if is_without_colon(line) else None
    if not match:
        return "line-without-key", {}
    value = (match["value"] or match["flag"] or "").strip()
    return "colon-missing", {"guess": f"{match['field']}: {value}".rstrip()}


def diagnosis(fault: yaml.YAMLError, lines: list[str]) -> tuple[int, str, dict[str, str]]:
    """Return the row that is wrong, and code and values of the message about it."""
    mark = getattr(fault, "problem_mark", None)
    opening = getattr(fault, "context_mark", None)
    row = mark.line if mark else 0
    written = lines[row] if row < len(lines) else ""
    indent = written[: len(written) - len(written.lstrip())]
    key, _, value = written.strip().partition(":")
    message, context = (str(getattr(fault, name, "") or "") for name in ("problem", "context"))
    entry = _entry_of_another_notation(lines, row)
    if "\t" in indent:
        return row, "tab-indent", {}
    if "escape" in message or "hexdecimal" in message:  # so spelt by libyaml
        return row, "bad-escape", {}
    if opening and "quoted scalar" in context:
        return opening.line, _open_quote(lines[opening.line]), {}
    if (unclosed := _line_of_open_quote(lines, row)) >= 0:
        return unclosed, _open_quote(lines[unclosed]), {}
    if opening and "flow" in context:
        is_cut = " #" in lines[opening.line][opening.column :]
        return opening.line, "bracket-cut" if is_cut else "bracket-open", {}
    if entry >= 0:
        value = lines[entry].strip()
        return entry, "list-entry", {"value": value, "guess": value.lstrip(_SIGNS)}
    if written.startswith("- ", len(indent)) and row > 0 and lines[row - 1].lstrip().startswith("- "):
        return row, "list-indent", {"value": written.strip()}
    if indent and key.isidentifier() and ": " not in value:
        if key in IMAGE_KEYS:
            return row, "image-part", {"field": key}
        return row, "field-indented", {"key": key}
    if "simple key" in context and opening and ":" not in lines[opening.line]:
        return opening.line, *without_key(lines[opening.line])
    if (keyless := _keyless_line(lines, row)) >= 0:
        return keyless, *without_key(lines[keyless])
    if key in _LISTS and (value := value.strip()).startswith("- "):
        return row, "list-beside-field", {"field": key, "value": value[2:]}
    if key in ("tags", "related") and _SEVERAL_QUOTED.fullmatch(value.strip()):
        return row, f"{key}-in-a-row", {"value": value.strip()}
    if "mapping values are not allowed" in message or ": " in value:
        return row, "colon-unquoted", {"key": _field_of(lines, row)}
    return row, "bad-yaml", {"reason": message or "it is not YAML", "key": _field_of(lines, row)}
