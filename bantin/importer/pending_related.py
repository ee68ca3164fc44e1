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

_FENCE = "---\n"
_RELATED = "related:\n"
_AFTER = ("aliases:", "draft:")  # fields that an imported article has behind `related`


class PendingTitle(NamedTuple):
    """A title that an article's old page listed as related. path: of the article. day: "" if unknown."""

    path: str
    title: str
    day: str


class ResolvedTitles(NamedTuple):
    """texts: new texts of articles whose titles were found, by path. notes: titles that are still missing."""

    texts: dict[str, str]
    notes: list[PendingTitle]


def resolve(
    content: str,
    notes: Iterable[PendingTitle],
    reference: Callable[[PendingTitle], str],
    written: Mapping[str, str],
) -> ResolvedTitles:
    """Return the texts to write. reference: returns how `related` names the article of a note, "" for none.

    written: for each article the digest of what the import wrote.
    """
    waiting: list[PendingTitle] = []
    notes_by_file: dict[str, list[tuple[PendingTitle, str]]] = defaultdict(list)
    for note in notes:
        if name := reference(note):
            notes_by_file[note.path].append((note, name))
        else:
            waiting.append(note)
    texts = {}
    for path, named in notes_by_file.items():
        names = [name for _, name in named]
        text = _own_text(content, path, names, written.get(path, ""))
        if text is None:
            waiting += [note for note, _ in named]
        else:
            texts[path] = with_related(text, names)
    return ResolvedTitles(texts, waiting)


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
