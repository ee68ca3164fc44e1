"""Targets of prose become attributes, or problems."""

import pytest

from bantin.images.picture import PreparedPicture
from bantin.model import ChartCatalog, RenderedChart
from bantin.site.filled_body import fill_targets
from bantin.site.links import (
    Attachment,
    LinkTargets,
    attachment,
    file_extension,
    readable_size,
    target_attributes,
)
from bantin.text.formats import number_formatter
from bantin.urls import LocatedTarget

PLACES = LinkTargets(
    sources={"tin/a.md": "tin/a.html"},
    unpublished_addresses=frozenset(),
    unpublished={"tin/nhap.md": "tin/nhap.html"},
    addresses=frozenset(["", "tin/", "tin/a.html"]),
    broken=frozenset(),
    pictures={"tin/họp.png": PreparedPicture("anh/hop.0123456789.png", 1200, 675, b"", ())},
    linked_pictures={"tin/họp.png": PreparedPicture("anh/hop.9876543210.png", 4000, 2250, b"", ())},
    files={"tin/bảng.xlsx": Attachment("tin/bang.xlsx", "Excel", "12 KB")},
    charts=ChartCatalog(
        {}, lambda wish: RenderedChart("Tên", f'<svg id="bd\1">{wish}</svg>', (), ""), {}, frozenset()
    ),
    other_files=(),
    base="/cchc/",
)


@pytest.mark.parametrize(
    "target, text",
    [
        (LocatedTarget("away", "https://x.vn/?a=1&b=2", "", 1), ' href="https://x.vn/?a=1&amp;b=2"'),
        (LocatedTarget("away", "https://x.vn/b c", "", 1), ' href="https://x.vn/b%20c"'),
        (LocatedTarget("away", '#"><b>', "", 1), ' href="#&quot;&gt;&lt;b&gt;"'),
        (LocatedTarget("source", "tin/a.md", "#muc-1", 1), ' href="/cchc/tin/a.html#muc-1"'),
        (LocatedTarget("source", "tin/a.md", '?"', 1), ' href="/cchc/tin/a.html?&quot;"'),
        (LocatedTarget("address", "tin/a.html", "", 1), ' href="/cchc/tin/a.html"'),
        (LocatedTarget("address", "cchc/tin/a.html", "", 1), ' href="/cchc/tin/a.html"'),
        (LocatedTarget("address", "", "", 1), ' href="/cchc/"'),
        (
            LocatedTarget("chart", "data/a.toml", "#b", 1),
            "\0Tên\0<svg id=\"bd\1\">('data/a.toml', '#b')</svg>",
        ),
        (
            LocatedTarget("picture", "tin/họp.png", "", 1),
            ' src="/cchc/anh/hop.0123456789.png" width="1200" height="675" loading="lazy"',
        ),
        (LocatedTarget("file", "tin/họp.png", "", 1), ' href="/cchc/anh/hop.9876543210.png"'),
        (
            LocatedTarget("file", "tin/bảng.xlsx", "", 1),
            ' href="/cchc/tin/bang.xlsx"\0 <span class="file">(Excel, 12 KB)</span>',
        ),
    ],
)
def test_a_target_becomes_attributes(target: LocatedTarget, text: str) -> None:
    assert target_attributes(target, PLACES) == text


@pytest.mark.parametrize(
    "html, texts, filled",
    [
        ("<p>a</p>", (), "<p>a</p>"),
        ("<a\0>b</a>", (' href="c"',), '<a href="c">b</a>'),
        ('<img\0 alt="x"> <a\0>b</a>', (' src="y"', ' href="c"'), '<img src="y" alt="x"> <a href="c">b</a>'),
        ("<a\0>b <em>c</em></a>, d", (' href="e"\0 (PDF)',), '<a href="e">b <em>c</em></a> (PDF), d'),
        (
            '<figure><chart\0 alt="a &quot;b&quot;"></figure><a\0>c</a><figure><chart\0 alt=""></figure>',
            ('\0T\0<i id="x\1">', ' href="d"', '\0T &amp; U\0<i id="y\1">'),
            '<figure><p class="chart__title">a "b"</p><i id="x-1"></figure><a href="d">c</a>'
            '<figure><p class="chart__title">T &amp; U</p><i id="y-2"></figure>',
        ),
    ],
)
def test_prose_is_filled_at_its_marks(html: str, texts: tuple[str, ...], filled: str) -> None:
    assert fill_targets(html, texts) == filled


def test_too_many_or_too_few_targets_raise_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        fill_targets("<a\0>b</a>", ("x", "y"))


@pytest.mark.parametrize(
    "path, size, expected",
    [
        ("Tin/Kế hoạch.PDF", 12_300, Attachment("tin/ke-hoach.pdf", "PDF", "12 KB", 12_300)),
        ("bảng.xlsx", 999, Attachment("bang.xlsx", "Excel", "999 byte", 999)),
        ("!.zip", 2_340_000, Attachment("tep.zip", "ZIP", "2,3 MB", 2_340_000)),
        ("cai-dat.exe", 1, None),
        ("trang.html", 1, None),
        ("khong-duoi", 1, None),
    ],
)
def test_only_office_files_and_archives_are_published(
    path: str, size: int, expected: Attachment | None
) -> None:
    assert attachment(path, size, number_formatter("#,##0.##")) == expected


@pytest.mark.parametrize("path, expected", [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a.b/c", ""), ("", "")])
def test_an_ending_is_that_of_the_name(path: str, expected: str) -> None:
    assert file_extension(path) == expected


@pytest.mark.parametrize(
    "size, text",
    [(0, "0 byte"), (1000, "1 KB"), (999_499, "999 KB"), (999_500, "1,0 MB"), (1_240_000, "1,2 MB")],
)
def test_sizes_are_formatted_for_readers(size: int, text: str) -> None:
    assert readable_size(size, number_formatter("0.0")) == text


def test_a_link_to_a_file_alone_in_its_paragraph_is_a_block() -> None:
    note = ' href="/a.pdf"\0 <span class="file">(PDF, 2 KB)</span>'
    block = '<a class="attachment" href="/a.pdf">Văn bản <span class="file">(PDF, 2 KB)</span></a>'
    assert fill_targets("<p><a\0>Văn bản</a></p>", (note,)) == f"<p>{block}</p>"
    assert fill_targets("<ul>\n<li><a\0>Văn bản</a></li>\n</ul>", (note,)) == f"<ul>\n<li>{block}</li>\n</ul>"
    inline = '<a href="/a.pdf">Văn bản</a> <span class="file">(PDF, 2 KB)</span>'
    assert fill_targets("<p>Xem <a\0>Văn bản</a></p>", (note,)) == f"<p>Xem {inline}</p>"
    assert fill_targets("<p><a\0>Văn bản</a>, hai tờ</p>", (note,)) == f"<p>{inline}, hai tờ</p>"
