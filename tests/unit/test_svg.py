"""Which drawings are accepted."""

import pytest

from bantin.images.svg import MAX_DEPTH, MAX_ELEMENTS, SvgError, clean, svg_size

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'


def drawing(inside: str = "", attributes: str = 'viewBox="0 0 4 3"') -> bytes:
    return f"<svg {NAMESPACE} {attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    "attributes, size",
    [
        ('width="1200" height="675"', (1200, 675)),
        ('width="12.6px" height="7px" viewBox="0 0 99 99"', (13, 7)),
        ('viewBox="0 0 1200 675"', (1200, 675)),
        ('viewBox="0,0,12.4,8"', (12, 8)),
        ('width="100%" height="100%" viewBox="0 0 4 3"', (4, 3)),
    ],
)
def test_the_size_is_stated_or_that_of_the_view_box(attributes: str, size: tuple[int, int]) -> None:
    assert svg_size(drawing(attributes=attributes)) == size


@pytest.mark.parametrize(
    "inside",
    [
        '<g fill="#29368c"><path d="M0 0h4v3z"/><text>Một cửa</text></g>',
        '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><rect fill="url(#a)"/>',
        '<symbol id="b"><circle r="1"/></symbol><use href="#b"/>',
        "<title>A &amp; B</title>",
        "<!-- drawn by hand -->",
    ],
)
def test_shapes_gradients_and_text_are_taken(inside: str) -> None:
    assert svg_size(drawing(inside)) == (4, 3)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<style>@import url(//x.vn)</style>",
        "<foreignObject/>",
        '<image href="a.png"/>',
        '<a href="https://x.vn"/>',
        '<animate attributeName="href"/>',
        '<rect onload="alert(1)"/>',
        '<rect ONCLICK="alert(1)"/>',
        '<rect style="fill:url(//x.vn#b)"/>',
        '<rect style="fill:image-set(1x)"/>',
        '<rect fill="u\\72l(//x.vn)"/>',
        '<g id="a"><use href="#a"/></g>',
        '<img xmlns="http://www.w3.org/1999/xhtml" src="x"/>',
        "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 9)),
        '<use href="https://x.vn/a.svg#b"/>',
        '<use xlink:href="data:image/svg+xml,x" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
        '<rect fill="url(https://x.vn/a.svg#b)"/>',
        "<rect fill=\"url('//x.vn#b')\"/>",
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>',
        "<?xml-stylesheet href='a.css'?>",
        "<rect>",
    ],
)
def test_active_and_external_content_is_refused(inside: str) -> None:
    with pytest.raises(SvgError):
        svg_size(drawing(inside))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html/>",
        b"<svg",
        b"\x89PNG",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 4 3">&a;</svg>',
        drawing(attributes=""),
        drawing(attributes='viewBox="0 0 4"'),
        drawing(attributes='viewBox="0 0 x y"'),
        drawing(attributes='viewBox="0 0 inf nan"'),
        drawing(attributes='viewBox="0 0 1e400 3"'),
        drawing(attributes='viewBox="0 0 0 3"'),
        drawing(attributes='viewBox="0 0 4 -3"'),
        drawing(attributes='width="0" height="3"'),
        drawing(attributes='width="999999" height="3"'),
        drawing("<text>\xe9</text>").decode().encode("latin-1"),
        drawing().decode().encode("utf-16"),
        drawing("<g>" * (MAX_DEPTH + 1) + "</g>" * (MAX_DEPTH + 1)),
        drawing("<g/>" * (MAX_ELEMENTS + 1)),
    ],
)
def test_a_file_that_is_not_a_drawing_or_has_no_size_is_refused(data: bytes) -> None:
    with pytest.raises(SvgError):
        svg_size(data)


def test_a_refusal_names_its_line() -> None:
    with pytest.raises(SvgError, match="the element <script>") as caught:
        svg_size(drawing("\n\n<script/>"))
    assert caught.value.line == 3


def test_only_the_drawing_is_kept() -> None:
    taken = clean(
        drawing(
            "<!-- by An --><metadata><r:RDF xmlns:r='r'>An</r:RDF></metadata>"
            "<i:view xmlns:i='inkscape' i:a='1'><rect/></i:view>"
            "<rect xmlns:i='inkscape' i:a='An' data-by='An' style='fill:#fff;-inkscape-x:An' width='1'/>"
            "<text>A &lt; \u202e<![CDATA[<script>]]></text>"
        )
    )
    assert taken.data.decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3">'
        '<rect width="1" fill="#fff"/><text>A &lt; &lt;script&gt;</text></svg>\n'
    )


def test_a_clean_drawing_stays_unchanged() -> None:
    once = clean(drawing('<g fill="url(#a)"><path d="M0 0h4v3z"/></g><use href="#b"/>')).data
    assert clean(once).data == once
