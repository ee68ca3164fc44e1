"""The commands of `build.py` (or `bantin`, where it is installed), and the parsing of arguments.

To add a command, add a line to COMMANDS and a module of that name to `cli/commands/` with `options(parser)`
and `run(args, engine)`. Only the module of the command in use is imported.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Protocol, cast

import bantin
from bantin.i18n import gettext, marked

BUILD = "build"  # the command if none is named

COMMANDS: dict[str, str] = {
    BUILD: marked("Build the whole site into output/."),
    "serve": marked("Show the site while you write, and reload the page after every change."),
    "check": marked("Report all mistakes and advice; publish nothing."),
    "new": marked("Create an article."),
    "publish": marked("Publish a draft now: set its date and remove `draft`."),
    "list": marked("List drafts, scheduled, expired or newest articles."),
    "rename": marked("Rename a file, a folder or a slug; old addresses redirect, and links are rewritten."),
    "next": marked("Print when the site will change without an edit; exit with 4 if never."),
    "deploy": marked("Upload the built site to its host, or roll back."),
    "host-files": marked("Write the configuration of a web server for the site."),
    "import": marked("Import saved pages of an old portal into content/."),
    "collect": marked("Write the newest articles of other bulletins into content/."),
    "views": marked("Count the views of articles from the web server's logs."),
    "aliases": marked("Show the targets of old addresses, and write redirect rules for web servers."),
    "init": marked("Create a new site in an empty folder."),
    "why": marked("Show the inputs of a page, and which of them have changed since the last build."),
    "docs": marked("Print a guide, or list the guides."),
}


# Debian and macOS have no `python`.
PYTHON = "python" if sys.platform == "win32" else "python3"

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
    if first and not is_named and not first.startswith("-"):
        _parser("").error(_no_command(first))
    if is_named:
        return _parser(first).parse_args(arguments)
    site = [*arguments[: 2 if first == "--site" else 1 if first.startswith("--site=") else 0]]
    others = arguments[len(site) :]
    if site and others and others[0] in COMMANDS:  # `--site FOLDER check`
        return _parser(others[0]).parse_args([others[0], *site, *others[1:]])
    return _parser(BUILD).parse_args([BUILD, *arguments])


def _no_command(name: str) -> str:
    from bantin.cli.other_words import COMMAND_BY_WORD, WITHOUT_COMMAND
    from bantin.schema.values import nearest

    word = name.lower()
    if word in WITHOUT_COMMAND:
        return gettext("there is no command {name}; {hint}", name=name, hint=gettext(WITHOUT_COMMAND[word]))
    if guess := COMMAND_BY_WORD.get(word) or nearest(word, COMMANDS):
        return gettext("there is no command {name}; did you mean {guess}?", name=name, guess=guess)
    return gettext("there is no command {name}", name=name)


def program_name() -> str:
    """Return the name of this program: "bantin" if a wheel is installed, else "build.py"."""
    name = os.path.basename(sys.argv[0])
    return "bantin" if name in ("bantin", "bantin.exe") else "build.py"


def shell_command() -> str:
    """Return the command that starts this program from a shell, with the folder unless it is in $PATH."""
    if program_name() != "bantin":
        return f"{PYTHON} build.py"
    folder, _, name = sys.argv[0].rpartition(os.sep)
    return name if folder in ("", *os.environ.get("PATH", "").split(os.pathsep)) else sys.argv[0]


def serve_command() -> str:
    """Return the command that serves the default site."""
    return f"{shell_command()} serve" if program_name() == "bantin" else "make serve"


class _HelpFormatter(argparse.HelpFormatter):
    """Formats help for the width of the terminal.

    argparse asks shutil for the width with each argument added; shutil loads three compression libraries.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    """Return the width of the terminal: $COLUMNS, else what the terminal says, else 80."""
    with suppress(ValueError, OSError):
        return int(os.environ.get("COLUMNS", 0)) or os.get_terminal_size(1).columns or 80
    return 80


def _parser(chosen: str) -> argparse.ArgumentParser:
    """Return the parser with the options of the command `chosen`. Parsers for all would take over 3 ms."""
    parser = argparse.ArgumentParser(
        prog=program_name(),
        description=gettext("Build a static news site from Markdown articles."),
        formatter_class=_HelpFormatter,
        allow_abbrev=False,
    )
    version = gettext("show the version and exit")
    parser.add_argument("--version", action="version", version=f"bantin {bantin.__version__}", help=version)
    commands = parser.add_subparsers(
        dest="command", required=True, metavar=" | ".join(COMMANDS), prog=parser.prog
    )
    for name in [chosen] if chosen in COMMANDS else COMMANDS:
        help_text = gettext(COMMANDS[name])
        added = commands.add_parser(
            name,
            help=help_text,
            description=help_text,
            formatter_class=_HelpFormatter,
            allow_abbrev=False,
        )
        if name == chosen:
            command_module(name).options(added)
    return parser
