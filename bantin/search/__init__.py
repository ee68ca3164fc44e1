"""The search index of a site: made with the site, or offered as the last build left it, or left out."""

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from bantin.config import Config

if TYPE_CHECKING:  # a build without search does without them
    from bantin.pages import SearchBundles, SiteContext, StaticFile
    from bantin.parallel import Workers

Mode = Literal["build", "last", "off"]

# From a bulletin to what its pages must know of the index, and the index's files.
Finder = Callable[["SiteContext", "Workers"], tuple["SearchBundles", list["StaticFile"]]]


def finder(config: Config, mode: Mode, *, drafts: bool, engine: bytes, clean: bool) -> Finder | None:
    """How this build comes by an index; None where it has none. With `clean`, nothing remembered is used."""
    if mode == "off" or not config.search:
        return None
    from bantin.search import index

    if mode == "build":
        shelter = index.IndexStore(_folder(config), drafts, engine)
        return partial(index.build, shelter=shelter, trust=not clean)
    last = None if clean else index.last_index(_folder(config), drafts=drafts)
    return (lambda _bulletin, _workers: last) if last else None


def follows_bodies(config: Config, mode: Mode) -> bool:
    """Whether a build makes its index of what articles say."""
    return mode == "build" and config.search


def signatures(config: Config, mode: Mode) -> dict[str, tuple[int, int, int, int]]:
    """A row for those of the sources: it tells that search is on, or that there is a newer index."""
    if mode == "off" or not config.search:
        return {}
    if mode == "build":
        return {"(search)": (1, 0, 0, 0)}
    from bantin.search import index

    return {"(search)": index.index_signature(_folder(config))}


def _folder(config: Config) -> str:
    return os.path.join(config.cache, "search")
