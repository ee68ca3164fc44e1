"""Slots: the positions of regions that many pages share, and of each page's own body and number of views.

Regions are put into pages as bytes, and can be replaced there without rendering the page.
"""

from array import array
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from bantin.model import Slots

if TYPE_CHECKING:
    from markupsafe import Markup

SLOT = "\0"  # before and after a slot's name in the text of a page whose slots are not filled yet
_SLOT = SLOT.encode()
# The slots that are not shared. The body's name is a tag: filters that escape text or remove tags change it,
# and `fill_slots` then finds no such slot.
BODY, VIEWS = "<body>", "views"
PAGE_SLOTS = (BODY, VIEWS)


class BodySlot:
    """`article.body` in layouts: the slot of the body. It can be printed; any other use raises TypeError.

    Filters and tests such as `length` or `in` would examine the marker of the slot instead of the body.
    """

    def __html__(self) -> str:
        return f"{SLOT}{BODY}{SLOT}"

    def __str__(self) -> str:
        raise TypeError("a body can only be printed, without filters and tests")


@cache
def slot_marker(name: str) -> "Markup":
    """Return the text that marks a slot, which `fill_slots` replaces."""
    from markupsafe import Markup

    return Markup(f"{SLOT}{name}{SLOT}")  # noqa: S704 - names come from layouts and code, not from content


@cache
def shared_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first equal tuple: thousands of pages have the same slots (5 MiB of 10,000 articles)."""
    return names


def fill_slots(
    text: str, names: Mapping[str, str], parts: Mapping[str, bytes], own: Mapping[str, bytes]
) -> tuple[bytes, Slots]:
    """Return the page as bytes with all slots filled, and their positions. Raise KeyError without a part.

    names: the shared slot for a name in the layout ("menu" may be "menu:ket-qua"). parts: bytes of shared
    regions. own: bytes of this page alone; of these only the positions of PAGE_SLOTS are returned.
    """
    page, bounds = text.encode(), array("I")
    out: list[bytes] = []
    slots: list[str] = []
    last = at = 0
    while (start := page.find(_SLOT, last)) >= 0:  # faster than `split`, which compares byte after byte
        stop = page.find(_SLOT, start + 1)
        if stop < 0:  # a filter has cut off the end of a marker
            raise KeyError(page[start + 1 :].decode())
        name = page[start + 1 : stop].decode()
        slot = names.get(name, name)
        data = parts[slot] if slot in parts else own[slot]
        out += (page[last:start], data)
        at += start - last
        if slot in parts or slot in PAGE_SLOTS:
            slots.append(slot)
            bounds.extend((at, at + len(data)))
        at += len(data)
        last = stop + 1
    out.append(page[last:])
    return b"".join(out), Slots(shared_names(tuple(slots)), bounds.tobytes())


def splice(page: bytes, slots: Slots, parts: Mapping[str, bytes]) -> tuple[bytes, Slots]:
    """Return the page with the slots named in `parts` replaced, and the new positions of all its slots."""
    before, bounds = array("I", slots.bounds), array("I", slots.bounds)
    out: list[bytes] = []
    last = moved = 0  # the end of the last slot replaced; by how much it has moved
    for number, slot in enumerate(slots.names):
        if moved:
            bounds[2 * number] += moved
        if slot in parts:
            start, stop = before[2 * number], before[2 * number + 1]
            out += (page[last:start], parts[slot])
            last = stop
            moved += len(parts[slot]) - (stop - start)
        if moved:
            bounds[2 * number + 1] += moved
    out.append(page[last:])
    return b"".join(out), Slots(slots.names, bounds.tobytes())
