"""The names of rules, and the settings by which a site switches them off."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from bantin.config import Config
from bantin.errors import Problem


def rule_of(finding: Problem) -> str:
    """Return the name of the rule of a warning or advice: its code without `warn-` or `advice-`."""
    return finding.code.partition("-")[2] if finding.is_warning or finding.is_advice else finding.code


def switched_on(findings: Iterable[Problem], config: Config) -> tuple[Problem, ...]:
    """Return the findings without warnings and advice that `[check]` of site.toml switches off."""
    checks = config.check
    return tuple(
        finding
        for finding in findings
        if not (finding.is_warning or finding.is_advice)
        or not (
            rule_of(finding) in checks.off
            or any(
                rule_of(finding) in row.off and fnmatchcase(finding.path, row.files) for row in checks.except_
            )
        )
    )
