"""`rename`: rename a file, a folder or a slug; add redirects from old addresses and rewrite links."""

import os

from bantin.config import SITE_TOML, Config
from bantin.content.fields import file_slug
from bantin.content.tree import REDIRECTS
from bantin.editing import inventory, redirect_rows, rewrite, source_text
from bantin.editing.inventory import Inventory, SourceEntry
from bantin.editing.rewrite import Change, UnchangedLink
from bantin.editing.source_text import SourceText
from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.system.named_tuple import NamedTuple
from bantin.system.regular_files import replace_file
from bantin.text.vietnamese import slug
from bantin.urls import composed, folder_address


class RenameResult(NamedTuple):
    """The result of a rename. Paths are relative to content/.

    redirects: old address to new. rewritten: new paths of other files whose links or `related` were
    rewritten. settings: whether site.toml was rewritten. gone_lists: addresses of lists that have no
    redirect, because their folders have no _index.md.
    """

    old: str
    new: str
    redirects: dict[str, str]
    rewritten: tuple[str, ...]
    settings: bool
    not_rewritten: tuple[UnchangedLink, ...]
    gone_lists: tuple[str, ...]


def rename(config: Config, old: str, new: str, *, now: int) -> RenameResult:
    """Rename the file, folder or slug `old`. now: seconds since 1970.

    Raises UsageError before anything is changed: `old` does not exist, or `new` is taken.
    """
    everything = inventory.read_inventory(config)
    source = inventory.find_source(config, everything, old)
    if _is_title(config, new):
        new = new.replace("/", " ")
    change, target = _plan_change(config, everything, source, new)
    after = _entries_after(everything, change)
    _check_names_are_free(config, change, after)
    linked = {composed(path): moved for path, moved in change.moves.items()}
    change = change._replace(addresses=_changed_addresses(everything, change, after), linked=linked)
    moved = {
        entry.address: after[path].address
        for path, entry in everything.entries.items()
        if entry.address != after[path].address and entry.is_published(now)
    }
    texts, not_rewritten = rewrite.rewrite_articles(everything, change, after, {*moved})
    settings = rewrite.rewrite_settings(config, change)
    listed = _redirect_list(config, _redirect_rows(everything, moved), change.addresses)
    _write_and_move(config, change, texts, settings, listed)
    rewritten = [
        change.new_path(path) for path in texts if path not in change.moves or change.moves[path] == path
    ]
    rewritten += [REDIRECTS] if listed else []
    lists = [f"/{address}" for address in change.addresses if address.endswith("/") and address not in moved]
    return RenameResult(
        old=source,
        new=target,
        redirects={f"/{before}": f"/{later}" for before, later in moved.items()},
        rewritten=tuple(sorted(rewritten)),
        settings=settings is not None,
        not_rewritten=tuple(not_rewritten),
        gone_lists=tuple(sorted(lists)),
    )


def _plan_change(config: Config, everything: Inventory, source: str, new: str) -> tuple[Change, str]:
    """Return the change, and the new path (for a changed slug: the unchanged path)."""
    if f"{source}/" in everything.tree.folders:
        target = _new_path(config, everything, source, new)
        if f"{target}/".startswith(f"{source}/"):
            raise UsageError(
                gettext("{source} cannot be moved into itself; choose another name", source=source)
            )
        inside = [path for path in everything.tree.files if path.startswith(f"{source}/")]
        moves = {path: target + path.removeprefix(source) for path in inside}
        return Change(moves, {}, {}, (source, target)), target
    entry = everything.entries.get(source)
    if entry and entry.is_section:
        raise UsageError(gettext("{source} keeps its name; rename its folder", source=source))
    if entry and entry.given_slug and _is_bare(new):
        if not everything.texts[source].opening:
            raise UsageError(
                gettext("the front matter of {source} is not YAML; change its `slug` by hand", source=source)
            )
        if entry.given_slug == slug(new):
            raise UsageError(
                gettext("{source} has the slug {own_slug} already", source=source, own_slug=entry.given_slug)
            )
        return Change({}, {source: _slug(new)}, {}, None), source
    target = _new_path(config, everything, source, new)
    if target == source:
        raise UsageError(gettext("{source} has this name already; choose another", source=source))
    return Change({source: target}, {}, {}, None), target


def _is_title(config: Config, new: str) -> bool:
    """Tell whether a name with a slash is a title, such as "Kế hoạch 12/KH-UBND", and no path."""
    if " " not in new or "/" not in new or new.endswith((".md", "/")):
        return False
    folder = new.rpartition("/")[0]
    return not any(os.path.isdir(os.path.join(base, folder)) for base in (config.site, config.content))


def _is_bare(new: str) -> bool:
    return "/" not in new and os.sep not in new and not new.endswith(".md")


