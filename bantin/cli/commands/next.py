"""`next`: print when the site will change without an edit, for a scheduler of builds."""

from argparse import ArgumentParser, Namespace
from datetime import datetime

from bantin.cli.options import add_output, add_site_options, build_options, load_settings
from bantin.i18n import gettext
from bantin.system import stdio

NEVER = 4  # the exit code if it never will


def options(parser: ArgumentParser) -> None:
    add_site_options(parser)
    add_output(parser)


def run(args: Namespace, engine: str) -> int:
    from bantin import config
    from bantin.build.prepare import inspect_site

    settings = load_settings(args, engine)
    site = inspect_site(settings, build_options(args, settings.zone), lambda prepared: prepared.site)
    when = site.site_context.site.next_change
    if not when:
        stdio.print_error(gettext("the site will not change without an edit"))
        return NEVER
    stdio.print_line(datetime.fromtimestamp(when, config.read_zone(settings.zone)).isoformat())
    return 0
