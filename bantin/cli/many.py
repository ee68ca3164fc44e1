"""Build several bulletins: each by a process of its own, here or on a cluster.

One that fails, or is killed, stops none, and the memory of each goes with its process. Pages are not spread
over a cluster: handing a bulletin to every machine costs more than the processors that it replaces.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any

import bantin
from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.system.named_tuple import NamedTuple

CLUSTER = "dask://"
_SECONDS = 5  # to wait for a scheduler

_CALL = (
    "import sys; package, engine, *arguments = sys.argv[1:]; sys.path.insert(0, package); "
    "from bantin.cli.main import main; sys.exit(main(arguments, engine=engine))"
)


class Run(NamedTuple):
    """sites: folders. arguments: of `build`, for each of them. engine: as for `main`. at_once: sites."""

    sites: Sequence[str]
    arguments: Sequence[str]
    engine: str
    at_once: int

    def command(self, site: str) -> list[str]:
        """Return the command that builds one site and prints its report as the last line."""
        package = os.path.dirname(os.path.dirname(os.path.abspath(bantin.__file__)))
        call = [sys.executable, "-c", _CALL, package, self.engine]
        return [*call, "build", "--site", site, *self.arguments, "--report", "-"]


class Result(NamedTuple):
    """How the build of one site ended: its exit code, what it said, and its entry in the report."""

    code: int
    out: str
    err: str
    report: dict[str, Any]


Executor = Callable[[Run], Iterator[Result]]


def executor(wanted: str) -> Executor:
    """Return what runs sites: "" for this machine, dask://HOST:PORT for a cluster."""
    if not wanted:
        return _run_here
    if not wanted.startswith(CLUSTER):
        raise UsageError(
            gettext("--executor {wanted} is not known; write it like dask://HOST:8786", wanted=wanted)
        )
    return lambda run: _run_on_cluster(run, wanted.removeprefix(CLUSTER))


def sites_below(folder: str) -> list[str]:
    """Return the folders in `folder` that hold a site.toml. Raises UsageError where there is none."""
    names = sorted(os.listdir(folder))
    sites = [os.path.join(folder, name) for name in names]
    with_settings = [site for site in sites if os.path.isfile(os.path.join(site, "site.toml"))]
    if not with_settings:
        raise UsageError(gettext("no folder in {folder} holds a site.toml", folder=folder))
    return with_settings


def _run_here(run: Run) -> Iterator[Result]:
    """Build the sites by processes of this machine; give the results in the order of the sites."""
    processes: list[subprocess.Popen[str]] = []

    def build(site: str) -> Result:
        process = subprocess.Popen(
            run.command(site),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        out, err = process.communicate()
        return _result(site, process.returncode, out, err)

    with ThreadPoolExecutor(run.at_once) as pool:
        jobs = [pool.submit(build, site) for site in run.sites]
        try:
            for job in jobs:
                yield job.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()
            raise


def _run_on_cluster(run: Run, host: str) -> Iterator[Result]:
    """Build the sites as tasks of a Dask cluster, whose workers reach the same folders, and the same Python,
    by the same paths. What goes out is a command, and what comes back what it printed: neither the scheduler
    nor a worker loads anything of bantin. A site whose worker dies is built again by another.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as fault:
        raise UsageError(
            gettext("--executor dask:// needs the package distributed; install it: pip install distributed")
        ) from fault
    try:
        client = distributed.Client(f"tcp://{host}", timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as fault:
        raise UsageError(gettext("no Dask scheduler answers at {host}", host=host)) from fault
    with client:
        options = {"capture_output": True, "text": True, "pure": False}
        jobs = [(site, client.submit(subprocess.run, run.command(site), **options)) for site in run.sites]
        for site, job in jobs:
            died = job.exception()  # as its workers did, one after the other
            if died:
                yield _result(site, 2, "", f"build.py: {site}: {type(died).__name__}: {str(died)[:300]}")
            else:
                done = job.result()
                yield _result(site, done.returncode, done.stdout, done.stderr)


def _result(site: str, code: int, out: str, err: str) -> Result:
    """Separate what was printed from the report behind it, which a killed process has not written."""
    printed, _, last = out.rstrip("\n").rpartition("\n")
    try:
        [report] = json.loads(last)["sites"]
    except (ValueError, KeyError, TypeError):
        return Result(code or 2, out, err, {"site": site, "code": code or 2})
    return Result(code, printed, err, report)
