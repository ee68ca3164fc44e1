"""Drafts, scheduled and expired articles: when they are published, and what links to them."""

import time

import pytest

from bantin.config import read_zone
from bantin.system.stat_signature import TRUST_AFTER_NS
from bantin.text.vietnamese import parse_date
from tests.conftest import SETTINGS, Site
from tests.lists import news, page, titles
from tests.trees import block, read_tree


def at(date: str) -> int:
    """Return the instant that an editor in Việt Nam writes so, in seconds since 1970."""
    return parse_date(date, read_zone("Asia/Ho_Chi_Minh"))[0]


def waiting(site: Site) -> None:
    """One article that is published at NOW, half past eight on 5 August, and three that are not."""
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/ra.md", title="Đã ra", date="2026-08-01")
    site.article("content/tin/nhap.md", title="Nháp", date="2026-08-02", draft=True)
    site.article("content/tin/mai.md", title="Ngày mai", date="2026-08-06T07:00")
    site.article("content/tin/het.md", title="Hết hạn", date="2026-07-01", expires="2026-08-05T08:00")


def test_unpublished_articles_are_in_no_list(site: Site) -> None:
    waiting(site)
    site.build()
    assert titles(site, "tin/index.html") == ["Đã ra"]
    for path, data in site.bytes().items():
        assert not any(word.encode() in data for word in ("Nháp", "Ngày mai", "Hết hạn")), path


def test_with_drafts_both_kinds_are_shown_and_marked_and_the_expired_stays_out(site: Site) -> None:
    waiting(site)
    site.build(drafts=True)
    assert titles(site, "tin/index.html") == ["Ngày mai", "Nháp", "Đã ra"]
    marks = {name: page(site, f"tin/{name}.html").texts(".notice") for name in ("ra", "nhap", "mai")}
    assert marks == {"ra": [], "nhap": ["Bản nháp, chưa đăng"], "mai": ["Chưa đến ngày đăng"]}
    listed = page(site, "tin/index.html").all(".cards")[0]
    assert [card.texts(".flag") for card in listed.all("article")] == [
        ["Chưa đến ngày đăng"],
        ["Bản nháp, chưa đăng"],
        [],
    ]
    [newest] = block(page(site, "tin/ra.html"), "Tin mới nhất")
    assert newest.texts(".flag") == ["Chưa đến ngày đăng", "Bản nháp, chưa đăng"]
    assert page(site, "index.html").one(".lead-card").texts(".flag") == ["Chưa đến ngày đăng"]
    assert "tin/het.html" not in site.bytes()
    site.build(now=at("2026-08-06T07:00"), drafts=True)
    assert page(site, "tin/mai.html").texts(".notice") == []
    assert page(site, "index.html").one(".lead-card").texts(".flag") == []


def test_a_clock_that_is_put_back_has_the_warnings_of_then(site: Site) -> None:
    site.article("content/tin/xa.md", date="2027-05-01")
    site.article("content/tin/sua.md", date="2026-06-01", updated="2026-08-01")
    time.sleep(TRUST_AFTER_NS / 1e9)  # else every build reads everything again
    days = ("2026-08-05", "2026-07-15", "2026-03-01", "2026-08-05")
    said = [[warning.code for warning in site.build(now=at(day)).warnings] for day in days]
    clean = [[warning.code for warning in site.build(now=at(day), clean=True).warnings] for day in days]
    assert said == clean
    assert ["warn-updated-later" in codes for codes in said] == [False, True, False, False]
    assert ["warn-date-far" in codes for codes in said] == [False, False, True, False]


def test_an_article_is_published_and_withdrawn_by_time_alone(site: Site) -> None:
    waiting(site)
    site.build(now=at("2026-08-05T07:00"))
    assert titles(site, "tin/index.html") == ["Đã ra", "Hết hạn"]
    assert site.build(now=at("2026-08-05T07:59")).written == 0
    site.build(now=at("2026-08-05T08:00"))
    assert titles(site, "tin/index.html") == ["Đã ra"]
    assert site.build(now=at("2026-08-06T06:59")).written == 0
    site.build(now=at("2026-08-06T07:00"))
    assert titles(site, "tin/index.html") == ["Ngày mai", "Đã ra"]
    assert "Ngày mai" in site.page("index.html")


DATA = """\
title = "Hạng"
unit = "Lai Châu"
places = 63
[[series]]
index = "PAPI"
values = [{ year = 2018, rank = 26 }, { year = 2019, rank = 20 }]
"""


