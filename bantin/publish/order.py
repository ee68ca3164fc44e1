"""The order in which single files are published, so that every page has all files it refers to. Pure."""

import re
from collections.abc import Iterable

# Programs follow the URLs in these files, so they are published after the files they name.
_LISTINGS = r"(?:.*/)?(?:rss\.xml|atom\.xml|feed\.json|sitemap[^/]*\.xml|robots\.txt|llms\.txt)"
STAGES = ("asset", "page", "listing")


def stage_of(name: str) -> str:
    """Return "page", "listing" (feeds and sitemaps) or "asset".

    A compressed copy has the stage of its file.
    """
    name = name.removesuffix(".br").removesuffix(".gz")
    if name.endswith(".html"):
        return "page"
    return "listing" if re.fullmatch(_LISTINGS, name) else "asset"


def by_stage(names: Iterable[str]) -> list[str]:
    """Sort files into the order of publishing; delete them in the reverse order."""
    return sorted(names, key=lambda name: (STAGES.index(stage_of(name)), name))
