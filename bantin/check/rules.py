"""The names of rules, and which of them a site has switched off."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from bantin.config import Config
from bantin.errors import Problem


def rule_of(found: Problem) -> str:
    """Return the name by which a warning or advice is switched off: its code without `warn-` or `advice-`."""
    return found.code.partition("-")[2] if found.is_warning or found.is_advice else found.code


def switched_on(findings: Iterable[Problem], config: Config) -> tuple[Problem, ...]:
    """Return the findings without those that `[check]` of site.toml switches off. Problems always stay."""
    checks = config.check
    return tuple(
        found
        for found in findings
        if not (found.is_warning or found.is_advice)
        or not (
            rule_of(found) in checks.off
            or any(rule_of(found) in row.off and fnmatchcase(found.path, row.files) for row in checks.except_)
        )
    )
