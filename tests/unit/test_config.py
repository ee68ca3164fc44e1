"""site.toml: defaults, addresses, and which folders count."""

import os
from pathlib import Path

import pytest

from bantin.config import LABELS, Config, Phrase, Shortcut, load
from bantin.errors import ContentError, UsageError
from tests.conftest import ROOT, Site


def settings(site: Site, more: str = "", address: str = "https://x.vn/") -> Config:
    site.write("site.toml", f'name = "Bản tin"\naddress = "{address}"\n{more}')
    return load(str(site.folder), engine=str(ROOT))


def test_name_and_address_are_enough(site: Site) -> None:
    config = settings(site)
    assert (config.name, config.title, config.origin, config.base) == (
        "Bản tin",
        "Bản tin",
        "https://x.vn",
        "/",
    )
    assert config.language == "vi"
    assert config.labels == LABELS
    assert config.content == str(site.folder / "content")
    assert config.output == str(site.folder / "output")
    assert config.cache == str(site.folder / ".cache")


@pytest.mark.parametrize(
    "address, origin, base",
    [
        ("https://x.vn", "https://x.vn", "/"),
        ("https://x.vn/cchc", "https://x.vn", "/cchc/"),
        ("https://x.vn/cchc/", "https://x.vn", "/cchc/"),
        ("http://x.vn:8080/a/b/", "http://x.vn:8080", "/a/b/"),
        ("HTTPS://CCHC.Hà-Giang.vn:8443/cchc", "https://cchc.xn--h-giang-8va.vn:8443", "/cchc/"),
        ("https://báo.vn", "https://xn--bo-mia.vn", "/"),
        ("https://xn--bo-mia.vn/", "https://xn--bo-mia.vn", "/"),
    ],
)
def test_an_address_may_have_a_path(site: Site, address: str, origin: str, base: str) -> None:
    config = settings(site, address=address)
    assert (config.origin, config.base) == (origin, base)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://x.vn/",
        "https://",
        "https://x.vn/../",
        "https://hà_giang.vn/",
        f"https://{'ă' * 60}.vn/",
        "https://x.vn/một cửa/",
        "https://x y.vn/",
        "https://x.vn<script>/",
        "https://a:b@x.vn/",
        "https://[x/",
        "https://x.vn//a/",
    ],
)
def test_an_invalid_address_is_refused(site: Site, address: str) -> None:
    with pytest.raises(ContentError) as caught:
        settings(site, address=address)
    assert [problem.code for problem in caught.value.problems] == ["not-an-address"]


@pytest.mark.parametrize(
    "address, guess",
    [
        ("x.vn", "https://x.vn"),
        ("//x.vn/", "https://x.vn/"),
        ("www.x.vn/cchc", "https://www.x.vn/cchc"),
        ("https://x.vn/index.html", "https://x.vn/"),
        ("https://x.vn/?a", "https://x.vn/"),
        ("https://x.vn/cchc#a", "https://x.vn/cchc"),
        ("báo.vn", "https://báo.vn"),
    ],
)
def test_an_address_that_is_meant_is_suggested(site: Site, address: str, guess: str) -> None:
    with pytest.raises(ContentError) as caught:
        settings(site, address=address)
    (refused,) = caught.value.problems
    assert (refused.code, dict(refused.args)["guess"]) == ("not-an-address-near", guess)


