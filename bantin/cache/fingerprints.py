"""Fingerprints of pages: digests of 16 bytes, joined, of all that a page is made from."""

from bantin.cache.blobs import SIZE

# What the first digests of every fingerprint are of; those of the page's kind follow (pages.input_names).
COMMON_INPUTS = ("settings and assets", "layout", "menu")

# Where the digest of the page's own file stands, in the fingerprint of a page that shows one, and behind it
# that of its number of views, in the fingerprint of an article's page.
_PAGE_DIGEST = slice(len(COMMON_INPUTS) * SIZE, (len(COMMON_INPUTS) + 1) * SIZE)
_VIEWS = slice(_PAGE_DIGEST.stop, _PAGE_DIGEST.stop + SIZE)


def page_digest_of(fingerprint: bytes) -> bytes:
    """Return the `Article.page_digest` in the fingerprint of an article's page."""
    return fingerprint[_PAGE_DIGEST]


def with_page_digest(fingerprint: bytes, page_digest: bytes) -> bytes:
    """Return the fingerprint of the same page when its file says something else."""
    return fingerprint[: _PAGE_DIGEST.start] + page_digest + fingerprint[_PAGE_DIGEST.stop :]


def differ_in_views(before: bytes, now: bytes) -> bool:
    """Tell whether two fingerprints of an article's page differ in its number of views alone."""
    same = before[: _VIEWS.start] == now[: _VIEWS.start] and before[_VIEWS.stop :] == now[_VIEWS.stop :]
    return same and before != now
