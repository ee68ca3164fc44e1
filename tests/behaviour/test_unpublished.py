"""Unpublished articles are named at the end of a build, by `list` and by `why`."""

import json

import pytest

from tests.behaviour.test_scheduled import waiting
from tests.conftest import Site

NOW = ("--now", "2026-08-05T08:30")
Capture = pytest.CaptureFixture[str]


def test_the_closing_lines_count_what_is_not_published(site: Site, capsys: Capture) -> None:
    waiting(site)
    line = "Not published now: 1 draft, 1 scheduled article (due 06/08/2026 07:00), 1 expired article.\n"
    for _ in ("new", "unchanged"):
        assert line in site.main(capsys, "build", "--no-search", *NOW).out
    site.article("content/tin/ra.md", title="Đã ra", date="2026-08-01", body="Chữ khác.\n")
    assert line in site.main(capsys, "build", "--no-search", *NOW).out
    assert (
        "Not published"
        not in site.main(capsys, "build", "--drafts", "--no-search", "--now", "2026-08-01").out
    )


def test_list_names_unpublished_articles_by_kind(site: Site, capsys: Capture) -> None:
    waiting(site)
    lines = [
        "content/tin/nhap.md  draft 02/08/2026  Nháp\n",
        "content/tin/mai.md  scheduled 06/08/2026 07:00  Ngày mai\n",
        "content/tin/het.md  expired 05/08/2026 08:00  Hết hạn\n",
    ]
    assert site.main(capsys, "list", *NOW).out == "".join(lines)
    for line, which in zip(lines, ("drafts", "scheduled", "expired"), strict=True):
        assert site.main(capsys, "list", which, *NOW).out == line
    assert site.main(capsys, "list", "recent", *NOW).out == "content/tin/ra.md  published 01/08/2026  Đã ra\n"
    [draft] = json.loads(site.main(capsys, "list", "drafts", "--format", "json", *NOW).out)
    assert (draft["path"], draft["state"], draft["title"]) == ("content/tin/nhap.md", "draft", "Nháp")
    assert site.main(capsys, "list", "drafts", "--drafts", *NOW).out == "There are none.\n"


def test_list_says_of_which_articles_there_are_none(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.article("content/tin/ra.md", title="Đã ra")
    nothing = "There is no draft, and no article that is scheduled or has expired.\n"
    assert site.main(capsys, "list", *NOW).out == nothing


@pytest.mark.parametrize(
    "name, why",
    [
        ("nhap", "it is a draft (`draft: true`)"),
        ("mai", "it is not due until 06/08/2026 07:00"),
        ("het", "it expired on 05/08/2026 08:00"),
    ],
)
def test_why_explains_why_an_article_is_not_published(
    site: Site, capsys: Capture, name: str, why: str
) -> None:
    waiting(site)
    line = f"content/tin/{name}.md: not published, since {why}\n"
    for named in (f"content/tin/{name}.md", f"{site.folder}/content/tin/{name}.md", f"/tin/{name}.html"):
        assert site.main(capsys, "why", named, *NOW).out == line
    assert site.main(capsys, "why", "content/tin/ra.md", *NOW).out.startswith("tin/ra.html: ")


def test_dates_in_the_far_future_are_reported(site: Site) -> None:
    waiting(site)
    site.article("content/tin/xa.md", date="2062-08-05")
    site.article("content/tin/ra.md", date="2026-08-01", updated="2062-08-06")
    assert [str(warning).partition(",")[0] for warning in site.build().warnings] == [
        "content/tin/ra.md:4: `updated` is 06/08/2062",
        "content/tin/xa.md:3: `date` is 05/08/2062",
    ]


def test_links_to_lists_that_no_article_fills_are_words_with_a_warning(site: Site, capsys: Capture) -> None:
    """When an office deletes the sample article, or the only article with a tag expires, no build stops."""
    with (site.folder / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[[boxes]]\ntitle = "Hộp"\nlinks = [{ title = "Kho bài", to = "/luu-tru/" }]\n')
    lists = ("/luu-tru/", "/luu-tru/2026/", "/luu-tru/2026/08/", "/the/", "/the/thue/", "/tac-gia/")
    links = " ".join(f"[{address}]({address})" for address in lists)
    site.article("content/so-do.md", title="Sơ đồ", date="", layout="page", body=f"{links}\n")
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/thue.md", tags=["Thuế"], author="Lan", expires="2026-08-06")

    def build(now: str) -> str:
        ended = site.main(capsys, "build", "--now", now)
        assert ended.code == 0, ended.err
        quick = site.bytes()
        assert site.main(capsys, "build", "--clean", "--now", now).code == 0
        assert site.bytes() == quick
        return ended.err

    assert build("2026-08-05") == ""
    assert site.page("so-do.html").count('href="/luu-tru/2026/08/"') == 1
    later = build("2026-08-07")
    for address in lists:
        assert f"the link to {address[1:]} leads to a list without published articles" in later
        assert f'href="{address}"' not in site.page("so-do.html")
    assert build("2026-08-05") == ""
    site.article("content/so-do.md", title="Sơ đồ", date="", layout="page", body="[x](/the/khong-co/)\n")
    assert "the link to the/khong-co/ leads nowhere" in site.main(capsys, "build", "--now", "2026-08-05").err
