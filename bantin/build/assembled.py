"""An assembled site, ready to be compared with the previous one and rendered."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

from bantin.cache.blobs import StoredValue, digest_bytes
from bantin.errors import Problem
from bantin.pages import Page, SearchBundles, SiteContext, StaticFile
from bantin.system.named_tuple import NamedTuple

T = TypeVar("T")


class AssembledSite(NamedTuple):
    """A site with its pages, files and problems.

    pages, paths: every page and, in the same order, its output path. pictures: see `Pictures.prepared`.
    relations_key, related, subjects, site_index: see `State`.
    off_fast_path: number of articles off the Markdown fast path. unpublished: see site.order.unpublished.
    """

    site_context: SiteContext
    pages: list[Page]
    paths: list[str]
    files: list[StaticFile]
    pictures: dict[str, tuple[Any, ...]]
    relations_key: bytes
    related: StoredValue
    subjects: StoredValue
    site_index: StoredValue
    off_fast_path: int
    problems: tuple[Problem, ...]
    unpublished: tuple[int, int, int, int]

    @property
    def is_sound(self) -> bool:
        """Whether there are no problems but warnings."""
        return all(problem.is_warning for problem in self.problems)

    def wait(self) -> None:
        """Wait for related articles, which the helper process may still be computing."""
        len(self.site_context.related)

    def with_search(self, bundles: SearchBundles, files: list[StaticFile]) -> "AssembledSite":
        """Return the site with its search index, and with the script of the page of search results."""
        script = self.site_context.assets.search
        script_file = StaticFile(script.address, digest_bytes(script.data), script.data, "")
        return self._replace(
            site_context=self.site_context._replace(search=bundles),
            files=[*self.files, script_file, *files],
        )


class LazySequence(Sequence[T]):
    """A sequence whose first use waits for its computation. ask: returns the items."""

    def __init__(self, ask: Callable[[], Sequence[T]]) -> None:
        self._ask = ask
        self._items: Sequence[T] | None = None

    def items(self) -> Sequence[T]:
        """Return the items; wait for them if necessary."""
        if self._items is None:
            self._items = self._ask()
        return self._items

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self.items()[index]

    def __len__(self) -> int:
        return len(self.items())

    def __iter__(self) -> Iterator[T]:
        return iter(self.items())
