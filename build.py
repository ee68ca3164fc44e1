#!/usr/bin/env python3
"""Start bantin, as in `python3 build.py check`; `python3 build.py --help` lists the commands."""

import os
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
WITHIN_VENV = ("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")
OWN_PYTHON = os.path.join(HERE, ".venv", *WITHIN_VENV)


def start() -> None:
    """Run the command with the Python that has its libraries, and with file names in UTF-8."""
    sys.path.insert(0, HERE)
    elsewhere = os.path.realpath(sys.prefix) != os.path.realpath(os.path.join(HERE, ".venv"))
    python = OWN_PYTHON if elsewhere and os.path.exists(OWN_PYTHON) else sys.executable
    is_fit = python == sys.executable and sys.getfilesystemencoding() == "utf-8"
    if not is_fit and "BANTIN_REEXECUTED" not in os.environ:
        hand_over(python)
    if sys.version_info < (3, 11):
        print("build.py: this is not Python 3.11 or newer; run `make build` first", file=sys.stderr)
        sys.exit(2)
    from bantin.system import signals

    signals.install_handlers()  # before the modules of the command are loaded
    from bantin.cli.console import exit_now
    from bantin.cli.main import main

    exit_now(main(sys.argv[1:], engine=HERE))


def hand_over(python: str) -> None:
    """Run this command again with `python`: by exec, or on Windows, which has no exec, as a child process."""
    environment = {**os.environ, "BANTIN_REEXECUTED": "1", "PYTHONUTF8": "1"}
    if sys.platform == "win32":
        import subprocess

        sys.exit(subprocess.run([python, *sys.argv], env=environment, check=False).returncode)
    os.execve(python, [python, *sys.argv], environment)


if __name__ == "__main__":
    try:
        start()
    except KeyboardInterrupt:
        print("build.py: interrupted", file=sys.stderr)
        sys.exit(130)
    except (OSError, MemoryError) as fault:
        print(f"build.py: Python could not be started in full: {fault}", file=sys.stderr)
        sys.exit(2)
