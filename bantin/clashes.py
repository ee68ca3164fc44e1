"""No two sources share one address, in any letter case or Unicode form; no file bars a folder's way."""

import os
from collections.abc import Iterable, Sequence

from bantin.addresses import collision_key, file_name
from bantin.errors import Problem, problem
from bantin.model import Article
from bantin.plan import Bulletin, File, Page


def clashes(
    pages: Sequence[Page],
    files: Sequence[File],
    unsound: Iterable[Article],
    bulletin: Bulletin,
    shown_as: str,
) -> list[Problem]:
    """A problem for each page or file whose output path some file system would take for another's.

    `unsound` articles have no page yet, for they have other mistakes; where they will stand is known.
    """
    waiting = [article for article in unsound if article.slug and article.kind != "section"]
    names = [file_name(page.address) for page in pages] + [file.path for file in files]
    names += [article.address for article in waiting]
    # Almost all addresses are lower-case ASCII, for which equal keys are equal names.
    keys = [name if name.isascii() and name.islower() else collision_key(name) for name in names]
    folders = {collision_key(folder) for folder in _folders(names)}
    if len(set(keys)) == len(keys) and folders.isdisjoint(keys):
        return []
    owners = [_owner(page, bulletin, shown_as) for page in pages]
    owners += [_file_owner(file, bulletin, shown_as) for file in files]
    owners += [shown_as + article.source for article in waiting]
    first: dict[str, str] = {}
    found = []
    for name, key, owner in zip(names, keys, owners, strict=True):
        other = first.setdefault(key, owner)
        if key in folders:
            found.append(problem(owner, 0, "address-is-folder", address="/" + name))
        elif other is not owner:
            # The place is a file that an editor can rename; a page of our own may be the other one.
            place, other = (other, owner) if owner.startswith("the ") else (owner, other)
            found.append(problem(place, 0, "same-address", address="/" + name, other=other))
    return found


def _folders(names: Sequence[str]) -> set[str]:
    """All folders that these files stand in, and the folders of those."""
    found = {name.rpartition("/")[0] for name in names}
    for folder in list(found):
        while folder := os.path.dirname(folder):
            found.add(folder)
    return found - {""}


def _owner(page: Page, bulletin: Bulletin, shown_as: str) -> str:
    if page.kind in ("article", "standing", "map", "redirect"):
        kind, place = page.key if page.kind == "redirect" else (page.kind, page.key[0])
        shelves = bulletin.site.articles if kind == "article" else bulletin.site.pages
        return shown_as + shelves[int(place)].article.source
    if page.kind == "section":
        return f"{shown_as}{page.key[0]}/"
    return f"the page {file_name(page.address)} that bantin makes"


def _file_owner(file: File, bulletin: Bulletin, shown_as: str) -> str:
    if file.data is not None:
        return f"assets/root/{file.path}"
    return shown_as + os.path.relpath(file.source, bulletin.config.content)
