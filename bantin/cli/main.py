"""One command to one call; errors to words and an exit code."""

import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from bantin.cli.arguments import COMMANDS, command, command_module, parse, program, serve_here
from bantin.errors import ContentError, UsageError
from bantin.system import signals, stdio
from bantin.system.os_errors import sentence

if TYPE_CHECKING:
    from bantin.build.options import Options
    from bantin.build.pipeline import Report

FINE, CONTENT, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str], *, engine: str, site: str | None = None) -> int:
    """Run one command. Gives the exit code.

    engine: the folder of the layouts/ and assets/ that a site's own come before.
    site: the folder meant where no --site is named; None for the engine's, as in a checkout.

    0: done. 1: something an editor can mend. 2: something in the way of the command. 3: a bug of ours.
    130: interrupted.
    """
    stdio.prepare()
    try:
        wanted = parse(arguments)
    except SystemExit:
        if stdio.finish():
            return USAGE
        raise
    wanted.home = site or engine
    signals.heed()
    os.umask(0o022)  # the same files whoever builds
    code = _carry_out(wanted, engine)
    unsaid = stdio.finish()
    if unsaid is None or isinstance(unsaid, BrokenPipeError):  # who was reading has read enough
        return code
    _complain(f"what it had to say could not be written: {sentence(unsaid)}")
    return code if wanted.command == "build" else code or USAGE


def _carry_out(wanted: Namespace, engine: str) -> int:
    untouched = "; output/ is as it was" if wanted.command == "build" else ""
    try:
        return _COMMANDS[wanted.command](wanted, engine) or FINE
    except ContentError as error:
        _tell_problems(error, command=wanted.command)
        return CONTENT
    except UsageError as error:
        _complain(str(error))
        return USAGE
    except (OSError, MemoryError) as error:
        where = "the folder in which this was started is gone; go to another and try again"
        _complain((where if _is_nowhere(error) else sentence(error)) + untouched)
        return USAGE
    except KeyboardInterrupt:
        stdio.complain("")
        _complain("interrupted" + untouched)
        return INTERRUPTED
    except ImportError as error:
        if (error.name or "").startswith("bantin"):
            return _tell_bug()
        _complain(f"{error.name} {_not_loaded(error)}; run `make build` first")
        return USAGE
    except Exception:
        return _tell_bug()


def _complain(text: str) -> None:
    stdio.complain(f"{program()}: {text}")


