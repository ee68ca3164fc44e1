"""Options that several commands share, and their values."""

import argparse
import os
import time
from typing import TYPE_CHECKING

from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.system.descriptors import CAN_FORK

if TYPE_CHECKING:
    from bantin.build.options import Options
    from bantin.config import Config


def add_site(command: argparse.ArgumentParser) -> None:
    command.add_argument("--site", action="append", metavar="DIR", help=gettext("a folder with a site.toml"))
    command.add_argument("--content", metavar="DIR", help=gettext("articles (the site's content/)"))


def add_site_options(command: argparse.ArgumentParser, *, drafts: bool = True) -> None:
    """Add the options of commands that read the whole site."""
    add_site(command)
    command.add_argument("--cache", metavar="DIR", help=gettext("the cache (the site's .cache/)"))
    command.add_argument("--jobs", type=_jobs, metavar="N", help=gettext("processes (all cores)"))
    if drafts:
        command.add_argument("--drafts", action="store_true", help=gettext("show drafts and future articles"))
    command.add_argument("--now", metavar="ISO", help=gettext("the time of the build (now)"))


def add_output(command: argparse.ArgumentParser) -> None:
    command.add_argument("--output", metavar="DIR", help=gettext("the built site (the site's output/)"))


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(gettext("{text} is not a number from 1 to 256", text=text))
    return int(text)


def port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        message = gettext("{text} is not a port; choose one from 0 (any) to 65535", text=text)
        raise argparse.ArgumentTypeError(message)
    return int(text)


def require_file(path: str) -> None:
    """Raise UsageError unless a file is at the path that an argument names."""
    if os.path.isdir(path):
        raise UsageError(gettext("{path} is a folder; name a file in it", path=path))
    if not os.path.exists(path):
        raise UsageError(gettext("there is no file {path}; correct the path", path=path))


def only_site(args: argparse.Namespace, engine: str) -> str:
    """Return the folder of the site. Raises UsageError if several are named."""
    if args.site and len(args.site) > 1:
        raise UsageError(gettext("{command} is for one site; name one --site", command=args.command))
    return str(args.site[0] if args.site else args.home or engine)


def load_settings(args: argparse.Namespace, engine: str) -> "Config":
    """Return the settings of the site that the arguments name. Raises UsageError and ContentError."""
    from bantin import config

    return config.load(only_site(args, engine), engine=engine, **folders(args))


def folders(args: argparse.Namespace) -> dict[str, str | None]:
    """Return the folders that the arguments name in place of the site's own, for `config.load`."""
    return {name: getattr(args, name, None) for name in ("content", "output", "cache")}


def build_options(args: argparse.Namespace, zone: str) -> "Options":
    from bantin.build.options import Options
    from bantin.parallel import Workers, cores

    return Options(
        now=now(args.now, zone),
        drafts=args.drafts,
        clean=getattr(args, "clean", False),
        sync=getattr(args, "sync", False),
        workers=Workers((args.jobs if CAN_FORK else 1) or cores()),
    )


def now(given: str | None, zone: str) -> int:
    """Return the value of `--now`, or else the present time, in seconds since 1970. Raises UsageError."""
    if given is None:  # $SOURCE_DATE_EPOCH, the time of the last change, does not decide what is due
        return int(time.time())
    from bantin.config import read_zone
    from bantin.text.vietnamese import parse_date

    try:
        seconds = parse_date(given, read_zone(zone))[0]
    except ValueError as fault:
        message = gettext("--now {given} is not a date; write it like 2026-08-05T08:30", given=given)
        raise UsageError(message) from fault
    if seconds < 0:
        raise UsageError(gettext("--now {given} is before 1970; write it like 2026-08-05T08:30", given=given))
    return seconds
