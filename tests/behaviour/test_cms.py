"""The form editor at /quan-tri/: off unless asked for, with settings made from the fields of articles."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from bantin import cms, config
from bantin.build import pipeline
from bantin.build.options import Options
from bantin.config import Cms, read_zone
from bantin.content.fields import Fields
from bantin.parallel import Workers
from tests.conftest import NOW, ROOT, Site

ON = 'cms = { repo = "to-chuc/ban-tin" }\n'


@pytest.fixture
def office(site: Site) -> Site:
    """A site with the editor; `build` uses an engine that has it."""
    engine = site.folder.parent / "engine"
    (engine / "cms" / "chunks").mkdir(parents=True)
    (engine / "cms" / "cms.js").write_text("// the editor")
    (engine / "cms" / "chunks" / "vi.js").write_text("// its words")
    site.write("site.toml", ON + (site.folder / "site.toml").read_text("utf-8"))
    site.section("content/tin", title="Tin tức")
    site.section("content/Kết quả", title="Kết quả")
    site.section("content/Kết quả/papi", title="PAPI")
    site.article("content/tin/a.md")
    return site


def build(site: Site) -> None:
    settings = config.load(str(site.folder), engine=str(ROOT))
    settings = settings._replace(cms_bundle=str(site.folder.parent / "engine" / "cms"))
    pipeline.build(settings, Options(NOW, workers=Workers()))


def settings_of(site: Site) -> Any:
    build(site)
    return json.loads(site.page("quan-tri/config.json"))


def test_without_the_setting_nothing_of_it_is_published(site: Site) -> None:
    site.article("content/a.md")
    site.build()
    assert not [path for path in site.bytes() if path.startswith("quan-tri")]


def test_with_the_setting_it_is_published_completely_and_marked_noindex(office: Site) -> None:
    build(office)
    there = {path for path in office.bytes() if path.startswith("quan-tri/")}
    assert there == {f"quan-tri/{name}" for name in ("index.html", "config.json", "cms.js", "chunks/vi.js")}
    assert '<meta name="robots" content="noindex">' in office.page("quan-tri/index.html")
    assert "quan-tri" not in office.page("sitemap.xml")


def test_a_newer_editor_is_published_with_the_next_build(office: Site) -> None:
    build(office)
    (office.folder.parent / "engine/cms/cms.js").write_text("// a newer one")
    build(office)
    assert office.page("quan-tri/cms.js") == "// a newer one"


def test_an_engine_without_the_editor_warns_and_builds_the_site(office: Site) -> None:
    settings = config.load(str(office.folder), engine=str(ROOT))._replace(cms_bundle="")
    [warning] = pipeline.build(settings, Options(NOW, workers=Workers())).warnings
    assert (warning.path, warning.line, warning.code) == ("site.toml", 1, "warn-cms-missing")


def test_every_section_has_a_collection_and_every_field_a_widget(office: Site) -> None:
    collections = settings_of(office)["collections"]
    assert [(collection["folder"], collection["label"]) for collection in collections] == [
        ("content/Kết quả", "Kết quả"),
        ("content/Kết quả/papi", "PAPI"),
        ("content/tin", "Tin tức"),
        ("content", "Trang cố định"),
    ]
    fields = Fields(read_zone("Asia/Ho_Chi_Minh")).article
    assert fields.keys() == cms._FORM_FIELDS.keys()
    offered = {field["name"] for collection in collections for field in collection["fields"]}
    assert offered == {*fields, "body"}


def test_dates_are_written_so_that_form_and_engine_read_the_same_day(office: Site) -> None:
    [tin] = [collection for collection in settings_of(office)["collections"] if collection["name"] == "tin"]
    fields = {field["name"]: field for field in tin["fields"]}
    assert {fields[name]["format"] for name in ("date", "updated", "expires")} == {"YYYY-MM-DDTHH:mm"}
    assert [name for name, field in fields.items() if field.get("required")] == ["title", "date"]
    assert not [name for name, field in fields.items() if field.get("default")], "would change old articles"


@pytest.mark.parametrize(
    "cms_, reached",
    [
        (
            Cms("a/b"),
            {"https://api.github.com", "https://*.githubusercontent.com", "https://www.githubstatus.com"},
        ),
        (Cms("a/b", "gitlab"), {"https://gitlab.com"}),
        (Cms("a/b", "gitea", base_url="https://git.tinh.vn/x/", app_id="1"), {"https://git.tinh.vn"}),
    ],
)
def test_the_policy_allows_connections_to_the_repositorys_host_only(cms_: Cms, reached: set[str]) -> None:
    policy = dict(part.strip().split(" ", 1) for part in cms.policy(cms_).split(";"))
    assert {source for source in policy["connect-src"].split() if source.startswith("http")} == reached
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["default-src"] == "'none'"


def test_the_address_of_a_self_hosted_server_is_used(office: Site) -> None:
    toml = (office.folder / "site.toml").read_text("utf-8").removeprefix(ON)
    office.write(
        "site.toml",
        'cms = { repo = "a/b", backend = "gitea", base_url = "https://git.tinh.vn/", app_id = "x" }\n' + toml,
    )
    assert settings_of(office)["backend"] == {
        "name": "gitea",
        "repo": "a/b",
        "branch": "main",
        "base_url": "https://git.tinh.vn",
        "api_root": "https://git.tinh.vn/api/v1",
        "app_id": "x",
        "auth_type": "pkce",
    }


def test_the_lock_names_no_place_to_download_from() -> None:
    lock = (ROOT / "tools/cms/package-lock.json").read_text("utf-8")
    assert "resolved" not in lock
    packages = json.loads(lock)["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
    assert not re.search(r"https?://[\w.-]*npm", lock)


def test_what_is_bundled_is_not_kept_in_the_repository() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert "/cms/" in ignored
    assert os.path.exists(ROOT / "tools" / "cms" / Path("bundle.mjs"))
