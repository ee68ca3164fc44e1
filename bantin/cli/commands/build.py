"""`build`: one site after the other into its output folder."""

import sys
import time
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from typing import TYPE_CHECKING

from bantin import i18n
from bantin.cli.arguments import command, serve_here
from bantin.cli.options import add_output, add_shared, build_options
from bantin.cli.reports import tell_problems
from bantin.errors import ContentError, UsageError
from bantin.i18n import gettext
from bantin.i18n.preference import wishes

if TYPE_CHECKING:
    from bantin.build.pipeline import Report


def options(parser: ArgumentParser) -> None:
    add_shared(parser)
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


def run(wanted: Namespace, engine: str) -> int:
    """The problems of one site do not hide those of the next."""
    import gc

    # A build makes millions of small values and hardly a cycle; looking for cycles took a fifth of its time.
    gc.disable()
    sites = wanted.site or [wanted.home]
    if len(sites) > 1 and (wanted.content or wanted.output or wanted.cache):
        raise UsageError(gettext("--content, --output and --cache belong to one site; name one --site"))
    code = 0
    for site in sites:
        i18n.choose(*wishes(site))
        try:
            if _build_site(wanted, engine, site).interrupted:
                break
        except ContentError as error:
            tell_problems(error, site=site if len(sites) > 1 else "")
            code = 1
    return code


def _build_site(wanted: Namespace, engine: str, site: str) -> "Report":
    from bantin import config
    from bantin.build import pipeline
    from bantin.cli.progress import Progress
    from bantin.cli.reports import tell_report

    settings = config.read(
        site, engine=engine, content=wanted.content, output=wanted.output, cache=wanted.cache
    )
    started = time.perf_counter()
    with Progress(sys.stderr) as progress:
        chosen = build_options(wanted, settings.zone)
        chosen = chosen._replace(search="off" if wanted.no_search else "build")
        report = pipeline.build(settings, chosen, progress.enter)
    look_with = f"{command()} serve --site {site}" if wanted.site else serve_here()
    with suppress(KeyboardInterrupt):  # the site is published, whether that can be told or not
        tell_report(report, seconds=time.perf_counter() - started, look_with=look_with)
    return report
