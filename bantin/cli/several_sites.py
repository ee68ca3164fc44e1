"""Build several sites, each in a process of its own, on this machine or a cluster.

A build that fails or is killed does not stop the others, and its memory is freed. Single pages are not
distributed over a cluster: sending a site to every machine costs more than the processors save.
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
_CONNECT_SECONDS = 5  # to wait for a scheduler

_CALL = (
    "import sys; package, engine, *arguments = sys.argv[1:]; sys.path.insert(0, package); "
    "from bantin.cli.main import main; sys.exit(main(arguments, engine=engine))"
)


class SeveralBuilds(NamedTuple):
    """sites: folders. arguments: of `build`, for each. engine: as for `main`. parallel: sites at a time."""

    sites: Sequence[str]
    arguments: Sequence[str]
    engine: str
    parallel: int

    def command(self, site: str) -> list[str]:
        """Return the command that builds one site and prints its report as the last line."""
        package = os.path.dirname(os.path.dirname(os.path.abspath(bantin.__file__)))
        call = [sys.executable, "-c", _CALL, package, self.engine]
        return [*call, "build", "--site", site, *self.arguments, "--report", "-"]


class Result(NamedTuple):
    """The result of building one site: exit code, standard output and error, entry in the report."""

    code: int
    out: str
    err: str
    report: dict[str, Any]


Executor = Callable[[SeveralBuilds], Iterator[Result]]


def executor(url: str) -> Executor:
    """Return the function that builds sites: "" for this machine, dask://HOST:PORT for a cluster.

    Raises UsageError for any other URL.
    """
    if not url:
        return _run_here
    if not url.startswith(CLUSTER):
        raise UsageError(
            gettext("--executor {wanted} is not known; write it like dask://HOST:8786", wanted=url)
        )
    return lambda run: _run_on_cluster(run, url.removeprefix(CLUSTER))


def sites_below(folder: str) -> list[str]:
    """Return the folders in `folder` that contain a site.toml, each once. Raises UsageError without one."""
    if not os.path.isdir(folder):
        raise UsageError(gettext("there is no folder {folder}; correct --sites", folder=folder))
    sites = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    with_settings = [site for site in sites if os.path.isfile(os.path.join(site, "site.toml"))]
    if not with_settings:
        raise UsageError(gettext("no folder in {folder} has a site.toml", folder=folder))
    once: dict[str, str] = {}
    for site in with_settings:  # a link to another of them would be built into the same output/
        once.setdefault(os.path.realpath(site), site)
    return list(once.values())


def _run_here(run: SeveralBuilds) -> Iterator[Result]:
    """Build the sites in processes of this machine; yield the results in the order of the sites."""
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
        return _parse_result(site, process.returncode, out, err)

    with ThreadPoolExecutor(run.parallel) as pool:
        jobs = [pool.submit(build, site) for site in run.sites]
        try:
            for job in jobs:
                yield job.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()
            raise


def _run_on_cluster(run: SeveralBuilds, host: str) -> Iterator[Result]:
    """Build the sites as tasks of a Dask cluster, whose workers need the same paths of folders and Python.

    A task is a command line, its result the output: neither the scheduler nor the workers import bantin. A
    site whose worker dies is built again by another.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as fault:
        raise UsageError(
            gettext("--executor dask:// needs the package distributed; install it: pip install distributed")
        ) from fault
    try:
        client = distributed.Client(f"tcp://{host}", timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as fault:
        raise UsageError(gettext("no Dask scheduler answers at {host}", host=host)) from fault
    with client:
        options = {"capture_output": True, "text": True, "pure": False}
        jobs = [(site, client.submit(subprocess.run, run.command(site), **options)) for site in run.sites]
        for site, job in jobs:
            error = job.exception()  # after several workers died
            if error:
                message = f"build.py: {site}: {type(error).__name__}: {str(error)[:300]}"
                yield _parse_result(site, 2, "", message)
            else:
                done = job.result()
                yield _parse_result(site, done.returncode, done.stdout, done.stderr)


def _parse_result(site: str, code: int, out: str, err: str) -> Result:
    """Separate the output from the report in its last line, which is missing if the process was killed."""
    printed, _, last = out.rstrip("\n").rpartition("\n")
    try:
        [report] = json.loads(last)["sites"]
    except (ValueError, KeyError, TypeError):
        return Result(code or 2, out, err, {"site": site, "code": code or 2})
    return Result(code, printed, err, report)
