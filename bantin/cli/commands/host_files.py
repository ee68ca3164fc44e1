"""`host-files`: write the configuration of a web server for the site."""

import time
from argparse import ArgumentParser, Namespace

from bantin.cli.commands.deploy import warn_unanswered
from bantin.cli.options import load_settings, port
from bantin.cli.reports import write_files
from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.system import stdio

SERVERS = ("nginx", "apache", "caddy", "iis", "netlify", "cloudflare")


def options(command: ArgumentParser) -> None:
    command.add_argument("server", choices=SERVERS, metavar="SERVER", help=", ".join(SERVERS))
    command.add_argument(
        "--to",
        metavar="DIR",
        help=gettext("write the files into this folder (by default a single file is printed)"),
    )
    command.add_argument(
        "--root",
        default="/srv/bantin/current",
        metavar="DIR",
        help=gettext("the folder that the server reads (/srv/bantin/current)"),
    )
    command.add_argument(
        "--listen", type=port, default=80, metavar="N", help=gettext("the port of nginx (80)")
    )
    command.add_argument("--brotli", action="store_true", help=gettext("nginx has its Brotli module"))
    command.add_argument(
        "--compressed", action="store_true", help=gettext("the target has `compress = true`")
    )
    command.add_argument("--site", action="append", metavar="DIR", help=gettext("a folder with a site.toml"))


def run(args: Namespace, engine: str) -> None:
    from bantin.deploy.redirect_rules import rules_for
    from bantin.deploy.servers import WRITERS
    from bantin.deploy.servers.served import ServedSite

    settings = load_settings(args, engine)
    rules = rules_for(args.server, settings, int(time.time()))
    served = ServedSite(
        settings.origin,
        settings.base,
        args.root,
        args.brotli,
        args.compressed,
        args.listen,
        rules.text,
        has_form=settings.cms is not None,
    )
    warn_unanswered(rules.unanswered, args.server)
    files = WRITERS[args.server](served)
    if args.to:
        write_files(files, args.to)
    elif len(files) == 1:
        stdio.print_line(next(iter(files.values())).rstrip("\n"))
    else:
        raise UsageError(
            gettext(
                "{server} has several files ({files}); name a folder for them with --to",
                server=args.server,
                files=", ".join(files),
            )
        )
