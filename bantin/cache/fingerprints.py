"""Fingerprints of pages. A fingerprint is the joined 16-byte digests of all inputs of a page."""

from bantin.cache.blobs import SIZE

# The inputs whose digests begin every fingerprint; those of the page kind follow (pages.input_names).
COMMON_INPUTS = ("settings and assets", "layout", "menu, side column")

# The positions of `Article.page_digest` and of the digest of views in the fingerprint of an article's page.
_PAGE_DIGEST_SLICE = slice(len(COMMON_INPUTS) * SIZE, (len(COMMON_INPUTS) + 1) * SIZE)
_VIEWS_SLICE = slice(_PAGE_DIGEST_SLICE.stop, _PAGE_DIGEST_SLICE.stop + SIZE)


def page_digest_of(fingerprint: bytes) -> bytes:
    """Return the `Article.page_digest` contained in the fingerprint of an article's page."""
    return fingerprint[_PAGE_DIGEST_SLICE]


def with_page_digest(fingerprint: bytes, page_digest: bytes) -> bytes:
    """Return the fingerprint of an article's page with another `Article.page_digest`."""
    return fingerprint[: _PAGE_DIGEST_SLICE.start] + page_digest + fingerprint[_PAGE_DIGEST_SLICE.stop :]


def differ_in_views(before: bytes, now: bytes) -> bool:
    """Tell whether two fingerprints of an article's page differ only in its number of views."""
    start, stop = _VIEWS_SLICE.start, _VIEWS_SLICE.stop
    return before != now and before[:start] == now[:start] and before[stop:] == now[stop:]
