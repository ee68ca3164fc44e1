"""`next`: when time alone will change the site, for whatever starts builds."""

from argparse import ArgumentParser, Namespace
from datetime import datetime

from bantin.cli.options import add_output, add_shared, build_options, only_site
from bantin.i18n import gettext
from bantin.system import stdio

NEVER = 4  # the exit code where no time will change it


def options(parser: ArgumentParser) -> None:
    add_shared(parser)
    add_output(parser)


def run(wanted: Namespace, engine: str) -> int:
    from bantin import config
    from bantin.build.front_half import look_at_site

    settings = config.load(
        only_site(wanted, engine),
        engine=engine,
        content=wanted.content,
        output=wanted.output,
        cache=wanted.cache,
    )
    site = look_at_site(settings, build_options(wanted, settings.zone), lambda front: front.site)
    when = site.site_context.site.next_change
    if not when:
        stdio.print_error(gettext("time alone will not change the site"))
        return NEVER
    stdio.print_line(datetime.fromtimestamp(when, config.read_zone(settings.zone)).isoformat())
    return 0
