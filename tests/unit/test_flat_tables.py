"""Flat tables contain the rows they were made of."""

import marshal

from hypothesis import given
from hypothesis import strategies as st

from bantin.cache.tables import (
    PageEntry,
    find_page,
    flatten_pages,
    flatten_signatures,
    replace_pages,
    unflatten_pages,
    unflatten_signatures,
)
from bantin.model import Slots

PATHS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)
ROWS = st.tuples(*[st.integers(1, 2**64 - 1)] * 4)
NAMES = st.sampled_from([(), ("head",), ("head", "side")])
SLOTS = st.builds(Slots, NAMES, st.binary())
PAGES = st.builds(PageEntry, st.binary(), SLOTS)


@given(st.dictionaries(PATHS, ROWS))
def test_signatures_are_restored_in_order(rows: dict[str, tuple[int, int, int, int]]) -> None:
    restored = unflatten_signatures(marshal.loads(marshal.dumps(flatten_signatures({**rows}))))
    assert [*restored.items()] == [*rows.items()]


def test_an_untrusted_signature_equals_no_other() -> None:
    restored = unflatten_signatures(flatten_signatures({"a": None, "b": (1, 2, 3, 4)}))
    assert restored["a"] != (0, 1, 1, 1) and restored["b"] == (1, 2, 3, 4)


@given(st.dictionaries(PATHS, PAGES))
def test_pages_are_restored_in_order(pages: dict[str, PageEntry]) -> None:
    restored = unflatten_pages(marshal.loads(marshal.dumps(flatten_pages(pages))))
    assert [*restored.items()] == [*pages.items()]


@given(st.dictionaries(PATHS, PAGES, min_size=1), st.data(), PAGES)
def test_a_page_is_found_and_replaced(
    pages: dict[str, PageEntry], data: st.DataObject, other: PageEntry
) -> None:
    path = data.draw(st.sampled_from(sorted(pages)))
    flat = flatten_pages(pages)
    assert find_page(flat, path) == pages[path]
    replaced = replace_pages(flat, {path: other})
    assert find_page(replaced, path) == other
    assert [*unflatten_pages(replaced).items()] == [*{**pages, path: other}.items()]


@given(st.dictionaries(PATHS, PAGES), PATHS)
def test_a_page_that_is_not_there_is_not_found(pages: dict[str, PageEntry], path: str) -> None:
    assert find_page(flatten_pages(pages), path) == pages.get(path)
