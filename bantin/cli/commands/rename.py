"""`rename`: rename a file, a folder or a slug."""

import os
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from bantin.cli.options import add_site, load_settings, now
from bantin.i18n import gettext
from bantin.system import stdio

if TYPE_CHECKING:
    from bantin.editing.rename import RenameResult


def options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "old", metavar="OLD", help=gettext("a file or folder in content/, or an article's address")
    )
    parser.add_argument("new", metavar="NEW", help=gettext("its new path, or only its new name"))
    add_site(parser)
    parser.add_argument(
        "--now", metavar="ISO", help=gettext("the time that decides which articles are published (now)")
    )


def run(args: Namespace, engine: str) -> None:
    from bantin.editing.rename import rename

    settings = load_settings(args, engine)
    done = rename(settings, args.old, args.new, now=now(args.now, settings.zone))
    _print_result(done, os.path.relpath(settings.content))


def _print_result(done: "RenameResult", content: str) -> None:
    old, new = (os.path.join(content, path) for path in (done.old, done.new))
    stdio.print_line(
        gettext("{old} has another slug", old=old)
        if old == new
        else gettext("{old} is now {new}", old=old, new=new)
    )
    for before, later in done.redirects.items():
        stdio.print_line(gettext("{before} redirects to {later}", before=before, later=later))
    for path in done.rewritten:
        stdio.print_line(gettext("rewritten in {path}", path=os.path.join(content, path)))
    if done.settings:
        stdio.print_line(gettext("rewritten in site.toml"))
    for address in done.gone_lists:
        stdio.print_error(
            gettext("warning: {address} was a list; its old address does not redirect", address=address)
        )
    for path, line, address in done.not_rewritten:
        location = f"{os.path.join(content, path)}:{line}"
        stdio.print_error(
            gettext(
                "warning: {place}: the link {address} could not be rewritten; correct it by hand",
                place=location,
                address=address,
            )
        )
