"""`serve`: the development server."""

import os
from argparse import ArgumentParser, Namespace

from bantin.cli.options import add_shared, now, only_site, port
from bantin.i18n import gettext


def options(parser: ArgumentParser) -> None:
    add_shared(parser)
    parser.add_argument(
        "--port", type=port, default=5500, metavar="N", help=gettext("where to listen (5500)")
    )
    parser.add_argument("--host", default="127.0.0.1", help=gettext("the address to listen on (127.0.0.1)"))


def run(wanted: Namespace, engine: str) -> None:
    from bantin import config, serve
    from bantin.parallel import cores

    site = os.path.abspath(only_site(wanted, engine))
    # What is wrong in site.toml is shown in the browser, as it is mended.
    zone = config.read(site, engine=engine, content=wanted.content, cache=wanted.cache).zone
    clock = not wanted.now and not os.environ.get("SOURCE_DATE_EPOCH")
    order = serve.Order(
        site=site,
        engine=engine,
        content=os.path.abspath(wanted.content or os.path.join(site, "content")),
        cache=os.path.abspath(wanted.cache or os.path.join(site, ".cache")),
        drafts=wanted.drafts,
        now=None if clock else now(wanted.now, zone),
        jobs=wanted.jobs or min(cores(), 4),
    )
    serve.run(order, host=wanted.host, port=wanted.port)
