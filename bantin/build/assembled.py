"""An assembled site, ready to be compared with the previous one and rendered."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

from bantin.build.context import Context
from bantin.build.report import UnpublishedCounts
from bantin.cache.blobs import StoredValue, digest_bytes
from bantin.errors import Problem
from bantin.pages import Page, SearchPart, SiteContext, StaticFile, newest_not_related
from bantin.parallel import MIN_PARALLEL_JOBS, Workers
from bantin.site.relations import relate
from bantin.system.named_tuple import NamedTuple

T = TypeVar("T")


class Relations(NamedTuple):
    """Related articles, which the helper process may still be computing.

    key, related, subjects: see `State.relations_key`, `State.related`, `State.subjects`.
    """

    key: bytes
    related: StoredValue
    subjects: StoredValue

    def lists(self) -> "LazySequence[tuple[int, ...]]":
        """Return for each article the indexes of its related ones."""
        related = self.related
        return LazySequence(lambda: related.value)


def submit_relate(context: Context, digests: bytes, subjects: list[tuple[Any, ...]]) -> Relations:
    """Start to relate articles, in the helper process if they are many.

    digests: the joined relations digests of all articles. subjects: see site.relations.subjects.
    """
    workers = context.workers if len(subjects) >= MIN_PARALLEL_JOBS else Workers()
    # Three more than a page lists: at most three of them are elsewhere on it, see pages.articles.
    count, is_last = context.config.lists.related + 3, context.options.resident is None
    newest = newest_not_related(context.config, len(subjects))
    future = workers.submit(relate, subjects, count, newest, is_last=is_last)
    return Relations(
        digest_bytes(digests),
        StoredValue.of(lambda: future.result()[0]),
        StoredValue.of(lambda: (digests, subjects, future.result()[1])),
    )


class AssembledSite(NamedTuple):
    """A site with its pages, files and problems.

    pages, paths: every page and, in the same order, its output path. pictures: see `Pictures.prepared`.
    site_index: see `State`.
    off_fast_path: number of articles off the Markdown fast path.
    """

    site_context: SiteContext
    pages: list[Page]
    paths: list[str]
    files: list[StaticFile]
    pictures: dict[str, tuple[Any, ...]]
    relations: Relations
    site_index: StoredValue
    off_fast_path: int
    problems: tuple[Problem, ...]
    unpublished: UnpublishedCounts

    @property
    def has_no_errors(self) -> bool:
        """Whether there are no problems but warnings."""
        return not any(problem.stops_build for problem in self.problems)

    def wait(self) -> None:
        """Wait for related articles, which the helper process may still be computing."""
        len(self.site_context.related)

    def with_search(self, parts: tuple[SearchPart, ...], files: list[StaticFile]) -> "AssembledSite":
        """Return the site with its search index, and with the script of the page of search results."""
        script = self.site_context.assets.search
        script_file = StaticFile(script.address, digest_bytes(script.data), script.data, "")
        return self._replace(
            site_context=self.site_context._replace(search_parts=parts),
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
