"""The crops of a photograph for shared links, from the picture store or made now."""

from bantin.cache.blobs import digest
from bantin.images import store
from bantin.images.picture import CROP_SIZES, EncodedPicture, PreparedPicture
from bantin.images.store import Store
from bantin.system.named_tuple import NamedTuple


class CropSource(NamedTuple):
    """A picture file. name: the beginning of the addresses of its crops."""

    data: bytes
    kind: str
    name: str


def with_crops(
    prepared: PreparedPicture,
    source: CropSource,
    focuses: tuple[str, ...],
    picture_store: Store,
    *,
    preview: bool,
) -> PreparedPicture:
    """Add all crops for each focus; in a preview, note missing ones in `PreparedPicture.waiting`."""
    crops_by_focus = {focus: _crops(source, focus, picture_store, preview=preview) for focus in focuses}
    lacking = [focus for focus, crops in crops_by_focus.items() if crops is None]
    if lacking:
        first = store.complete_entry(_key(source, "wide", lacking[0]))
        return prepared._replace(waiting=prepared.waiting or first)
    crops = tuple((focus, crops or ()) for focus, crops in crops_by_focus.items())
    return prepared._replace(crops=crops, digest=digest((prepared.digest, crops)))


def _key(source: CropSource, shape: str, focus: str) -> str:
    return store.key(source.data, f"{source.kind} {shape} {focus}", CROP_SIZES[shape])


def _crops(
    source: CropSource, focus: str, picture_store: Store, *, preview: bool
) -> tuple[tuple[str, int, int, bytes, str], ...] | None:
    """Return the crops as plain tuples; None in a preview if they are not in the store."""
    keys = {shape: _key(source, shape, focus) for shape in CROP_SIZES}
    entries = {shape: picture_store.load(store.complete_entry(key)) for shape, key in keys.items()}
    if None in entries.values():
        if preview:
            return None
        crops = _make_crops(source, focus)
        entries = {
            shape: picture_store.keep(store.complete_entry(key), [crops[shape]] if crops else [])
            for shape, key in keys.items()
        }
    return tuple(
        (
            f"{source.name}-{shape}.{file.digest.hex()[:10]}.{file.ending}",
            file.width,
            file.height,
            file.digest,
            store.file_name(keys[shape], file),
        )
        for shape, files in entries.items()
        for file in files or ()
    )


def _make_crops(source: CropSource, focus: str) -> dict[str, EncodedPicture]:
    if source.kind == "SVG":
        return {}
    from bantin.images.crop import crop_all  # imports Pillow

    return crop_all(source.data, source.kind, focus)
