"""Counted views on pages: beside those of the front matter, in rankings, and on few pages at a time."""

import re

import pytest

from tests.access_logs import Counting, combined
from tests.conftest import Site


@pytest.fixture
def counting(site: Site, capsys: pytest.CaptureFixture[str]) -> Counting:
    return Counting.at(site, capsys)


def test_counted_views_are_shown_on_top_of_those_of_the_front_matter(counting: Counting) -> None:
    counting.run(counting.log("a.log", combined(0), combined(40)))
    counting.site.build()
    assert "102 lượt xem" in counting.site.page("tin/hop-bao.html")


def test_a_quick_build_shows_new_numbers_and_is_a_clean_one(counting: Counting) -> None:
    counting.site.build()
    counting.run(counting.log("a.log", combined(0), combined(1, "/tin/ke-hoach.html")))
    counting.site.build()
    counting.site.write(
        "content/tin/ke-hoach.md", "---\ntitle: Kế hoạch mới\ndate: 2026-08-01\n---\n\nChữ khác.\n"
    )
    counting.site.build()
    quick = counting.site.bytes()
    counting.site.build(clean=True)
    assert quick == counting.site.bytes()
    assert "1 lượt xem" in counting.site.page("tin/ke-hoach.html")


def most_read_site(counting: Counting, *, side: str = "most_read", rank_every: int = 7) -> None:
    counting.site.write(
        "site.toml",
        f'name = "B"\naddress = "https://thu.example/"\nsearch = false\nside = ["{side}"]\n'
        f"[lists]\nmost_read = 1\nrank_every = {rank_every}\n",
    )


def first_of_side(counting: Counting) -> str:
    counting.site.build()
    home = counting.site.page("index.html")
    return "Họp báo" if "hop-bao.html" in home.partition('<aside class="side"')[2] else "Kế hoạch"


@pytest.mark.parametrize("rank_every", [7, 1])
def test_the_most_read_are_ranked_at_intervals(counting: Counting, rank_every: int) -> None:
    most_read_site(counting, rank_every=rank_every)
    counting.run(counting.log("a.log", combined(0)))
    assert first_of_side(counting) == "Họp báo"
    many = [combined(100, "/tin/ke-hoach.html", ip=f"10.4.0.{at}") for at in range(200)]
    counting.run(counting.log("b.log", *many), now="2026-08-06")
    assert first_of_side(counting) == ("Họp báo" if rank_every == 7 else "Kế hoạch")
    assert "200 lượt xem" in counting.site.page("tin/ke-hoach.html")
    counting.run(counting.log("c.log", combined(20_000, ip="10.5.0.1")), now="2026-08-20")
    assert first_of_side(counting) == "Kế hoạch"


def test_the_most_read_of_thirty_days_are_listed_beside_those_of_all_time(counting: Counting) -> None:
    most_read_site(counting, side="recently_read")
    lines = [combined(at, "/tin/ke-hoach.html", ip=f"10.4.0.{at}") for at in range(3)]
    counting.run(counting.log("a.log", combined(-60 * 24 * 40), *lines, combined(4)))
    assert first_of_side(counting) == "Kế hoạch"
    page = counting.site.page("doc-nhieu.html")
    recent, all_time = page.partition("Đọc nhiều trong 30 ngày")[2].split("Từ trước đến nay")
    assert [*re.findall(r"<span>(\d+) lượt xem", recent)] == ["3", "1"]
    assert [*re.findall(r"<span>(\d+) lượt xem", all_time)] == ["102", "3"]


def test_only_pages_that_show_a_new_number_are_written(counting: Counting) -> None:
    """Hop-bao is listed beside every page, as the most read by its front matter; its number comes later."""
    most_read_site(counting)
    counting.run(counting.log("a.log", combined(0, "/tin/ke-hoach.html")))
    counting.site.build()
    before = counting.site.bytes()
    counting.run(counting.log("b.log", combined(60), combined(61, "/tin/ke-hoach.html")))
    counting.site.build()
    after = counting.site.bytes()
    changed = {path for path in after if after[path] != before.get(path)}
    assert {str(path) for path in changed} == {"tin/ke-hoach.html", "doc-nhieu.html"}
    counting.site.build(clean=True)
    assert after == counting.site.bytes()


def test_an_edit_and_new_numbers_at_once_give_what_a_clean_build_gives(counting: Counting) -> None:
    most_read_site(counting)
    counting.run(counting.log("a.log", combined(0), combined(1, "/tin/ke-hoach.html")))
    counting.site.build()
    counting.run(counting.log("b.log", combined(60), combined(61, "/tin/ke-hoach.html")))
    counting.site.article("content/tin/hop-bao.md", title="Họp báo", views=100, body="Chữ.\n\nChữ khác.\n")
    counting.site.build()
    quick = counting.site.bytes()
    assert "101 lượt xem" in counting.site.page("tin/hop-bao.html")  # it is listed beside every page
    assert "2 lượt xem" in counting.site.page("tin/ke-hoach.html")
    counting.site.build(clean=True)
    assert quick == counting.site.bytes()
