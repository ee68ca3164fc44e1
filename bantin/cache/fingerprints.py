"""Fingerprints of pages: digests of 16 bytes, joined, of all that a page is made from."""

from bantin.cache.blobs import SIZE

# What the first digests of every fingerprint are of; those of the page's kind follow (pages.input_names).
COMMON_INPUTS = ("settings and assets", "layout", "menu")

# Where the digest of the page's own file stands, in the fingerprint of a page that shows one.
_PAGE_DIGEST = slice(len(COMMON_INPUTS) * SIZE, (len(COMMON_INPUTS) + 1) * SIZE)


def page_digest_of(fingerprint: bytes) -> bytes:
    """Return the `Article.page_digest` in the fingerprint of an article's page."""
    return fingerprint[_PAGE_DIGEST]


def with_page_digest(fingerprint: bytes, page_digest: bytes) -> bytes:
    """Return the fingerprint of the same page when its file says something else."""
    return fingerprint[: _PAGE_DIGEST.start] + page_digest + fingerprint[_PAGE_DIGEST.stop :]
