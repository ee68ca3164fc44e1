"""Values as editors write them, their converters, FieldError for invalid ones, and the nearest known name."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TypeVar

from bantin.errors import CodedError
from bantin.system.named_tuple import NamedTuple

# A scalar, a list of scalars or a flat mapping of scalars, all as text: converters give types, not YAML.
Loose = str | tuple[str, ...] | dict[str, str]


# The keys and indexes from the top of a file to a value: ("series", 0, "values", 2, "score").
KeyPath = tuple[str | int, ...]


class Entry(NamedTuple):
    """A value as an editor wrote it, and its line, counted from 1."""

    value: Loose
    line: int


class FieldError(CodedError):
    """A value is not valid for its field."""


class FieldPartsError(Exception):
    """Parts of a value are not valid for its field. faults: where each is within the value, and its error."""

    def __init__(self, faults: Iterable[tuple[KeyPath, FieldError]]) -> None:
        super().__init__()
        self.faults = tuple(faults)


_Item = TypeVar("_Item")
_Value = TypeVar("_Value")


def each(items: Iterable[_Item], convert: Callable[[_Item], _Value]) -> tuple[_Value, ...]:
    """Return the converted entries of a list. Raise FieldPartsError for all that are invalid."""
    values: list[_Value] = []
    faults: list[tuple[KeyPath, FieldError]] = []
    for index, item in enumerate(items):
        try:
            values.append(convert(item))
        except FieldError as fault:
            faults.append(((index,), fault))
    if faults:
        raise FieldPartsError(faults)
    return tuple(values)


_MAX_LISTED = 20


def not_among(value: object, names: Iterable[str]) -> FieldError:
    """Return the error of a value that is none of `names`: with all of a few, with the nearest of many."""
    names = tuple(names)
    guess = nearest(value, names) if isinstance(value, str) and len(names) > _MAX_LISTED else ""
    if guess:
        return FieldError("not-among-near", value=value, guess=guess)
    return FieldError("not-among", value=value, known=names)


# The nearest choice is searched for at most this many wrong names of a site: it takes 30 ms for 10,000
# choices.
MAX_GUESSES = 10

# At most this many words are compared letter by letter: those that share the most pairs of letters.
_MAX_COMPARED = 100


def nearest(word: str, choices: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return the choice that is most similar to `word`, or "".

    cutoff: the least similarity, from 0 to 1, as in difflib.get_close_matches.
    """
    import difflib

    candidates = list(choices)
    if len(candidates) > _MAX_COMPARED:
        from heapq import nlargest

        pairs = _pairs(word)
        likeness = {
            candidate: 2 * len(pairs & candidate_pairs) / (len(pairs) + len(candidate_pairs) or 1)
            for candidate, candidate_pairs in ((candidate, _pairs(candidate)) for candidate in candidates)
        }
        candidates = nlargest(
            _MAX_COMPARED, candidates, key=lambda candidate: (likeness[candidate], candidate)
        )
    return next(iter(difflib.get_close_matches(word, candidates, n=1, cutoff=cutoff)), "")


def _pairs(word: str) -> set[str]:
    """Return the pairs of neighbouring letters in a word."""
    return set(map("".join, pairwise(word)))


def name_stem(path: str) -> str:
    """Return the last part of a path or an address without its ending, as a slug."""
    from bantin.text.vietnamese import slug

    return slug(path.rstrip("/").rpartition("/")[2].partition(".")[0])


def of_same_name(path: str, choices: Iterable[str]) -> str:
    """Return the only choice whose last part has the stem of `path`, in any folder, or ""."""
    stem = name_stem(path)
    alike = [choice for choice in choices if name_stem(choice) == stem] if stem else []
    return alike[0] if len(alike) == 1 else ""


# ---- converters for values written as text ----


# The spellings of "no value" in YAML.
_NULLS = frozenset(("~", "null", "Null", "NULL"))


def scalar(value: Loose) -> str:
    if not isinstance(value, str):
        raise FieldError("not-text")
    stripped = value.strip()
    return "" if stripped in _NULLS else stripped


def text(value: Loose) -> str:
    """Return the words of a text with one space between any two."""
    written = scalar(value)
    is_folded = written.isprintable() and "  " not in written  # no other white space is printable
    return written if is_folded else " ".join(written.split())


def required_text(value: Loose) -> str:
    stripped = text(value)
    if not stripped:
        raise FieldError("empty")
    return stripped


def text_list(value: Loose) -> tuple[str, ...]:
    """Return a list of texts; a single scalar counts as a list of one. Raise FieldError for a mapping."""
    if isinstance(value, dict):
        raise FieldError("not-a-list")
    items = (value,) if isinstance(value, str) else value
    folded = (" ".join(item.split()) for item in items)
    return tuple([item for item in folded if item and item not in _NULLS])


def boolean(value: Loose) -> bool:
    word = scalar(value).lower()
    if word in ("true", "yes", "có", "1"):
        return True
    if word in ("false", "no", "không", "0", ""):
        return False
    raise FieldError("not-yes-or-no", value=value)


def count(value: Loose) -> int:
    """Return a whole number, at least 0. `1871` and `1.871` are the same number. Raise FieldError."""
    written = scalar(value)
    if not written:
        raise FieldError("empty")
    head, *groups = written.split(".")
    grouped = not groups or (len(head) <= 3 and all(len(group) == 3 for group in groups))
    digits = head + "".join(groups)
    if not (grouped and digits.isascii() and digits.isdecimal() and len(digits) <= 12):
        raise FieldError("not-a-count", value=value)
    return int(digits)
