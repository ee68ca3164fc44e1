"""Flat tables contain the rows they were made of."""

import marshal

from hypothesis import given
from hypothesis import strategies as st

from bantin.cache.tables import (
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


@given(st.dictionaries(PATHS, ROWS))
def test_signatures_are_restored_in_order(rows: dict[str, tuple[int, int, int, int]]) -> None:
    restored = unflatten_signatures(marshal.loads(marshal.dumps(flatten_signatures({**rows}))))
    assert [*restored.items()] == [*rows.items()]


def test_an_untrusted_signature_equals_no_other() -> None:
    restored = unflatten_signatures(flatten_signatures({"a": None, "b": (1, 2, 3, 4)}))
    assert restored["a"] != (0, 1, 1, 1) and restored["b"] == (1, 2, 3, 4)


@given(st.dictionaries(PATHS, st.tuples(st.binary(), SLOTS)))
def test_pages_are_restored_in_order(pages: dict[str, tuple[bytes, Slots]]) -> None:
    restored = unflatten_pages(marshal.loads(marshal.dumps(flatten_pages(pages))))
    assert [(path, (recipe, slots)) for path, recipe, slots in restored] == [*pages.items()]


@given(st.dictionaries(PATHS, st.tuples(st.binary(), SLOTS), min_size=1), st.data(), st.binary(), SLOTS)
def test_a_page_is_found_and_replaced(
    pages: dict[str, tuple[bytes, Slots]], data: st.DataObject, recipe: bytes, slots: Slots
) -> None:
    path = data.draw(st.sampled_from(sorted(pages)))
    flat = flatten_pages(pages)
    assert find_page(flat, path) == pages[path]
    replaced = replace_pages(flat, {path: (recipe, slots)})
    assert find_page(replaced, path) == (recipe, slots)
    assert [(name, page) for name, *page in unflatten_pages(replaced)] == [
        (name, [recipe, slots] if name == path else [*page]) for name, page in pages.items()
    ]


@given(st.dictionaries(PATHS, st.tuples(st.binary(), SLOTS)), PATHS)
def test_a_page_that_is_not_there_is_not_found(pages: dict[str, tuple[bytes, Slots]], path: str) -> None:
    assert find_page(flatten_pages(pages), path) == pages.get(path)
