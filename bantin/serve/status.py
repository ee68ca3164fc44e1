"""The state of the served site, and the messages for open pages that follow from it."""

import asyncio
import os
from collections.abc import Callable

from bantin.serve.protocol import BuildFailed, Message, SitePublished

# The path of the server's own files; no article's address has an underscore.
OWN_PATH = "/__bantin__/"
PROBLEMS = OWN_PATH + "problems"
RELOAD = "*"

_MAX_REFUSED = 5


class SiteStatus:
    """The state of the site that `serve` shows, and of its last build.

    base: the path under which the site is served. failure: the last build, if it failed. build_id: an
    identifier of the present site; a page with another one is outdated. ready: set once there is a site or a
    failed build to show.
    """

    def __init__(self, refused: Callable[[str], object] = lambda _: None) -> None:
        self._report_refused = refused
        self._refused: set[str] = set()
        self.base = "/"
        self.failure: BuildFailed | None = None
        self.has_site = False
        self.ready = asyncio.Event()
        self._was_published = False
        self._run = os.urandom(4).hex()
        self._number = 0

    @property
    def build_id(self) -> str:
        return f"{self._run}.{self._number}"

    def update(self, message: Message) -> str:
        """Take over the message of a build. Return the message for open pages: RELOAD, PROBLEMS or ""."""
        if isinstance(message, BuildFailed):
            self.failure, self._was_published = message, False
            self.ready.set()
            return PROBLEMS if self.has_site else self._next_build()
        is_news = (
            isinstance(message, SitePublished)
            or self.failure is not None
            or not self.has_site
            or self.base != message.base
            or (message.has_changed and not self._was_published)
        )
        self._was_published = isinstance(message, SitePublished)
        self.base, self.failure, self.has_site = message.base, None, True
        self.ready.set()
        return self._next_build() if is_news else ""

    def missed_message(self, build_id: str) -> str:
        """Return the message for a connecting page of this build: RELOAD, PROBLEMS or ""."""
        if build_id != self.build_id:
            return RELOAD
        return PROBLEMS if self.failure and self.has_site else ""

    def note_refused(self, authority: str) -> None:
        """Report that a request for this Host was refused: each host once, and at most _MAX_REFUSED."""
        if authority not in self._refused and len(self._refused) < _MAX_REFUSED:
            self._refused.add(authority)
            self._report_refused(authority)

    def _next_build(self) -> str:
        self._number += 1
        return RELOAD