def _is_nowhere(error: Exception) -> bool:
    """Whether the folder in which the command was started is gone."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return isinstance(error, FileNotFoundError) and not error.filename
    return False


def _not_loaded(error: ImportError) -> str:
    return "is not installed" if isinstance(error, ModuleNotFoundError) else f"cannot be loaded ({error})"


def _tell_bug() -> int:
    import traceback

    stdio.complain(traceback.format_exc())
    _complain("this is a bug in bantin; please report it with the lines above")
    return BUG


def _build(wanted: Namespace, engine: str) -> int:
    """One site after the other: the problems of one do not hide those of the next."""
    import gc

    # A build makes millions of small values and hardly a cycle; looking for cycles took a fifth of its time.
    gc.disable()
    sites = wanted.site or [wanted.home]
    if len(sites) > 1 and (wanted.content or wanted.output or wanted.cache):
        raise UsageError("--content, --output and --cache belong to one site; name one --site")
    code = FINE
    for site in sites:
        try:
            if _build_site(wanted, engine, site).interrupted:
                break
        except ContentError as error:
            _tell_problems(error, site=site if len(sites) > 1 else "")
            code = CONTENT
    return code


def _build_site(wanted: Namespace, engine: str, site: str) -> "Report":
    from bantin import config
    from bantin.build import pipeline
    from bantin.cli.progress import Progress, tell_report

    settings = config.read(
        site, engine=engine, content=wanted.content, output=wanted.output, cache=wanted.cache
    )
    started = time.perf_counter()
    with Progress(sys.stderr) as progress:
        options = _options(wanted, settings.zone)
        options = options._replace(search="off" if wanted.no_search else "build")
        report = pipeline.build(settings, options, progress.enter)
    look_with = f"{command()} serve --site {site}" if wanted.site else serve_here()
    with suppress(KeyboardInterrupt):  # the site is published, whether that can be told or not
        tell_report(report, seconds=time.perf_counter() - started, look_with=look_with)
    return report


def _options(wanted: Namespace, zone: str) -> "Options":
    from bantin.build.options import Options
    from bantin.parallel import Workers, cores

    return Options(
        now=_now(wanted.now, zone),
        drafts=wanted.drafts,
        clean=getattr(wanted, "clean", False),
        sync=getattr(wanted, "sync", False),
        workers=Workers(wanted.jobs or cores()),
    )


def _now(given: str | None, zone: str) -> int:
    from bantin.config import read_zone
    from bantin.text.vietnamese import read_date

    if given is not None:
        try:
            return read_date(given, read_zone(zone))[0]
        except ValueError as fault:
            raise UsageError(f"--now {given} is no date; write it like 2026-08-05T08:30") from fault
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(epoch) if epoch.isdecimal() else int(time.time())


def _serve(wanted: Namespace, engine: str) -> None:
    from bantin import config, serve
    from bantin.parallel import cores

    if wanted.site and len(wanted.site) > 1:
        raise UsageError("serve shows one site; name one --site")
    site = os.path.abspath(wanted.site[0] if wanted.site else wanted.home)
    # What is wrong in site.toml is shown in the browser, as it is mended.
    zone = config.read(site, engine=engine, content=wanted.content, cache=wanted.cache).zone
    clock = not wanted.now and not os.environ.get("SOURCE_DATE_EPOCH")
    order = serve.Order(
        site=site,
        engine=engine,
        content=os.path.abspath(wanted.content or os.path.join(site, "content")),
        cache=os.path.abspath(wanted.cache or os.path.join(site, ".cache")),
        drafts=wanted.drafts,
        now=None if clock else _now(wanted.now, zone),
        jobs=wanted.jobs or min(cores(), 4),
    )
    serve.run(order, host=wanted.host, port=wanted.port)


def _new(wanted: Namespace, engine: str) -> None:
    from bantin import config
    from bantin.editing import new

    if wanted.site and len(wanted.site) > 1:
        raise UsageError("new begins an article of one site; name one --site")
    site = wanted.site[0] if wanted.site else wanted.home
    settings = config.load(site, engine=engine, content=wanted.content)
    path = new.begin(settings, wanted.title, section=wanted.section, now=_now(wanted.now, settings.zone))
    stdio.say(
        f"{os.path.relpath(path)} is there; write on in it, and take `draft: true` away when it is done"
    )


def _why(wanted: Namespace, engine: str) -> None:
    from bantin import config, explain

    if wanted.site and len(wanted.site) > 1:
        raise UsageError("why looks at one site; name one --site")
    site = wanted.site[0] if wanted.site else wanted.home
    settings = config.load(
        site, engine=engine, content=wanted.content, output=wanted.output, cache=wanted.cache
    )
    options = _options(wanted, settings.zone)._replace(search="last")
    stdio.say(explain.explain(settings, options, wanted.address))


def _check(wanted: Namespace, engine: str) -> int:
    from bantin import check, config
    from bantin.cli.progress import tell_findings

    if wanted.site and len(wanted.site) > 1:
        raise UsageError("check looks at one site; name one --site")
    settings = config.read(
        wanted.site[0] if wanted.site else wanted.home,
        engine=engine,
        content=wanted.content,
        output=wanted.output,
        cache=wanted.cache,
    )
    found = check.check(settings, _options(wanted, settings.zone))
    tell_findings(found)
    return CONTENT if any(map(check.stops, found)) or (wanted.strict and found) else FINE


def _tell_problems(error: ContentError, site: str = "", command: str = "build") -> None:
    """`site`: which one they are of, where a run builds several."""
    if site:
        stdio.complain(f"In {site}:")
    for one in error.problems:
        stdio.complain(f"warning: {one}" if one.is_warning else str(one))
    stopping = [one for one in error.problems if not one.is_warning]
    files = len({one.path for one in stopping})
    count = f"{len(stopping)} problem{'s' * (len(stopping) != 1)} in {files} file{'s' * (files != 1)}"
    if command == "deploy":
        stdio.complain(f"{count}. Nothing was deployed.")
        return
    untouched = f"Nothing of {site} was published; its" if site else "Nothing was published;"
    stdio.complain(f"{count}. {untouched} output/ is as it was.")


def _carried_out_by(name: str) -> Callable[[Namespace, str], int | None]:
    return lambda wanted, engine: command_module(name).run(wanted, engine)


_COMMANDS: dict[str, Callable[[Namespace, str], int | None]] = {
    "build": _build,
    "serve": _serve,
    "check": _check,
    "new": _new,
    **{name: _carried_out_by(name) for name in COMMANDS},
    "why": _why,
}
