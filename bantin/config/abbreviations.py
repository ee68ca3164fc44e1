"""The site's list of abbreviations and their meanings, content/data/viet-tat.toml."""

import os
import tomllib
import unicodedata

from bantin.system.regular_files import open_regular

PATH = "data/viet-tat.toml"


def read_list(content: str) -> str:
    """Return the list as text in NFC. Raises UnicodeDecodeError, and FileNotFoundError without a list."""
    with open_regular(os.path.join(content, *PATH.split("/"))) as file:
        return unicodedata.normalize("NFC", file.read().decode("utf-8-sig"))


def read_abbreviations(content: str) -> tuple[tuple[str, str], ...]:
    """Return each abbreviation with its meaning, for readers; none if the list is missing or invalid.

    `search.abbreviations` reports what is wrong with it.
    """
    try:
        listed = tomllib.loads(read_list(content))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ()
    return tuple((name, meaning) for name, meaning in listed.items() if name and isinstance(meaning, str))
