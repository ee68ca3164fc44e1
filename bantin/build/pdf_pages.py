"""Count the pages of PDF files, and cache the numbers in .cache/pdf-pages."""

import os
from collections.abc import Mapping

from bantin.build.context import Context
from bantin.cache import blobs
from bantin.system.stat_signature import StatSignature, trusted_signature
from bantin.system.timeouts import TimeLimitError, time_limit

_SECONDS = 5
# Raised by pypdf for damaged files, besides its own exceptions.
_PDF_EXCEPTIONS = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)


def count_pages(context: Context, signatures: Mapping[str, StatSignature]) -> dict[str, int]:
    """Return the number of pages of each of these files in content/, by path; 0 if a file cannot be read."""
    path = os.path.join(context.config.cache, "pdf-pages")
    cached: dict[str, tuple[StatSignature | None, int]] = (blobs.load(path) or {}) if signatures else {}
    counted = {}
    for source, current in signatures.items():
        before = cached.get(source)
        if before and before[0] is not None and tuple(before[0]) == tuple(current):
            counted[source] = before
        else:
            signature = trusted_signature(current, context.snapshot.taken_at)
            pages = _pages(os.path.join(context.config.content, source))
            counted[source] = (signature, pages)
    if counted != cached:
        os.makedirs(context.config.cache, exist_ok=True)
        blobs.save(
            path,
            {
                source: (signature and tuple(signature), pages)
                for source, (signature, pages) in counted.items()
            },
        )
    return {source: pages for source, (_, pages) in counted.items()}


def _pages(path: str) -> int:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # damaged files are no fault of the build
    try:
        with time_limit(_SECONDS), open(path, "rb") as file:
            return PdfReader(file).get_num_pages()
    except (PyPdfError, TimeLimitError, *_PDF_EXCEPTIONS):
        return 0
