"""Rewriting of references when files or addresses change: links, pictures, `related`, aliases, settings."""

import os
import posixpath
import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote

from bantin.config import SITE_TOML, Config
from bantin.content.fields import section_of
from bantin.editing import source_text
from bantin.editing.inventory import Inventory, SourceEntry, WrittenLink, links_of
from bantin.editing.source_text import SourceText
from bantin.system.named_tuple import NamedTuple
from bantin.urls import LocatedTarget, OutsideContentError, folder_address, locate


class Change(NamedTuple):
    """A rename. moves: paths in content/, old to new. slugs: source to its new slug. addresses: old to new.

    folder: old and new path of a folder that is moved as a whole; None if a file is renamed. linked:
    `moves` by the names that links have, in NFC.
    """

    moves: dict[str, str]
    slugs: dict[str, str]
    addresses: dict[str, str]
    folder: tuple[str, str] | None
    linked: Mapping[str, str] = MappingProxyType({})

    def new_path(self, path: str) -> str:
        return self.moves.get(path, path)


class UnchangedLink(NamedTuple):
    """A link that could not be rewritten. path: of its file, after the change."""

    path: str
    line: int
    address: str


def rewrite_articles(
    inventory: Inventory, change: Change, after: dict[str, SourceEntry], published: set[str]
) -> tuple[dict[str, SourceText], list[UnchangedLink]]:
    """Return the rewritten texts by old source, and the links that could not be rewritten.

    after: the entries after the change, by old source. published: old addresses that need an alias; only YAML
    gets one.
    """
    names = _RelatedNames(inventory, after)
    texts: dict[str, SourceText] = {}
    not_rewritten: list[UnchangedLink] = []
    for source, text in inventory.texts.items():
        entry = inventory.entries[source]
        new_text, failed = _rewrite_links(source, text, change)
        new_text = _rewrite_image(new_text, entry, change)
        if text.opening:
            new_text = _rewrite_related(new_text, entry, names)
        else:
            failed += _outdated_related(text, entry, names)
        if source in change.slugs:
            new_text = source_text.set_value(new_text, "slug", change.slugs[source])
        if entry.address in published and text.opening:
            new_text = _with_alias(new_text, entry, after[source])
        not_rewritten += [UnchangedLink(change.new_path(source), link.line, link.address) for link in failed]
        if new_text != text:
            texts[source] = new_text
    return texts, not_rewritten


def _with_alias(text: SourceText, entry: SourceEntry, new_entry: SourceEntry) -> SourceText:
    """Add the old address to the aliases of an article, and remove its new one."""
    others = [alias for alias in entry.aliases if alias.strip("/") not in (entry.address, new_entry.address)]
    return source_text.set_list(text, "aliases", [*others, f"/{entry.address}"])


def _rewrite_links(source: str, text: SourceText, change: Change) -> tuple[SourceText, list[WrittenLink]]:
    """Return the text with its links rewritten, and the links for which that failed."""
    expected: list[LocatedTarget | None] = []
    rewritten: dict[str, str] = {}
    links = links_of(source, text)
    for link in links:
        new = new_reference(source, link.address, change)
        if new is not None and new != link.address:
            rewritten[link.address] = new
        expected.append(_locate(change.new_path(source), link.address if new is None else new))
    if not rewritten:
        return text, []
    new_text = text._replace(body=_replace_addresses(text.body, rewritten))
    links_after = links_of(change.new_path(source), new_text)
    actual = [_locate(change.new_path(source), link.address) for link in links_after]
    failed = [link for link, target, other in zip(links, expected, actual, strict=False) if target != other]
    return new_text, failed


def _locate(source: str, written: str) -> LocatedTarget | None:
    try:
        return locate(source, written)
    except OutsideContentError:
        return None


def new_reference(source: str, written: str, change: Change) -> str | None:
    """Return the new form of the URL `written` in `source`; None for an external or invalid URL."""
    located = _locate(source, written)
    if located is None or located.kind == "away":
        return None
    new_source = change.new_path(source)
    path = written[: len(written) - len(located.tail)] if located.tail else written
    if located.kind == "address":
        where = change.addresses.get(located.where, located.where)
        folder = folder_address(section_of(new_source))
    else:
        where = change.linked.get(located.where, located.where)
        folder = new_source.rpartition("/")[0]
    if where == located.where and (path.startswith("/") or folder == _base_folder(source, located)):
        return written
    new = f"/{where}" if path.startswith("/") else _relative(where, folder)
    return _quoted(new, like=path) + located.tail


def _base_folder(source: str, located: LocatedTarget) -> str:
    """Return the folder to which a relative link of this kind refers."""
    return folder_address(section_of(source)) if located.kind == "address" else source.rpartition("/")[0]


def _relative(where: str, folder: str) -> str:
    path = posixpath.relpath(f"/{where}", f"/{folder}")
    return f"{path}/" if where.endswith("/") or not where else path


