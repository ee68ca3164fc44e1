"""The abbreviations that a site explains to its readers: content/data/viet-tat.toml."""

import os
import tomllib
import unicodedata

from bantin.system.regular_files import open_regular


def read_abbreviations(content: str) -> tuple[tuple[str, str], ...]:
    """Return each abbreviation with its meaning; none if the list is missing or invalid.

    The search index reads the list, too, and reports its problems.
    """
    try:
        with open_regular(os.path.join(content, "data", "viet-tat.toml")) as file:
            listed = tomllib.loads(unicodedata.normalize("NFC", file.read().decode()))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ()
    return tuple((name, meaning) for name, meaning in listed.items() if name and isinstance(meaning, str))
