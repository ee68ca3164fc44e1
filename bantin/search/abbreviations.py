"""Abbreviations and their meanings, from the editors' list: CCHC = "cải cách hành chính"."""

import os
import tomllib

from bantin.errors import ContentError, problem
from bantin.search.words import keys, words
from bantin.site.links import ABBREVIATIONS
from bantin.system.regular_files import open_regular

# An abbreviation as words have it, and the forms of the words it stands for.
Abbreviations = dict[str, tuple[str, ...]]


def load(content: str) -> Abbreviations:
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
    return {
        words(name)[0]: tuple(keys(word)[1] for word in words(meaning)) for name, meaning in meanings.items()
    }


def _is_entry(name: str, meaning: object) -> bool:
    return len(words(name)) == 1 and isinstance(meaning, str) and len(words(meaning)) > 1


def _refused(message: str) -> ContentError:
    return ContentError([problem(f"content/{ABBREVIATIONS}", 0, "abbreviations-unreadable", reason=message)])


def added(text: list[str], abbreviations: Abbreviations) -> list[list[str]]:
    """Return the words to add for `text`: meanings of its abbreviations, and abbreviations of its phrases."""
    if not abbreviations:
        return []
    forms = [keys(word)[1] for word in text]
    there, run = set(forms), f" {' '.join(forms)} "
    meanings = [list(meaning) for short, meaning in abbreviations.items() if short in there]
    return meanings + [[short] for short, meaning in abbreviations.items() if f" {' '.join(meaning)} " in run]
