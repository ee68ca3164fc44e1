"""`serve`: the development server."""

import os
from argparse import ArgumentParser, Namespace

from bantin.cli.options import add_site_options, folders, now, only_site, port
from bantin.i18n import gettext


def options(parser: ArgumentParser) -> None:
    add_site_options(parser, drafts=False)
    parser.add_argument(
        "--published",
        action="store_true",
        help=gettext("show the site as readers see it, without drafts and future articles"),
    )
    parser.add_argument(
        "--port", type=port, default=5500, metavar="N", help=gettext("the port to listen on (5500)")
    )
    parser.add_argument("--host", default="127.0.0.1", help=gettext("the address to listen on (127.0.0.1)"))
    parser.add_argument(
        "--lan",
        action="store_true",
        help=gettext("make the site visible to phones and other machines of this network"),
    )
    parser.add_argument(
        "--allow",
        action="append",
        default=[],
        metavar="NAME[:PORT]",
        help=gettext("a host name of a forwarded port, such as localhost:8080"),
    )


def run(args: Namespace, engine: str) -> None:
    from bantin import config, serve
    from bantin.parallel import cores

    site = os.path.abspath(only_site(args, engine))
    # Problems of site.toml are shown in the browser.
    zone = config.read(site, engine=engine, **folders(args)).zone
    settings = serve.BuilderSettings(
        site=site,
        engine=engine,
        content=os.path.abspath(args.content or os.path.join(site, "content")),
        cache=os.path.abspath(args.cache or os.path.join(site, ".cache")),
        drafts=not args.published,
        now=now(args.now, zone) if args.now else None,
        jobs=args.jobs or min(cores(), 4),
    )
    serve.run(settings, serve.ListenAddress(args.host, args.port, args.lan, tuple(args.allow)))
