"""The commands of `build.py` (or `bantin`, where it is installed), and the parsing of arguments.

To add a command, add a line to COMMANDS and a module of that name to `cli/commands/` with `options(parser)`
and `run(args, engine)`. Only the module of the command in use is imported.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

import bantin
from bantin.i18n import gettext, marked

BUILD = "build"  # the command if none is named

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


# Commands that do not work on Windows, which can neither fork a process nor swap folders.
POSIX_ONLY = frozenset((BUILD, "serve", "deploy", "import", "views"))


class Command(Protocol):
    def options(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace, engine: str) -> int | None:
        """Run the command. engine: the folder with layouts/ and assets/. Return an exit code, None for 0."""


def command_module(name: str) -> Command:
    module = "import_" if name == "import" else name.replace("-", "_")  # `import` is a word of Python's
    return cast(Command, import_module(f"bantin.cli.commands.{module}"))


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the parsed arguments; `command` is the command's name. Raises SystemExit as argparse does."""
    first = arguments[0] if arguments else ""
    is_named = first in (*COMMANDS, "-h", "--help", "--version")
    return _parser(first if is_named else BUILD).parse_args(arguments if is_named else [BUILD, *arguments])


def program_name() -> str:
    """Return the name of this program: "bantin" if a wheel is installed, else "build.py"."""
    name = os.path.basename(sys.argv[0])
    return "bantin" if name in ("bantin", "bantin.exe") else "build.py"


def shell_command() -> str:
    """Return the command that starts this program from a shell."""
    return "bantin" if program_name() == "bantin" else "python build.py"


def serve_command() -> str:
    """Return the command that serves the default site."""
    return "bantin serve" if program_name() == "bantin" else "make serve"


def _parser(chosen: str) -> argparse.ArgumentParser:
    """Return the parser with the options of the command `chosen`. Parsers for all would take over 3 ms."""
    parser = argparse.ArgumentParser(
        prog=program_name(),
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
