"""Slots: the parts that many pages share, and each page's own body, which are put into pages as bytes and can
be exchanged there.
"""

from array import array
from collections.abc import Mapping

from bantin.model import Slots

SLOT = "\0"  # stands before and after a slot's name in a page that waits for its parts
BODY = "body"  # the slot of what a page alone shows


def fill_slots(
    text: str, names: Mapping[str, str], parts: Mapping[str, bytes], own: Mapping[str, bytes]
) -> tuple[bytes, Slots]:
    """The page as bytes with each slot's part in its place, and where the parts stand.

    `names` tells which slot a page means by a name ("menu" may be "menu:ket-qua" here). `own` is what this
    page alone puts in; where it stands is told of BODY only. Raises KeyError for a slot without a part.
    """
    out: list[bytes] = []
    slots: list[str] = []
    bounds = array("I")
    at = 0
    for index, piece in enumerate(text.split(SLOT)):
        if index % 2:
            slot = names.get(piece, piece)
            data = parts[slot] if slot in parts else own[slot]
            if slot in parts or slot == BODY:
                slots.append(slot)
                bounds.extend((at, at + len(data)))
        else:
            data = piece.encode()
        out.append(data)
        at += len(data)
    return b"".join(out), Slots(tuple(slots), bounds.tobytes())


def splice(page: bytes, slots: Slots, parts: Mapping[str, bytes]) -> tuple[bytes, Slots]:
    """The page with these parts in place of those at `slots`; a slot without a new part keeps the old one."""
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
