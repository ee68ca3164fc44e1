"""The pictures of a build: reuse unchanged ones, prepare new ones, delete unused ones."""

import os
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from bantin.build.context import Context
from bantin.build.picture_store import is_final, picture_settings
from bantin.errors import Problem, problem
from bantin.images.picture import PictureRecord, PictureSettings, PreparedPicture, Variant
from bantin.images.preparing import Job, Outcome, prepare_many
from bantin.images.store import Store, key_of
from bantin.parallel import flatten
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import StatSignature, size_of, trusted_signature

# Fewer bytes of new pictures than this are prepared faster in this process than in others.
MIN_PARALLEL_BYTES = 300_000

# The stage entered when processes begin to prepare pictures, and the one after it.
STAGE, NEXT_STAGE = "pictures", "arrange"


class WantedPictures(NamedTuple):
    """The pictures that articles show, those that they link to (in full size), and their stat signatures.

    shared: for pictures that are cropped for shared links, the focus of each crop, see Image.focus.
    """

    shown: Collection[str]
    linked: Collection[str]
    shared: Mapping[str, tuple[str, ...]]
    signatures: Mapping[str, StatSignature]


class Pictures(NamedTuple):
    """Prepared pictures by source.

    shown, linked: for either use. prepared: PictureRecords as plain tuples.
    """

    shown: dict[str, PreparedPicture]
    linked: dict[str, PreparedPicture]
    prepared: dict[str, tuple[Any, ...]]
    problems: list[Problem]


def prepare(context: Context, wanted: WantedPictures) -> Pictures:
    """Prepare all these pictures. One whose signature has not changed is not opened.

    A photograph that the picture store lacks takes seconds: a stage of its own.
    """
    settings = picture_settings(context.config, preview=context.options.preview)
    before = context.previous.pictures
    results = {
        source: before[source]
        for source in sorted(wanted.signatures)
        if _is_unchanged(source, wanted, before, settings)
    }
    fresh = sorted(wanted.signatures.keys() - results.keys())
    problems = []
    for source, (shown, linked, fault) in zip(
        fresh, _outcomes(context, settings, fresh, wanted), strict=True
    ):
        if fault:
            code, args = fault
            line = args.pop("line", 0)
            problems.append(problem(context.content_name + source, line, code, **{"name": source, **args}))
        else:
            signature = trusted_signature(wanted.signatures[source], context.snapshot.taken_at)
            results[source] = (signature, shown, linked)
    records = {source: PictureRecord(*record) for source, record in results.items()}
    return Pictures(
        shown={
            source: PreparedPicture(*records[source].shown)
            for source in sorted(wanted.shown)
            if source in records
        },
        linked={
            source: PreparedPicture(*records[source].linked)
            for source in sorted(wanted.linked)
            if source in records
        },
        prepared=results,
        problems=problems,
    )


def _is_unchanged(
    source: str, wanted: WantedPictures, before: Mapping[str, tuple[Any, ...]], settings: PictureSettings
) -> bool:
    if source not in before:
        return False
    record = PictureRecord(*before[source])
    if record.signature != wanted.signatures[source]:
        return False
    if (source in wanted.shown and not record.shown) or (source in wanted.linked and not record.linked):
        return False
    cropped = tuple(focus for focus, _ in PreparedPicture(*record.shown).crops) if record.shown else ()
    wanted_crops = wanted.shared.get(source, ())
    if cropped != wanted_crops and (cropped or not settings.preview):
        return False
    return is_final(record, settings)


def _outcomes(
    context: Context, settings: PictureSettings, fresh: list[str], wanted: WantedPictures
) -> Iterable[Outcome]:
    content = context.config.content
    jobs = [
        Job(
            os.path.join(content, source),
            shown=source in wanted.shown,
            linked=source in wanted.linked,
            shared=wanted.shared.get(source, ()),
        )
        for source in fresh
    ]
    processors = context.workers.processes
    if sum(size_of(wanted.signatures[source]) for source in fresh) < MIN_PARALLEL_BYTES:
        return prepare_many(settings._replace(threads=processors), jobs)
    context.enter(STAGE)
    settings = settings._replace(threads=max(1, processors // len(jobs)))
    outcomes = context.workers.run(prepare_many, settings, jobs, heavy=True)
    context.enter(NEXT_STAGE)
    return flatten(outcomes)


def release_unused(context: Context, pictures: Mapping[str, Any]) -> None:
    """Record which entries of the store the published site uses, and delete those that no site needs.

    pictures: what this build prepared, as `Pictures.prepared`.
    """
    last = context.previous.pictures
    keys, old = _keys(pictures), _keys(last)
    store = Store(picture_settings(context.config).store)
    store.claim(os.path.basename(context.previous.store.folder), context.config.output, keys)
    if old - keys or not last:
        store.prune()


def _keys(pictures: Mapping[str, Any]) -> set[str]:
    prepared = [use for record in pictures.values() for use in PictureRecord(*record).all_uses()]
    crops = {key_of(crop.kept) for use in prepared for crop in use.all_crops()}
    return crops | {key_of(Variant(*use.files[0]).kept) for use in prepared}
