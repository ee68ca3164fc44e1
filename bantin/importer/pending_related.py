"""Add related articles that were imported after the page that lists them to its `related`.

An article is changed only while it is as the import wrote it. If an editor has changed it, its titles stay in
imported-related.csv.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from bantin.importer import imported_list
from bantin.importer.write_article import scalar
from bantin.system.named_tuple import NamedTuple

FILE = "data/imported-related.csv"
_HEAD = ("path", "title", "day")
_FENCE = "---\n"
_RELATED = "related:\n"
_AFTER = ("aliases:", "draft:")  # fields that an imported article has after `related`


class PendingTitle(NamedTuple):
    """A title that an article's old page listed as related. path: of the article. day: "" if unknown."""

    path: str
    title: str
    day: str


class ResolvedTitles(NamedTuple):
    """texts: new texts of articles whose titles were found, by path. missing: titles that are not."""

    texts: dict[str, str]
    missing: list[PendingTitle]


def read(content: str) -> list[PendingTitle]:
    """Return the rows of imported-related.csv. Raises ImportedListError."""
    return [PendingTitle(*row) for row in imported_list.read_table(os.path.join(content, FILE), _HEAD)]


def text_of(titles: Iterable[PendingTitle]) -> str:
    return imported_list.table_text(_HEAD, sorted(set(titles)))


def resolve(
    content: str,
    titles: Iterable[PendingTitle],
    reference: Callable[[PendingTitle], str],
    written: Mapping[str, str],
) -> ResolvedTitles:
    """Return the texts to write. reference: returns how `related` names an article, "" if it is missing.

    written: for each article the digest of what the import wrote.
    """
    missing: list[PendingTitle] = []
    found: dict[str, list[tuple[PendingTitle, str]]] = defaultdict(list)
    for title in titles:
        if name := reference(title):
            found[title.path].append((title, name))
        else:
            missing.append(title)
    texts = {}
    for path, named in found.items():
        names = [name for _, name in named]
        text = _own_text(content, path, names, written.get(path, ""))
        if text is None:
            missing += [title for title, _ in named]
        else:
            texts[path] = with_related(text, names)
    return ResolvedTitles(texts, missing)


def _own_text(content: str, path: str, names: Iterable[str], written: str) -> str | None:
    """Return the text of an article that only the import has written, else None.

    A killed run may have added these names already without updating the list of imported pages.
    """
    try:
        with open(os.path.join(content, path), encoding="utf-8", newline="") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError):
        return None
    is_own = written in (
        imported_list.digest(text.encode()),
        imported_list.digest(_without_related(text, names).encode()),
    )
    return text if is_own else None


def with_related(text: str, names: Iterable[str]) -> str:
    """Return the text of an imported article with these names at the end of its `related`."""
    head, body = _split(text)
    fresh = [line for name in names if (line := f"  - {scalar(name)}\n") not in head]
    if not fresh:
        return text
    if _RELATED not in head:
        index = next((index for index, line in enumerate(head) if line.startswith(_AFTER)), len(head))
        head[index:index] = [_RELATED]
    index = head.index(_RELATED) + 1
    while index < len(head) and head[index].startswith("  - "):
        index += 1
    head[index:index] = dict.fromkeys(fresh)
    return "".join((_FENCE, *head, _FENCE, body))


def _without_related(text: str, names: Iterable[str]) -> str:
    head, body = _split(text)
    added = {f"  - {scalar(name)}\n" for name in names}
    head = [line for line in head if line not in added]
    if _RELATED in head:
        index = head.index(_RELATED)
        if index + 1 == len(head) or not head[index + 1].startswith("  - "):
            del head[index]
    return "".join((_FENCE, *head, _FENCE, body))


def _split(text: str) -> tuple[list[str], str]:
    """Return the lines of the front matter, without its fences, and the body."""
    head, _, body = text.removeprefix(_FENCE).partition(f"\n{_FENCE}")
    return f"{head}\n".splitlines(keepends=True), body
