"""Slots: parts that many pages share, which are put into pages as bytes and can be exchanged there."""

from array import array
from collections.abc import Mapping
from functools import cache

from markupsafe import Markup

from bantin.model import Slots

SLOT = "\0"


@cache
def slot_marker(name: str) -> Markup:
    """Stands in a page for a part that is put in afterwards, as bytes."""
    return Markup(f"{SLOT}{name}{SLOT}")  # noqa: S704 - names stand in layouts and code, not in content


def fill_slots(
    text: str, names: Mapping[str, str], parts: Mapping[str, bytes], own: Mapping[str, bytes] | None = None
) -> tuple[bytes, Slots]:
    """The page as bytes with each slot's part in its place, and where the parts stand.

    `names` tells which slot a page means by a name ("menu" may be "menu:ket-qua" here). `own` are parts
    of this page alone, whose places nobody need know.
    """
    out: list[bytes] = []
    slots: list[str] = []
    bounds = array("I")
    at = 0
    for index, piece in enumerate(text.split(SLOT)):
        if index % 2 and own and piece in own:
            data = own[piece]
        elif index % 2:
            slot = names.get(piece, piece)
            data = parts[slot]
            slots.append(slot)
            bounds.extend((at, at + len(data)))
        else:
            data = piece.encode()
        out.append(data)
        at += len(data)
    return b"".join(out), Slots(tuple(slots), bounds.tobytes())


def splice(page: bytes, slots: Slots, parts: Mapping[str, bytes]) -> tuple[bytes, Slots]:
    """The page with the present parts in place of those at `slots`."""
    before, bounds = array("I", slots.bounds), array("I")
    out: list[bytes] = []
    last = at = 0
    for slot, start, stop in zip(slots.names, before[::2], before[1::2], strict=True):
        data = parts[slot]
        out += (page[last:start], data)
        at += start - last
        bounds.extend((at, at + len(data)))
        at += len(data)
        last = stop
    out.append(page[last:])
    return b"".join(out), slots._replace(bounds=bounds.tobytes())
