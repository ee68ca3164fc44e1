"""`serve`: the development server."""

import os
from argparse import ArgumentParser, Namespace

from bantin.cli.options import add_shared, now, only_site, port
from bantin.i18n import gettext


def options(parser: ArgumentParser) -> None:
    add_shared(parser, drafts=False)
    parser.add_argument(
        "--published",
        action="store_true",
        help=gettext("leave out drafts and future articles, as readers see it"),
    )
    parser.add_argument(
        "--port", type=port, default=5500, metavar="N", help=gettext("where to listen (5500)")
    )
    parser.add_argument("--host", default="127.0.0.1", help=gettext("the address to listen on (127.0.0.1)"))
    parser.add_argument(
        "--lan",
        action="store_true",
        help=gettext("let telephones and other machines of this network see it, too"),
    )
    parser.add_argument(
        "--allow",
        action="append",
        default=[],
        metavar="NAME[:PORT]",
        help=gettext("a name by which a forwarded port leads here, such as localhost:8080"),
    )


def run(wanted: Namespace, engine: str) -> None:
    from bantin import config, serve
    from bantin.parallel import cores

    site = os.path.abspath(only_site(wanted, engine))
    # What is wrong in site.toml is shown in the browser, as it is mended.
    zone = config.read(site, engine=engine, content=wanted.content, cache=wanted.cache).zone
    order = serve.Order(
        site=site,
        engine=engine,
        content=os.path.abspath(wanted.content or os.path.join(site, "content")),
        cache=os.path.abspath(wanted.cache or os.path.join(site, ".cache")),
        drafts=not wanted.published,
        now=now(wanted.now, zone) if wanted.now else None,
        jobs=wanted.jobs or min(cores(), 4),
    )
    serve.run(order, serve.ListenAddress(wanted.host, wanted.port, wanted.lan, tuple(wanted.allow)))
