"""Recipes: what a page is made from, as digests of 16 bytes, joined; those of all pages begin alike."""

from bantin.cache.blobs import SIZE

# What the first digests of every recipe are of; those of the page's kind follow (plan.part_names).
COMMON_PARTS = ("settings and assets", "layout", "menu")

# The place of what its own file says, in the recipe of a page that shows one.
_OWN = slice(len(COMMON_PARTS) * SIZE, (len(COMMON_PARTS) + 1) * SIZE)


def own_of(recipe: bytes) -> bytes:
    """What the page's own file says (`Article.page_digest`), if it shows one."""
    return recipe[_OWN]


def with_own(recipe: bytes, own: bytes) -> bytes:
    """The recipe of the same page when its file says something else."""
    return recipe[: _OWN.start] + own + recipe[_OWN.stop :]
