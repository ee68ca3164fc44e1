"""Abbreviations and their meanings, from the editors' list: CCHC = "cải cách hành chính"."""

import os
import tomllib

from bantin.errors import ContentError, problem
from bantin.search.words import words
from bantin.site.links import ABBREVIATIONS
from bantin.system.regular_files import open_regular


def load(content: str) -> dict[str, str]:
    """Read the list in the folder `content`; return an empty one if there is none. Raises ContentError."""
    try:
        with open_regular(os.path.join(content, *ABBREVIATIONS.split("/"))) as file:
            meanings = tomllib.loads(file.read().decode())
    except FileNotFoundError:
        return {}
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise _refused(str(fault)) from fault
    wrong = next((name for name, meaning in meanings.items() if not _is_entry(name, meaning)), None)
    if wrong is not None:
        raise _refused(f"`{wrong}` has no text of two words or more")
    return meanings


def _is_entry(name: str, meaning: object) -> bool:
    return bool(words(name)) and isinstance(meaning, str) and len(words(meaning)) > 1


def _refused(message: str) -> ContentError:
    return ContentError([problem(f"content/{ABBREVIATIONS}", 0, "abbreviations-unreadable", reason=message)])
