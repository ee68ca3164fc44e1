"""In which order files may appear one by one, so that each page that stands has all that it names. Pure."""

import re
from collections.abc import Iterable

# Read by machines that follow what they name: put there when all of that is there.
_LISTINGS = re.compile(r"(?:.*/)?(?:rss\.xml|atom\.xml|feed\.json|sitemap[^/]*\.xml|robots\.txt|llms\.txt)")
STAGES = ("asset", "page", "listing")


def stage_of(name: str) -> str:
    """Return "page", "listing" (feeds and sitemaps) or "asset"; a compressed copy is what its file is."""
    name = name.removesuffix(".br").removesuffix(".gz")
    if name.endswith(".html"):
        return "page"
    return "listing" if _LISTINGS.fullmatch(name) else "asset"


def by_stage(names: Iterable[str]) -> list[str]:
    """Sort files into the order in which they may appear; they may vanish in the reverse one."""
    return sorted(names, key=lambda name: (STAGES.index(stage_of(name)), name))