def _quoted(path: str, *, like: str) -> str:
    """Percent-encode a path if the old one (`like`) was encoded, or if Markdown needs it."""
    if "%" in like or re.search(r"[\s()<>\"]", path):
        return quote(path, safe="/-._~!$&'*+,;=:@")
    return path


def _replace_addresses(text: str, rewritten: dict[str, str]) -> str:
    """Replace each whole address in a text; the longest first, since one may be the beginning of another."""
    longest_first = sorted(rewritten, key=len, reverse=True)
    whole = re.compile(rf"(?<=[(<\"'\s=])(?:{'|'.join(map(re.escape, longest_first))})(?=[)>\"'\s]|\Z)")
    return whole.sub(lambda match: rewritten[match[0]], text)


def _rewrite_image(text: SourceText, entry: SourceEntry, change: Change) -> SourceText:
    """Rewrite the image of the front matter, given as a path or by `src`."""
    if not entry.image:
        return text
    new = new_reference(entry.source, entry.image, change)
    span = source_text.field_lines(text.front_matter, "image")
    if new is None or new == entry.image or span is None:
        return text
    front_matter = [*text.front_matter]
    for number in range(span.start, span.stop):
        if entry.image in front_matter[number]:
            front_matter[number] = front_matter[number].replace(entry.image, new)
            break
    return text._replace(front_matter=tuple(front_matter))


class _RelatedNames:
    """The names of changed articles that `related` may contain, and their new names."""

    def __init__(self, inventory: Inventory, after: dict[str, SourceEntry]) -> None:
        self._new: dict[str, str] = {}
        slugs = [entry_after.slug for entry_after in after.values()]
        for source, entry in inventory.entries.items():
            new_entry = after[source]
            if entry.is_section or (entry.slug, entry.address, source) == (
                new_entry.slug,
                new_entry.address,
                new_entry.source,
            ):
                continue
            path = new_entry.source.removesuffix(".md")
            self._new[source.removesuffix(".md")] = path
            self._new[entry.address.removesuffix(".html")] = new_entry.address.removesuffix(".html")
            if "/" not in entry.slug and entry.slug != new_entry.slug:
                self._new[entry.slug] = new_entry.slug if slugs.count(new_entry.slug) == 1 else path

    def new_name(self, written: str) -> str:
        bare = written.strip("/ ")
        name = bare.removesuffix(".md").removesuffix(".html")
        new = self._new.get(name)
        return written if new is None else new + bare[len(name) :]


def _rewrite_related(text: SourceText, entry: SourceEntry, names: _RelatedNames) -> SourceText:
    new = [names.new_name(name) for name in entry.related]
    if new == [*entry.related]:
        return text
    return source_text.set_list(text, "related", [_yaml_scalar(name) for name in new])


def _outdated_related(text: SourceText, entry: SourceEntry, names: _RelatedNames) -> list[WrittenLink]:
    """Return the names in `related` that have changed, of an article without YAML, which is not rewritten."""
    lines = text.text.split("\n")
    return [
        WrittenLink(name, next((number for number, line in enumerate(lines, 1) if name in line), 1))
        for name in entry.related
        if names.new_name(name) != name
    ]


def _yaml_scalar(name: str) -> str:
    return name if re.fullmatch(r"[\w./-]+", name) else source_text.quoted(name)


# ---- site.toml ----

_LINK = re.compile(r"(\b(?:to|url|data)\s*=\s*)([\"'])([^\"']*)\2")
_MENU = re.compile(r"^(menu\s*=\s*\[)([^\]]*)(\])", re.MULTILINE)


def rewrite_settings(config: Config, change: Change) -> bytes | None:
    """Return site.toml with its links and menu rewritten; None if nothing changes."""
    with open(os.path.join(config.site, SITE_TOML), "rb") as file:
        data = file.read()
    text = data.decode()

    def link(match: re.Match[str]) -> str:
        return f"{match[1]}{match[2]}{_new_setting(match[3], change)}{match[2]}"

    sections = {
        old.rstrip("/"): new.rstrip("/") for old, new in change.addresses.items() if old.endswith("/")
    }

    def menu(match: re.Match[str]) -> str:
        inside = re.sub(
            r"([\"'])([^\"']*)\1",
            lambda name: f"{name[1]}{sections.get(name[2], name[2])}{name[1]}",
            match[2],
        )
        return match[1] + inside + match[3]

    new = _MENU.sub(menu, _LINK.sub(link, text)).encode()
    return None if new == data else new


def _new_setting(written: str, change: Change) -> str:
    path, sign, tail = written.partition("#")
    slash = "/" if path.startswith("/") else ""
    bare = path.removeprefix("/")
    new = change.addresses.get(bare) or change.moves.get(bare)
    return written if new is None else f"{slash}{new}{sign}{tail}"
