"""`build`: build one site or several, each into its output folder."""

import os
import sys
import time
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace
from contextlib import suppress
from typing import TYPE_CHECKING

from bantin import i18n
from bantin.cli.arguments import serve_command, shell_command
from bantin.cli.options import add_output, add_site_options, build_options, folders
from bantin.cli.reports import print_problems
from bantin.errors import ContentError, Problem, UsageError
from bantin.i18n import gettext
from bantin.i18n.preference import language_preferences
from bantin.system import stdio

if TYPE_CHECKING:
    from bantin.build.pipeline import Report
    from bantin.search import Mode

_KEEP_DAYS = 7


def options(parser: ArgumentParser) -> None:
    add_site_options(parser)
    add_output(parser)
    parser.add_argument(
        "--clean", action="store_true", help=gettext("ignore the cache and rebuild everything")
    )
    parser.add_argument(
        "--sync",
        action="store_true",
        help=gettext("flush the new site to disk (syncfs) before publishing it"),
    )
    parser.add_argument("--no-search", action="store_true", help=gettext("leave the search index out"))
    parser.add_argument(
        "--keep-days",
        type=_days,
        default=_KEEP_DAYS,
        metavar="N",
        help=gettext("how long CSS, scripts and pictures of earlier releases stay (7)"),
    )
    parser.add_argument(
        "--portable-cache",
        action="store_true",
        help=gettext("make the cache usable in another clone (always on in CI)"),
    )
    parser.add_argument("--carried", dest="portable_cache", action="store_true", help=SUPPRESS)  # of 0.1.0
    parser.add_argument("--sites", metavar="DIR", help=gettext("build every site in this folder"))
    parser.add_argument(
        "--report", metavar="FILE", help=gettext("write a report to this file, as JSON (- prints it)")
    )
    parser.add_argument(
        "--executor", default="", metavar="URL", help=gettext("dask://HOST:PORT: build sites on that cluster")
    )
    parser.add_argument("--one-of-several", action="store_true", help=SUPPRESS)


def _days(text: str) -> int:
    if not text.isdecimal() or int(text) > 3650:
        raise ArgumentTypeError(gettext("{text} is not a number of days from 0 to 3650", text=text))
    return int(text)


def run(args: Namespace, engine: str) -> int:
    """Build one site in this process, or several in processes of their own. Return the highest exit code."""
    sites = args.site or []
    if args.sites:
        from bantin.cli.several_sites import sites_below

        sites = [*sites, *sites_below(args.sites)]
    if len(sites) <= 1 and not (args.executor or args.sites):
        return _run_one(args, engine, sites[0] if sites else args.home)
    if args.content or args.output or args.cache:
        raise UsageError(gettext("--content, --output and --cache belong to one site; name one --site"))
    return _run_several(args, engine, sites or [args.home])


def _run_several(args: Namespace, engine: str, sites: list[str]) -> int:
    from bantin.cli import several_sites
    from bantin.parallel import cores

    processes = args.jobs or cores()
    at_once = min(processes, len(sites))
    arguments = ["--one-of-several", "--jobs", str(max(1, processes // at_once))]
    arguments += [f"--{name}" for name in ("drafts", "clean", "sync") if getattr(args, name)]
    arguments += ["--portable-cache"] if args.portable_cache else []
    arguments += ["--keep-days", str(args.keep_days)]
    arguments += ["--no-search"] if args.no_search else []
    arguments += ["--now", args.now] if args.now else []
    request = several_sites.SeveralBuilds(
        [os.path.abspath(site) for site in sites], arguments, os.path.abspath(engine), at_once
    )
    codes, reports = [0], []
    for result in several_sites.executor(args.executor)(request):
        for text, tell in ((result.out, stdio.print_line), (result.err, stdio.print_error)):
            if text:
                tell(text.rstrip("\n"))
        codes.append(result.code)
        reports.append(result.report)
    _write_report(args.report, sorted(reports, key=lambda report: str(report["site"])))
    failed = sum(code != 0 for code in codes)
    stdio.print_line(gettext("{count} sites, {failed} of them failed", count=len(sites), failed=failed))
    return max(codes)


def _write_report(path: str | None, sites: list[dict[str, object]]) -> None:
    """Write the report as JSON into a file; "-" prints it as the last line, None writes nothing."""
    if not path:
        return
    import json  # takes 3 ms, a twentieth of a build that finds nothing changed

    report = {"version": 1, "sites": sites}
    if path == "-":
        stdio.print_line(json.dumps(report, ensure_ascii=False))
    else:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(report, file, ensure_ascii=False, indent=1)


def _run_one(args: Namespace, engine: str, site: str) -> int:
    import gc

    # A build creates millions of small values and few cycles: garbage collection took 20 % of its time.
    gc.disable()
    i18n.choose_language(*language_preferences(site))
    started = time.perf_counter()
    outcome: Report | ContentError | None = None
    try:
        outcome = _build_site(args, engine, site)
    except ContentError as error:
        print_problems(error, site=site if args.one_of_several else "")
        outcome = error
        return 1
    finally:
        if args.report:  # else thousands of warnings would be formatted for nobody
            seconds = round(time.perf_counter() - started, 3)
            _write_report(args.report, [{"site": site, "seconds": seconds, **_as_json(outcome)}])
    return 0


def _as_json(outcome: "Report | ContentError | None") -> dict[str, object]:
    """Return what became of a build. outcome: None if it could not be carried out."""
    if outcome is None:
        return {"code": 2}
    if isinstance(outcome, ContentError):
        return {"code": 1, "problems": list(map(_problem, outcome.problems))}
    names = ("written", "kept", "removed", "articles", "next_change", "output")
    counts = {name: getattr(outcome, name) for name in names}
    return {"code": 0, **counts, "problems": list(map(_problem, outcome.warnings))}


def _problem(problem: Problem) -> dict[str, object]:
    kind = "warning" if problem.is_warning else "problem"
    return {
        "path": problem.path,
        "line": problem.line,
        "code": problem.code,
        "kind": kind,
        "text": str(problem),
    }


def _build_site(args: Namespace, engine: str, site: str) -> "Report":
    from bantin import config
    from bantin.build import pipeline
    from bantin.cli.progress import Progress
    from bantin.cli.reports import print_report

    settings = config.read(site, engine=engine, **folders(args))
    started = time.perf_counter()
    with Progress(sys.stderr) as progress:
        chosen = build_options(args, settings.zone)
        search: Mode = "off" if args.no_search else "build"
        portable = args.portable_cache or os.environ.get("CI", "").lower() in ("true", "1")
        chosen = chosen._replace(search=search, keep_days=args.keep_days, portable_cache=portable)
        report = pipeline.build(settings, chosen, progress.enter)
    look_with = _serve_this(site) if args.site else serve_command()
    with suppress(KeyboardInterrupt):  # the site is published already
        print_report(report, seconds=time.perf_counter() - started, look_with=look_with)
    return report


def _serve_this(site: str) -> str:
    """Return the command that serves this site."""
    from shlex import quote

    return f"{shell_command()} serve --site {quote(site)}"
