"""The search index of a site: built with the site, reused from the last build, or left out."""

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from bantin.config import Config
from bantin.system.stat_signature import StatSignature

if TYPE_CHECKING:  # a build without search does without them
    from bantin.pages import SearchPart, SiteContext, StaticFile
    from bantin.parallel import Workers

Mode = Literal["build", "last", "off"]

# Converts a site to the parts of its index, which pages show, and the files of the index.
IndexProvider = Callable[["SiteContext", "Workers"], tuple[tuple["SearchPart", ...], list["StaticFile"]]]


def index_provider(
    config: Config, mode: Mode, *, drafts: bool, engine: bytes, clean: bool
) -> IndexProvider | None:
    """Return the function that builds or loads the index; None without search.

    engine: the digest of the program. clean: ignore the cache.
    """
    if mode == "off" or not config.search:
        return None
    from bantin.search import index

    if mode == "build":
        store = index.IndexStore(_folder(config), drafts, engine)
        return partial(index.build, store=store, trust=not clean)
    last = None if clean else index.last_index(_folder(config), drafts=drafts)
    return (lambda _context, _workers: last) if last else None


def follows_bodies(config: Config, mode: Mode) -> bool:
    """Tell whether a build makes its index from the bodies of articles."""
    return mode == "build" and config.search


def signatures(config: Config, mode: Mode) -> dict[str, StatSignature]:
    """Return a signature to add to those of the sources.

    It changes if search is switched on or off, or if there is a newer index.
    """
    if mode == "off" or not config.search:
        return {}
    if mode == "build":
        return {"(search)": (1, 0, 0, 0)}
    from bantin.search import index

    return {"(search)": index.index_signature(_folder(config))}


def _folder(config: Config) -> str:
    return os.path.join(config.cache, "search")
