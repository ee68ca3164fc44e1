"""What serve knows of the site at this moment, and what pages have to be told of it."""

import asyncio
import os
from collections.abc import Callable

from bantin.serve.protocol import Bad, Message, Published

# Where serve's own files stand; no article's address has an underscore.
OWN = "/__bantin__/"
PROBLEMS = OWN + "problems"
RELOAD = "*"

_MOST_REFUSED = 5


class SiteStatus:
    """base: the path the site is served under. bad: the last build's problems, if it failed.

    edition: a name for what pages are made of now; a page that carries another is out of date.
    ready: set once there is anything to show, a site or problems.
    """

    def __init__(self, refused: Callable[[str], object] = lambda _: None) -> None:
        self._tell_refused = refused
        self._refused: set[str] = set()
        self.base = "/"
        self.bad: Bad | None = None
        self.has_site = False
        self.ready = asyncio.Event()
        self._was_published = False
        self._run = os.urandom(4).hex()
        self._number = 0

    @property
    def edition(self) -> str:
        return f"{self._run}.{self._number}"

    def take(self, message: Message) -> str:
        """Note what a build came to. Gives what open pages are told: RELOAD, PROBLEMS or nothing."""
        if isinstance(message, Bad):
            self.bad, self._was_published = message, False
            self.ready.set()
            return PROBLEMS if self.has_site else self._turn()
        is_news = (
            isinstance(message, Published)
            or self.bad is not None
            or not self.has_site
            or self.base != message.base
            or (message.has_changed and not self._was_published)
        )
        self._was_published = isinstance(message, Published)
        self.base, self.bad, self.has_site = message.base, None, True
        self.ready.set()
        return self._turn() if is_news else ""

    def missed(self, edition: str) -> str:
        """What a page of that edition must be told when it connects."""
        if edition != self.edition:
            return RELOAD
        return PROBLEMS if self.bad and self.has_site else ""

    def refuse(self, authority: str) -> None:
        """Note that a request for this Host was refused. Each is told once, and no more than a few."""
        if authority not in self._refused and len(self._refused) < _MOST_REFUSED:
            self._refused.add(authority)
            self._tell_refused(authority)

    def _turn(self) -> str:
        self._number += 1
        return RELOAD
