"""`rename`: a file, a folder or a slug gets another name; old addresses lead on, links follow."""

import os

from bantin.config import FILE, Config
from bantin.editing import inventory, mend, source_text
from bantin.editing.inventory import Inventory, SourceEntry
from bantin.editing.mend import Change
from bantin.editing.source_text import SourceText
from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import slug
from bantin.urls import section_address


class Renamed(NamedTuple):
    """What was done. Paths are relative to content/.

    leading_on: old address to new. mended: other files whose links or relations were rewritten, as they are
    called now. settings: whether site.toml was rewritten.
    left: (path, line, address) of links that could not be mended. lists: addresses of sections' lists that
    are gone, for no page can lead on from them.
    """

    old: str
    new: str
    leading_on: dict[str, str]
    mended: tuple[str, ...]
    settings: bool
    left: tuple[tuple[str, int, str], ...]
    lists: tuple[str, ...]


def rename(config: Config, old: str, new: str, *, now: int) -> Renamed:
    """Raises UsageError before anything is changed: what is named is not there, or its new name is taken."""
    everything = inventory.read_inventory(config)
    source = inventory.find(config, everything, old)
    change, target = _change(config, everything, source, new)
    after = _known_after(everything, change)
    _refuse_taken(config, change, after)
    change = change._replace(addresses=_addresses(everything, change, after))
    leading_on = {
        entry.address: after[path].address
        for path, entry in everything.entries.items()
        if entry.address != after[path].address and not entry.is_section and entry.is_published(now)
    }
    texts, left = mend.articles(everything, change, after, {*leading_on})
    settings = mend.settings(config, change)
    _carry_out(config, change, texts, settings)
    mended = [change.path(path) for path in texts if path not in change.moves or change.moves[path] == path]
    lists = [f"/{address}" for address in change.addresses if address.endswith("/")]
    return Renamed(
        old=source,
        new=target,
        leading_on={f"/{before}": f"/{later}" for before, later in leading_on.items()},
        mended=tuple(sorted(mended)),
        settings=settings is not None,
        left=tuple(left),
        lists=tuple(sorted(lists)),
    )


def _change(config: Config, everything: Inventory, source: str, new: str) -> tuple[Change, str]:
    """What moves where, and the new path (of a slug alone: the file as it is)."""
    if f"{source}/" in everything.tree.folders:
        target = _target(config, everything, source, new)
        if f"{target}/".startswith(f"{source}/"):
            raise UsageError(
                gettext("{source} cannot be moved into itself; choose another name", source=source)
            )
        inside = [path for path in everything.tree.files if path.startswith(f"{source}/")]
        moves = {path: target + path.removeprefix(source) for path in inside}
        return Change(moves, {}, {}, (source, target)), target
    entry = everything.entries.get(source)
    if entry and entry.own_slug and _is_bare(new):
        if entry.own_slug == slug(new):
            raise UsageError(
                gettext("{source} has the slug {own_slug} already", source=source, own_slug=entry.own_slug)
            )
        return Change({}, {source: _slug(new)}, {}, None), source
    target = _target(config, everything, source, new)
    return Change({source: target}, {}, {}, None), target


def _is_bare(new: str) -> bool:
    return "/" not in new and os.sep not in new and not new.endswith(".md")


def _slug(new: str) -> str:
    new_slug = slug(new)[:150].strip("-")
    if not new_slug:
        raise UsageError(gettext("{new} gives no name; write letters or digits", new=new))
    return new_slug


def _target(config: Config, everything: Inventory, source: str, new: str) -> str:
    """The new path in content/. A bare name stays in its folder, and an article's loses its marks."""
    folder, _, name = source.rpartition("/")
    ending = name[name.rfind(".") :] if "." in name and f"{source}/" not in everything.tree.folders else ""
    if _is_bare(new):
        renamed = f"{_slug(new)}.md" if ending == ".md" else new if new.endswith(ending) else new + ending
        return f"{folder}/{renamed}" if folder else renamed
    for base in (os.getcwd(), config.site, config.content):
        path = os.path.relpath(os.path.join(base, new), config.content).replace(os.sep, "/")
        if not path.startswith("..") and path != ".":
            if f"{path}/" in everything.tree.folders or (new.endswith("/") and ending):
                return f"{path}/{name}"
            return path if path.endswith(ending) else path + ending
    raise UsageError(gettext("{new} leads out of content/; name a path in it", new=new))


def _known_after(everything: Inventory, change: Change) -> dict[str, SourceEntry]:
    """Every article as it will be, by its source as it is now."""
    entries = {}
    for source, entry in everything.entries.items():
        own_slug = change.slugs.get(source, entry.own_slug)
        entries[source] = entry._replace(source=change.path(source), own_slug=own_slug)
    return entries


def _refuse_taken(config: Config, change: Change, after: dict[str, SourceEntry]) -> None:
    """Raises UsageError where a file or an address is there already."""
    if change.folder and os.path.lexists(os.path.join(config.content, change.folder[1])):
        raise UsageError(gettext("{second} is there already; choose another name", second=change.folder[1]))
    for old, new in change.moves.items():
        is_other = new != old and new.casefold() != old.casefold()
        if is_other and os.path.lexists(os.path.join(config.content, new)):
            raise UsageError(gettext("{new} is there already; choose another name", new=new))
    moved = {*change.moves, *change.slugs}
    staying = {entry.address: source for source, entry in after.items() if source not in moved}
    for source in moved & after.keys():
        if after[source].address in staying:
            there = staying[after[source].address]
            raise UsageError(
                gettext(
                    "/{address} is the address of {there} already; choose another name",
                    address=after[source].address,
                    there=there,
                )
            )


def _addresses(everything: Inventory, change: Change, after: dict[str, SourceEntry]) -> dict[str, str]:
    """Every address that changes, those of sections' lists among them."""
    pairs = {entry.address: after[source].address for source, entry in everything.entries.items()}
    if change.folder:
        old, new = change.folder
        for folder in everything.tree.folders:
            if folder.startswith(f"{old}/"):
                pairs[section_address(folder)] = section_address(new + folder.removeprefix(old))
    return {before: later for before, later in pairs.items() if before != later}


def _carry_out(config: Config, change: Change, texts: dict[str, SourceText], settings: bytes | None) -> None:
    """Write what was mended, then move: whoever is interrupted between the two can say the same again."""
    for path, text in texts.items():
        source_text.write(os.path.join(config.content, path), text)
    if settings is not None:
        source_text.replace(os.path.join(config.site, FILE), settings)
    moves = [change.folder] if change.folder else [(old, new) for old, new in change.moves.items()]
    for old, new in moves:
        target = os.path.join(config.content, new)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.rename(os.path.join(config.content, old), target)
