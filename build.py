#!/usr/bin/env python3
"""The door: `python build.py [build | serve | why] …`. `python build.py --help` tells more."""

import os
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
OWN_PYTHON = os.path.join(HERE, ".venv", "bin", "python")

if __name__ == "__main__":
    sys.path.insert(0, HERE)
    elsewhere = os.path.realpath(sys.prefix) != os.path.realpath(os.path.join(HERE, ".venv"))
    if elsewhere and os.path.exists(OWN_PYTHON) and "BANTIN_REEXECUTED" not in os.environ:
        os.execve(OWN_PYTHON, [OWN_PYTHON, *sys.argv], {**os.environ, "BANTIN_REEXECUTED": "1"})
    if sys.version_info < (3, 11):
        print("build.py: this is not Python 3.11 or newer; run `make build` first", file=sys.stderr)
        sys.exit(2)
    from bantin.cli import main

    sys.exit(main(sys.argv[1:], engine=HERE))
