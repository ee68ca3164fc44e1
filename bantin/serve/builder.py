"""The builder: a process that builds once for each line of its input, and answers in lines of JSON.

It is started as `python -m bantin.serve.builder SETTINGS`, and ends with its input, that is, with its parent.
"""

import ctypes
import gc
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import BinaryIO, NoReturn

from bantin import config, i18n
from bantin.build import pipeline
from bantin.build.options import Options
from bantin.cache.state import InMemoryState
from bantin.errors import ContentError, Problem, UsageError
from bantin.i18n import gettext
from bantin.i18n.preference import language_preferences
from bantin.parallel import Workers
from bantin.serve.excerpt import excerpt_of
from bantin.serve.protocol import (
    BuilderSettings,
    BuildFailed,
    BuildSucceeded,
    Message,
    ShownProblem,
    SitePublished,
    to_line,
)
from bantin.system.os_errors import describe

# The pipeline's stage after the swap: when it begins, the new site can be read.
TIDY = "tidy"

_PR_SET_PDEATHSIG = 1


def main() -> None:
    parent = os.getppid()
    signal.signal(signal.SIGTERM, _exit_on_sigterm)
    _end_with_parent(parent)
    settings = BuilderSettings(*json.loads(sys.argv[1]))
    answers = _open_answers()

    def send(message: Message) -> None:
        answers.write(to_line(message))
        answers.flush()

    resident = InMemoryState()
    gc.disable()  # as in `build`; garbage is collected after each build
    with suppress(KeyboardInterrupt, BrokenPipeError), Workers(settings.jobs).with_helper() as workers:
        for _ in sys.stdin:
            send(build_once(settings, send, resident, workers))
            _prepare_next_build()


def build_once(
    settings: BuilderSettings,
    send: Callable[[Message], None],
    resident: InMemoryState | None = None,
    workers: Workers | None = None,
) -> BuildSucceeded | BuildFailed:
    """Build once and return the outcome: every error is a BuildFailed."""
    started = time.perf_counter()
    outcome = _build(settings, send, resident, workers)
    return outcome._replace(seconds=time.perf_counter() - started)


def _build(
    settings: BuilderSettings,
    send: Callable[[Message], None],
    resident: InMemoryState | None,
    workers: Workers | None,
) -> BuildSucceeded | BuildFailed:
    try:
        site_config = config.read(
            settings.site, engine=settings.engine, content=settings.content, cache=settings.cache
        )
        i18n.choose_language(*language_preferences(site_config.site))
        site_config = site_config._replace(output=settings.output)
        now = int(time.time()) if settings.now is None else settings.now
        options = Options(
            now=now,
            drafts=settings.drafts,
            workers=workers or Workers(settings.jobs),
            resident=resident,
            preview=True,
            search="last",
        )

        def on_stage(stage: str) -> None:
            if stage == TIDY:
                send(SitePublished(site_config.base))

        report = pipeline.build(site_config, options, on_stage)
    except ContentError as error:
        return BuildFailed(
            "content",
            tuple(_shown_problem(problem, settings) for problem in error.problems if problem.stops_build),
        )
    except UsageError as error:
        return BuildFailed("usage", (ShownProblem("", str(error)),))
    except BrokenPipeError:
        raise  # the parent is gone
    except (OSError, MemoryError) as error:
        return BuildFailed("usage", (ShownProblem("", describe(error)),))
    except Exception:
        bug = ShownProblem(
            "", gettext("this is a bug in bantin"), gettext("please report it with the lines below")
        )
        return BuildFailed("bug", (bug,), traceback.format_exc())
    warnings = tuple(map(str, report.warnings))
    next_change = 0 if settings.now is not None else report.next_change
    return BuildSucceeded(
        site_config.base, report.written, report.kept, report.removed, 0.0, next_change, warnings
    )


def _shown_problem(problem: Problem, settings: BuilderSettings) -> ShownProblem:
    location = f"{problem.path}:{problem.line}" if problem.line else problem.path
    excerpt = excerpt_of((settings.site, settings.engine), problem.path, problem.line)
    return ShownProblem(location, problem.sentence, problem.way_out, excerpt)


def _prepare_next_build() -> None:
    """Do work now that would delay the next build."""
    import bantin.markdown.full  # noqa: F401 - not loaded if the last build found nothing changed

    gc.collect()


def _open_answers() -> BinaryIO:
    """Return standard output as the stream of answers, and redirect what libraries print to the terminal."""
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return stream


def _exit_on_sigterm(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Exit by an exception, so that an unfinished site is cleaned up."""
    raise SystemExit


def _end_with_parent(parent: int) -> None:
    """Ask the kernel to send SIGTERM to this process when its parent dies (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            raise SystemExit


if __name__ == "__main__":
    main()
