"""What has to be rewritten when files or addresses change: links, pictures, relations, aliases, settings."""

import os
import posixpath
import re
from urllib.parse import quote

from bantin.config import FILE, Config
from bantin.content.fields import section_of
from bantin.editing import source_text
from bantin.editing.inventory import Inventory, SourceEntry, Written, links_of
from bantin.editing.source_text import SourceText
from bantin.system.named_tuple import NamedTuple
from bantin.urls import Located, OutsideContentError, locate, section_address


class Change(NamedTuple):
    """moves: paths in content/, old to new. slugs: source to its new slug. addresses: old to new.

    folder: the one that is moved as a whole, old and new; None where a file is.
    """

    moves: dict[str, str]
    slugs: dict[str, str]
    addresses: dict[str, str]
    folder: tuple[str, str] | None

    def path(self, path: str) -> str:
        return self.moves.get(path, path)


def articles(
    everything: Inventory, change: Change, after: dict[str, SourceEntry], published: set[str]
) -> tuple[dict[str, SourceText], list[tuple[str, int, str]]]:
    """The texts that differ, by their sources as they are now; and the links that could not be mended.

    published: old addresses that readers may know, from which aliases are to lead on.
    """
    names = _Names(everything, after)
    texts: dict[str, SourceText] = {}
    left: list[tuple[str, int, str]] = []
    for source, text in everything.texts.items():
        entry = everything.entries[source]
        mended, not_mended = _links(source, text, change)
        mended = _image(mended, entry, change)
        mended = _related(mended, entry, names)
        if source in change.slugs:
            mended = source_text.set_value(mended, "slug", change.slugs[source])
        if entry.address in published:
            mended = _aliased(mended, entry, after[source])
        left += [(change.path(source), link.line, link.address) for link in not_mended]
        if mended != text:
            texts[source] = mended
    return texts, left


def _aliased(text: SourceText, entry: SourceEntry, later: SourceEntry) -> SourceText:
    """With the old address among its aliases, and without the new one, which it is called itself."""
    kept = [alias for alias in entry.aliases if alias.strip("/") not in (entry.address, later.address)]
    return source_text.set_list(text, "aliases", [*kept, f"/{entry.address}"])


def _links(source: str, text: SourceText, change: Change) -> tuple[SourceText, list[Written]]:
    """The text with its links rewritten, and those of which that failed."""
    expected: list[Located | None] = []
    rewritten: dict[str, str] = {}
    links = links_of(source, text)
    for link in links:
        new = readdressed(source, link.address, change)
        if new is not None and new != link.address:
            rewritten[link.address] = new
        expected.append(_leads(change.path(source), link.address if new is None else new))
    if not rewritten:
        return text, []
    mended = text._replace(body=_substituted(text.body, rewritten))
    links_after = links_of(change.path(source), mended)
    actual = [_leads(change.path(source), link.address) for link in links_after]
    failed = [link for link, target, other in zip(links, expected, actual, strict=False) if target != other]
    return mended, failed


def _leads(source: str, written: str) -> Located | None:
    try:
        return locate(source, written)
    except OutsideContentError:
        return None


def readdressed(source: str, written: str, change: Change) -> str | None:
    """How `written` in `source` must read after the change; None where it leads away or nowhere."""
    located = _leads(source, written)
    if located is None or located.kind == "away":
        return None
    later = change.path(source)
    path = written[: len(written) - len(located.tail)] if located.tail else written
    if located.kind == "address":
        where = change.addresses.get(located.where, located.where)
        folder = section_address(section_of(later))
    else:
        where = change.path(located.where)
        folder = later.rpartition("/")[0]
    if where == located.where and (path.startswith("/") or folder == _folder_of(source, located)):
        return written
    new = f"/{where}" if path.startswith("/") else _relative(where, folder)
    return _quoted(new, like=path) + located.tail


