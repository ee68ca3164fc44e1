"""Prepare a picture file for publishing: from the store, or newly made."""

import os
from collections.abc import Iterator
from typing import Any

from bantin.cache.blobs import digest
from bantin.errors import megabytes
from bantin.images import store
from bantin.images.crops import CropSource, with_crops
from bantin.images.picture import (
    MAX_BYTES,
    SUFFIXES,
    EncodedPicture,
    PictureError,
    PictureSettings,
    PreparedPicture,
    StoredFile,
    Variant,
    kind_of,
)
from bantin.images.store import Store
from bantin.system.named_tuple import NamedTuple
from bantin.system.os_errors import affects_every_file
from bantin.system.regular_files import open_regular
from bantin.text.vietnamese import slug
from bantin.urls import PICTURES


class Job(NamedTuple):
    """A picture file that an article shows (`shown`), or links to in full size (`linked`).

    shared: the focus of each crop for shared links; see Image.focus.
    """

    path: str
    shown: bool
    linked: bool
    shared: tuple[str, ...] = ()


# The result of a job, as plain data: a PreparedPicture or () for each use, and the reason for refusing it:
# a code and the values for its sentence, or ().
Outcome = tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]


def prepare_many(settings: PictureSettings, jobs: list[Job]) -> list[Outcome]:
    """Prepare the pictures of all jobs, in order; in this process or in a worker."""
    return [_outcome(settings, job) for job in jobs]


def _outcome(settings: PictureSettings, job: Job) -> Outcome:
    try:
        shown = tuple(prepare(job.path, settings, shared=job.shared)) if job.shown else ()
        linked = tuple(prepare(job.path, settings._replace(widths=()))) if job.linked else ()
    except PictureError as fault:
        return (), (), (fault.code, fault.values)
    return shown, linked, ()


def prepare(path: str, settings: PictureSettings, *, shared: tuple[str, ...] = ()) -> PreparedPicture:
    """Read and check the picture file `path`, and put its published files into the store.

    shared: the focus of each crop to make. Published names contain a digest of the bytes, so that browsers
    may cache them for ever. Raises PictureError for a picture that is refused or cannot be read, OSError for
    an error of the system.
    """
    stem, suffix = os.path.splitext(os.path.basename(path))
    data = _bytes(path)
    kind = kind_of(data, suffix)
    if not kind:
        raise PictureError("picture-kind", known=SUFFIXES)
    key = store.key(data, kind, settings.widths)
    picture_store = Store(settings.store)
    files, waiting = picture_store.load(store.complete_entry(key)), ""
    if files is None and settings.preview:
        files, waiting = picture_store.load(store.fallback_entry(key)), store.complete_entry(key)
    if files is None:
        files, waiting = _make_files(picture_store, key, data, kind, settings)
    prepared = _prepared(stem, key, files, waiting)
    source = CropSource(data, kind, f"{PICTURES}{_named_as(stem)}")
    return (
        with_crops(prepared, source, shared, picture_store, preview=settings.preview) if shared else prepared
    )


def _bytes(path: str) -> bytes:
    try:
        with open_regular(path) as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as fault:
        if affects_every_file(fault):
            raise
        raise PictureError("unreadable", reason=fault.strerror or fault) from fault
    if len(data) > MAX_BYTES:
        raise PictureError("file-too-large", limit=megabytes(MAX_BYTES))
    return data


def _make_files(
    picture_store: Store, key: str, data: bytes, kind: str, settings: PictureSettings
) -> tuple[tuple[StoredFile, ...], str]:
    """Make the files and put them into the store; return them and the value of `PreparedPicture.waiting`."""
    whole = store.complete_entry(key)
    if kind == "SVG":
        return picture_store.keep(whole, [_drawing(data)]), ""
    from bantin.images.files import PictureFiles  # imports Pillow

    picture = PictureFiles(data, kind, settings.widths)
    if settings.preview and picture.has_variants:
        return picture_store.keep(store.fallback_entry(key), [picture.fallback()]), whole
    return picture_store.keep(whole, picture.all_files(settings.threads)), ""


def _drawing(data: bytes) -> EncodedPicture:
    from bantin.images.svg import SvgError, clean  # imports XML modules

    try:
        drawn, width, height = clean(data)
    except SvgError as fault:
        raise PictureError("svg-refused", line=fault.line, reason=fault) from fault
    return EncodedPicture("svg", width, height, drawn)


def _prepared(stem: str, key: str, files: tuple[StoredFile, ...], waiting: str) -> PreparedPicture:
    variants = [*_variants(f"{PICTURES}{_named_as(stem)}", key, files)]
    plain, fallback = tuple([(*variant,) for variant in variants]), files[0]
    seen = digest((plain, fallback.width, fallback.height))
    return PreparedPicture(
        variants[0].address, fallback.width, fallback.height, seen, plain, waiting, fallback.size
    )


def _named_as(stem: str) -> str:
    return slug(stem)[:60] or "anh"


def _variants(stem: str, key: str, files: tuple[StoredFile, ...]) -> Iterator[Variant]:
    for index, file in enumerate(files):
        size = f"-{file.width}" if index else ""
        address = f"{stem}{size}.{file.digest.hex()[:10]}.{file.ending}"
        yield Variant(address, file.width, file.digest, store.file_name(key, file))
