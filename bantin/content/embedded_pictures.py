"""Pictures that a text holds as long rows of letters (`data:`), as documents with pictures are exported."""

import re

from bantin.markdown.targets import EMBEDDED

MAX_BYTES = 30_000_000  # of a file with such pictures
_LETTERS = re.compile(rb"(data:image/[\w.+-]{1,40};base64,[A-Za-z0-9+/]{16})[A-Za-z0-9+/=]{200,}")


def are_in(data: bytes) -> bool:
    """Tell whether a text holds pictures."""
    return EMBEDDED.encode() in data


def shortened(data: bytes) -> bytes:
    """Return the text with the first letters of each picture: no page shows one, and each is a problem."""
    return _LETTERS.sub(rb"\1", data)
