"""What a build starts from: everything on disk with its row, and the records of all Markdown in it."""

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from bantin.cache.blobs import make_room
from bantin.cache.records import Block, Frozen, Record, divided, freeze_block, revive
from bantin.cache.state import standing_digest
from bantin.cache.tables import Flat, flat_rows, rows_of
from bantin.config import FILE, Config
from bantin.content.tree import Tree, scan
from bantin.errors import Problem, problem
from bantin.parallel import Workers
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import FolderRow, Row, Rows, Standing, look_at, row_of, trusted

DATA = "data/"  # series, view counts and redirects: content/data/ holds no articles
# Hidden, and published all the same: what hosts and those who check a domain look for at a site's root.
HIDDEN = frozenset(("root/.well-known", "root/.nojekyll", "root/.htaccess"))
MAX_BYTES = 50_000_000  # of a layout or an asset


class Seen(NamedTuple):
    """A look at the disk. others: rows of everything a site is made from that is not in content/.

    faults: what must not lie there.

    output: gives how output/ stands, perhaps as soon as another process has found that out. Its rows are
    trusted or not: whoever compares them decides. output_digest: the same as `state.standing_digest`, sooner.
    """

    content: Tree
    others: Rows
    faults: tuple[Problem, ...]
    output: Callable[[], Standing]
    output_digest: Callable[[], bytes]
    at: int  # nanoseconds since 1970, before the first file was looked at

    def markdown(self) -> list[str]:
        return [path for path in self.content.files if path.endswith(".md") and not path.startswith(DATA)]


@contextmanager
def look(config: Config, workers: Workers, meanwhile: Callable[[], object] = lambda: None) -> Iterator[Seen]:
    """Everything on disk. Within the `with` the process beside this one may still look at output/.

    Where there is no site yet, that process looks at what one is made from, and `meanwhile` is done here.
    """
    at = time.time_ns()
    folders = {
        folder: _as_typed(folder, config.site) for folder in (config.content, *config.layouts, *config.assets)
    }
    if os.path.isdir(config.output):
        with workers.aside(_look_at, config.output) as answer:
            seen = _seen(config, folders, _scan(folders), answer, at)
            yield seen
            seen.output_digest()  # is heard in any case
    else:
        with workers.aside(_scan, folders) as told:
            meanwhile()
            trees = told()
        yield _seen(config, folders, trees, lambda: _look_at(config.output), at)


# A Tree as plain data, its problems too.
_Plain = tuple[dict[str, Row], tuple[str, ...], list[tuple[Any, ...]]]


def _scan(folders: Mapping[str, str]) -> list[_Plain]:
    """The trees of these folders; `folders` tells how problems name each."""
    trees = [
        scan(folder, shown_as=name, hidden=HIDDEN if os.path.basename(folder) == "assets" else ())
        for folder, name in folders.items()
    ]
    return [(tree.files, tree.folders, [*map(tuple, tree.problems)]) for tree in trees]


def _seen(
    config: Config,
    folders: Mapping[str, str],
    trees: Iterable[_Plain],
    answer: Callable[[], tuple[Flat, dict[str, FolderRow], bytes]],
    at: int,
) -> Seen:
    """Of `folders` and their `trees` content/ is the first. answer: as of `_look_at`."""
    content, *rest = [Tree(files, names, (*map(Problem._make, found),)) for files, names, found in trees]
    others: Rows = {}
    faults = [*content.problems]
    for tree, (folder, name) in zip(rest, [*folders.items()][1:], strict=True):
        faults += [*tree.problems, *_too_large(tree, name)]
        others |= {f"{folder}/{path}": trusted(row, at) for path, row in tree.files.items()}
    others[FILE] = trusted(row_of(os.stat(os.path.join(config.site, FILE))), at)
    found = cache(answer)
    output = cache(lambda: Standing(rows_of(found()[0]), found()[1]))
    return Seen(content, others, tuple(faults), output, lambda: found()[2], at)


def _too_large(tree: Tree, shown_as: str) -> list[Problem]:
    return [
        problem(shown_as + path, 0, "file-too-large", size=row[0], limit=MAX_BYTES)
        for path, row in tree.files.items()
        if row[0] > MAX_BYTES
    ]


