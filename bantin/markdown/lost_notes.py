"""Notes as Word, Google Docs and WordPress export them to Markdown: links to names that the export lost.

`[[1]](#_ftn1)` in the text leads to the note, which begins with `[[1]](#_ftnref1)`: each of the two links
stands at the place to which the other leads.
"""

from collections.abc import Iterator

from bantin.markdown.shapes import Headings
from bantin.model import Target

# How names of notes follow from the names of the references to them: `_ftnref1`, `ftnt_ref1`, `cite_ref-1`,
# `footnote-ref-1`, and of LibreOffice `sdfootnote1anc`.
_NAMED = (("_ref", ""), ("ref-", ""), ("ref", ""), ("ref", "note"), ("anc", "sym"))


def with_names(html: str, targets: list[Target], headings: Headings) -> str:
    """Return the HTML with an id for each of two links that lead to each other's place.

    html: with a NUL for each of the targets.
    """
    links = [(target.source[1:], at) for at, target in enumerate(targets) if target.source[:1] == "#"]
    pieces: list[str] = []
    for at, name in _places(dict(reversed(links))):
        if headings.id_of(name):
            continue  # the export kept it
        pieces = pieces or html.split("\0")
        if pieces[at + 1][:1] == ">":
            pieces[at + 1] = f' id="{headings.named(name)}"{pieces[at + 1]}'
    return "\0".join(pieces) if pieces else html


def _places(first: dict[str, int]) -> Iterator[tuple[int, str]]:
    """Yield the index of each link that is a place, and the place's name. first: the first link to a name."""
    for back, at_note in first.items():
        notes = (back.replace(old, new, 1) for old, new in _NAMED if old in back)
        if note := next((note for note in notes if note in first), ""):
            yield first[note], back
            yield at_note, note
