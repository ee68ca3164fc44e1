"""Problems with path, line, sentence and way out; an error that carries many of them.

The sentences are in `bantin/i18n/messages/`, their translations in catalogues. A problem is translated when
it is printed, not when it is created.
"""

from collections.abc import Iterable

from bantin.i18n import pgettext
from bantin.system.named_tuple import NamedTuple


class Problem(NamedTuple):
    """One mistake that an editor can correct.

    path: relative to the site folder, as an editor would type it ("content/tin-tuc/a.md").
    line: counted from 1; 0 for the whole file.
    code: a key of `messages.MESSAGES`. args: (name, text) pairs that fill its sentences.
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
    def stops_build(self) -> bool:
        return not (self.is_warning or self.is_advice)

    @property
    def sentence(self) -> str:
        return self._translated(0)

    @property
    def way_out(self) -> str:
        return self._translated(1)

    def _translated(self, index: int) -> str:
        from bantin.i18n.messages import MESSAGES

        return pgettext(self.code, MESSAGES[self.code][index], **dict(self.args))

    def __str__(self) -> str:
        location = f"{self.path}:{self.line}" if self.line else self.path
        return f"{location}: {self.sentence}; {self.way_out}"


def problem(path: str, line: int, code: str, **args: object) -> Problem:
    printed = tuple((name, printable(value)) for name, value in args.items())
    return Problem(_printable(path), line, code, printed)


def not_utf8(path: str, fault: UnicodeDecodeError) -> Problem:
    """Return the problem of a file that could not be decoded, at its first wrong byte."""
    line = fault.object.count(b"\n", 0, fault.start) + 1
    return problem(path, line, "not-utf8", byte=fault.start + 1)


def printable(value: object) -> str:
    """Return a value as text that is safe to print on one line of a terminal, cut to 200 characters.

    The items of a tuple are joined by commas.
    """
    if isinstance(value, tuple):
        return ", ".join(map(printable, value))
    text = _printable(str(value))
    return text if len(text) <= 200 else text[:199] + "…"


def megabytes(size: int) -> str:
    """Return a limit in bytes as people say it: "30 MB", or "100 kB" below a million."""
    return f"{size // 1_000_000} MB" if size >= 1_000_000 else f"{size // 1000} kB"


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


class ContentError(Exception):
    """All problems of a site, found in one run. `output/` was not changed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["ContentError"], tuple[tuple[Problem, ...]]]:
        """Pickle the problems, so that an error raised in a worker process keeps them."""
        return ContentError, (self.problems,)


class CodedError(Exception):
    """A value or a file that is refused. code: a key of `messages.MESSAGES`. values: for its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class UsageError(Exception):
    """The command cannot be carried out as asked: a folder is missing, a lock is held."""