LINKED = """
imprint = [{ label = "Giấy phép", value = "Số 1", url = "tin/het.html" }]
shortcuts = [{ title = "Một", to = "/tin/mai.html" }, { title = "Hai", to = "tin/ra.html" }]
charts = [{ data = "/data/a.toml", to = "tin/mai.html" }]
boxes = [{ title = "Hộp", links = [{ title = "Ba", to = "tin/het.html" }, { title = "Bốn", to = "tin/" }] }]
"""


@pytest.mark.parametrize(
    "hidden, reason",
    [
        (
            "mai",
            "leads to an article that appears on 06/08/2026 07:00, and has no link until then",
        ),
        ("het", "leads to an article that expired on 05/08/2026 08:00, and is shown without a link"),
    ],
)
def test_a_link_to_an_expired_article_is_plain_words_and_a_warning(
    site: Site, hidden: str, reason: str
) -> None:
    waiting(site)
    body = f"Xem [bài **kia**]({hidden}.md), [lại]({hidden}.md#muc-a), [nữa](/tin/{hidden}.html).\n"
    site.article("content/tin/ra.md", title="Đã ra", body=body)
    warnings = [str(warning) for warning in site.build().warnings]
    assert [warning.partition("; ")[0] for warning in warnings] == [
        f"content/tin/ra.md:6: the link to tin/{hidden}.html {reason}",
        f"content/tin/ra.md:6: the link to tin/{hidden}.md {reason}",
    ]
    assert "<p>Xem bài <strong>kia</strong>, lại, nữa.</p>" in site.page("tin/ra.html")
    assert hidden not in site.page("rss.xml")


def test_builds_succeed_when_linked_articles_become_due_or_expire(site: Site) -> None:
    """Links in texts, boxes, shortcuts, imprint and charts; a quick build equals a clean one on every day."""
    waiting(site)
    site.write("content/data/a.toml", DATA)
    site.write("site.toml", SETTINGS + LINKED)
    site.article("content/tin/ra.md", title="Đã ra", body="[a](mai.md) và [b](/tin/het.html).\n")
    codes = {}
    for day in ("2026-08-05T07:00", "2026-08-05T09:00", "2026-08-06T08:00"):
        codes[day] = {warning.code for warning in site.build(now=at(day)).warnings}
        quick = site.bytes()
        site.build(now=at(day), clean=True)
        assert site.bytes() == quick
        assert {warning.code for warning in site.build(now=at(day)).warnings} == codes[day]
        links = read_tree(site.page("tin/ra.html")).hrefs()
        assert ("/tin/het.html" in links, "/tin/mai.html" in links) == (
            day < "2026-08-05T08",
            day > "2026-08-06",
        )
    assert [*codes.values()] == [
        {"warn-link-not-due"},
        {"warn-link-not-due", "warn-link-expired"},
        {"warn-link-expired"},
    ]


def test_mistakes_in_a_scheduled_article_are_reported_now(site: Site) -> None:
    waiting(site)
    body = "[a](khong-co.md) [b](mai.md) ![c](khong-co.png)\n\n![d](/data/khong-co.toml)\n"
    site.article("content/tin/sau.md", date="2026-08-20", body=body, related=("khong-ai",))
    sentences = [problem.partition(": ")[2].partition(";")[0] for problem in site.problems()]
    assert sentences == [
        "`related` names `khong-ai`, but there is no such article",
        "the link to tin/khong-co.md leads nowhere",
        "there is no picture tin/khong-co.png",
        "there is no data file data/khong-co.toml",
    ]


def test_a_link_to_a_draft_is_a_problem(site: Site) -> None:
    waiting(site)
    site.article("content/tin/ra.md", title="Đã ra", body="Xem [bài kia](nhap.md).\n")
    assert site.problems() == [
        "content/tin/ra.md:6: the link to tin/nhap.md leads to an article that is not published now; "
        "delete the link, or publish that article first"
    ]


@pytest.mark.parametrize("hidden", ["nhap", "mai", "het"])
def test_unpublished_articles_in_related_are_ignored_without_a_warning(site: Site, hidden: str) -> None:
    waiting(site)
    site.article("content/tin/ra.md", title="Đã ra", related=(hidden,))
    assert site.build().warnings == ()
    assert page(site, "tin/ra.html").all("section.related") == []


def test_what_an_editor_has_named_comes_first_once_it_is_due(site: Site) -> None:
    waiting(site)
    news(site, 2)
    site.article("content/tin/ra.md", title="Đã ra", related=("mai", "bai-1"))
    site.build()
    assert page(site, "tin/ra.html").one(".related").hrefs()[:1] == ["/tin/bai-1.html"]
    site.build(now=at("2026-08-06T07:00"))
    assert page(site, "tin/ra.html").one(".related").hrefs()[:2] == ["/tin/mai.html", "/tin/bai-1.html"]
