"""The shorter paths write what the longer ones write, for every text that they accept.

And nothing unsafe comes out of any, whatever goes in.
"""

import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bantin.errors import Problem
from bantin.markdown import commonmark, plain
from bantin.markdown.clean import clean, clean_generated
from bantin.model import Prose
from tests.texts import has_plain_parts, is_plain, write, write_in_parts, write_whole

# Each a block, or nearly one: what editors write, and what only looks like it.
# fmt: off
BLOCKS = [
    "Một đoạn văn.", "Dòng một\ndòng hai", "Xuống hàng  \nở đây", "x", "20/6/2017, họp.", "1.224 thủ tục",
    "## Mục một", "# Mục", "### Mục *hai* ###", "##Sát", "## A\nb", "## A\n- b", "#", "## ", "a\n# b",
    "# C# d", "- a\n- b", "* a\n* b", "+ a", "1. a\n2. b", "3. a\n3. b", "- a\n\n- b",
    "- a\n- b\n\n1. c\n2. d", "-   a", "- a\n    - b\n    - c\n- d", "1. a\n    * b\n2. c", "- a\n  b\n- c",
    "- a\nb", "- a\n\n    b", "- \n- b", "- # a", "- > a", "- 1. a", "1. - a", "- : a", "- a | b\n- | -",
    "- **a**: [b](c.md)", "- ![a](b.png)", "> a", "> a\n> b", "> a\n>\n> - b", "> a\nb", "> > a", "> ## a",
    "> a | b\n> -|-\n> c | d", ">", "a\n> b", "| a | b |\n|---|--:|\n| 1 | *2* |", "a|b\n-|-\n1",
    "|a|\n|-|\n|b|", "a|b\n:-:|:-", "a | b\nc | d", "---", "***", "* * *", "_ _ _", "-- --", "a\n---",
    "a\n===", "===", "- - -", "    a", "a\n    b", "\ta", '![a](b.jpg "C. Ảnh: D")', "![a](b.jpg)\n*c*",
    '![a](b.jpg "d")  \n*c. Nguồn: E*', "![a](b.jpg) c", "[a]: b", "[^1]: a", "*[AB]: c", "a\n: b", ": a",
    "~~~\na\n~~~", "```\na\n```", "<div>a</div>", "<!-- a -->", "![](/data/a.toml)",
    '![a & "b](../data/a.toml#b,c "D. Biểu đồ: E")', "![a](b.toml)\n*c*", "- ![a](b.toml)",
]
# Each a piece of a line.
WORDS = [
    "đường dây nóng", "Ừ", "a", "12", "1.", "2)", "12. ", "(", ")", "“a”", "'b'", '"c"', "–", "…", "%", "é",
    "😀", "*a*", "**a**", "*", "**", "***", "_a_", "__a__", "_", "a_b_c", "a*b", "5 * 3", "(*a*)", "*a*,",
    "**a *b* c**", "[a](b.md)", '[a](/b_c.html "t")', "![a](b.png)", '![](b.png "Ảnh: C")', "[*a*](b)",
    "[a](b&c=1)", "[1]", "[a](https://b.vn/?c=d)", "[a](mailto:b@c.vn)", "[a](tel:1)", "[a](#b)",
    "[a](javascript:b)", "[a]()", "[a](//b)", "[a](b c)", "[a](<b>)", "[a](b 'c')", "[a](b(c))", "[a][b]",
    "![a](b.toml)", "[a](b.toml)", "[a", "b]", "](", "[[a](b)](c)", "[[a](b) [c] d](e)", "[^1]",
    "!", "![a", "&", "&amp;",
    "&nbsp;", "&#39;", "&#8217;", "e&#769;", "&#64978;", "&copy", "&a;",
    "R&D", "<", ">", "5 < 6", "<b>", "</b>", "<br>", "<a@b.c>", "https://a.vn/b_c_d", "a@b.vn", "\\*", "\\",
    "`a`", "`", "{: .a}", "{", "{{ a }}", "#a", "|", "~", "=", ":", "+",
]
GAPS = [
    " ", " ", " ", " ", "", "\n", "\n", "  \n", "   \n", " \n", "\n ", "\n    ", "\n\n", "\n\n", "\n\n\n",
    "\n \n", "\n\n- ", "\n- ", "\n1. ", "\n\n> ", "\n> ", "\n\n## ", "\n| ", " | ", "\t", "\xa0", "\u2003",
    "\n\xa0", "\n: ",
]
# fmt: on
block_texts = st.lists(
    st.tuples(st.sampled_from(BLOCKS), st.sampled_from(["\n\n", "\n\n", "\n", "\n\n\n", "\n \n"])), max_size=6
).map(lambda pairs: "".join(block + gap for block, gap in pairs))
line_texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=12).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
# Nearly all of them nothing but paragraphs, by what may begin one.
LINES = [
    "Một đoạn văn.",
    "Ừ",
    "12 bài",
    "12. ",
    "12) a",
    "2)",
    "1.",
    "(a)",
    "“a”",
    "'b'",
    "–",
    "…",
    "%",
    "é",
    "😀",
    "+ a",
    "- a",
    "= a",
    ": a",
    "> a",
    "a: b",
    "a = b",
    "w.w",
    "ww.a",
    "Www.a.vn",
    "a@b.vn",
    "ftp://a",
    "a!",
    "/",
    "^",
    "$a$",
    "a;",
    "?",
    "~a",
    "a\xa0b",
    "\xa0a",
    "\u2003a",
    "a ",
    "x  y",
    "١. a",
    "a\tb",
]
line_only_texts = st.lists(st.sampled_from(LINES), max_size=4).map("\n\n".join)
any_texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=30)
sign_texts = st.text(" \n\n-*_#>|:[]()!&<.1a", max_size=12)
texts = st.lists(
    st.one_of(block_texts, line_texts, line_only_texts, sign_texts, any_texts), min_size=1, max_size=3
).map("\n\n".join)


