"""`import`: convert saved pages of an old portal to articles in content/."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from bantin.cli.options import add_site, load_settings, now, require_file
from bantin.errors import UsageError
from bantin.i18n import gettext, ngettext
from bantin.system import stdio


def options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help=gettext(
            "saved pages (.txt, .html, .mht, .docx), exports (.xml), lists (.csv, .xlsx), folders, zips"
        ),
    )
    parser.add_argument(
        "--profile", metavar="NAME", help=gettext("the profile of the portal (by default recognized)")
    )
    parser.add_argument(
        "--section",
        metavar="PATH",
        help=gettext("a folder in content/ (by default from each page's breadcrumb)"),
    )
    parser.add_argument(
        "--addresses", metavar="CSV", help=gettext("a CSV file with saved pages and their old addresses")
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=gettext("print what would be done, and write nothing")
    )
    parser.add_argument(
        "--explain", metavar="PAGE", help=gettext("show what each rule finds on one saved page")
    )
    add_site(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=gettext("the format of the report (text)")
    )
    parser.add_argument("--now", metavar="ISO", help=gettext("the time of the import (now)"))


def run(args: Namespace, engine: str) -> int:
    from bantin.importer import explain, report
    from bantin.importer.run import ImportRequest, import_pages

    settings = load_settings(args, engine)
    if args.explain:
        stdio.print_line(explain.explain(settings, args.explain, args.profile or ""))
        return 0
    if not args.paths:
        raise UsageError(gettext("name files, folders or zips to import"))
    request = ImportRequest(
        tuple(args.paths),
        args.profile or "",
        _section(args.section),
        now(args.now, settings.zone),
        args.dry_run,
        _addresses(args.addresses),
    )
    done = import_pages(settings, request, _progress())
    if args.format == "json":
        stdio.print_line(report.as_json(done))
    else:
        for line in report.lines(done):
            stdio.print_line(line)
    return int(any(fault.stops_build for fault in done.problems))


def _section(given: str | None) -> str:
    """Return the value of --section as a path in content/. Raises UsageError."""
    folder = (given or "").strip("/").removeprefix("content/")
    if folder and (".." in folder.split("/") or folder.split("/")[0] in ("data", "")):
        raise UsageError(
            gettext("{given} is not a section; name a folder in content/, such as tin-tuc", given=given)
        )
    return folder


def _addresses(path: str | None) -> dict[str, str]:
    """Return old addresses by saved page, from a CSV file with two columns."""
    import csv

    if path is None:
        return {}
    require_file(path)
    with open(path, encoding="utf-8-sig", newline="") as file:
        try:
            rows = [row for row in csv.reader(file) if len(row) >= 2]
        except (csv.Error, UnicodeDecodeError) as fault:
            raise UsageError(
                gettext("{path} is not CSV in UTF-8; save it with two columns: page, address", path=path)
            ) from fault
    return {row[0].strip(): row[1].strip() for row in rows}


def _progress() -> Callable[[int], None]:
    """Return a function that shows the count on a terminal, and does nothing elsewhere."""
    if not sys.stderr.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        return lambda _: None

    def show(count: int) -> None:
        if count % 20 == 0:
            text = ngettext("{count} page read …", "{count} pages read …", count)
            sys.stderr.write(f"\r\033[K{text}\r")
            sys.stderr.flush()

    return show
