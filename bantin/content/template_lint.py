"""Signs of other systems that readers would see: of formulas, wikis, shortcodes, imports, entities.

`markdown.leftovers` looks for those in braces; these may be in any paragraph, and are reported only where
the page shows them.
"""

import re
from collections.abc import Iterator
from itertools import islice

from bantin.content import shortcodes
from bantin.content.body_lines import Body, Line
from bantin.errors import Problem, problem
from bantin.markdown import limits
from bantin.markdown.shown import GAP

_LONGEST, _START = 60, 12  # characters of a sign that a warning repeats, and that are looked for in the page
_BBCODE = "b|i|u|s|url|img|quote|code|center|color|size|font|list"
# What a page must contain, what to look for in the Markdown, and whose sign it is. A literal comes first in
# most patterns, for which Python searches ten times as fast.
_SIGNS = tuple(
    (needed, re.compile(pattern, re.MULTILINE), name)
    for needed, pattern, name in (
        ("$$", r"\$\$(?<![A-Z]\$\$)[^$\n]*(?:\$\$)?", "LaTeX"),  # but not `US$$5`
        (
            "$",
            r"\$(?<![\\$\w]\$)(?=[^\s$])[^$\n]{0,200}?[\\^_{][^$\n]{0,200}?(?<![\s\\])\$(?![\w$])",
            "LaTeX",
        ),
        ("\\", r"\\(?:\\[(\[].*?(?:\\\\[)\]]|$)|(?:begin|end)\{\w+\*?\}|(?:newpage|pagebreak)\b)", "LaTeX"),
        ("!!!", r"^[ \t]*!!! ?\w.*", "MkDocs"),
        ("???", r"^[ \t]*\?\?\?\+? \w.*", "MkDocs"),
        ("===", r"^[ \t]*===[!+]? \"[^\"\n]*\"", "MkDocs"),
        ("[/", rf"\[/(?i:{_BBCODE})\]", "BBCode"),
        (
            "[",
            rf"\[(?:(?:{shortcodes.NAMES})[ =:][^\]\n]*|{shortcodes.WITH_VALUES}[^\]\n]*"
            rf"|/(?!(?i:{_BBCODE})\])[a-z][a-z0-9_-]*)\](?!\()",
            "WordPress",
        ),
        ("[", r"\[(?:TOC\]|toc\]|\[_?(?i:toc)_?\]\])", "Python-Markdown"),
        ("[!", r"\[!(?<!\[\[!)(?!\[)[^\[\]\n]{2,20}\]", "Obsidian"),
        ("[", r"\[(?<=[-*+] \[)[>/!?*-]\](?= )", "Obsidian"),  # boxes of its own
        ("^", r"\^(?<!\S\^)(?:[a-z][\w-]{2,}|[0-9a-z]{6})[ \t]*$", "Obsidian"),
        ("[", r"\[-?@[a-zA-Z][\w:.-]*(?:[;,][^\[\]\n]*)?\](?!\()", "Pandoc"),
        ("^", r"\^(?<=[^\W_]\^)[\w.,+-]{1,10}\^(?![\w\\{(*'])", "Pandoc"),
        ("^[", r"\^\[(?<=[^\W\d]\^\[)[^\[\]\n]*[ \w]{4}[^\[\]\n]*\]", "Pandoc"),
        (
            "{",
            r"\{(?:(?<=[)\]]\{) ?(?:[.#][\w-]+|[\w-]+=)[^{}\n]*\}"
            r"|(?<!\S\{)(?<!::: \{) ?(?:[.#][a-z]|[\w-]+=[\"'])[^{}\n]*\}[ \t]*$)",
            "Pandoc",
        ),
        ("{", r"\{(?:loadposition|loadmodule|modulepos|mosimage|mospagebreak)\b[^{}\n]*\}", "Joomla"),
        ("{/", r"\{(?<!\{\{)([a-z]\w*)(?: [^{}\n]*)?\}[^{}\n]*\{/\1\}", "Joomla"),
        ("{", r"\{(?<![{$]\{)(?:props|frontmatter|metadata|this|page|post|site|data)\.[\w.]+\}(?!\})", "MDX"),
        ("${", r"\$\{\w[\w.]*\}", "JavaScript"),
        ("%%", r"%%(?:[^%\n]+%%|(?<=^%%)[ \t]*$)", "Obsidian"),
        ("'''", r"'''[^'\n]+'''", "MediaWiki"),
        ("&lt;!--", r"<!--", "HTML"),
        ("<p>import ", r"^import[ \t]+\S.*?[ \t]+from[ \t]+[\"'].+", "MDX"),
        ("<p>export ", r"^export[ \t]+(?:const|default)[ \t].+", "MDX"),
        ("&lt;/", r"</[A-Z]\w*[a-z]\w*>", "MDX"),
        (":", rf":(?<![^\s(]:)[a-z][a-z-]*:(?={GAP})", "Sphinx"),
        (":", r":(?<![^\s(]:)[a-z][a-z0-9_+-]+:(?![^\s.,;!?)])", "GitHub"),
    )
)
# Tags that only a browser's parser could make out, such as one whose quotes are never closed, and the ends of
# tags with other names.
_TAG = re.compile(
    r"<(?<!\\<)(?:/?(?:a|b|br|div|em|font|h[1-6]|i|iframe|img|li|p|script|span|strong|table|td|tr|ul)"
    r"(?:[^\S\n]+[a-z-]+=|/?>)|/(?-i:[a-z][a-z0-9-]*>))",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(rf"[\\_*\[\]~<{GAP}]|https?:")
_ENTITY = re.compile(r"&(?:amp;)?([a-z]{2,8};|#\d{2,6})")
# The source of a diagram, and code that Quarto and R Markdown run.
_SOURCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,}) *(mermaid|plantuml|puml|\{[a-z]+)\b", re.MULTILINE)
# The width of a picture in its alternative text.
_SIZE = re.compile(r"!\[[^\[\]\n]*(\|\d{2,4}(?:x\d{2,4})?)\]\(")


def problems(body: Body, path: str) -> Iterator[Problem]:
    """Yield a warning for the first place of each sign."""
    reported: set[str] = set()
    for needed, pattern, name in _SIGNS:
        if not body.holds(needed) or name in reported:
            continue
        shown = (
            (line, match[0].strip())
            for line, match in islice(body.matches(pattern), limits.SEARCHES)
            if _is_shown(body, line, match[0].strip())
        )
        for line, sign in islice(shown, 1):
            reported.add(name)
            yield _leftover(path, line.number, sign, name)
    if body.holds("|") and "Obsidian" not in reported:
        yield from islice(_sizes(body, path), 1)
    if body.holds("&lt;"):
        yield from islice(_tags(body, path), 1)
    if body.holds("&amp;"):
        yield from islice(_entities(body, path), 1)


def _sizes(body: Body, path: str) -> Iterator[Problem]:
    for line, match in islice(body.matches(_SIZE), limits.SEARCHES):
        if f'{match[1]}"' in body.page:
            yield _leftover(path, line.number, match[1], "Obsidian")


def _tags(body: Body, path: str) -> Iterator[Problem]:
    for line, match in islice(body.matches(_TAG), limits.SEARCHES):
        following = _MARKDOWN.split(line.written[match.end() :], maxsplit=1)[0][:_START]
        if body.shows(line, match[0]) and body.shows(line, match[0] + following):
            yield _leftover(path, line.number, match[0], "HTML")


def _entities(body: Body, path: str) -> Iterator[Problem]:
    for line, match in islice(body.matches(_ENTITY), limits.SEARCHES):
        sign = f"&{match[1]}"
        if body.shows(line, sign):
            yield _leftover(path, line.number, sign, "HTML")


def diagrams(text: str, first_line: int, path: str) -> Iterator[Problem]:
    """Yield a warning for the first source of a diagram or a result that readers would see as code."""
    if match := _SOURCE.search(text):
        name = "Mermaid" if match[1] == "mermaid" else "Quarto" if match[1][0] == "{" else "PlantUML"
        yield _leftover(path, first_line + text.count("\n", 0, match.start()), match[0].strip(), name)


def _leftover(path: str, line: int, sign: str, name: str) -> Problem:
    sign = sign if len(sign) <= _LONGEST else f"{sign[: _LONGEST - 1]}…"
    return problem(path, line, "warn-template-left", sign=sign.replace("`", "").replace(GAP, "…"), name=name)


def _is_shown(body: Body, line: Line, sign: str) -> bool:
    """Tell whether the page shows a sign, by its start: Markdown may have read the rest."""
    start = sign[0] + re.split(rf"\\|_|\*|<|{GAP}", sign[1:], maxsplit=1)[0]
    return body.shows(line, start.removeprefix("\\")[:_START] or "\\")
