"""`why`: what a page is made from."""

from argparse import ArgumentParser, Namespace

from bantin.cli.options import add_output, add_shared, build_options, only_site
from bantin.i18n import gettext
from bantin.system import stdio


def options(parser: ArgumentParser) -> None:
    add_shared(parser)
    add_output(parser)
    parser.add_argument(
        "address", metavar="ADDRESS", help=gettext("such as /tin-tuc/hop-bao.html, or an article's file")
    )


def run(wanted: Namespace, engine: str) -> None:
    from bantin import config, explain

    settings = config.load(
        only_site(wanted, engine),
        engine=engine,
        content=wanted.content,
        output=wanted.output,
        cache=wanted.cache,
    )
    chosen = build_options(wanted, settings.zone)._replace(search="last")
    stdio.print_line(explain.explain(settings, chosen, wanted.address))
