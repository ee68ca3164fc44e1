"""`deploy`: upload the built site to its host."""

import os
import time
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from bantin.cli.options import add_output, load_settings
from bantin.errors import UsageError
from bantin.i18n import decimal, gettext
from bantin.system import stdio

if TYPE_CHECKING:
    from bantin.deploy.command import Outcome

_SHOWN = 20  # paths of each kind that a dry run names


def options(command: ArgumentParser) -> None:
    command.add_argument(
        "target",
        nargs="?",
        default="",
        metavar="TARGET",
        help=gettext("a [deploy.TARGET] of site.toml, or github, gitlab"),
    )
    command.add_argument(
        "--dry-run", action="store_true", help=gettext("compare with the host, and send nothing")
    )
    command.add_argument(
        "--rollback", action="store_true", help=gettext("publish the previous release again")
    )
    command.add_argument(
        "--yes",
        action="store_true",
        help=gettext(
            "also if most pages or some old addresses would be lost, "
            "or if an interrupted deploy holds the lock"
        ),
    )
    command.add_argument("--site", action="append", metavar="DIR", help=gettext("a folder with a site.toml"))
    add_output(command)
    command.add_argument(
        "--cache", metavar="DIR", help=gettext("the folder for rollbacks (the site's .cache/)")
    )


def run(args: Namespace, engine: str) -> None:
    from bantin.deploy.command import DeployRequest, deploy

    if args.dry_run and args.rollback:
        raise UsageError(gettext("--dry-run and --rollback do not go together; use one of them"))
    settings = load_settings(args, engine)
    request = DeployRequest(
        target=args.target,
        dry_run=args.dry_run,
        rollback=args.rollback,
        accepts=args.yes,
        environment=dict(os.environ),
        clock=lambda: int(time.time()),
    )
    started = time.perf_counter()
    outcome = deploy(settings, request)
    print_outcome(outcome, dry_run=args.dry_run, seconds=time.perf_counter() - started)


def warn_unanswered(count: int, server: str) -> None:
    """Print how many old addresses a server cannot redirect."""
    if count:
        stdio.print_error(
            gettext(
                "warning: {server} cannot answer {count} old addresses; aliases --rules {server} names them",
                server=server,
                count=count,
            )
        )


def print_outcome(outcome: "Outcome", *, dry_run: bool, seconds: float) -> None:
    target, changes, release, unanswered = outcome
    warn_unanswered(unanswered, target.server)
    if changes is None:
        stdio.print_line(gettext("{name} shows {release} again", name=target.name, release=release))
        return
    if not changes:
        stdio.print_line(
            gettext(
                "{name} has all {kept} files already ({seconds} s)",
                name=target.name,
                kept=changes.kept,
                seconds=decimal(seconds, 1),
            )
        )
        return
    numbers = {"sent": len(changes.sent), "kept": changes.kept, "deleted": len(changes.delete)}
    counts = gettext("{sent} files to send, {kept} there already, {deleted} to delete", **numbers)
    if dry_run:
        for mark, names in (("+", changes.sent), ("-", changes.delete)):
            for name in names[:_SHOWN]:
                stdio.print_line(f"{mark} {name}")
            if len(names) > _SHOWN:
                stdio.print_line(gettext("{mark} … and {count} more", mark=mark, count=len(names) - _SHOWN))
        stdio.print_line(gettext("{name}: {counts}. Nothing was sent.", name=target.name, counts=counts))
        return
    done = gettext(
        "{name}: {sent} files sent, {kept} kept, {deleted} deleted in {seconds} s",
        name=target.name,
        seconds=decimal(seconds, 1),
        **numbers,
    )
    stdio.print_line(done + (gettext(", release {release}", release=release) if release else ""))
