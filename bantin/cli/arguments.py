"""What may be said behind `build.py`, or behind `bantin` where that is installed."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Protocol, cast

import bantin

BUILD = "build"  # is what is meant when no command is named


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What is wanted; `command` names it. Raises SystemExit where argparse has said all there is to say."""
    first = arguments[0] if arguments else ""
    is_told = first in (*_COMMANDS, "-h", "--help", "--version")
    return _parser(first if is_told else BUILD).parse_args(arguments if is_told else [BUILD, *arguments])


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
    """The other commands are only named: options take their time."""
    parser = argparse.ArgumentParser(
        prog=program(), description="Markdown articles to a whole static bulletin.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"bantin {bantin.__version__}")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar=" | ".join(_COMMANDS), prog=parser.prog
    )
    for name, (help_, add_options) in _COMMANDS.items():
        command = commands.add_parser(name, help=help_, description=help_, allow_abbrev=False)
        if name == chosen:
            add_options(command)
    return parser


def _build(command: argparse.ArgumentParser) -> None:
    _shared(command)
    _output(command)
    command.add_argument("--clean", action="store_true", help="trust nothing remembered")
    command.add_argument(
        "--sync", action="store_true", help="have the new site on the disk, come what may, before it is shown"
    )
    command.add_argument("--no-search", action="store_true", help="leave the search index out")


def _serve(command: argparse.ArgumentParser) -> None:
    _shared(command)
    command.add_argument("--port", type=_port, default=5500, metavar="N", help="where to listen (5500)")
    command.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")


def _check(command: argparse.ArgumentParser) -> None:
    _shared(command)
    _output(command)
    command.add_argument("--strict", action="store_true", help="exit 1 for warnings and advice too")


def _new(command: argparse.ArgumentParser) -> None:
    command.add_argument("title", metavar="TITLE", help="in quotes")
    command.add_argument(
        "--section", metavar="PATH", help="a folder in content/ (the first of `menu`, or by name)"
    )
    command.add_argument("--site", action="append", metavar="DIR", help="a folder with a site.toml")
    command.add_argument("--content", metavar="DIR", help="articles (the site's content/)")
    command.add_argument("--now", metavar="ISO", help="the date it gets (now)")


def _why(command: argparse.ArgumentParser) -> None:
    _shared(command)
    _output(command)
    command.add_argument("address", metavar="ADDRESS", help="such as /tin-tuc/hop-bao.html")


def _shared(command: argparse.ArgumentParser) -> None:
    command.add_argument("--site", action="append", metavar="DIR", help="a folder with a site.toml")
    command.add_argument("--content", metavar="DIR", help="articles (the site's content/)")
    command.add_argument("--cache", metavar="DIR", help="what is remembered (the site's .cache/)")
    command.add_argument("--jobs", type=_jobs, metavar="N", help="processes (all cores)")
    command.add_argument("--drafts", action="store_true", help="show drafts and future articles")
    command.add_argument("--now", metavar="ISO", help="build as if it were then (SOURCE_DATE_EPOCH, or now)")


def _output(command: argparse.ArgumentParser) -> None:
    command.add_argument("--output", metavar="DIR", help="the finished site (the site's output/)")


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to 256")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port; name one from 0 (any) to 65535")
    return int(text)


COMMANDS = {
    "deploy": "Take the built site to its host, or roll it back.",
    "host-files": "Write the file by which a web server serves the site well.",
    "publish": "Give an article the date of this minute, and make it a draft no longer.",
    "rename": "Give a file, a folder or a slug another name; old addresses and links lead on.",
    "next": "Tell when time alone will change the site; exit 4 if it never will.",
    "import": "Bring saved pages of an old portal into content/.",
    "init": "Begin a bulletin of one's own in an empty folder.",
}


class Command(Protocol):
    def options(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, wanted: argparse.Namespace, engine: str) -> int | None:
        """Carry the command out; `engine` is the folder of layouts/ and assets/. Gives an exit code."""


def command_module(name: str) -> Command:
    module = "import_" if name == "import" else name.replace("-", "_")  # `import` is a word of Python's
    return cast(Command, import_module(f"bantin.cli.commands.{module}"))


def _options_of(name: str) -> Callable[[argparse.ArgumentParser], None]:
    return lambda parser: command_module(name).options(parser)


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    BUILD: ("Build the whole site into output/.", _build),
    "serve": ("Show the site while it is being written, and reload it at every change.", _serve),
    "check": ("Tell all that is wrong and what could be better; publish nothing.", _check),
    "new": ("Begin an article.", _new),
    **{name: (help_, _options_of(name)) for name, help_ in COMMANDS.items()},
    "why": ("Tell what a page is made from, and what of it has changed since the last build.", _why),
}
