"""Run one command; turn exceptions into messages and an exit code."""

import os
from argparse import Namespace
from collections.abc import Sequence

from bantin.cli import language
from bantin.cli.arguments import POSIX_ONLY, command_module, parse, program_name
from bantin.cli.reports import print_problems
from bantin.errors import ContentError, UsageError
from bantin.i18n import gettext
from bantin.system import signals, stdio
from bantin.system.descriptors import CAN_FORK
from bantin.system.os_errors import describe

SUCCESS, CONTENT, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str], *, engine: str, site: str | None = None) -> int:
    """Run one command and return the exit code.

    engine: the folder with layouts/ and assets/, which a site may override.
    site: the default for --site; None for the engine's folder, as in a checkout.

    0: done. 1: problems that an editor can correct. 2: the command cannot be carried out. 3: a bug of bantin.
    130: interrupted.
    """
    stdio.prepare()
    language.choose(arguments, site or engine)
    try:
        args = parse(arguments)
    except SystemExit:
        if stdio.finish():
            return USAGE
        raise
    args.home = site or engine
    signals.install_handlers()
    os.umask(0o022)  # the same permissions whoever builds
    code = _run_command(args, engine)
    write_error = stdio.finish()
    if write_error is None or isinstance(write_error, BrokenPipeError):  # the reader has closed the pipe
        return code
    _print_error(gettext("the output could not be written: {reason}", reason=describe(write_error)))
    return code if args.command == "build" else code or USAGE


def _run_command(args: Namespace, engine: str) -> int:
    untouched = "; " + gettext("output/ is as it was") if args.command == "build" else ""
    try:
        if args.command in POSIX_ONLY and not CAN_FORK:
            raise UsageError(_not_on_windows(args.command))
        return command_module(args.command).run(args, engine) or SUCCESS
    except ContentError as error:
        print_problems(error, command=args.command)
        return CONTENT
    except UsageError as error:
        _print_error(str(error))
        return USAGE
    except (OSError, MemoryError) as error:
        where = gettext("the working folder no longer exists; change to another and try again")
        _print_error((where if _working_folder_is_gone(error) else describe(error)) + untouched)
        return USAGE
    except KeyboardInterrupt:
        stdio.print_error("")
        _print_error(gettext("interrupted") + untouched)
        return INTERRUPTED
    except ImportError as error:
        if (error.name or "").startswith("bantin"):
            return _report_bug()
        _print_error(_import_failure(error))
        return USAGE
    except Exception:
        return _report_bug()


def _not_on_windows(name: str) -> str:
    return gettext(
        "{command} does not run on Windows by itself; use WSL 2, as `docs windows` shows step by step (new, "
        "check, list, publish, rename and next do run here)",
        command=name,
    )


def _print_error(text: str) -> None:
    stdio.print_error(f"{program_name()}: {text}")


def _working_folder_is_gone(error: Exception) -> bool:
    """Tell whether the error is that the working folder is gone."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return isinstance(error, FileNotFoundError) and not error.filename
    return False


def _import_failure(error: ImportError) -> str:
    if isinstance(error, ModuleNotFoundError):
        return gettext("{module} is not installed; run `make build` first", module=error.name)
    return gettext(
        "{module} cannot be loaded ({reason}); run `make build` first", module=error.name, reason=error
    )


def _report_bug() -> int:
    import traceback

    stdio.print_error(traceback.format_exc())
    _print_error(gettext("this is a bug in bantin; please report it with the lines above"))
    return BUG
