"""What both paths share: captions and credits, ids of headings, targets of addresses and their lines."""

import pytest

from bantin.markdown.shapes import Headings, paragraph, plain, split_credit
from bantin.markdown.targets import Lines, is_link, is_picture


@pytest.mark.parametrize(
    "caption, text, credit",
    [
        ("Quang cảnh hội nghị", "Quang cảnh hội nghị", ""),
        ("Quang cảnh hội nghị. Ảnh: BGP/Hải Huyền", "Quang cảnh hội nghị", "Ảnh: BGP/Hải Huyền"),
        ("Quang cảnh hội nghị Ảnh: Hải Huyền.", "Quang cảnh hội nghị", "Ảnh: Hải Huyền"),
        ("Quang cảnh (Ảnh: H. H.)", "Quang cảnh", "Ảnh: H. H."),
        ("Quang cảnh (Ảnh Hải Huyền)", "Quang cảnh", "Ảnh Hải Huyền"),
        ("Quang cảnh – Nguồn: Sở Nội vụ", "Quang cảnh", "Nguồn: Sở Nội vụ"),
        ("Ảnh minh họa: Ban biên tập", "", "Ảnh minh họa: Ban biên tập"),
        ("Ruộng. Minh hoạ: Ban biên tập", "Ruộng", "Minh hoạ: Ban biên tập"),
        ("Điểm. Biểu đồ : Bản tin", "Điểm", "Biểu đồ: Bản tin"),
        ("Lễ trao giải. Ảnh Hải Huyền", "Lễ trao giải", "Ảnh Hải Huyền"),
        ("Bàn, ghế, v.v. Ảnh:T.H.", "Bàn, ghế, v.v.", "Ảnh: T.H."),
        ("Ảnh chụp sáng 16/01", "Ảnh chụp sáng 16/01", ""),
        ("Trưng bày. Ảnh treo ở hội trường", "Trưng bày. Ảnh treo ở hội trường", ""),
        ("Giờ họp. Ảnh:", "Giờ họp. Ảnh:", ""),
        ("Nguồn: " + "rất dài " * 20, "Nguồn: " + "rất dài " * 20, ""),
        ("Một <em>hai. Ảnh: Ba</em>", "Một <em>hai. Ảnh: Ba</em>", ""),
        ("", "", ""),
    ],
)
def test_a_caption_and_its_credit_are_separated(caption: str, text: str, credit: str) -> None:
    assert split_credit(caption) == (text, credit)


@pytest.mark.parametrize(
    "inner",
    [
        '<img\0 alt="a"> chữ',
        '<img\0 alt="a">\n<em>b</em> chữ',
        '<img\0 alt="a">\n<em>b</em> <em>c</em>',
        '<img\0 alt="a">\n<em>b\nc</em>',
        '<img\0 alt="a"> <em>b</em>',
        '<img\0 alt="a">\n<strong>b</strong>',
        '<a\0><img\0 alt="a"></a>',
    ],
)
def test_a_picture_with_other_text_stays_in_its_paragraph(inner: str) -> None:
    assert paragraph(inner) == f"<p>{inner}</p>"


def test_quotation_marks_of_a_title_are_text_in_a_caption() -> None:
    assert '<figcaption>“A” &amp; "B"</figcaption>' in paragraph(
        '<img\0 alt="" title="“A” &amp; &quot;B&quot;">'
    )


def test_ids_of_headings_are_folded_prefixed_and_never_twice_the_same() -> None:
    headings = Headings()
    written = [headings.write(2, name) for name in ["Đường dây", "Đường <em>dây</em>", "Đường dây 2", "?"]]
    ids = [tag.split('"')[1] for tag in written]
    assert ids == ["muc-duong-day", "muc-duong-day-2", "muc-duong-day-2-2", "muc"]


def test_ten_thousand_headings_of_one_name_take_little_time() -> None:
    headings = Headings()
    last = [headings.write(2, "Kết quả") for _ in range(10_000)][-1]
    assert last == '<h2 id="muc-ket-qua-10000">Kết quả</h2>'


def test_plain_text_has_no_tags_entities_or_folds() -> None:
    assert plain('Một <a\0 title="x">hai</a> &amp;\n ba&nbsp; <b>bốn</b>') == "Một hai & ba bốn"
    assert plain('Đạt<sup id="fnref:1"><a href="#fn:1">1</a></sup> 85') == "Đạt 85"


GOOD = """a.md ../a.md /a/b.html #muc-a ?trang=2 a/b:c ?x=a:b #a:b 12:30.html đường/dẫn.md
    https://a.vn/ HTTP://a.vn mailto:a@b.vn tel:+84""".split()
BAD = r"""javascript:x JAVASCRIPT:x javascript&colon;x &#106;avascript:x data:text/html,x vbscript:x file:///x
    //a.vn /\a.vn \\a.vn https:a http:/a https:// http:///a mailto: tel: ftp://x blob:x about:b
    x-y+z.1:a""".split()
HIDDEN = [" javascript:x", "java\tscript:x", "java\nscript:x", "java\0script:x", " //a.vn", "/\t/a.vn"]
UNSEEN = ["\u200bjavascript:x", "java\u00adscript:x", "\ufeffdata:x"]


@pytest.mark.parametrize("address", GOOD)
def test_a_safe_address_is_a_link(address: str) -> None:
    assert is_link(address)


@pytest.mark.parametrize("address", [*BAD, *HIDDEN, *UNSEEN])
def test_an_unsafe_address_is_not_a_link(address: str) -> None:
    assert not is_link(address)


@pytest.mark.parametrize("address", ["a.jpg", "../a.svg", "/anh/a.png", "a b.jpg", "ảnh.jpg", "a/b:c.png"])
def test_a_picture_is_a_file_of_this_site(address: str) -> None:
    assert is_picture(address)


@pytest.mark.parametrize(
    "address",
    ["https://a.vn/a.jpg", "//a.vn/a.jpg", "data:image/png,x", "#a", "?a", "mailto:a@b", "javascript:x"],
)
def test_nothing_else_is_a_picture(address: str) -> None:
    assert not is_picture(address)


def test_addresses_are_found_on_their_lines_in_order() -> None:
    text = "[a](b.md) [c](b.md)\n[d](b.md#x)\n\n[e](b.md) <a href='f&amp;g'>\n[h][i]\n\n[i]: j.md\n"
    lines = Lines(text, first_line=5)
    asked = ["b.md", "b.md", "b.md#x", "b.md", "f&g", "j.md", "gone"]
    assert [lines.of(address) for address in asked] == [5, 5, 6, 8, 8, 11, 11]


def test_an_address_further_up_is_found_without_losing_the_position() -> None:
    lines = Lines("[x]: first.md\n\nChữ.\n\n[a](second.md)\n\n[b](third.md)\n", first_line=1)
    assert [lines.of(name) for name in ["second.md", "first.md", "third.md"]] == [5, 1, 7]


def test_bare_addresses_before_punctuation_are_found_on_their_lines() -> None:
    text = "Chữ.\n\nhttps://a.vn/b.html, https://a.vn/b.\nhttps://a.vn/c; **https://a.vn/d**, “https://a.vn/e”.\n"
    lines = Lines(text, first_line=1)
    asked = ["b.html", "b", "c", "d", "e", "b"]
    assert [lines.of(f"https://a.vn/{name}") for name in asked] == [3, 3, 4, 4, 4, 3]
