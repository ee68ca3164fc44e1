"""`deploy`: take the built site to its host."""

import os
import time
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from bantin.cli.options import only_site
from bantin.errors import UsageError
from bantin.system import stdio

if TYPE_CHECKING:
    from bantin.deploy.command import Outcome

_SHOWN = 20  # paths of each kind that a dry run names


def options(command: ArgumentParser) -> None:
    command.add_argument(
        "target", nargs="?", default="", metavar="TARGET", help="a [deploy.TARGET] of site.toml"
    )
    command.add_argument("--dry-run", action="store_true", help="compare with the host, and send nothing")
    command.add_argument("--rollback", action="store_true", help="show readers the release before")
    command.add_argument(
        "--yes",
        action="store_true",
        help="also when most pages would go, or a broken-off deploy holds the lock",
    )
    command.add_argument("--site", action="append", metavar="DIR", help="a folder with a site.toml")
    command.add_argument("--output", metavar="DIR", help="the finished site (the site's output/)")
    command.add_argument("--cache", metavar="DIR", help="what is kept for rollbacks (the site's .cache/)")


def run(wanted: Namespace, engine: str) -> None:
    from bantin import config
    from bantin.deploy.command import Order, deploy

    if wanted.dry_run and wanted.rollback:
        raise UsageError("--dry-run and --rollback do not go together; take one of them away")
    settings = config.load(only_site(wanted, engine), engine=engine, output=wanted.output, cache=wanted.cache)
    order = Order(
        target=wanted.target,
        dry_run=wanted.dry_run,
        rollback=wanted.rollback,
        accepts=wanted.yes,
        environment=dict(os.environ),
        clock=lambda: int(time.time()),
    )
    started = time.perf_counter()
    outcome = deploy(settings, order)
    tell(outcome, dry_run=wanted.dry_run, seconds=time.perf_counter() - started)


def tell(outcome: "Outcome", *, dry_run: bool, seconds: float) -> None:
    target, changes, release = outcome
    if changes is None:
        stdio.say(f"{target.name} shows {release} again")
        return
    if not changes:
        stdio.say(f"{target.name} has all {changes.kept} files already ({seconds:.1f} s)")
        return
    counts = (
        f"{len(changes.sent)} files to send, {changes.kept} there already, {len(changes.delete)} to delete"
    )
    if dry_run:
        for mark, names in (("+", changes.sent), ("-", changes.delete)):
            for name in names[:_SHOWN]:
                stdio.say(f"{mark} {name}")
            if len(names) > _SHOWN:
                stdio.say(f"{mark} … and {len(names) - _SHOWN} more")
        stdio.say(f"{target.name}: {counts}. Nothing was sent.")
        return
    done = f"{len(changes.sent)} files sent, {changes.kept} kept, {len(changes.delete)} deleted"
    stdio.say(f"{target.name}: {done} in {seconds:.1f} s" + (f", release {release}" if release else ""))
