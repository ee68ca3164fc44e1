"""`views`: count how often articles were read, from a web server's access logs."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from bantin.cli.options import add_site, load_settings, now, require_file
from bantin.errors import UsageError
from bantin.i18n import gettext, ngettext
from bantin.system import stdio

if TYPE_CHECKING:
    from bantin.traffic.articles import Articles


def options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "logs",
        metavar="LOG",
        nargs="*",
        help=gettext("access logs, plain, .gz or .zst; - for standard input"),
    )
    parser.add_argument("--report", action="store_true", help=gettext("show the counted views"))
    parser.add_argument(
        "--format",
        choices=("text", "csv", "chart"),
        default="text",
        help=gettext("the format of the report (text)"),
    )
    parser.add_argument(
        "--rank-every",
        type=int,
        metavar="DAYS",
        help=gettext("days between two rankings of the most read (as in site.toml)"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=gettext("print what would be done, and write nothing")
    )
    add_site(parser)
    parser.add_argument("--now", metavar="ISO", help=gettext("the time of the count (now)"))


def run(args: Namespace, engine: str) -> None:
    from bantin.traffic import articles, run

    if not args.logs and not args.report:
        raise UsageError(gettext("name access logs to count, or use --report"))
    settings = load_settings(args, engine)
    read_articles = articles.read(settings)
    when = now(args.now, settings.zone)
    if args.logs:
        for log in args.logs:
            if log != "-":
                require_file(log)
        rhythm = settings.lists.rank_every if args.rank_every is None else args.rank_every
        counting = run.CountSettings(when, rhythm, args.dry_run)
        added = run.add(settings, read_articles, args.logs, counting)
        for path in added.unreadable:
            stdio.print_error(
                gettext(
                    "warning: {path} is not an access log: no line has the form of nginx, Apache, IIS (W3C)"
                    " or JSON; name the server's own log, as it wrote it",
                    path=path,
                )
            )
        if added.of_the_future:
            stdio.print_error(
                ngettext(
                    "warning: {count} request of a future date is left out; set the server's clock",
                    "warning: {count} requests of future dates are left out; set the server's clock",
                    added.of_the_future,
                )
            )
        if added.has_proxy:
            stdio.print_error(
                gettext(
                    "warning: nearly all requests come from one address, that of a proxy; have the server log"
                    " X-Forwarded-For as its last field, or most readers are taken for one"
                )
            )
        stdio.print_line(
            ngettext(
                "{count} view was added, of {articles} articles; {skipped} were counted before",
                "{count} views were added, of {articles} articles; {skipped} were counted before",
                added.views,
                articles=added.articles,
                skipped=added.skipped,
            )
        )
    if args.report:
        _report(args.format, settings.content, read_articles, when)


def _report(form: str, content: str, read_articles: "Articles", when: int) -> None:
    from bantin.traffic import report
    from bantin.traffic.run import read_table

    counts = read_table(content).counts
    rows = report.rows(
        counts, dict(zip(read_articles.addresses, read_articles.titles, strict=True)), when // 86_400
    )
    if form == "csv":
        stdio.print_line(report.as_csv(rows).rstrip("\n"))
        return
    for line in report.as_text(rows) if form == "text" else report.as_chart(rows):
        stdio.print_line(line)