# fmt: off
HOSTILE = [
    "<script>a</script>", "<chart>", '<img src="a.toml" alt=">">', "<script>", "<img src=x onerror=a>",
    '<a href="javascript:a">', "<svg onload=a>",
    "<style>", '<p style="a" onclick="b">', "<iframe src=a>", "</p>", "</div>", "<table><tr><td>", "<b><i>",
    "<math><mi>", '"', "'", "`", '">', "<!--", "-->", "<![CDATA[", "]]>", "<?a", "<a", "=",
    "&#x6A;avascript:", "\x85", "data:a", '<div markdown="1">', '<p markdown="span">', "<details markdown>",
    '[a](b "c\\" onclick=\\"d")', "{: onclick=a }", "[^a]", "[^a]: b", "[^a b]", "[^a b]: *c*", "*[a]: b<c",
    '[a]: javascript:b "c"', "[a][a]", "///Footnotes Go Here///", '<li id="fn:1">',
    '<a class="footnote-ref" href="#fn:1">', '<h2 id="x">', "<img>", '<img alt="a" src="b.png">',
    "<div>", "<pre>", "</pre>", "<iframe>", "</iframe>", "<details><summary>a</summary>", "<ul><li>", "</a>",
    '<a title="', '<a title="b>', '" href="b">', "<dl><dt>", 'a "b" c', '="',
]
# fmt: on
hostile_texts = st.lists(
    st.tuples(st.sampled_from(HOSTILE + WORDS + BLOCKS), st.sampled_from(GAPS)), max_size=10
).map(lambda pairs: "".join(piece + gap for piece, gap in pairs))


def without_lines(written: tuple[Prose, list[Problem]]) -> tuple[Prose, list[Problem]]:
    prose, problems = written
    targets = tuple(target._replace(line=0) for target in prose.targets)
    return prose._replace(targets=targets), [problem._replace(line=0) for problem in problems]


def assert_paths_agree(text: str) -> bool:
    """Assert that the paths agree; tell whether a shorter one took the text.

    Lines may differ: one address may also be a word of a plain paragraph, and is then found too early.
    """
    if "<" not in text and not plain.take_out(text.encode()).has_odd_reference:
        generated = commonmark.read(text)
        assert clean_generated(generated) == clean(generated)
    prose, problems = write_whole(text, path="a.md", first_line=5)
    assert without_lines(write_in_parts(text, path="a.md", first_line=5)) == without_lines((prose, problems))
    if prose.used_fast_path:
        assert write_whole(text, path="a.md", first_line=5, extended=True) == (prose, problems)
    return is_plain(text) or has_plain_parts(text)


@given(st.one_of(texts, hostile_texts))
@settings(max_examples=800)
@example("c  \n *a*")
@example("!  \n\u2003")
@example("a\n ")
@example("1) a")
@example("Www.a.vn")
@example("x\n\n= a")
@example("> a\n\nx\n\n2)\n\n")
@example("a\n\n: b")
@example("[a\n\nb](c)")
@example("```\n\na\n\n```")
def test_the_shorter_paths_write_what_the_longer_ones_write(text: str) -> None:
    assert_paths_agree(text)


ALLOWED = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|caption|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|"
    r"footer|h[2-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|section|small|span|strong|sub|summary|sup|table|"
    r"tbody|td|tfoot|th|thead|time|tr|u|ul|var|chart(?=\0))\0?"
    r"(?: (?:alt|aria-label|class|colspan|datetime|id|lang|open|reversed|role|rowspan|scope|start|tabindex|"
    r"title|value)"
    r'="[^"<>]*"| href="#fn[^"<>]*")*>'
)


@given(st.one_of(hostile_texts, texts))
@settings(max_examples=1_000)
@example("<a\0 href=x>\0</a>")
def test_only_allowed_tags_come_out_and_every_token_has_its_target(text: str) -> None:
    prose, _ = write(text, path="a.md")
    html = prose.html.decode()
    tokens = re.findall(r"<(a|img|chart)\0", html)
    kinds = {"a": "link", "img": "picture", "chart": "chart"}
    assert [kinds[tag] for tag in tokens] == [target.kind for target in prose.targets]
    assert html.count("\0") == len(tokens)
    assert not re.search("[<>]", ALLOWED.sub("", html))
    assert all(1 <= target.line <= text.count("\n") + 1 for target in prose.targets)
    assert "<" not in prose.first_paragraph or "<" in text or "&" in text


def documents(seed: int, count: int) -> Iterator[str]:
    chance = random.Random(seed)
    for _ in range(count):
        pieces, gaps = chance.choice(
            [
                (LINES, ["\n\n"]),
                (BLOCKS, ["\n\n"]),
                (BLOCKS, GAPS),
                (WORDS, GAPS),
                (WORDS, [" ", " ", "\n\n"]),
            ]
        )
        yield "".join(chance.choice(pieces) + chance.choice(gaps) for _ in range(chance.randint(1, 6)))


@pytest.mark.long
def test_one_hundred_thousand_documents_agree() -> None:
    for text in documents(2026, 100_000):
        assert_paths_agree(text)


def test_enough_generated_texts_take_the_fast_path() -> None:
    taken = sum(map(assert_paths_agree, documents(7, 1_000)))
    assert taken > 40
