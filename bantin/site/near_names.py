"""The problem of a name that no page or file has, with the existing name that it probably means."""

from collections.abc import Iterable
from functools import cached_property

from bantin.errors import Problem, problem
from bantin.images.picture import SUFFIXES
from bantin.schema.values import MAX_GUESSES, name_stem, nearest
from bantin.site.links import ATTACHMENT_TYPES, LinkTargets, file_extension
from bantin.urls import LocatedTarget

_LINKED = (*SUFFIXES, *(f".{ending}" for ending in ATTACHMENT_TYPES))


class NearNames:
    """Existing names, in which wrong ones are looked up.

    Another letter case, another folder and another ending are found for every name; letter by letter only the
    first MAX_GUESSES are compared.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._compared = 0

    def in_other_case(self, name: str) -> str:
        """Return the existing name that differs in letter case alone, or ""."""
        return self._by_folded.get(name.casefold(), "")

    def of_same_stem(self, name: str) -> str:
        """Return the only existing name with the stem of this one, in any folder, or ""."""
        return self._by_stem.get(name_stem(name), "")

    def like(self, name: str, *, ignores_case: bool) -> str:
        """Return the most similar name, or ""."""
        self._compared += 1
        if self._compared > MAX_GUESSES:
            return ""
        guess = nearest(name, self._names, cutoff=0.7)
        if guess or not ignores_case:
            return guess
        return self._by_folded.get(nearest(name.casefold(), self._by_folded, cutoff=0.8), "")

    @cached_property
    def _by_folded(self) -> dict[str, str]:
        return {name.casefold(): name for name in reversed(self._names)}

    @cached_property
    def _by_stem(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for name in self._names:
            stem = name_stem(name)
            names[stem] = "" if stem in names or not stem else name
        return names


class ExistingNames:
    """The names of a site that a wrong one may mean, by the kind of target."""

    def __init__(self, targets: LinkTargets) -> None:
        self._targets = targets

    @cached_property
    def pictures(self) -> NearNames:
        return NearNames(name for name in self._targets.other_files if name.lower().endswith(SUFFIXES))

    @cached_property
    def files(self) -> NearNames:
        return NearNames(name for name in self._targets.other_files if name.lower().endswith(_LINKED))

    @cached_property
    def articles(self) -> NearNames:
        return NearNames(self._targets.sources)

    @cached_property
    def pages(self) -> NearNames:
        return NearNames(self._targets.addresses)


def missing_target(target: LocatedTarget, code: str, path: str, existing: NearNames) -> Problem:
    """Return the problem of a missing target, with the name it may mean. code: the kind of target."""
    where, line = target.where, target.line
    if by_case := existing.in_other_case(where):
        return problem(path, line, "name-case", name=where, guess=as_written(by_case))
    guess = existing.of_same_stem(where) or existing.like(where, ignores_case=code != "link")
    if not nearest(name_stem(where), (name_stem(guess),), cutoff=0.5):
        guess = ""  # folder and ending alone are alike
    if code == "link" and file_extension(guess) == "xml" != file_extension(where):
        guess = ""  # nobody means a feed
    code = f"{code}-missing-near" if guess else f"{code}-missing"
    return problem(path, line, code, name=where or "/", guess=guess and as_written(guess))


def as_written(name: str) -> str:
    """Return a file's name as Markdown can have it in any folder."""
    return f"/{name}".replace(" ", "%20")
