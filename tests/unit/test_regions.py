"""Regions of pages: filled in, replaced as bytes, and the bodies of articles in feeds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bantin.templates.feed_bodies import FeedBodies
from bantin.templates.regions import BODY, fill_slots, splice
from bantin.templates.renderer import Renderer


def test_slots_are_filled_and_spliced() -> None:
    page, positions = fill_slots(
        "<\0menu\0|\0side\0>", {"menu": "menu:tin"}, {"menu:tin": b"M", "side": b"S"}, {}
    )
    assert page == b"<M|S>"
    changed, moved = splice(page, positions, {"menu:tin": "Mới".encode(), "side": b""})
    assert changed == "<Mới|>".encode()
    assert splice(changed, moved, {"menu:tin": b"M", "side": b"S"}) == (page, positions)


def test_a_body_is_a_slot_that_shared_parts_leave_alone() -> None:
    page, positions = fill_slots(f"<\0side\0|\0{BODY}\0>", {}, {"side": b"S"}, {BODY: b"Body"})
    assert page == b"<S|Body>"
    changed, moved = splice(page, positions, {"side": b"Side"})
    assert changed == b"<Side|Body>"
    assert splice(changed, moved, {BODY: b""})[0] == b"<Side|>"


QUOTING = """\
{{ title }}: {{ body }} {{ whole(body) }} {{ whole(body)|forceescape }} <a title="{{ body|forceescape }}">
{{ {"title": title, "body": whole(body)}|tojson }} {{ body|tojson }}
{{ (title ~ body ~ body)|tojson(indent=2) }}
"""
# Signs that are escaped, and texts that look like what is left of a body's place.
quoted = st.lists(
    st.one_of(
        st.text(), st.sampled_from(["\\", "\\u0000", "\\u003c1\\u003e", "<1>", "&lt;1&gt;", '"', "ắ", "\n"])
    )
).map(lambda parts: "".join(parts).replace("\0", ""))


@pytest.fixture(scope="module")
def quoting(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    folder = tmp_path_factory.mktemp("quoting")
    macro = "{% macro whole(body) %}<b>{{ body }}</b>{% endmacro %}"
    (folder / "a.xml").write_text(macro + QUOTING, encoding="utf-8")
    return Renderer([str(folder)], compiled=str(folder / "compiled"))


@given(quoted, quoted)
def test_a_body_put_in_as_bytes_is_escaped_as_the_layout_has_it(
    quoting: Renderer, title: str, body: str
) -> None:
    quotes = FeedBodies()
    marked = quoting.render("a.xml", {"title": title, "body": quotes.marker(1, body.encode())})
    as_text = quoting.render("a.xml", {"title": title, "body": Markup(body)})
    assert fill_slots(marked, {}, {}, quotes)[0] == as_text.encode()
