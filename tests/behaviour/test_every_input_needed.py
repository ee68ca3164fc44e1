"""No digest of a fingerprint can be left out: some edit changes each input alone.

`test_every_value_shown` shows that fingerprints miss nothing; this module, that they contain nothing more.
"""

import time
from collections.abc import Mapping
from typing import NamedTuple

import pytest

from bantin import config
from bantin.build.options import Options
from bantin.build.prepare import PreparedSite, inspect_site
from bantin.build.render import PageRenderer
from bantin.cache.blobs import PackSpan
from bantin.pages import KINDS, input_names, page_digests, page_values
from bantin.search import Mode
from bantin.system.stat_signature import TRUST_AFTER_NS
from bantin.templates.regions import BodySlot
from tests.conftest import ENGINE, NOW, Site
from tests.edits import EDITS, write_bulletin
from tests.printed_values import printed

# Covered by another input of the page: all sections.
COVERED = {("map", "breadcrumb"), ("search", "menu")}


class FilledBody(BodySlot):
    """A body in place of which its targets are printed."""

    def __init__(self, _span: PackSpan, attributes: tuple[str, ...]) -> None:
        self.attributes = attributes

    def __html__(self) -> str:
        return "".join(self.attributes)


class ExaminedPage(NamedTuple):
    """A page as it would be built. digests: of its inputs, by name. values: as text."""

    kind: str
    digests: Mapping[str, bytes]
    values: list[str]


def examine(site: Site, mode: Mode) -> dict[str, ExaminedPage]:
    """Return the pages of the site by address; nothing is published."""
    return inspect_site(config.load(str(site.folder), engine=str(ENGINE)), Options(NOW, search=mode), look)


def look(prepared: PreparedSite) -> dict[str, ExaminedPage]:
    site = prepared.with_search()
    context = site.site_context
    renderer = PageRenderer(prepared.context, context, prepared.context.renderer.result())

    return {
        page.address: ExaminedPage(
            page.kind,
            dict(zip(input_names(page.kind), page_digests(context, page), strict=True)),
            [*printed(page_values(renderer.views, page, FilledBody))],
        )
        for page in site.pages
    }


def files_of(site: Site) -> dict[str, bytes]:
    folders = (site.folder / name for name in ("content", "assets"))
    files = [site.folder / "site.toml", *(file for folder in folders for file in folder.rglob("*.*"))]
    return {file.relative_to(site.folder).as_posix(): file.read_bytes() for file in files}


def restore(site: Site, files: Mapping[str, bytes]) -> None:
    for path, data in files_of(site).items():
        if path not in files:
            (site.folder / path).unlink()
        elif data != files[path]:
            site.write(path, files[path])


def test_each_input_of_a_page_is_the_only_one_that_some_edit_changes(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_bulletin(site, monkeypatch)
    time.sleep(TRUST_AFTER_NS / 1e9)  # else each look reads everything again
    site.build(search="build")
    files = files_of(site)
    needed = set()
    for mode in ("build", "last"):  # with an index of the last build, other inputs tell what it would
        before = examine(site, mode)
        for edit in EDITS.values():
            edit(site)
            for address, page in examine(site, mode).items():
                old = before.get(address)
                if old and old.kind == page.kind:
                    changed = {name for name in page.digests if page.digests[name] != old.digests[name]}
                    if len(changed) == 1 and page.values != old.values:
                        needed |= {(page.kind, *changed)}
            restore(site, files)
    declared = {(kind, name) for kind in KINDS for name in input_names(kind)}
    assert declared - needed == COVERED
