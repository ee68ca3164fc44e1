"""`init`: begin a bulletin of one's own."""

import os
from argparse import ArgumentParser, Namespace

import bantin
from bantin.cli.options import now
from bantin.system import stdio


def options(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help="empty, or not there yet")
    parser.add_argument("--name", help="at the head of every page (Cải cách hành chính)")
    parser.add_argument("--place", help="whose bulletin it is, such as: tỉnh Lai Châu")
    parser.add_argument("--address", metavar="URL", help="where the site will stand")
    parser.add_argument("--office", help="the publishing office, for the imprint")
    parser.add_argument("--email", help="for the imprint and the contact page")
    parser.add_argument("--phone", help="for the imprint and the contact page")
    parser.add_argument(
        "--engine", metavar="REQUIREMENT", help="what pip is to install there (this version of bantin)"
    )
    parser.add_argument("--now", metavar="ISO", help="the date of the sample article (now)")


def run(wanted: Namespace, engine: str) -> None:
    from bantin.editing import init

    given = {name: getattr(wanted, name) for name in init.Office._fields if getattr(wanted, name)}
    office = init.Office(**{"engine": f"bantin=={bantin.__version__}", **given})
    made = init.begin(wanted.folder, office, engine=engine, now=now(wanted.now, init.ZONE))
    folder = os.path.relpath(wanted.folder)
    stdio.say(f"{len(made)} files are in {folder}; read on in {os.path.join(folder, 'README.md')}")
