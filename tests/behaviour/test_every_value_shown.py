"""Whatever a layout prints of the values it is given, a quick build equals a clean one.

In place of the layouts all values are printed, down to the last field, and pictures in two sizes. A value
that no fingerprint covers keeps its old text on some page after an edit.
"""

import time
from collections.abc import Mapping

import pytest

from bantin.build.render import ComposedPage, PageRenderer
from bantin.system.stat_signature import TRUST_AFTER_NS
from bantin.templates.regions import slot_marker
from bantin.templates.renderer import Renderer
from tests.conftest import Site
from tests.edits import EDITS, write_bulletin
from tests.printed_values import printed


def print_page(renderer: PageRenderer, page: ComposedPage) -> str:
    names = ("head", "masthead", "imprint", "menu", "side")
    return "\n".join([*printed({"site": renderer._site, **page.values}), *map(slot_marker, names)])


def print_region(_renderer: Renderer, _layout: str, values: Mapping[str, object]) -> str:
    return "\n".join(printed(values))


@pytest.fixture
def bulletin(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A built site whose pages print all that layouts are given."""
    monkeypatch.setattr(PageRenderer, "render", print_page)
    monkeypatch.setattr(Renderer, "render", print_region)
    write_bulletin(site, monkeypatch)
    time.sleep(TRUST_AFTER_NS / 1e9)  # else the next build reads everything again
    site.build(search="build")
    return site


@pytest.mark.parametrize("name", EDITS)
def test_a_quick_build_prints_all_values_as_a_clean_one(bulletin: Site, name: str) -> None:
    before = bulletin.bytes()
    EDITS[name](bulletin)
    bulletin.build(search="build")
    quick = bulletin.bytes()
    bulletin.build(clean=True, search="build")
    assert quick != before
    assert differences(quick, bulletin.bytes()) == []


def differences(quick: Mapping[str, bytes], clean: Mapping[str, bytes]) -> list[str]:
    return [path for path in sorted({*quick, *clean}) if quick.get(path) != clean.get(path)]
