"""Why a page is stale: the very digests that are compared, those of the last build beside those of now."""

from bantin.build import diff
from bantin.build.assemble import with_index
from bantin.build.dry_run import rehearse
from bantin.build.options import Options
from bantin.build.previous import intact
from bantin.build.render import renderer_of
from bantin.cache.blobs import SIZE
from bantin.cache.fingerprints import COMMON_PARTS
from bantin.cache.manifest import Made
from bantin.cache.state import State
from bantin.config import Config
from bantin.errors import ContentError, UsageError
from bantin.i18n import gettext
from bantin.pages import input_names
from bantin.schema.values import nearest
from bantin.templates.regions import BODY
from bantin.urls import file_name


def explain(config: Config, options: Options, address: str) -> str:
    """What the page at `address` is made from, old beside new, as text. Publishes nothing.

    Raises ContentError as a build would, UsageError for an address that no page has.
    """
    seen, memory, gathered, find = rehearse(config, options)
    if any(not one.is_warning for one in gathered.problems):
        raise ContentError(gathered.problems)
    if find:
        gathered = with_index(gathered, *find(gathered.bulletin, options.workers))
    issue = diff.prepare(gathered, renderer_of(config, memory.engine), engine=memory.engine)
    path = _path(address, config, issue.paths)
    place = issue.paths.index(path)
    page = issue.pages[place]
    recipe = issue.press.recipes([page])[0]
    made = memory.made.get(path)
    names = (*COMMON_PARTS, *input_names(page.kind))
    return "\n".join(
        [
            f"{path}: {_verdict(made, recipe, path in intact(memory, seen), memory.state, issue.slots)}",
            f"  layout {page.layout}, kind {page.kind}",
            *_rows(names, made.recipe if made else b"", recipe),
            *_slot_rows(made, memory.state, issue.slots),
        ]
    )


def _path(address: str, config: Config, paths: list[str]) -> str:
    """The output path that is meant: a whole URL, a URL path or an address will do."""
    wanted = address.removeprefix(config.origin)
    wanted = wanted.removeprefix(config.base) if wanted.startswith(config.base) else wanted.lstrip("/")
    path = file_name(wanted)
    if path not in paths:
        guess = nearest(path, paths)
        said = gettext("no page of this site has the address {address}", address=address)
        hint = gettext("did you mean {guess}?", guess=f"/{guess}") if guess else ""
        raise UsageError("; ".join(filter(None, (said, hint))))
    return path


def _verdict(
    made: Made | None, recipe: bytes, is_intact: bool, last: State | None, slots: dict[str, bytes]
) -> str:
    if last is None:
        return gettext(
            "to be rendered, for nothing is remembered (another program, settings or options, or no build)"
        )
    if made is None:
        return gettext("to be rendered, for it is new")
    if not is_intact:
        return gettext("to be rendered, for its file in the output folder is not as the last build left it")
    if made.recipe != recipe:
        return gettext("to be rendered, for the parts marked * have changed")
    if any(last.slots.get(slot) != slots.get(slot) for slot in made.slots.names):
        return gettext("to be spliced, for the shared parts marked * have changed")
    return gettext("to be kept as it is")


def _rows(names: tuple[str, ...], old: bytes, new: bytes) -> list[str]:
    rows = []
    for index, name in enumerate(names):
        cut = slice(index * SIZE, (index + 1) * SIZE)
        rows.append(_row(name, old[cut], new[cut]))
    return rows


def _slot_rows(made: Made | None, last: State | None, slots: dict[str, bytes]) -> list[str]:
    if made is None or last is None:
        return []
    return [
        _row(f"slot {slot}", last.slots.get(slot, b""), slots.get(slot, b""))
        for slot in made.slots.names
        if slot != BODY  # which is told by the recipe
    ]


def _row(name: str, old: bytes, new: bytes) -> str:
    mark = "*" if old != new else " "
    return f"{mark} {name:<24} {old.hex() or '-':<32} {new.hex() or '-'}"
