"""Signs of other systems that readers would see: of formulas, wikis, shortcodes, imports, entities.

`markdown.leftovers` looks for those in braces; these may stand in any paragraph, and are told only where the
page shows them.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import islice

from bantin.errors import Problem, problem
from bantin.markdown import limits

_LONGEST, _START = 60, 12  # characters of a sign that a warning repeats, and that are looked for in the page
_SHORTCODES = (
    "caption|gallery|youtube|vimeo|embed|video|audio|playlist|soundcloud|slideshare|googlemaps|wpvideo|tweet"
    "|contact-form(?:-7)?|vc_[a-z]+|et_pb_[a-z]+|su_[a-z]+"
)
# What a page must contain, what to look for in the Markdown, and whose sign it is. A literal comes first in
# most patterns, for which Python searches ten times as fast.
_SIGNS = tuple(
    (needed, re.compile(pattern, re.MULTILINE), name)
    for needed, pattern, name in (
        ("$$", r"\$\$[^$\n]*(?:\$\$)?", "LaTeX"),
        (
            "$",
            r"\$(?<![\\$\w]\$)(?=[^\s$])[^$\n]{0,200}?[\\^_{][^$\n]{0,200}?(?<![\s\\])\$(?![\w$])",
            "LaTeX",
        ),
        ("\\", r"\\(?:\\[(\[].*?(?:\\\\[)\]]|$)|(?:begin|end)\{\w+\*?\}|(?:newpage|pagebreak)\b)", "LaTeX"),
        ("!!!", r"^!!! ?\w.*", "MkDocs"),
        ("???", r"^\?\?\?\+? \w.*", "MkDocs"),
        ("===", r"^===[!+]? \"[^\"\n]*\"", "MkDocs"),
        ("[", rf"\[(?:(?:{_SHORTCODES})[ =:][^\]\n]*|/(?:{_SHORTCODES}))\]", "WordPress"),
        ("[/", r"\[/(?i:b|i|u|s|url|img|quote|code|center|color|size|font|list)\]", "BBCode"),
        ("[", r"\[(?:TOC\]|toc\]|\[_?(?i:toc)_?\]\])", "Python-Markdown"),
        ("[!", r"\[!(?<!\[\[!)(?!\[)[^\[\]\n]{2,20}\]", "Obsidian"),
        ("^", r"\^(?<=[^\W_]\^)[^\s^]{1,10}\^(?!\w*\^)", "Pandoc"),
        ("^[", r"\^\[(?<=[^\W\d]\^\[)[^\[\]\n]*[ \w]{4}[^\[\]\n]*\]", "Pandoc"),
        (
            "{",
            r"\{(?:(?<=[)\]]\{)(?:[.#][\w-]+|\w+=)[^{}\n]*\}|(?<!\S\{)[.#][a-z][^{}\n]*\}[ \t]*$)",
            "Pandoc",
        ),
        ("{", r"\{(?:loadposition|loadmodule|modulepos|mosimage|mospagebreak)\b[^{}\n]*\}", "Joomla"),
        ("{/", r"\{(?<!\{\{)([a-z]\w*)(?: [^{}\n]*)?\}[^{}\n]*\{/\1\}", "Joomla"),
        ("{", r"\{(?<![{$]\{)(?:props|frontmatter|metadata|this|page|post|site|data)\.[\w.]+\}(?!\})", "MDX"),
        ("${", r"\$\{\w[\w.]*\}", "JavaScript"),
        ("%%", r"%%[^%\n]+%%", "Obsidian"),
        ("'''", r"'''[^'\n]+'''", "MediaWiki"),
        ("&lt;!--", r"<!--", "HTML"),
        ("<p>import ", r"^import[ \t]+\S.*?[ \t]+from[ \t]+[\"'].+", "MDX"),
        ("<p>export ", r"^export[ \t]+(?:const|default)[ \t].+", "MDX"),
        ("&lt;/", r"</[A-Z]\w*[a-z]\w*>", "MDX"),
        (":", r":(?<![^\s(]:)[a-z][a-z0-9_+-]+:(?![^\s.,;!?)])", "GitHub"),
    )
)
# Tags that only a browser's parser could make out, such as one whose quotes are never closed.
_TAG = re.compile(
    r"(?<!\\)</?(?:a|b|br|div|em|font|h[1-6]|i|iframe|img|li|p|script|span|strong|table|td|tr|ul)(?:\s+[a-z-]+=|/?>)",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<[^<>]*>")
_MARKDOWN = re.compile(r"[\\_*\[\]~&<]")
_ENTITY = re.compile(r"&amp;(?:[a-z]{2,8};|#\d{2,6})")
_DIAGRAM = re.compile(r"^ {0,3}(?:`{3,}|~{3,}) *(mermaid|plantuml|puml)\b", re.MULTILINE)


def problems(lines: list[tuple[int, str]], page: str, path: str) -> Iterator[Problem]:
    """Yield a warning for the first place of each sign.

    lines: number and text of each line of the body, without code. page: its HTML without code.
    """
    text = "\n".join(line for _, line in lines)
    reported: set[str] = set()
    for needed, pattern, name in _SIGNS:
        if needed not in page or name in reported:
            continue
        matches = islice(pattern.finditer(text), limits.SEARCHES)
        match = next((match for match in matches if _is_seen(match[0], page)), None)
        if match:
            reported.add(name)
            yield _leftover(path, lines[text.count("\n", 0, match.start())][0], match[0], name)
    if "&lt;" in page:
        yield from islice(_tags(lines, page, path), 1)
    if "&amp;" in page and (shown := _ENTITY.search(page)):
        number = next((number for number, line in lines if shown[0] in line), lines[0][0])
        yield _leftover(path, number, shown[0].replace("&amp;", "&"), "HTML")


def _tags(lines: list[tuple[int, str]], page: str, path: str) -> Iterator[Problem]:
    text = _ANY_TAG.sub("", page)
    matches = ((number, match) for number, line in lines for match in _TAG.finditer(line))
    for number, match in islice(matches, limits.SEARCHES):
        following = _MARKDOWN.split(match.string[match.end() :], maxsplit=1)[0][:_START]
        if escape(match[0] + following, quote=False) in text:
            yield _leftover(path, number, match[0], "HTML")


def diagrams(text: str, first_line: int, path: str) -> Iterator[Problem]:
    """Yield a warning for the first diagram that readers would see as its source."""
    if match := _DIAGRAM.search(text):
        name = "Mermaid" if match[1] == "mermaid" else "PlantUML"
        yield _leftover(path, first_line + text.count("\n", 0, match.start()), match[0].strip(), name)


def _leftover(path: str, line: int, sign: str, name: str) -> Problem:
    sign = sign if len(sign) <= _LONGEST else f"{sign[: _LONGEST - 1]}…"
    return problem(path, line, "warn-template-left", sign=sign.replace("`", ""), name=name)


def _is_seen(sign: str, page: str) -> bool:
    """Tell whether the page shows a sign, by its start: Markdown may have read the rest."""
    start = sign[0] + re.split(r"\\|_|\*|<", sign[1:], maxsplit=1)[0]
    return escape(start.removeprefix("\\")[:_START] or "\\", quote=False) in page