def _look_at(folder: str) -> tuple[Flat, dict[str, FolderRow], bytes]:
    """How a folder stands, and a digest of that."""
    files, folders = look_at(folder)
    try:
        flat = flat_rows(files)
    except OverflowError:  # by somebody who has set a time before 1970
        flat = flat_rows({path: row if row and min(row) >= 0 else None for path, row in files.items()})
    return flat, folders, standing_digest(flat, folders)


def shown_as(config: Config) -> str:
    """How problems name the content folder."""
    return _as_typed(config.content, config.site)


def _as_typed(folder: str, site: str) -> str:
    """A folder as an editor who stands in the site would type it."""
    relative = os.path.relpath(folder, site)
    if relative.startswith(".."):
        relative = os.path.relpath(folder, os.path.realpath(site))
    return (folder if relative.startswith("..") else relative).replace(os.sep, "/") + "/"


def rows(seen: Seen, read: Rows) -> tuple[Rows, Rows]:
    """What the next build compares: all Markdown, as it was when it was `read`, if it was; and all else."""
    files, at = seen.content.files, seen.at
    markdown = {path: read[path] if path in read else trusted(files[path], at) for path in seen.markdown()}
    others = {path: trusted(row, at) for path, row in files.items() if path not in markdown}
    return markdown, seen.others | others


def changed(seen: Seen, known: Frozen) -> list[str]:
    """The Markdown that is to be opened: what is new, and what has another row than when it was last read."""
    files, rows = seen.content.files, known.rows
    return [path for path in seen.markdown() if rows.get(path) != files[path]]


def read(
    config: Config,
    seen: Seen,
    known: Frozen,
    changed: Collection[str],
    pack: str,
    workers: Workers,
    *,
    meanwhile: Callable[[], object] = lambda: None,
) -> Frozen:
    """The records of all Markdown; prose that is new goes to the end of `pack`.

    Of files that have not `changed` what is known is kept. `meanwhile` is done while other processes read.
    """
    from bantin.content.read import Reading, read_many  # with the readers of YAML, dates and prose

    os.makedirs(os.path.dirname(pack), exist_ok=True)
    make_room(pack)
    markdown = seen.markdown()
    blocks = _blocks(markdown, known)
    wanted = set(changed)
    parts = [[path for path in block if path in wanted] for block in blocks]
    reading = Reading(config.content, shown_as(config), config.zone, config.keep_together, pack)
    fresh: dict[str, Record] = {}
    read_now: list[Block | None] = []
    with workers.at_chunks(read_many, reading, [*filter(None, parts)]) as results:
        meanwhile()
        for part in parts:
            found = next(results) if part else None
            read_now.append(found)
            fresh |= {record.source: record for record in revive(known.data(found))} if found else {}
    lasts: list[Block | None] = [*known.blocks] if len(known.blocks) == len(blocks) else [None] * len(blocks)
    frozen = []
    for block, new, last in zip(blocks, read_now, lasts, strict=True):
        found = new or last  # whole, if all of it was read, or nothing of it has changed
        if found is None or len(found.sources) != len(block):
            found = freeze_block([fresh.get(path) or known.record(path) for path in block])
        frozen.append(found)
    there = seen.content.files
    kept = [one for one in known.revived() if one.source in there and one.source not in fresh]
    return Frozen(frozen, known.read, [*kept, *fresh.values()])


def _blocks(markdown: list[str], known: Frozen) -> list[Sequence[str]]:
    """All Markdown as it is divided: as it was, where no file has come or gone."""
    if known.rows.keys() == set(markdown):
        return [block.sources for block in known.blocks]
    return [*divided(markdown)]


def names_by_folder(folders: Iterable[str], seen: Seen) -> dict[str, list[str]]:
    """The files in each of these folders, below it."""
    return {
        folder: [path[len(folder) + 1 :] for path in seen.others if path.startswith(f"{folder}/")]
        for folder in folders
    }


def problems(seen: Seen, records: Iterable[Record]) -> list[Problem]:
    return [*seen.faults, *(found for record in records for found in record.problems)]
