"""The pictures of a build: those that are known, those that must be made, and what nobody needs any more."""

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from bantin.config import Config
from bantin.errors import Problem, problem
from bantin.images import Prepared, Store, Studio, prepare_many
from bantin.images.store import key_of
from bantin.images.studio import Job, Outcome
from bantin.parallel import Workers, flatten
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import Row, trusted

# Fewer bytes of new pictures than this are looked at sooner than processes are started for them.
FEW_BYTES = 300_000

# What is told when processes begin to make pictures, and when they are done.
STAGE, STAGE_AROUND = "pictures", "arrange"


class Wanted(NamedTuple):
    """The pictures that articles show, those that they link to and that are wanted in full, and the row of
    each, as they were found at a moment (nanoseconds since 1970).
    """

    shown: Collection[str]
    linked: Collection[str]
    rows: Mapping[str, Row]
    at: int


class Pictures(NamedTuple):
    """By source, in order, for either use. remembered: (row, Prepared or None for either) as plain data."""

    shown: dict[str, Prepared]
    linked: dict[str, Prepared]
    remembered: dict[str, tuple[Any, ...]]
    problems: list[Problem]


def studio_of(config: Config, *, preview: bool = False) -> Studio:
    return Studio(os.path.join(config.cache, "pictures"), config.pictures.widths, preview)


def prepare(
    studio: Studio,
    wanted: Wanted,
    known: Mapping[str, tuple[Any, ...]],
    *,
    folder: str,
    shown_as: str,
    workers: Workers,
    tell: Callable[[str], None],
) -> Pictures:
    """Have all these pictures ready to be published. One whose row is as remembered is not opened.

    What is not in the studio's store yet takes seconds a photograph, and is told as a stage of its own.
    """
    found = {
        source: known[source] for source in sorted(wanted.rows) if _is_known(source, wanted, known, studio)
    }
    fresh = sorted(wanted.rows.keys() - found.keys())
    problems = []
    for source, (shown, linked, fault) in zip(
        fresh, _outcomes(studio, fresh, wanted, folder, workers, tell), strict=True
    ):
        if fault:
            code, args = fault
            line = args.pop("line", 0)
            problems.append(problem(shown_as + source, line, code, **{"name": source, **args}))
        else:
            found[source] = (trusted(wanted.rows[source], wanted.at), shown, linked)
    return Pictures(
        shown={source: Prepared(*found[source][1]) for source in sorted(wanted.shown) if source in found},
        linked={source: Prepared(*found[source][2]) for source in sorted(wanted.linked) if source in found},
        remembered=found,
        problems=problems,
    )


def _is_known(source: str, wanted: Wanted, known: Mapping[str, tuple[Any, ...]], studio: Studio) -> bool:
    if source not in known:
        return False
    row, shown, linked = known[source]
    if row != wanted.rows[source]:
        return False
    if (source in wanted.shown and not shown) or (source in wanted.linked and not linked):
        return False
    return _may_stay(shown, studio)


def _may_stay(shown: tuple[Any, ...] | None, studio: Studio) -> bool:
    """What waits for better files stays as it is only in previews, until these are there."""
    waiting = shown and Prepared(*shown).waiting
    return not waiting or (studio.preview and not os.path.exists(Store(studio.store).path(waiting)))


def all_may_stay(studio: Studio, known: Mapping[str, tuple[Any, ...]]) -> bool:
    """Whether no picture of the last build has better files by now; their rows are not looked at."""
    return all(_may_stay(shown, studio) for _, shown, _ in known.values())


def _outcomes(
    studio: Studio,
    fresh: list[str],
    wanted: Wanted,
    folder: str,
    workers: Workers,
    tell: Callable[[str], None],
) -> Iterable[Outcome]:
    jobs = [
        Job(os.path.join(folder, source), source in wanted.shown, source in wanted.linked) for source in fresh
    ]
    if sum(wanted.rows[source][0] for source in fresh) < FEW_BYTES:
        return prepare_many(studio, jobs)
    tell(STAGE)
    outcomes = workers.run(prepare_many, studio, jobs, heavy=True)
    tell(STAGE_AROUND)
    return flatten(outcomes)


def settle(
    studio: Studio, user: str, output: str, pictures: Mapping[str, Any], last: Mapping[str, Any]
) -> None:
    """Note which entries of the store the site just published is made from, and have the others deleted.

    `pictures` and `last` are what is remembered by this build and the one before. `user` names the site
    among those that share the store.
    """
    if pictures == last:
        return
    keys, old = _keys(pictures), _keys(last)
    store = Store(studio.store)
    store.claim(user, output, keys)
    if old - keys or not last:
        store.prune()


def _keys(pictures: Mapping[str, Any]) -> set[str]:
    prepared = (Prepared(*one) for _, *uses in pictures.values() for one in uses if one)
    return {key_of(one.files[0][3]) for one in prepared}
