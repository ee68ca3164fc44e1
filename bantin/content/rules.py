"""The names of rules, and which of them are switched off: by a site, or by an article for itself."""

import os
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import lru_cache

from bantin.config import Config
from bantin.content.source import MAX_CHARACTERS
from bantin.errors import Problem

FIELD = "check_off"
_MAX_BYTES = 4 * MAX_CHARACTERS


def rule_of(finding: Problem) -> str:
    """Return the name by which a warning or advice is switched off: its code without `warn-` or `advice-`."""
    return finding.code if finding.stops_build else finding.code.partition("-")[2]


def switched_on(findings: Iterable[Problem], config: Config) -> tuple[Problem, ...]:
    """Return the findings without those that `[check]` of site.toml, or the file itself, switches off.

    Problems always stay.
    """
    rules_of_file = lru_cache(maxsize=None)(lambda path: _rules_off_in_file(os.path.join(config.site, path)))
    return tuple(
        finding
        for finding in findings
        if finding.stops_build
        or not (_is_off(finding, config) or rule_of(finding) in rules_of_file(finding.path))
    )


def _is_off(finding: Problem, config: Config) -> bool:
    rule, checks = rule_of(finding), config.check
    return rule in checks.off or any(
        rule in exception.off and fnmatchcase(finding.path, exception.files) for exception in checks.except_
    )


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
