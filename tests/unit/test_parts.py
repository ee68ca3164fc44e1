"""Each part of a page by itself: a name in three places, and what it writes for given values.

The cases stand in tests/cases/parts/, one file a part: `given` are the macro's parameters by name, `html` is
what it writes. The layouts' own words are those of a site that sets none. In `given`, `!html` marks text that
is HTML already, and a picture that has `at: true` writes a mark in place of itself, as slots do in `html`.
`make golden` writes `html` again.
"""

import os
import re
from pathlib import Path
from textwrap import indent
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from markupsafe import Markup

from bantin.config import LABELS
from bantin.templates.renderer import Renderer
from tests.conftest import ROOT

CASES = ROOT / "tests" / "cases" / "parts"
PARTS = sorted(path.stem for path in (ROOT / "layouts" / "parts").iterdir())


class Loader(yaml.SafeLoader):
    """YAML with `!html`."""


def html(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Markup:
    return Markup(loader.construct_scalar(node))


Loader.add_constructor("!html", html)


def read(part: str) -> list[dict[str, Any]]:
    file = CASES / f"{part}.yaml"
    return list(yaml.load(file.read_text("utf-8"), Loader)) if file.exists() else []


def value(given: Any) -> Any:
    """Return a value as layouts see it: with names, and pictures that have `at`."""
    if isinstance(given, list):
        return tuple(map(value, given))
    if not isinstance(given, dict):
        return given
    names = {name: value(item) for name, item in given.items()}
    if names.get("at") is True:
        names["at"] = lambda place, alt="": Markup('<img data-place="{}" alt="{}">').format(place, alt)
    return SimpleNamespace(**names)


@pytest.fixture
def renderer(tmp_path: Path) -> Renderer:
    for part in PARTS:
        call = f'{{% from "parts/{part}.html" import {part} %}}{{{{ {part}(**given) }}}}'
        (tmp_path / f"{part}.html").write_text(call)
    return Renderer([str(tmp_path), str(ROOT / "layouts")], compiled=str(tmp_path / "compiled"))


def written(renderer: Renderer, part: str, given: dict[str, Any]) -> str:
    source = (ROOT / "layouts" / "parts" / f"{part}.html").read_text("utf-8")
    signature = source.partition(f"macro {part}(")[2].partition(")")[0]
    given = {name: value(item) for name, item in given.items()}
    if "labels" in signature:
        given["labels"] = SimpleNamespace(**LABELS)
    text = renderer.render(f"{part}.html", {"given": given})
    return re.sub("\0(.*?)\0", r"{slot \1}", text).strip() + "\n"


def test_every_part_has_its_one_name_in_three_places() -> None:
    assert [path.stem for path in sorted(CASES.iterdir())] == [*PARTS]
    # An office may have sheets of its own in assets/.
    assert {*PARTS} <= {path.stem for path in (ROOT / "assets/css/parts").glob("*.css")}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_writes_this_html(renderer: Renderer, part: str) -> None:
    html = {case["case"]: written(renderer, part, case["given"]) for case in read(part)}
    if "BANTIN_GOLDEN" in os.environ:
        write(part, [*html.values()])
    assert html == {case["case"]: case["html"] for case in read(part)}


def write(part: str, cases: list[str]) -> None:
    """Write the cases with the present HTML below each."""
    file = CASES / f"{part}.yaml"
    blocks = [block.partition("  html: |")[0] for block in file.read_text("utf-8").split("- case: ")[1:]]
    with file.open("w", encoding="utf-8") as out:
        for block, html in zip(blocks, cases, strict=True):
            out.write(f"- case: {block}  html: |\n" + indent(html, "    "))
