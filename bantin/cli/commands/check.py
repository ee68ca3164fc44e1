"""`check`: all that is wrong with a site, or with a few of its articles, and what could be better."""

from argparse import ArgumentParser, Namespace

from bantin.cli.findings import FORMATS, tell
from bantin.cli.options import add_output, add_shared, build_options, only_site
from bantin.i18n import gettext


def options(parser: ArgumentParser) -> None:
    files = gettext("articles to look at by themselves, in a moment (the whole site)")
    parser.add_argument("files", nargs="*", metavar="FILE", help=files)
    add_shared(parser)
    add_output(parser)
    parser.add_argument("--strict", action="store_true", help=gettext("exit 1 for warnings and advice too"))
    help_text = gettext("text; lines for editors: path:line:column; json; github for annotations (text)")
    parser.add_argument("--format", choices=FORMATS, default="text", help=help_text)


def run(wanted: Namespace, engine: str) -> int:
    from bantin import config
    from bantin.check.rules import switched_on

    settings = config.read(
        only_site(wanted, engine),
        engine=engine,
        content=wanted.content,
        output=wanted.output,
        cache=wanted.cache,
    )
    if wanted.files:
        from bantin.check.files_alone import check_files

        shown_as = "content/" if settings.has_own_content else f"{settings.content}/"
        findings = check_files(settings, wanted.files, shown_as)
    else:
        from bantin.check.whole_site import check

        findings = check(settings, build_options(wanted, settings.zone))
    findings = switched_on(findings, settings)
    if wanted.format == "text":
        from bantin.cli.reports import tell_findings

        tell_findings(findings)
    else:
        tell(findings, wanted.format, settings.site)
    stops = any(not (finding.is_warning or finding.is_advice) for finding in findings)
    return int(stops or (wanted.strict and bool(findings)))
