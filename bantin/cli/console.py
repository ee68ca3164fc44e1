"""The entry point `bantin` of an installed wheel; `build.py` is the same for a checkout."""

import os
import sys
from typing import NoReturn

from bantin.system import signals

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def main() -> NoReturn:
    """Run the command for the site in the working folder, and exit with its code."""
    if sys.getfilesystemencoding() != "utf-8" and "BANTIN_REEXECUTED" not in os.environ:
        changed = {"BANTIN_REEXECUTED": "1", "PYTHONUTF8": "1"}
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **changed})
    signals.install_handlers()
    from bantin.cli.main import main as run

    exit_now(run(sys.argv[1:], engine=engine_folder(), site="."))


def engine_folder() -> str:
    """Return the folder with the engine's layouts/ and assets/: inside the wheel, or the checkout."""
    inside = os.path.join(_PACKAGE, "engine")
    return inside if os.path.isdir(inside) else os.path.dirname(_PACKAGE)


def exit_now(code: int) -> NoReturn:
    """Exit without Python's clean-up of objects, which takes time."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):
            sys.exit(code)  # reports the error as Python does
    os._exit(code)
