"""`new`: create an article."""

import os
from argparse import ArgumentParser, Namespace

from bantin.cli.options import add_site, load_settings, now
from bantin.i18n import gettext
from bantin.system import stdio


def options(parser: ArgumentParser) -> None:
    parser.add_argument("title", metavar="TITLE", nargs="+", help=gettext("the title, in quotes"))
    parser.add_argument(
        "--section",
        metavar="PATH",
        help=gettext("a folder in content/ (the first of `menu`, or by name)"),
    )
    add_site(parser)
    parser.add_argument("--now", metavar="ISO", help=gettext("its date (now)"))


def run(args: Namespace, engine: str) -> None:
    from bantin.editing import new

    settings = load_settings(args, engine)
    title = " ".join(args.title)  # without quotes, each word is an argument
    path = new.create_article(settings, title, section=args.section, now=now(args.now, settings.zone))
    stdio.print_line(
        gettext(
            "{path} was created; write the article, then `publish` it",
            path=os.path.relpath(path),
        )
    )