def _folder_of(source: str, located: Located) -> str:
    """What a relative link of this kind starts from."""
    return section_address(section_of(source)) if located.kind == "address" else source.rpartition("/")[0]


def _relative(where: str, folder: str) -> str:
    path = posixpath.relpath(f"/{where}", f"/{folder}")
    return f"{path}/" if where.endswith("/") or not where else path


def _quoted(path: str, *, like: str) -> str:
    """Percent signs where the old one had some, or where Markdown would end the address."""
    if "%" in like or re.search(r"[\s()<>\"]", path):
        return quote(path, safe="/-._~!$&'*+,;=:@")
    return path


def _substituted(text: str, rewritten: dict[str, str]) -> str:
    """Each address replaced wherever it stands as a whole; the longest first, for one may begin another."""
    longest_first = sorted(rewritten, key=len, reverse=True)
    whole = re.compile(rf"(?<=[(<\"'\s=])(?:{'|'.join(map(re.escape, longest_first))})(?=[)>\"'\s]|\Z)")
    return whole.sub(lambda match: rewritten[match[0]], text)


def _image(text: SourceText, entry: SourceEntry, change: Change) -> SourceText:
    """The picture of the front matter, named by itself or by `src`."""
    if not entry.image:
        return text
    new = readdressed(entry.source, entry.image, change)
    at = source_text.extent(text.head, "image")
    if new is None or new == entry.image or at is None:
        return text
    head = [*text.head]
    for number in range(at.start, at.stop):
        if entry.image in head[number]:
            head[number] = head[number].replace(entry.image, new)
            break
    return text._replace(head=tuple(head))


class _Names:
    """What `related` may call the articles that change, and what it must call them then."""

    def __init__(self, everything: Inventory, after: dict[str, SourceEntry]) -> None:
        self._new: dict[str, str] = {}
        slugs = [entry_after.slug for entry_after in after.values()]
        for source, entry in everything.entries.items():
            later = after[source]
            if entry.is_section or (entry.slug, entry.address, source) == (
                later.slug,
                later.address,
                later.source,
            ):
                continue
            path = later.source.removesuffix(".md")
            self._new[source.removesuffix(".md")] = path
            self._new[entry.address.removesuffix(".html")] = later.address.removesuffix(".html")
            if "/" not in entry.slug and entry.slug != later.slug:
                self._new[entry.slug] = later.slug if slugs.count(later.slug) == 1 else path

    def later(self, written: str) -> str:
        bare = written.strip("/ ")
        name = bare.removesuffix(".md").removesuffix(".html")
        new = self._new.get(name)
        return written if new is None else new + bare[len(name) :]


def _related(text: SourceText, entry: SourceEntry, names: _Names) -> SourceText:
    new = [names.later(name) for name in entry.related]
    if new == [*entry.related]:
        return text
    return source_text.set_list(text, "related", [_plain(name) for name in new])


def _plain(name: str) -> str:
    return name if re.fullmatch(r"[\w./-]+", name) else f'"{name}"'


# ---- site.toml ----

_LINK = re.compile(r"(\b(?:to|url|data)\s*=\s*)([\"'])([^\"']*)\2")
_MENU = re.compile(r"^(menu\s*=\s*\[)([^\]]*)(\])", re.MULTILINE)


def settings(config: Config, change: Change) -> bytes | None:
    """site.toml with its links and its menu as they must be then; None where it stays as it is."""
    with open(os.path.join(config.site, FILE), "rb") as file:
        data = file.read()
    text = data.decode()

    def link(match: re.Match[str]) -> str:
        return f"{match[1]}{match[2]}{_later_setting(match[3], change)}{match[2]}"

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


def _later_setting(written: str, change: Change) -> str:
    path, sign, tail = written.partition("#")
    slash = "/" if path.startswith("/") else ""
    bare = path.removeprefix("/")
    new = change.addresses.get(bare) or change.moves.get(bare)
    return written if new is None else f"{slash}{new}{sign}{tail}"
