"""`bantin …`, the command of an installed wheel; `build.py` is the same for a checkout."""

import os
import sys
from typing import NoReturn

from bantin.system import signals

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def main() -> NoReturn:
    """Run the command for the site in this folder, and end with its exit code."""
    if sys.getfilesystemencoding() != "utf-8" and "BANTIN_REEXECUTED" not in os.environ:
        changed = {"BANTIN_REEXECUTED": "1", "PYTHONUTF8": "1"}
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **changed})
    signals.install_handlers()
    from bantin.cli.main import main as run

    end(run(sys.argv[1:], engine=engine_folder(), site="."))


def engine_folder() -> str:
    """The folder with the engine's layouts/ and assets/: inside the wheel, or the checkout's top level."""
    inside = os.path.join(_PACKAGE, "engine")
    return inside if os.path.isdir(inside) else os.path.dirname(_PACKAGE)


def end(code: int) -> NoReturn:
    """End at once: what Python would put away first, object by object, the system takes away as it is."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):
            sys.exit(code)  # which tells of it as Python does
    os._exit(code)
