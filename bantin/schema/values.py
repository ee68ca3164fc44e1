"""Values as an editor writes them, what a wrong one raises, and the nearest name to one that is unknown."""

from collections.abc import Iterable
from itertools import pairwise

from bantin.system.named_tuple import NamedTuple

# A scalar, a list of scalars or a flat mapping of scalars, all as text: meaning is given here, not by YAML.
Loose = str | tuple[str, ...] | dict[str, str]


# The keys and indexes on the way from the top of a file to a value: ("series", 0, "values", 2, "score").
Way = tuple[str | int, ...]


class Entry(NamedTuple):
    """A value as an editor wrote it, and the line where it stands."""

    value: Loose
    line: int


class FieldError(Exception):
    """A value that does not fit its field: a code of `messages` and what fills its sentence."""

    def __init__(self, code: str, **args: object) -> None:
        super().__init__(code)
        self.code = code
        self.args_ = args


# So many words are compared letter by letter; of more, those that share the most pairs of letters.
_COMPARED = 100


def nearest(word: str, choices: Iterable[str], *, cutoff: float = 0.6) -> str:
    """The known word most like this one, or ""; of 10,000 in about 30 ms."""
    import difflib

    candidates = list(choices)
    if len(candidates) > _COMPARED:
        from heapq import nlargest

        pairs = _pairs(word)
        likeness = {
            candidate: 2 * len(pairs & candidate_pairs) / (len(pairs) + len(candidate_pairs) or 1)
            for candidate, candidate_pairs in ((candidate, _pairs(candidate)) for candidate in candidates)
        }
        candidates = nlargest(_COMPARED, candidates, key=lambda candidate: (likeness[candidate], candidate))
    return next(iter(difflib.get_close_matches(word, candidates, n=1, cutoff=cutoff)), "")


def _pairs(word: str) -> set[str]:
    """The pairs of neighbouring letters in a word."""
    return set(map("".join, pairwise(word)))


# ---- converters for values written as text ----


# How YAML writes that there is no value.
_NOTHING = frozenset(("~", "null", "Null", "NULL"))


def one_value(value: Loose) -> str:
    if not isinstance(value, str):
        raise FieldError("not-text")
    stripped = value.strip()
    return "" if stripped in _NOTHING else stripped


def text(value: Loose) -> str:
    return " ".join(one_value(value).split())


def needed_text(value: Loose) -> str:
    stripped = text(value)
    if not stripped:
        raise FieldError("empty")
    return stripped


def texts(value: Loose) -> tuple[str, ...]:
    """A list; one scalar alone is a list of one."""
    if isinstance(value, dict):
        raise FieldError("not-a-list")
    items = (value,) if isinstance(value, str) else value
    folded = (" ".join(item.split()) for item in items)
    return tuple([item for item in folded if item and item not in _NOTHING])


def yes_or_no(value: Loose) -> bool:
    word = one_value(value).lower()
    if word in ("true", "yes", "có", "1"):
        return True
    if word in ("false", "no", "không", "0", ""):
        return False
    raise FieldError("not-yes-or-no", value=value)


def count(value: Loose) -> int:
    """A whole number from 0: `1871` and `1.871` are the same number."""
    written = one_value(value)
    if not written:
        raise FieldError("empty")
    head, *groups = written.split(".")
    grouped = not groups or (len(head) <= 3 and all(len(group) == 3 for group in groups))
    digits = head + "".join(groups)
    if not (grouped and digits.isascii() and digits.isdecimal() and len(digits) <= 12):
        raise FieldError("not-a-count", value=value)
    return int(digits)
