"""How many pages PDF files have, counted once for each file."""

import os
from collections.abc import Mapping

from bantin.build.context import Context
from bantin.cache import blobs
from bantin.system.stat_signature import StatSignature, trusted_signature
from bantin.system.timeouts import TimeLimitError, time_limit

_SECONDS = 5
# What pypdf stumbles over in damaged files, besides its own errors.
_STUMBLES = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)


def count_pages(context: Context, rows: Mapping[str, StatSignature]) -> dict[str, int]:
    """Return the number of pages of each of these files in content/; 0 for one that cannot be read."""
    path = os.path.join(context.config.cache, "pdf-pages")
    known: dict[str, tuple[StatSignature | None, int]] = (blobs.load(path) or {}) if rows else {}
    counted = {}
    for source, row in rows.items():
        before = known.get(source)
        if before and before[0] is not None and tuple(before[0]) == tuple(row):
            counted[source] = before
        else:
            signature = trusted_signature(row, context.snapshot.taken_at)
            pages = _pages(os.path.join(context.config.content, source))
            counted[source] = (signature, pages)
    if counted != known:
        os.makedirs(context.config.cache, exist_ok=True)
        blobs.save(path, {source: (row and tuple(row), pages) for source, (row, pages) in counted.items()})
    return {source: pages for source, (_, pages) in counted.items()}


def _pages(path: str) -> int:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is its own affair
    try:
        with time_limit(_SECONDS), open(path, "rb") as file:
            return PdfReader(file).get_num_pages()
    except (PyPdfError, TimeLimitError, *_STUMBLES):
        return 0
