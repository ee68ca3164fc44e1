"""What may be said behind `build.py`, or behind `bantin` where that is installed: the table of commands.

To add a command: a line in COMMANDS and a module of that name in `cli/commands/` with `options(parser)` and
`run(wanted, engine)`. Only the module of the command that is asked for is loaded.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

import bantin
from bantin.i18n import gettext, marked

BUILD = "build"  # is what is meant when no command is named

COMMANDS: dict[str, str] = {
    BUILD: marked("Build the whole site into output/."),
    "serve": marked("Show the site while it is being written, and reload it at every change."),
    "check": marked("Tell all that is wrong and what could be better; publish nothing."),
    "new": marked("Begin an article."),
    "publish": marked("Give an article the date of this minute, and make it a draft no longer."),
    "list": marked("Tell which articles are drafts, scheduled, expired or newest."),
    "rename": marked("Give a file, a folder or a slug another name; old addresses and links lead on."),
    "next": marked("Tell when time alone will change the site; exit 4 if it never will."),
    "deploy": marked("Take the built site to its host, or roll it back."),
    "host-files": marked("Write the file by which a web server serves the site well."),
    "import": marked("Bring saved pages of an old portal into content/."),
    "collect": marked("Bring the newest articles of other bulletins into content/."),
    "views": marked("Count how often articles were read, from the web server's logs."),
    "aliases": marked("Tell where old addresses lead, and write a web server's rules for them."),
    "init": marked("Begin a bulletin of one's own in an empty folder."),
    "why": marked("Tell what a page is made from, and what of it has changed since the last build."),
}


# What Windows cannot do by itself: it has no way to fork a process, nor to swap one folder for another.
POSIX_ONLY = frozenset((BUILD, "serve", "deploy", "import", "views"))


class Command(Protocol):
    def options(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, wanted: argparse.Namespace, engine: str) -> int | None:
        """Carry the command out; `engine` is the folder of layouts/ and assets/.

        Gives an exit code, None for 0.
        """


def command_module(name: str) -> Command:
    module = "import_" if name == "import" else name.replace("-", "_")  # `import` is a word of Python's
    return cast(Command, import_module(f"bantin.cli.commands.{module}"))


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What is wanted; `command` names it. Raises SystemExit where argparse has said all there is to say."""
    first = arguments[0] if arguments else ""
    is_named = first in (*COMMANDS, "-h", "--help", "--version")
    return _parser(first if is_named else BUILD).parse_args(arguments if is_named else [BUILD, *arguments])


def program() -> str:
    """How this command is called: "bantin" where a wheel is installed, else "build.py"."""
    name = os.path.basename(sys.argv[0])
    return "bantin" if name in ("bantin", "bantin.exe") else "build.py"


def command() -> str:
    """How it is started from a shell."""
    return "bantin" if program() == "bantin" else "python build.py"


def serve_here() -> str:
    """How the site that needs no --site is looked at."""
    return "bantin serve" if program() == "bantin" else "make serve"


def _parser(chosen: str) -> argparse.ArgumentParser:
    """The other commands are only named: a parser for each takes 3 ms in all, their options more."""
    parser = argparse.ArgumentParser(
        prog=program(),
        description=gettext("Markdown articles to a whole static bulletin."),
        allow_abbrev=False,
    )
    version = gettext("show the version and exit")
    parser.add_argument("--version", action="version", version=f"bantin {bantin.__version__}", help=version)
    commands = parser.add_subparsers(
        dest="command", required=True, metavar=" | ".join(COMMANDS), prog=parser.prog
    )
    for name in [chosen] if chosen in COMMANDS else COMMANDS:
        help_text = gettext(COMMANDS[name])
        added = commands.add_parser(name, help=help_text, description=help_text, allow_abbrev=False)
        if name == chosen:
            command_module(name).options(added)
    return parser
