#!/usr/bin/env python3
"""The door: `python build.py [build | serve | check | new | why] …`. `python build.py --help` tells more."""

import os
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
OWN_PYTHON = os.path.join(HERE, ".venv", "bin", "python")


def start() -> int:
    """Run the command with the Python that has its libraries, in which names of files are UTF-8."""
    sys.path.insert(0, HERE)
    elsewhere = os.path.realpath(sys.prefix) != os.path.realpath(os.path.join(HERE, ".venv"))
    python = OWN_PYTHON if elsewhere and os.path.exists(OWN_PYTHON) else sys.executable
    is_fit = python == sys.executable and sys.getfilesystemencoding() == "utf-8"
    if not is_fit and "BANTIN_REEXECUTED" not in os.environ:
        changed = {"BANTIN_REEXECUTED": "1", "PYTHONUTF8": "1"}
        os.execve(python, [python, *sys.argv], {**os.environ, **changed})
    if sys.version_info < (3, 11):
        print("build.py: this is not Python 3.11 or newer; run `make build` first", file=sys.stderr)
        return 2
    from bantin.system import signals

    signals.heed()  # before all that has to be loaded for the command
    from bantin.cli.main import main

    return main(sys.argv[1:], engine=HERE)


def end(code: int) -> None:
    """End at once: what Python would put away first, object by object, the system takes away as it is."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):
            sys.exit(code)  # which tells of it as Python does
    os._exit(code)


if __name__ == "__main__":
    try:
        end(start())
    except KeyboardInterrupt:
        print("build.py: interrupted", file=sys.stderr)
        sys.exit(130)
    except (OSError, MemoryError) as fault:
        print(f"build.py: Python could not be started in full: {fault}", file=sys.stderr)
        sys.exit(2)
