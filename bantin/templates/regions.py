"""Slots: the places of parts that many pages share, and of each page's own body and number of views.

Parts are put into pages as bytes, and can be exchanged there without rendering the page.
"""

from array import array
from collections.abc import Mapping
from functools import cache

from markupsafe import Markup

from bantin.model import Slots

SLOT = "\0"  # stands before and after a slot's name in a page that waits for its parts
# The slots of what a page alone shows.
BODY, VIEWS = "body", "views"
OWN = (BODY, VIEWS)


@cache
def slot_marker(name: str) -> Markup:
    """Return what marks the place of a part that is put in later, as bytes."""
    return Markup(f"{SLOT}{name}{SLOT}")  # noqa: S704 - names stand in layouts and code, not in content


def fill_slots(
    text: str, names: Mapping[str, str], parts: Mapping[str, bytes], own: Mapping[str, bytes]
) -> tuple[bytes, Slots]:
    """Return the page as bytes with each slot's part in its place, and where the parts are.

    names: the slot that the page means by a name ("menu" may be "menu:ket-qua" here). own: what this page
    alone puts in; of that only the places of OWN are returned. Raises KeyError for a slot without a part.
    """
    out: list[bytes] = []
    slots: list[str] = []
    bounds = array("I")
    at = 0
    for index, piece in enumerate(text.split(SLOT)):
        if index % 2:
            slot = names.get(piece, piece)
            data = parts[slot] if slot in parts else own[slot]
            if slot in parts or slot in OWN:
                slots.append(slot)
                bounds.extend((at, at + len(data)))
        else:
            data = piece.encode()
        out.append(data)
        at += len(data)
    return b"".join(out), Slots(tuple(slots), bounds.tobytes())


def splice(page: bytes, slots: Slots, parts: Mapping[str, bytes]) -> tuple[bytes, Slots]:
    """Return the page with these parts in place of those at `slots`; others stay."""
    before, bounds = array("I", slots.bounds), array("I")
    out: list[bytes] = []
    last = at = 0
    for slot, start, stop in zip(slots.names, before[::2], before[1::2], strict=True):
        data = parts[slot] if slot in parts else page[start:stop]
        out += (page[last:start], data)
        at += start - last
        bounds.extend((at, at + len(data)))
        at += len(data)
        last = stop
    out.append(page[last:])
    return b"".join(out), slots._replace(bounds=bounds.tobytes())
