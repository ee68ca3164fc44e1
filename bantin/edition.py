"""One edition of the site: its pages and files, what of them is stale, and putting it together in staging."""

import os
from collections.abc import Callable
from typing import NamedTuple

from bantin.addresses import file_name
from bantin.gather import Gathered
from bantin.plan import File, Page
from bantin.press import Press, Printed, print_pages, splice_pages
from bantin.publish import Staging
from bantin.state import Made, State
from bantin.workers import Workers, flatten


class Verdict(NamedTuple):
    """What is to be done: paths to take over from output/ and to splice, pages and files to make."""

    keep: list[str]
    splice: list[str]
    render: list[Page]
    copy: list[File]


class Edition(NamedTuple):
    """Everything that will stand in output/. paths: beside `pages`. slots: slot to digest."""

    press: Press
    pages: list[Page]
    paths: list[str]
    slots: dict[str, bytes]
    files: list[File]


def prepare(gathered: Gathered, *, engine: bytes, cache: str) -> Edition:
    """The shared parts are printed here. Raises ContentError for layouts at fault."""
    press = Press(gathered.bulletin, engine=engine, compiled=os.path.join(cache, "layouts", engine.hex()))
    pages = gathered.pages
    paths = [file_name(page.address) for page in pages]
    return Edition(press, pages, paths, press.print_slots(), gathered.files)


def judge(edition: Edition, last: State | None, intact: Callable[[str], bool]) -> Verdict:
    """Compare what each page would be made from with what it was made from.

    `intact` tells whether output/ still has a file just as the last build left it.
    """
    made = last.pages if last else {}
    old_slots = last.slots if last else {}
    changed = {slot for slot, now in edition.slots.items() if old_slots.get(slot) != now}
    verdict = Verdict([], [], [], [])
    for page, path in zip(edition.pages, edition.paths, strict=True):
        before = made.get(path)
        if before is None or not intact(path) or before.recipe != edition.press.recipe(page):
            verdict.render.append(page)
        elif changed and not changed.isdisjoint([slot for slot, _, _ in before.positions]):
            verdict.splice.append(path)
        else:
            verdict.keep.append(path)
    old_files = last.files if last else {}
    for file in edition.files:
        if old_files.get(file.path) == file.digest and intact(file.path):
            verdict.keep.append(file.path)
        else:
            verdict.copy.append(file)
    return verdict


def put_together(
    edition: Edition, verdict: Verdict, staging: Staging, made: dict[str, Made], workers: Workers
) -> dict[str, Made]:
    """Fill the staging folder; gives what was made of each page."""
    folders = {path.rpartition("/")[0] for path in edition.paths}
    staging.create(folders | {file.path.rpartition("/")[0] for file in edition.files})
    staging.keep(verdict.keep)
    press = edition.press.for_staging(staging)
    splices = [(path, *made[path]) for path in verdict.splice]
    printed: list[Printed] = [
        *flatten(workers.run(splice_pages, press, splices)),
        *flatten(workers.run(print_pages, press, verdict.render)),
    ]
    for file in verdict.copy:
        staging.write(file.path, file.read())
    fresh = {path: Made(recipe, positions) for path, recipe, positions in printed}
    return {path: fresh.get(path) or made[path] for path in edition.paths}
