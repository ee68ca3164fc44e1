"""Addresses, urls and output paths, as tables."""

import re

import pytest

from bantin import cms, urls
from bantin.importer.sections import RESERVED
from bantin.pages import addresses
from bantin.urls import (
    LocatedTarget,
    OutsideContentError,
    article_address,
    collision_key,
    file_name,
    folder_address,
    list_pages,
    locate,
    page_numbers,
    url,
)


@pytest.mark.parametrize(
    "folder, address",
    [("", ""), ("tin", "tin/"), ("Kết quả/PAR INDEX", "ket-qua/par-index/"), ("漢字", "漢字/")],
)
def test_a_folder_is_a_section_without_marks(folder: str, address: str) -> None:
    assert folder_address(folder) == address


def test_an_articles_address_is_below_its_sections() -> None:
    assert article_address("Kết quả", "chi-so-2018") == "ket-qua/chi-so-2018.html"
    assert article_address("", "gioi-thieu") == "gioi-thieu.html"


@pytest.mark.parametrize(
    "address, path", [("", "index.html"), ("tin/", "tin/index.html"), ("tin/a.html", "tin/a.html")]
)
def test_an_address_is_a_file_that_any_host_serves(address: str, path: str) -> None:
    assert file_name(address) == path


@pytest.mark.parametrize(
    "base, address, expected",
    [
        ("/", "", "/"),
        ("/cchc/", "tin/a.html", "/cchc/tin/a.html"),
        ("/", "漢 字/", "/%E6%BC%A2%20%E5%AD%97/"),
    ],
)
def test_a_url_follows_the_base_path_and_is_quoted(base: str, address: str, expected: str) -> None:
    assert url(base, address) == expected


@pytest.mark.parametrize(
    "name, other",
    [
        ("Tin/A.html", "tin/a.html"),
        ("tin/", "tin/index.html"),
        ("h\u1ecdp.pdf", "ho\u0323p.pdf"),
        ("ﬁ.pdf", "fi.pdf"),
    ],
)
def test_what_a_file_system_may_take_for_one_has_one_key(name: str, other: str) -> None:
    assert collision_key(name) == collision_key(other)


def test_different_addresses_have_different_keys() -> None:
    assert len({collision_key(name) for name in ("", "a.html", "a/", "á.html", "b.html")}) == 5


# ---- pages of a list ----


@pytest.mark.parametrize(
    "length, lengths", [(0, [0]), (1, [1]), (3, [3]), (5, [5]), (6, [3, 3]), (8, [5, 3]), (10, [4, 3, 3])]
)
def test_older_pages_are_full_and_the_first_takes_what_is_left(length: int, lengths: list[int]) -> None:
    pages = list_pages("tin/", length, 3)
    assert [page.stop - page.start for page in pages] == lengths
    assert [entry for page in pages for entry in range(page.start, page.stop)] == list(range(length))


def test_pages_are_numbered_from_the_oldest() -> None:
    addresses = [(page.number, page.address) for page in list_pages("tin/", 10, 3)]
    assert addresses == [(3, "tin/"), (2, "tin/trang-2.html"), (1, "tin/trang-1.html")]


def test_a_new_article_leaves_the_older_pages_as_they_are() -> None:
    def from_the_end(length: int) -> dict[str, tuple[int, int]]:
        return {
            page.address: (length - page.start, length - page.stop) for page in list_pages("tin/", length, 3)
        }

    for length in range(40):
        before, after = from_the_end(length), from_the_end(length + 1)
        assert [
            address for address in before if address != "tin/" and before[address] != after[address]
        ] == []


@pytest.mark.parametrize(
    "current, last, shown",
    [
        (1, 1, [1]),
        (3, 3, [3, 2, 1]),
        (5, 9, [9, 0, 6, 5, 4, 0, 1]),
        (9, 9, [9, 8, 0, 1]),
        (1, 9, [9, 0, 2, 1]),
        (2, 4, [4, 3, 2, 1]),
    ],
)
def test_page_numbers_are_shown_around_the_page_with_gaps_as_zero(
    current: int, last: int, shown: list[int]
) -> None:
    assert list(page_numbers(current, last)) == shown


# ---- what an author's address means ----

HERE = "Kết quả/par/a.md"


@pytest.mark.parametrize(
    "written, kind, where, tail",
    [
        ("b.md", "source", "Kết quả/par/b.md", ""),
        ("../b.md#muc-1", "source", "Kết quả/b.md", "#muc-1"),
        ("/tin/b.md", "source", "tin/b.md", ""),
        ("anh.svg", "file", "Kết quả/par/anh.svg", ""),
        ("/images/anh%20một.png", "file", "images/anh một.png", ""),
        ("bang.xlsx?tai=1", "file", "Kết quả/par/bang.xlsx", "?tai=1"),
        ("b.html", "address", "ket-qua/par/b.html", ""),
        ("../b.html#x", "address", "ket-qua/b.html", "#x"),
        ("/ket-qua/", "address", "ket-qua/", ""),
        ("/ket-qua", "address", "ket-qua", ""),
        ("/", "address", "", ""),
        ("../", "address", "ket-qua/", ""),
        ("../../", "address", "", ""),
        (".", "address", "ket-qua/par/", ""),
        ("..#x", "address", "ket-qua/", "#x"),
        ("index.html", "address", "ket-qua/par/", ""),
        ("/index.html?x=1", "address", "", "?x=1"),
        ("/rss.xml", "address", "rss.xml", ""),
        ("https://x.vn/a?b#c", "away", "https://x.vn/a?b#c", ""),
        ("mailto:a@x.vn", "away", "mailto:a@x.vn", ""),
        ("#muc-2", "away", "#muc-2", ""),
        ("", "away", "", ""),
        ("?trang=2", "away", "?trang=2", ""),
        ("ho\u0323p.md", "source", "Kết quả/par/h\u1ecdp.md", ""),
    ],
)
def test_an_address_in_a_text_is_relative_to_its_file(written: str, kind: str, where: str, tail: str) -> None:
    assert locate(HERE, written, 7)[:3] == (kind, where, tail)


def test_a_located_address_remembers_its_line() -> None:
    assert locate("a.md", "b.md", 7) == LocatedTarget("source", "b.md", "", 7)


@pytest.mark.parametrize(
    "written",
    ["../../../b.md", "../../../../etc/passwd.txt", "%2e%2e/%2e%2e/%2e%2e/b.md", "..\\b.md", "../../.."],
)
def test_nothing_outside_content_can_be_named(written: str) -> None:
    with pytest.raises(OutsideContentError):
        locate(HERE, written)


def test_from_the_root_a_climb_ends_at_the_root() -> None:
    assert locate(HERE, "/../../b.md").where == "b.md"


def test_an_import_calls_no_section_like_a_folder_that_builds_publish() -> None:
    constants = [value for module in (urls, addresses) for value in vars(module).values()]
    folders = {value for value in constants if re.fullmatch(r"[a-z-]+/", str(value))}
    assert {"data", *(folder.strip("/") for folder in {*folders, cms.FOLDER})} == RESERVED
