"""`check`: print the problems, warnings and advice of a site or of single articles."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bantin.cli.findings import FORMATS, print_formatted
from bantin.cli.options import add_output, add_site_options, build_options, folders, only_site
from bantin.i18n import gettext, ngettext
from bantin.system.stdio import print_error

if TYPE_CHECKING:
    from bantin.check.external import Answer


def options(parser: ArgumentParser) -> None:
    files = gettext("check only these articles, which is fast (default: the whole site)")
    parser.add_argument("files", nargs="*", metavar="FILE", help=files)
    add_site_options(parser)
    add_output(parser)
    parser.add_argument(
        "--strict", action="store_true", help=gettext("exit with 1 for warnings and advice, too")
    )
    external = gettext("also ask other sites whether links to them still work")
    parser.add_argument("--external", action="store_true", help=external)
    help_text = gettext("text; lines for editors: path:line:column; json; github for annotations (text)")
    parser.add_argument("--format", choices=FORMATS, default="text", help=help_text)


def run(args: Namespace, engine: str) -> int:
    from bantin import config
    from bantin.check import external
    from bantin.content.rules import read_off_in_files, switched_on

    settings = config.read(only_site(args, engine), engine=engine, **folders(args))
    more = (external.rule(settings, _ask, with_settings=not args.files),) if args.external else ()
    if args.files:
        from bantin.check.files_alone import check_files

        shown_as = "content/" if settings.has_own_content else f"{settings.content}/"
        findings = check_files(settings, args.files, shown_as, more)
    else:
        from bantin.check.whole_site import check

        findings = check(settings, build_options(args, settings.zone), more)
    off_in_files = read_off_in_files((finding.path for finding in findings), settings.site)
    findings = switched_on(findings, settings.check, off_in_files)
    if args.format == "text":
        from bantin.cli.reports import print_findings

        print_findings(findings)
    else:
        print_formatted(findings, args.format, settings.site)
    stops = any(finding.stops_build for finding in findings)
    return int(stops or (args.strict and bool(findings)))


def _ask(urls: list[str], user_agent: str) -> "Mapping[str, Answer]":
    """Request the URLs, and print so before: it takes a second for each URL of a host."""
    from bantin.check.external_requests import ask  # imports an HTTP client

    print_error(
        ngettext(
            "asking for {count} link to another site …",
            "asking for {count} links to other sites …",
            len(urls),
        )
    )
    return ask(urls, user_agent)
