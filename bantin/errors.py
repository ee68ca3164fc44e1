"""A problem has a place, a sentence and a way out; many problems make one error.

The sentences themselves stand in `bantin/i18n/messages.py`, their translations in catalogues; which language
is spoken is decided where a problem is shown, not where it is noticed.
"""

from collections.abc import Iterable

from bantin.i18n import pgettext
from bantin.i18n.messages import MESSAGES
from bantin.system.named_tuple import NamedTuple


class Problem(NamedTuple):
    """One thing an editor can mend.

    path: as an editor would type it, relative to the site folder ("content/tin-tuc/a.md").
    line: counted from 1; 0 when the whole file is meant.
    code: a key of `messages.MESSAGES`; args: (name, text) pairs that fill its sentences.
    """

    path: str
    line: int
    code: str
    args: tuple[tuple[str, str], ...] = ()

    @property
    def is_warning(self) -> bool:
        return self.code.startswith("warn-")

    @property
    def is_advice(self) -> bool:
        return self.code.startswith("advice-")

    @property
    def sentence(self) -> str:
        return pgettext(self.code, MESSAGES[self.code][0], **dict(self.args))

    @property
    def way_out(self) -> str:
        return pgettext(self.code, MESSAGES[self.code][1], **dict(self.args))

    def __str__(self) -> str:
        location = f"{self.path}:{self.line}" if self.line else self.path
        return f"{location}: {self.sentence}; {self.way_out}"


def problem(path: str, line: int, code: str, **args: object) -> Problem:
    path = path if path.isprintable() else _printable(path)
    return Problem(path, line, code, tuple((name, shown(value)) for name, value in args.items()))


def shown(value: object) -> str:
    """Author's text made safe to print on one line of a terminal, and short; of a tuple every text."""
    if isinstance(value, tuple):
        return ", ".join(map(shown, value))
    text = _printable(str(value))
    return text if len(text) <= 200 else text[:199] + "…"


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


class ContentError(Exception):
    """Everything that is wrong with a site, found in one run. `output/` was not touched."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["ContentError"], tuple[tuple[Problem, ...]]]:
        """So that one raised in a worker process arrives whole."""
        return ContentError, (self.problems,)


class UsageError(Exception):
    """The command cannot be carried out as asked: a folder that is not there, a lock that is held."""
