"""The names of rules, and which of them a site has switched off."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from bantin.config import Config
from bantin.errors import Problem


def rule_of(finding: Problem) -> str:
    """Return the name by which a warning or advice is switched off: its code without `warn-` or `advice-`."""
    return finding.code.partition("-")[2] if finding.is_warning or finding.is_advice else finding.code


def switched_on(findings: Iterable[Problem], config: Config) -> tuple[Problem, ...]:
    """Return the findings without those that `[check]` of site.toml switches off. Problems always stay."""
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