@pytest.mark.parametrize(
    "line, code, way_out",
    [
        ("name: Bản tin", "toml-colon", 'write name = "Bản tin"'),
        ("name = “Bản tin”", "toml-curly", "straight ones"),
        ('menu = [“a”, "b"]', "toml-curly", "straight ones"),
        ('tên = "Bản tin"', "toml-name", "without accents"),
        ('date time = "a"', "toml-name", "without accents"),
        ("name = Bản tin  # tên", "toml-unquoted", 'write name = "Bản tin"'),
        ("value = 02033835678", "toml-unquoted", 'write value = "02033835678"'),
        ('name = "Bản tin', "toml-quote-open", "on one line"),
        ('name = "Bản "tin" tỉnh"', "toml-quote-inside", "the other kind of quotes"),
        ('menu = ["a" "b"]', "toml-bracket", "put a comma between the values"),
        ('menu = "a", "b"]', "toml-no-bracket", 'write menu = ["a", "b"]'),
        ('language = "vi",', "toml-stray-sign", "delete it"),
        ("search = True", "toml-boolean", "write search = true"),
        ('cms = { repo = "a/b", }', "toml-braces", "on one line"),
        ('cms = { repo = "a/b",\n branch = "x" }', "toml-braces", "on one line"),
        ('[deploy.máy chủ]\nkind = "ssh"', "toml-table-name", "write [deploy.may-chu]"),
        ("name = 'a'\nname = 'b'", "toml-twice", "keep one of the two"),
        ("name = 2026-13-45", "toml-unquoted", 'write name = "2026-13-45"'),
        ("[dates", "bad-toml", "straight quotes"),
    ],
)
def test_a_line_that_is_not_toml_has_a_way_out(site: Site, line: str, code: str, way_out: str) -> None:
    site.write("site.toml", f"{line}\n")
    with pytest.raises(ContentError) as caught:
        load(str(site.folder), engine=str(ROOT))
    assert [problem.code for problem in caught.value.problems] == [code]
    assert way_out in str(caught.value.problems[0])


def test_tables_have_defaults_for_missing_settings(site: Site) -> None:
    config = settings(
        site,
        'dateline = ["Đăng: {posted}", "{views} lượt"]\n'
        "[lists]\npage = 7\n[dates]\ndate = 'd/M'\n[labels]\nhome = 'Đầu trang'\n"
        "[[imprint]]\nlabel = 'Email'\nvalue = 'a@x.vn'\n[[shortcuts]]\ntitle = 'Giới thiệu'\n"
        "to = 'a.html'\n",
    )
    assert (config.lists.page, config.lists.latest) == (7, 5)
    assert (config.dates.date, config.dates.date_time) == ("d/M", "HH:mm dd/MM/yyyy")
    assert (config.labels["home"], config.labels["latest"]) == ("Đầu trang", "Tin mới nhất")
    assert config.dateline == (Phrase("Đăng: ", "posted", ""), Phrase("", "views", " lượt"))
    assert (config.imprint[0].label, config.imprint[0].url) == ("Email", "")
    assert config.shortcuts == (Shortcut("Giới thiệu", "a.html"),)


def test_all_problems_of_a_file_are_reported_at_once(site: Site) -> None:
    with pytest.raises(ContentError) as caught:
        settings(site, 'plase = "Lai Châu"\nzone = "Ha Noi"\n[lists]\npage = 0\n')
    assert [(problem.line, problem.code) for problem in caught.value.problems] == [
        (3, "unknown-field-near"),
        (4, "unknown-zone"),
        (6, "not-a-size"),
    ]


def test_the_sites_own_layouts_and_assets_come_first(site: Site) -> None:
    site.write("layouts/base.html", "")
    config = settings(site)
    assert config.layouts == (str(site.folder / "layouts"), str(ROOT / "layouts"))
    assert config.assets == (str(ROOT / "assets"),)


def test_a_site_that_is_the_engines_own_counts_once() -> None:
    assert load(str(ROOT), engine=str(ROOT)).layouts == (str(ROOT / "layouts"),)


def test_folders_are_taken_from_where_the_command_is_given(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.folder)
    config = load(".", engine=str(ROOT), output="ra", cache="../nho")
    assert config.output == str(site.folder / "ra")
    assert config.cache == os.path.abspath(site.folder / "../nho")


def test_a_folder_without_settings_or_content_is_reported_in_a_sentence(site: Site, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no site\.toml in .*a site is a folder"):
        load(str(tmp_path), engine=str(ROOT))
    (tmp_path / "site.toml.txt").touch()
    with pytest.raises(UsageError, match=r"site\.toml\.txt in .* is not read; rename it to site\.toml"):
        load(str(tmp_path), engine=str(ROOT))
    with pytest.raises(UsageError, match=r"there is no content folder .*; create it, or name another"):
        load(str(site.folder), engine=str(ROOT), content=str(tmp_path / "khong-co"))
