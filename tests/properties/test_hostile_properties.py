"""Any text in an article or in site.toml is refused by name, or ends in safe pages.

The fragments are those from which attacks on sanitizers, feeds and templates are put together.
"""

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bantin import markdown
from bantin.errors import ContentError
from bantin.site.filled_body import fill_targets
from bantin.site.players import OwnMedia, own_player
from tests import safe
from tests.conftest import Site

EXAMPLES = int(os.environ.get("BANTIN_EXAMPLES", "0"))

PIECES = """\
<script> </script> <script/x> <SCRIPT <style> </style> <svg> </svg> <svg/onload=x> <math> </math>
<mtext> <mglyph> <table> </table> <tr> <td> </td> <p> </p> <div> </div> <div/markdown=1> <b> </b> <i> <a
</a> <img <iframe> <noscript> </noscript> <template> <select> <option> <textarea> </textarea> <title>
</title> <plaintext> <form> </form> <base <!-- --> <!--> --!> <![CDATA[ ]]> <? ?> <!x </x < > & " ' ` =
/ \\ href= src= onerror=alert(1) onclick="x" style=x id=noi-dung class="footnote" name=x javascript:x
data:x //e.example https://e.example/ a.md #fn:1 &#106; &colon; &lt; &#60; &amp;lt; &#x202e; &#0; &Tab;
[ ] ( ) [a]( ](x) ![ ![a](b.png) ![a](b.mp4) [^1] [^1]: *[a]: {: } {#x} {{ }} {% %} {# | |-| * ** _ ~~~ ``` #
> - 1. : === --- \\[ \\* Chữ a b https: mailto: ${x} %s </main> </body> <h1> <li/id=fn:1> <sup/id=fnref:1>
<a/class=footnote-ref/href=#fn:1> <td/align=x> <time/datetime="> <abbr/title=' <details/open/ontoggle=x>
""".split()
GAPS = ["", "", " ", "\n", "\n\n", "\t", "    ", "\u00a0", "\u200b", "\u0301"]

fragments = st.lists(
    st.tuples(st.sampled_from(PIECES) | st.text(max_size=4), st.sampled_from(GAPS)), min_size=1, max_size=25
).map(lambda pairs: "".join(piece + gap for piece, gap in pairs))

PAGE = f"""<!doctype html>
<html lang="vi"><head><meta http-equiv="Content-Security-Policy" content="{safe.POLICY}"></head>
<body><main><div class="prose">
%s
</div></main><footer></footer></body></html>
"""


@settings(max_examples=EXAMPLES * 30 or 150)
@given(fragments)
def test_prose_is_safe_whatever_its_author_wrote(text: str) -> None:
    text = "".join(c for c in text if c in "\n\t" or (c >= " " and c != "\x7f"))
    body, _ = markdown.write(text.encode(), path="content/a.md")
    written = {"link": ' href="/x"', "media": own_player(OwnMedia("/x.mp4", "video MP4", "5 KB"))}
    addressed = tuple(written.get(target.kind, ' src="/x" width="1"') for target in body.targets)
    page = PAGE % fill_targets(body.html.decode(), addressed)
    assert "\0" not in page
    assert safe.tree_faults(page) == []
    assert safe.outline(page) == ["main", "div.prose", "footer"]


@settings(max_examples=EXAMPLES or 12)
@given(st.lists(fragments, min_size=8, max_size=8))
def test_a_site_is_safe_whatever_its_fields_hold(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        site = Site(Path(folder) / "site")
        lay_out(site, texts)
        try:
            site.build()
        except ContentError as error:
            for problem in error.problems:
                assert (site.folder / problem.path).exists(), str(problem)
            assert not (site.folder / "output").exists()
            return
        assert safe.faults(site.folder / "output") == []


def lay_out(site: Site, texts: list[str]) -> None:
    """Write three articles, a section and the settings with these texts in every field that may hold one."""
    one, two, three, four, five, six, seven, eight = (json.dumps(text, ensure_ascii=False) for text in texts)
    site.write("content/tin/_index.md", f"---\ntitle: {one}\nsummary: {two}\n---\n")
    site.article(
        "content/tin/a.md", title=three, summary=four, author=five, source=six, tags=[f"A {seven}"[:60]]
    )
    site.article("content/tin/b.md", title="B", body=texts[7] + "\n", views=3, aliases=["/cu.html"])
    site.article("content/c.md", title=eight, date="", layout="page", body=texts[0] + "\n")
    settings_ = f"title = {two}\nplace = {three}\nnote = {four}\n[labels]\nhome = {five}\nlatest = {six}\n"
    site.write("site.toml", (site.folder / "site.toml").read_text(encoding="utf-8") + settings_)


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script>",
        '<p onclick="x">a</p>',
        '<p style="x">a</p>',
        '<a href="java\tscript:x">a</a>',
        '<img src="//e.example/x">',
        "<svg><a xlink:href='javascript:x'></a></svg>",
        '<p id="a"></p><p id="a"></p>',
        "<iframe></iframe>",
    ],
)
def test_the_check_of_pages_finds_what_is_unsafe(page: str) -> None:
    assert safe.tree_faults(PAGE % page)
