"""The names of rules, and which of them are switched off: by a site, or by an article for itself."""

import os
from collections.abc import Collection, Iterable, Mapping
from fnmatch import fnmatchcase

from bantin.config.values import Checks
from bantin.content.source import MAX_CHARACTERS
from bantin.errors import Problem

FIELD = "check_off"
_MAX_BYTES = 4 * MAX_CHARACTERS


def rule_of(finding: Problem) -> str:
    """Return the name by which a warning or advice is switched off: its code without `warn-` or `advice-`."""
    return finding.code if finding.stops_build else finding.code.partition("-")[2]


def switched_on(
    findings: Iterable[Problem], checks: Checks, off_in_files: Mapping[str, Collection[str]]
) -> tuple[Problem, ...]:
    """Return the findings without those that `[check]` of site.toml, or the file itself, switches off.

    Problems always stay. off_in_files: the rules that files switch off for themselves, by path.
    """
    if not (off_in_files or checks.off or checks.except_):
        return tuple(findings)
    return tuple(
        finding for finding in findings if finding.stops_build or not _is_off(finding, checks, off_in_files)
    )


def _is_off(finding: Problem, checks: Checks, off_in_files: Mapping[str, Collection[str]]) -> bool:
    rule, path = rule_of(finding), finding.path
    if rule in checks.off or rule in off_in_files.get(path, ()):
        return True
    return any(rule in exception.off and fnmatchcase(path, exception.files) for exception in checks.except_)


def read_off_in_files(paths: Iterable[str], site: str) -> dict[str, frozenset[str]]:
    """Return the rules that files switch off for themselves, by path; paths: relative to the site folder."""
    rules = {path: _rules_off_in_file(os.path.join(site, path)) for path in set(paths)}
    return {path: off for path, off in rules.items() if off}


def _rules_off_in_file(path: str) -> frozenset[str]:
    """Return the rules that an article switches off in its front matter; none if it cannot be read."""
    if not path.endswith(".md"):
        return frozenset()
    try:
        with open(path, "rb") as file:
            data = file.read(_MAX_BYTES)
    except OSError:
        return frozenset()
    if FIELD.encode() not in data:
        return frozenset()
    from bantin.content import front_matter
    from bantin.content.fields import rule_name

    text = data.decode(errors="replace").removeprefix("\ufeff").replace("\r\n", "\n")
    parts, _ = front_matter.split(text.encode(), path=path)
    value = parts.entries[FIELD].value if FIELD in parts.entries else ()
    names = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
    return frozenset(map(rule_name, names))
