"""The JSON Schemas agree with the validators; .vscode/ gives them to editors."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import ROOT
from tools.schemas import FOLDER, SCHEMAS, text

SITES = [ROOT / "site.toml", *sorted((ROOT / "examples").glob("*/site.toml"))]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_what_the_validators_say(name: str) -> None:
    """`python -m tools.schemas` writes them again."""
    assert (FOLDER / name).read_text(encoding="utf-8") == text(SCHEMAS[name]())
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(SCHEMAS)


def mistakes(name: str, value: Any) -> list[str]:
    schema = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return [error.json_path for error in Draft202012Validator(schema).iter_errors(value)]


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.parent.name)
def test_sites_and_their_data_fit_the_schemas(path: Path) -> None:
    assert mistakes("site.json", tomllib.loads(path.read_text(encoding="utf-8"))) == []
    for data in (path.parent / "content" / "data").glob("*.toml"):
        if data.name == "viet-tat.toml":  # abbreviations
            continue
        assert mistakes("chart-data.json", tomllib.loads(data.read_text(encoding="utf-8"))) == []


def test_mistakes_do_not_fit_the_schemas() -> None:
    site = {"name": "a", "address": "https://x.example/", "search": "yes", "side": ["lates"], "widht": 3}
    assert sorted(mistakes("site.json", site)) == ["$", "$.search", "$.side[0]"]
    assert mistakes("front-matter.json", {"title": "a", "tag": "b"}) == ["$"]
    row = {"title": "a", "series": [{"index": "a", "values": [{"year": "2018", "rank": 1}]}]}
    assert mistakes("chart-data.json", row) == ["$.series[0].values[0].year"]


def test_the_settings_of_vs_code_name_what_is_there() -> None:
    folder = ROOT / ".vscode"
    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    named = settings["evenBetterToml.schema.associations"].values()
    assert all((ROOT / name).is_file() for name in named)
    [task, *_] = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    pattern = task["problemMatcher"]["pattern"]["regexp"]
    assert re.match(pattern, "content/a.md:3:7: error: `date` is 31/02/2026; correct it [no-such-date]")
