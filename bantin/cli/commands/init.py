"""`init`: create a new site."""

import os
from argparse import ArgumentParser, Namespace

import bantin
from bantin.cli.options import now
from bantin.i18n import gettext
from bantin.system import stdio


def options(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help=gettext("a folder that is empty or does not exist yet"))
    parser.add_argument("--name", help=gettext("the name at the top of every page (Cải cách hành chính)"))
    parser.add_argument("--place", help=gettext("the province or office, such as: tỉnh Lai Châu"))
    parser.add_argument("--address", metavar="URL", help=gettext("the public URL of the site"))
    parser.add_argument("--office", help=gettext("the publishing office, for the imprint"))
    parser.add_argument("--email", help=gettext("for the imprint and the contact page"))
    parser.add_argument("--phone", help=gettext("for the imprint and the contact page"))
    parser.add_argument(
        "--engine",
        metavar="REQUIREMENT",
        help=gettext("the requirement for pip (this version of bantin), or a wheel to put into the site"),
    )
    parser.add_argument("--now", metavar="ISO", help=gettext("the date of the sample article (now)"))


def run(args: Namespace, engine: str) -> None:
    from bantin.editing import init

    chosen = {name: getattr(args, name) for name in init.Office._fields if getattr(args, name)}
    office = init.Office(**{"engine": f"bantin=={bantin.__version__}", **chosen})
    written = init.create_site(args.folder, office, engine=engine, now=now(args.now, init.ZONE))
    folder = os.path.relpath(args.folder)
    stdio.print_line(
        gettext(
            "{count} files are in {folder}; read on in {path}",
            count=len(written),
            folder=folder,
            path=os.path.join(folder, "README.md"),
        )
    )
