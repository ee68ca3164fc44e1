"""`why`: print the inputs of a page, and which of them have changed."""

from argparse import ArgumentParser, Namespace

from bantin.cli.options import add_output, add_site_options, build_options, load_settings
from bantin.i18n import gettext
from bantin.system import stdio


def options(parser: ArgumentParser) -> None:
    add_site_options(parser)
    add_output(parser)
    parser.add_argument(
        "address", metavar="ADDRESS", help=gettext("such as /tin-tuc/hop-bao.html, or an article's file")
    )


def run(args: Namespace, engine: str) -> None:
    from bantin import explain

    settings = load_settings(args, engine)
    chosen = build_options(args, settings.zone)._replace(search="last")
    stdio.print_line(explain.explain(settings, chosen, args.address))
