"""Reading of site.toml: valid settings, and every problem with its line."""

import os
import stat
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from bantin.config.fields import SETTINGS
from bantin.errors import ContentError, Problem, UsageError, megabytes, not_utf8, problem
from bantin.i18n import gettext
from bantin.schema.tables import Nested, toml_reader
from bantin.system.os_errors import describe
from bantin.text import unsafe_characters

if TYPE_CHECKING:
    from bantin.config.targets import Deployment

SITE_TOML = "site.toml"

MAX_BYTES = 1_000_000
# A text with at most so many dots and opening brackets cannot keep tomllib busy; a longer one is examined.
_SAFE_SIGNS = 150


def read_deployment(path: str) -> "Deployment":
    """Return the deploy targets of a site.toml. Raises ContentError with all its problems."""
    from bantin.config.targets import Deployment

    text, problems = _read_text(path)
    table, text, more = _parse(text)
    reader = toml_reader(SITE_TOML, text)
    values = reader.convert({"deploy": table.get("deploy", {})}, SETTINGS)
    if all_problems := [*problems, *more, *reader.problems]:
        raise ContentError(all_problems)
    return Deployment(values["deploy"], reader.line_of(("address",)) if "address" in table else 0)


def read_settings(path: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return the valid settings by field of Config, and every problem; name and address have a fallback."""
    text, problems = _read_text(path)
    table, text, more = _parse(text)
    problems += more
    reader = toml_reader(SITE_TOML, text)
    values = reader.convert(table, SETTINGS)
    values.pop("deploy", None)  # pages do not depend on deploy targets
    for needed in ("name", "address"):
        if needed not in table and not problems:
            reader.problems.append(problem(SITE_TOML, 0, "setting-missing", field=needed))
    values["origin"], values["base"] = values.pop("address", ("https://localhost", "/"))
    values.setdefault("name", "…")
    values.setdefault("title", values["name"])
    reported = (_misplaced(each, table) for each in reader.problems)
    # A setting that seems to be missing may be in a line that is not TOML.
    return values, [*problems, *(each for each in reported if not (more and _is_about_lack(each)))]


def _is_about_lack(reported: Problem) -> bool:
    return "-without" in reported.code or reported.code.endswith("-missing")


def _misplaced(reported: Problem, table: dict[str, Any]) -> Problem:
    """Return the problem of a setting that belongs above all tables, or into one; others unchanged."""
    field = dict(reported.args).get("field", "")
    if not reported.code.startswith("unknown-field"):
        return reported
    if field in SETTINGS and field not in table:
        return problem(reported.path, reported.line, "setting-below-table", field=field)
    if reported.code == "unknown-field" and field in table and field not in SETTINGS:
        return _of_a_table(reported, field)
    return reported


def _of_a_table(reported: Problem, field: str) -> Problem:
    """Return the problem of a setting that only one table has; others unchanged."""
    tables = [
        (name, setting.fields[field])
        for name, setting in SETTINGS.items()
        if isinstance(setting, Nested) and field in setting.fields
    ]
    if len(tables) != 1:
        return reported
    [(name, setting)] = tables
    if isinstance(setting, Nested):
        guess = f"{name}.{field}"
        return problem(reported.path, reported.line, "unknown-field-near", field=field, guess=guess)
    return problem(reported.path, reported.line, "setting-in-table", field=field, table=name)


def _read_text(path: str) -> tuple[str, list[Problem]]:
    """Return the file's text in NFC, "" if it is unreadable as text, and the problems of its characters."""
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            return "", [problem(SITE_TOML, 0, "is-a-link" if stat.S_ISLNK(status.st_mode) else "not-a-file")]
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1).removeprefix(b"\xef\xbb\xbf")
    except FileNotFoundError as fault:
        raise UsageError(_missing_file(os.path.dirname(path))) from fault
    except OSError as fault:
        raise UsageError(describe(fault)) from fault
    if len(data) > MAX_BYTES:
        return "", [problem(SITE_TOML, 0, "file-too-large", limit=megabytes(MAX_BYTES))]
    try:
        text = unicodedata.normalize("NFC", data.decode().replace("\r\n", "\n"))
    except UnicodeDecodeError as fault:
        return "", [not_utf8(SITE_TOML, fault)]
    unsafe = unsafe_characters.lines(text) if unsafe_characters.may_contain(data) else ()
    return text, [
        problem(SITE_TOML, line, "control-character", point=unsafe_characters.code_point(character))
        for line, character in unsafe
    ]


def _missing_file(folder: str) -> str:
    """Return the sentence for a folder without settings: Notepad names the file site.toml.txt."""
    with suppress(OSError):
        for name in os.listdir(folder):
            if name.lower() in (SITE_TOML, f"{SITE_TOML}.txt"):
                return gettext(
                    "{name} in {folder} is not read; rename it to {file}",
                    name=name,
                    folder=folder,
                    file=SITE_TOML,
                )
    return gettext(
        "there is no {file} in {folder}; a site is a folder with a {file}", file=SITE_TOML, folder=folder
    )


def _parse(text: str) -> tuple[dict[str, Any], str, list[Problem]]:
    """Return the tables of a text, the text without lines that are not TOML, and the problems of those."""
    import tomllib

    if line := _excessive_line(text):
        return {}, "", [problem(SITE_TOML, line, "bad-toml", reason="nested too deep")]
    try:
        return tomllib.loads(text), text, []
    except ValueError:  # also raised by int() for numbers of thousands of digits
        from bantin.config.toml_mistakes import mistake_in
        from bantin.schema.merge_marks import unfinished_merge
        from bantin.schema.toml_recovery import read_on

        if merge := unfinished_merge(text, SITE_TOML):
            return {}, "", [merge]
        sound, faults = read_on(text)
        lines = text.split("\n")
        mistakes = [(fault.line, *mistake_in(lines[fault.line - 1], fault.reason)) for fault in faults]
        return (
            tomllib.loads(sound),
            sound,
            [problem(SITE_TOML, line, code, **values) for line, code, values in mistakes],
        )


def _excessive_line(text: str) -> int:
    if sum(map(text.count, ".[{")) <= _SAFE_SIGNS:
        return 0
    from bantin.schema.toml_lines import excessive_line  # loading it takes each command 0.9 ms

    return excessive_line(text)