def _slug(new: str) -> str:
    """Return the slug of a new name, or of the last part of an address. Raises UsageError without one."""
    new_slug = file_slug(new.removesuffix(".html"))
    if not new_slug:
        raise UsageError(gettext("{new} gives no name; write letters or digits", new=new))
    return new_slug


def _new_path(config: Config, everything: Inventory, source: str, new: str) -> str:
    """Return the new path in content/. A bare name stays in its folder, slugged for sections and articles."""
    folder, _, name = source.rpartition("/")
    is_folder = f"{source}/" in everything.tree.folders
    ending = name[name.rfind(".") :] if "." in name and not is_folder else ""
    if _is_bare(new):
        renamed = new if new.endswith(ending) else new + ending
        if is_folder or ending == ".md":
            renamed = _slug(new) + ending
        return f"{folder}/{renamed}" if folder else renamed
    for base in (os.getcwd(), config.site, config.content):
        path = os.path.relpath(os.path.join(base, new), config.content).replace(os.sep, "/")
        path = inventory.path_on_disk(everything.tree, path)
        if not path.startswith("..") and path != ".":
            if f"{path}/" in everything.tree.folders or (new.endswith("/") and ending):
                return f"{path}/{name}"
            return path if path.endswith(ending) else path + ending
    raise UsageError(gettext("{new} leads out of content/; name a path in it", new=new))


def _entries_after(everything: Inventory, change: Change) -> dict[str, SourceEntry]:
    """Return the entries after the change, by old source."""
    entries = {}
    for source, entry in everything.entries.items():
        own_slug = change.slugs.get(source, entry.given_slug)
        entries[source] = entry._replace(source=change.new_path(source), given_slug=own_slug)
    return entries


def _check_names_are_free(config: Config, change: Change, after: dict[str, SourceEntry]) -> None:
    """Raise UsageError if a new path or address is taken."""
    _, new_folder = change.folder or ("", "")
    if new_folder and os.path.lexists(os.path.join(config.content, new_folder)):
        raise UsageError(gettext("{second} already exists; choose another name", second=new_folder))
    for old, new in change.moves.items():
        is_other = new != old and new.casefold() != old.casefold()
        if is_other and os.path.lexists(os.path.join(config.content, new)):
            raise UsageError(gettext("{new} already exists; choose another name", new=new))
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


def _changed_addresses(
    everything: Inventory, change: Change, after: dict[str, SourceEntry]
) -> dict[str, str]:
    """Return every address that changes, old to new, including those of section lists."""
    pairs = {entry.address: after[source].address for source, entry in everything.entries.items()}
    if change.folder:
        old, new = change.folder
        for folder in everything.tree.folders:
            if folder.startswith(f"{old}/"):
                pairs[folder_address(folder)] = folder_address(new + folder.removeprefix(old))
    return {before: later for before, later in pairs.items() if before != later}


def _redirect_rows(everything: Inventory, moved: dict[str, str]) -> dict[str, str]:
    """Return the redirects of articles without YAML, in which no `aliases` can be written.

    moved: new addresses by old ones.
    """
    return {
        f"/{entry.address}": f"/{moved[entry.address]}"
        for source, entry in everything.entries.items()
        if entry.address in moved and not everything.texts[source].opening
    }


def _redirect_list(config: Config, rows: dict[str, str], addresses: dict[str, str]) -> str:
    """Return the new text of redirects.csv, whose rows lead to the new addresses; "" if it stays as it is.

    rows: to add. addresses: that change, old to new.
    """
    try:
        before = redirect_rows.read(config.content)
    except UnicodeDecodeError:  # which a build reports
        return ""
    text = redirect_rows.added(config.content, rows)[0] if rows else before
    text = redirect_rows.retargeted(text, addresses, config.base)
    return text if text != before else ""


def _write_and_move(
    config: Config,
    change: Change,
    texts: dict[str, SourceText],
    settings: bytes | None,
    listed: str,
) -> None:
    """Write the rewritten files, then move: after an interruption the same command can be repeated.

    listed: the new text of redirects.csv, "" to leave it.
    """
    if listed:
        list_path = os.path.join(config.content, REDIRECTS)
        os.makedirs(os.path.dirname(list_path), exist_ok=True)
        replace_file(list_path, listed.encode())
    for path, text in texts.items():
        source_text.write(os.path.join(config.content, path), text)
    if settings is not None:
        replace_file(os.path.join(config.site, SITE_TOML), settings)
    moves = [change.folder] if change.folder else [(old, new) for old, new in change.moves.items()]
    for old, new in moves:
        target = os.path.join(config.content, new)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.rename(os.path.join(config.content, old), target)
