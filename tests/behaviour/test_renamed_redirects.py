"""`rename` and content/data/redirects.csv: rows that led to what is renamed lead to its new address."""

import pytest

from tests.conftest import SETTINGS, Site

LIST = "content/data/redirects.csv"
KEPT = '# ghi chú, "tin/cu"\n/x.html,https://khac.example/tin/cu.html,301\n/z.html,,410\n'


@pytest.fixture(params=["/", "/cchc/"])
def base(request: pytest.FixtureRequest, site: Site, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(site.folder)
    site.write("site.toml", SETTINGS.replace("https://thu.example/", f"https://thu.example{request.param}"))
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/cu.md")
    return str(request.param)


def test_no_row_becomes_a_chain(site: Site, base: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An import writes a row for each article of a portal, and a chain is a warning."""
    site.write(
        LIST,
        f"old,new,status\n/cu.aspx?id=1,/tin/cu.html,301\n/y.html,{base}tin/cu.html#muc,302\n/v,/tin/\n{KEPT}",
    )
    ended = site.main(capsys, "rename", "content/tin", "thoi-su")
    assert "rewritten in content/data/redirects.csv" in ended.out
    assert (site.folder / LIST).read_text(encoding="utf-8") == (
        f"old,new,status\n/cu.aspx?id=1,/thoi-su/cu.html,301\n/y.html,{base}thoi-su/cu.html#muc,302\n"
        f"/v,/thoi-su/\n{KEPT}"
    )
    assert site.build().warnings == ()


def test_a_list_that_cannot_be_read_is_left_as_it_is(
    site: Site, base: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write(LIST, b"/c\xe9.html,/tin/cu.html\n")
    assert site.main(capsys, "rename", "content/tin/cu.md", "Bài mới").code == 0
    assert (site.folder / LIST).read_bytes() == b"/c\xe9.html,/tin/cu.html\n"
