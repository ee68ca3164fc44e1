"""One command to one call; errors to words and an exit code."""

import os
from argparse import Namespace
from collections.abc import Sequence

from bantin.cli import language
from bantin.cli.arguments import POSIX_ONLY, command_module, parse, program
from bantin.cli.reports import tell_problems
from bantin.errors import ContentError, UsageError
from bantin.i18n import gettext
from bantin.system import signals, stdio
from bantin.system.descriptors import CAN_FORK
from bantin.system.os_errors import describe

FINE, CONTENT, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str], *, engine: str, site: str | None = None) -> int:
    """Run one command. Gives the exit code.

    engine: the folder of the layouts/ and assets/ that a site's own come before.
    site: the folder meant where no --site is named; None for the engine's, as in a checkout.

    0: done. 1: something an editor can mend. 2: something in the way of the command. 3: a bug of ours.
    130: interrupted.
    """
    stdio.prepare()
    language.choose(arguments, site or engine)
    try:
        wanted = parse(arguments)
    except SystemExit:
        if stdio.finish():
            return USAGE
        raise
    wanted.home = site or engine
    signals.install_handlers()
    os.umask(0o022)  # the same files whoever builds
    code = _carry_out(wanted, engine)
    unsaid = stdio.finish()
    if unsaid is None or isinstance(unsaid, BrokenPipeError):  # who was reading has read enough
        return code
    _complain(gettext("what it had to say could not be written: {fault}", fault=describe(unsaid)))
    return code if wanted.command == "build" else code or USAGE


def _carry_out(wanted: Namespace, engine: str) -> int:
    untouched = "; " + gettext("output/ is as it was") if wanted.command == "build" else ""
    try:
        if wanted.command in POSIX_ONLY and not CAN_FORK:
            raise UsageError(_not_on_windows(wanted.command))
        return command_module(wanted.command).run(wanted, engine) or FINE
    except ContentError as error:
        tell_problems(error, command=wanted.command)
        return CONTENT
    except UsageError as error:
        _complain(str(error))
        return USAGE
    except (OSError, MemoryError) as error:
        where = gettext("the folder in which this was started is gone; go to another and try again")
        _complain((where if _is_nowhere(error) else describe(error)) + untouched)
        return USAGE
    except KeyboardInterrupt:
        stdio.print_error("")
        _complain(gettext("interrupted") + untouched)
        return INTERRUPTED
    except ImportError as error:
        if (error.name or "").startswith("bantin"):
            return _tell_bug()
        _complain(_not_loaded(error))
        return USAGE
    except Exception:
        return _tell_bug()


def _not_on_windows(name: str) -> str:
    return gettext(
        "{command} does not run on Windows by itself; use WSL 2, as docs/windows.md shows step by step (new, "
        "check, list, publish, rename and next do run here)",
        command=name,
    )


def _complain(text: str) -> None:
    stdio.print_error(f"{program()}: {text}")


def _is_nowhere(error: Exception) -> bool:
    """Whether the folder in which the command was started is gone."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return isinstance(error, FileNotFoundError) and not error.filename
    return False


def _not_loaded(error: ImportError) -> str:
    if isinstance(error, ModuleNotFoundError):
        return gettext("{module} is not installed; run `make build` first", module=error.name)
    return gettext(
        "{module} cannot be loaded ({fault}); run `make build` first", module=error.name, fault=error
    )


def _tell_bug() -> int:
    import traceback

    stdio.print_error(traceback.format_exc())
    _complain(gettext("this is a bug in bantin; please report it with the lines above"))
    return BUG
