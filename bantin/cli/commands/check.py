"""`check`: all that is wrong with a site and what could be better."""

from argparse import ArgumentParser, Namespace

from bantin.cli.options import add_output, add_shared, build_options, only_site
from bantin.i18n import gettext


def options(parser: ArgumentParser) -> None:
    add_shared(parser)
    add_output(parser)
    parser.add_argument("--strict", action="store_true", help=gettext("exit 1 for warnings and advice too"))


def run(wanted: Namespace, engine: str) -> int:
    from bantin import check, config
    from bantin.cli.reports import tell_findings

    settings = config.read(
        only_site(wanted, engine),
        engine=engine,
        content=wanted.content,
        output=wanted.output,
        cache=wanted.cache,
    )
    findings = check.check(settings, build_options(wanted, settings.zone))
    tell_findings(findings)
    return int(any(map(check.stops, findings)) or (wanted.strict and bool(findings)))
