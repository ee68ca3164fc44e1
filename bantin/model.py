"""The nouns of a bulletin. Frozen values without I/O; made once, trusted everywhere.

Those that exist once per article are NamedTuples: ten thousand of them are made in a few
milliseconds and travel between processes as they are.
"""

from typing import NamedTuple


class Place(NamedTuple):
    """A page that can be pointed at: a section, a crumb, a menu entry."""

    url: str
    title: str


class Link(NamedTuple):
    """All that sidebars and neighbours may show of an article."""

    url: str
    title: str
    machine_date: str  # for <time datetime>: "2026-08-05" or "2026-08-05T08:30+07:00"
    date: str  # for people, in the site's pattern


class Picture(NamedTuple):
    """A published picture. An empty `alt` means decoration."""

    url: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str


class Card(NamedTuple):
    """All that a list may show of an article. `views` is "" where none were given, else "1.871"."""

    url: str
    title: str
    machine_date: str
    date: str
    summary: str
    views: str
    picture: Picture | None
    section: Place


class Target(NamedTuple):
    """A place in prose that is filled in once addresses are known.

    kind: "link" or "picture". source: as the author wrote it. line: counted from 1, in the file.
    """

    kind: str
    source: str
    line: int


class Prose(NamedTuple):
    """An article's body as safe HTML.

    html: a NUL stands where a target's attributes go: `<a\\0>` becomes `<a href="…">`, `<img\\0 alt="…">`
    becomes `<img src="…" width="…" height="…" alt="…">`. targets: one a NUL, in order.
    lead: the first paragraph as plain text ("" where there is none).
    fast: whether the fast path wrote it.
    """

    html: str
    targets: tuple[Target, ...]
    lead: str
    fast: bool
