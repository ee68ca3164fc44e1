"""`docs`: print a guide of this version, or list the guides."""

import os
from argparse import ArgumentParser, Namespace

from bantin.cli.arguments import serve_command, shell_command
from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.schema.values import nearest
from bantin.system import stdio


def options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "guide", nargs="?", metavar="NAME", help=gettext("the guide to print (a list of all)")
    )


def run(args: Namespace, engine: str) -> None:
    folder = os.path.join(engine, "docs")
    files = sorted(name for name in os.listdir(folder) if name.endswith(".md") and name != "README.md")
    names = [name.removesuffix(".md") for name in files]
    if args.guide is None:
        _print_list(folder, names)
        return
    name = os.path.basename(args.guide).removesuffix(".md")
    if name not in names:
        raise UsageError(_no_guide(name, names))
    text = _read(folder, name).replace("make serve", serve_command())
    stdio.print_line(text.replace("python3 build.py", shell_command()).rstrip("\n"))


def _print_list(folder: str, names: list[str]) -> None:
    width = max(map(len, names))
    for name in names:
        title = _read(folder, name).partition("\n")[0].removeprefix("# ")
        stdio.print_line(f"{name:<{width}}  {title}")
    where = gettext(
        "Read one with `{command} docs NAME`, or open it in {folder}", command=shell_command(), folder=folder
    )
    stdio.print_line(where)


def _read(folder: str, name: str) -> str:
    with open(os.path.join(folder, f"{name}.md"), encoding="utf-8") as file:
        return file.read()


def _no_guide(name: str, names: list[str]) -> str:
    if guess := nearest(name, names):
        return gettext("there is no guide {name}; did you mean {guess}?", name=name, guess=guess)
    return gettext("there is no guide {name}; the guides are {known}", name=name, known=", ".join(names))
