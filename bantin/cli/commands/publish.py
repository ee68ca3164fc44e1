"""`publish`: publish a draft or scheduled article now."""

import os
from argparse import ArgumentParser, Namespace

from bantin.cli.options import add_site, load_settings, now
from bantin.i18n import gettext
from bantin.system import stdio


def options(parser: ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", nargs="+", help=gettext("an article's file, or its address"))
    add_site(parser)
    parser.add_argument("--now", metavar="ISO", help=gettext("its date (now)"))


def run(args: Namespace, engine: str) -> None:
    from bantin.editing.publish import publish

    settings = load_settings(args, engine)
    for named in args.path:
        path = os.path.relpath(publish(settings, named, now=now(args.now, settings.zone)))
        stdio.print_line(
            gettext(
                "{path} has the present date and is no longer a draft; the next build shows it", path=path
            )
        )
