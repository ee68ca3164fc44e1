"""Warnings about an article's text: markup that readers would see, lost letters, legacy charsets.

This module decides quickly whether there may be anything to warn of, from the bytes and the HTML; the modules
that then search the Markdown (`markup_lint`, `legacy_lint`) take 10 ms to import.
"""

import re
from collections.abc import Iterator
from itertools import islice

from bantin.content import shortcodes
from bantin.errors import Problem, problem
from bantin.text.lost_letters import lost_letters

PLACEHOLDER = "Viết nội dung ở đây."  # the body of a file that `new` creates
_MAX_PROBLEMS = 5  # problems of one kind
_FEWEST_LOST = 2  # words of a line whose letters became `?`; one may be a slip of the finger

# Characters of the legacy charsets that Vietnamese in Unicode does not use, as UTF-8. First search one rare
# byte and the commonest letters of VNI: searching for all would take 10 % of reading an article. Searching
# for one byte or character is ten times as fast as for two bytes, and most articles contain none.
_LEGACY_BYTES = re.compile(rb"\xc2[\xa1-\xa6\xa8\xaa\xac\xad\xaf\xb4-\xb6\xb8-\xba\xbc-\xbf]")
# The signs that a page may show of markup that marks nothing; `sign_lint` and `template_lint` look closely.
_ALONE = frozenset(b"|`^")
_REPEATED = (b"__", b"~~", b"##", b"==", b"%%", b"++", b"'''")
# Bytes as numbers: `in` searches bytes for a number six times as fast as for a text of one byte.
_EXCLAMATION_MARK, _DOLLAR, _AMPERSAND, _STAR, _QUESTION_MARK, _OPENING, _CLOSING, _TILDE = b"!$&*?[]~"
_TAB = ord("\t")
_LESS_THAN, _BRACE, _BACKSLASH = b"<{\\"
# Quotation marks are among them, since they separate the `=` of two attributes.
_SIGNS = {*_ALONE, *b"\t{\\[]*_~#=!&:$%+'\""}
_NO_SIGNS = bytes(byte for byte in range(256) if byte not in _SIGNS)
_ANY_REPEATED = re.compile(b"|".join(map(re.escape, _REPEATED)))
# The bullets of `paste_lint` in UTF-8; long dashes begin lines of other texts, too.
_BULLET = (
    rb"\xe2(?:\x80[\x90-\x93\x95\xa2\xa3]|\x81\x83|\x86\x92|\x87\x92|\x88[\x92\x99]"
    rb"|\x96[\xa0\xa1\xaa\xab\xb6\xb8\xba]|\x97[\x86\x87\x8b\x8f\xa6]|\x9c\x93|\x9e\xa2)|\xc2[\xb7\xbb]"
)
_PARAGRAPH = re.compile(
    rb"<p>(?:[-+#]|1[.)]|\xe2\x80\x94|!!!|\?\?\?|=== \"|(?:im|ex)port |" + _BULLET + rb")"
)
_PICTOGRAM = rb"\xf0\x9f|\xe2[\x98-\x9e\xac-\xaf]|\d(?:\xef\xb8\x8f)?\xe2\x83\xa3"
_LATER = (
    rb"(?:<strong>)?(?:\(?(?:[bB]|ii|II)[.)/]|\(2\)|2(?:/| ?(?:-|\xe2\x80\x93|:) )|\d{1,2}\.2[. ]"
    rb"|[^\s<>&]{2,20}(?: |&nbsp;)\d{1,4}[.:)]|!!!|\?\?\?|===|" + _BULLET + rb"|" + _PICTOGRAM + rb")"
)
_LATER_LINE = re.compile(rb"\n(?=[^<]|<s)" + _LATER)
_LATER_LINE_OR_ENTRY = re.compile(rb"\n(?=[^<]|<s)(?:" + _LATER + rb"|[ \t]*(?:-|2\.) )")
# The end of emphasis that begins at one number and ends at another (`3~5 ngày, 7~9 giờ`), and the `~2~` of
# `H~2~O`.
_BEFORE_NUMBER = re.compile(rb"</(?:em|del)>\d|<del>\d{1,3}<")
_ENTITY = re.compile(rb"&amp;(?:[a-z]+;|#\d)")
# The tags that `template_lint` looks for.
_TAG = re.compile(
    rb"&lt;(?:!--|/[a-zA-Z]|(?i:a|b|br|div|em|font|h[1-6]|i|iframe|img|li|p|script|span|strong|table|td|tr|ul)"
    rb"(?: [a-z-]+=|/?&gt;))"
)
_STARS = re.compile(rb"\*\*|\*[^\s*][^*\n]*\*")
# Brackets of a link, a file, a box, a shortcode or a tag of another system, but not of `[1]` or `[sic]`.
_BRACKETS = re.compile(
    (
        r"\](?: ?\(|:)|\)\[|\([^()\s]+\.\w{2,4}\)"
        r"|\[(?:[ xX?*-]?\]|&gt;\]|[/!\[]|-?@|_?(?:TOC|toc)"
        rf"|(?:{shortcodes.NAMES})[ =:]|{shortcodes.WITH_VALUES})"
    ).encode()
)
# Braces of an attribute, a shortcode or an expression of other systems, but not of `{1, 2}`.
_BRACES = re.compile(rb"\{(?: ?[.#]|/|[\w-]+[.=]|(?:load|mod|mos)[a-z])|\$\{")
# Backslashes of LaTeX (but not of `C:\Anh`), and one at the end of a block, where it breaks no line.
_BACKSLASHES = re.compile(rb"\\(?:[(\[]|begin|end|newpage|pagebreak|</(?:p|li|h\d|d[dt])>)")
_CELL_END, _TAB_END = re.compile(rb"   (?<=\S   )"), re.compile(rb"\t(?<=\S\t)")
_FORMULA = re.compile(rb"\$(?:\$|[^$\n]{0,200}?[\\^_{][^$\n]{0,200}?\$)")
_PICTURE_APART = re.compile(rb"!(?= <a)")
_EMOJI = re.compile(rb":[a-z][a-z0-9_+-]+:")
# An indented line after an empty one or a fence: prose that may have become code.
_INDENTED = re.compile(rb"\n[> \t]*(?:(?:```|~~~)[^\n]*)?\n(?:> ?)*(?: {4}|\t)")
_LOST = "[\ufffd\ue000-\uf8ff]"
_LOST_BYTES = re.compile(rb"\xef\xbf\xbd|\xee[\x80-\xbf]|\xef[\x80-\xa3]")


def text_problems(data: bytes, text: str, *, path: str) -> list[Problem]:
    """Return warnings of lost, styled and similar letters and legacy charsets in a whole file.

    data: `text` in UTF-8.
    """
    problems: list[Problem] = []
    if (0xEF in data or 0xEE in data) and _LOST_BYTES.search(data):
        problems += islice(_lost_letters(text, path), _MAX_PROBLEMS)
    if _QUESTION_MARK in data and (lost := lost_letters(text)):
        lines = (line for line, count in lost.items() if count >= _FEWEST_LOST)
        problems += [problem(path, line, "warn-letters-question") for line in islice(lines, _MAX_PROBLEMS)]
    if 0xF0 in data and b"\xf0\x9d" in data:
        from bantin.content import styled_letters

        problems += islice(styled_letters.problems(text, path=path), _MAX_PROBLEMS)
    is_latin = "Ð" in text or "ð" in text or "ƣ" in text or "Ƣ" in text
    if is_latin or 0xD0 in data or 0xD1 in data:  # as Cyrillic letters begin
        from bantin.content import similar_letters

        problems += islice(similar_letters.problems(text, path=path), _MAX_PROBLEMS)
    is_vni = "ï" in text or "ñ" in text or "ä" in text or "ø" in text or "û" in text
    if is_vni or (0xC2 in data and _LEGACY_BYTES.search(data)):
        from bantin.content import legacy_lint

        problems += legacy_lint.problems(text, path=path)
    return problems


def _lost_letters(text: str, path: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        if sign := re.search(_LOST, line):
            code = "warn-letter-lost" if sign[0] == "\ufffd" else "warn-private-sign"
            yield problem(path, number, code, point=f"{ord(sign[0]):04X}")


def body_problems(text: bytes, html: bytes, first_line: int, *, path: str) -> list[Problem]:
    """Return warnings of markup that readers would see as characters.

    text: the body in Markdown, which begins on line `first_line` of the file `path`. html: rendered from it.
    """
    if not (_may_show_signs(text, html) or (b"<pre><code>" in html and _may_be_no_code(text, html))):
        return []
    from bantin.content import markup_lint

    return markup_lint.problems(text, html, first_line, path=path)


def _may_be_no_code(text: bytes, html: bytes) -> bool:
    """Tell whether code may be indented prose, a diagram of Mermaid or PlantUML, or never be closed."""
    return (
        html.rstrip().endswith(b"</code></pre>")
        or b"mermaid" in text
        or b"uml" in text
        or b"```{" in text
        or bool(_INDENTED.search(b"\n\n" + text))
    )


def _may_show_signs(text: bytes, html: bytes) -> bool:
    """Tell whether the page may show a sign of Markdown or of another system.

    All signs of the page are collected first: each search for two bytes or more takes as long as that. `__`
    is in our own class names, too.
    """
    signs = html.translate(None, _NO_SIGNS)
    return (
        not _ALONE.isdisjoint(signs)
        or (_TAB in signs and bool(_TAB_END.search(html)))
        or (_STAR in signs and bool(_STARS.search(html)))
        or ((_OPENING in signs or _CLOSING in signs) and bool(_BRACKETS.search(html)))
        or any(sign in text and sign in html for sign in {*_ANY_REPEATED.findall(signs)})
        or (_BRACE in signs and bool(_BRACES.search(html)))
        or (_BACKSLASH in signs and bool(_BACKSLASHES.search(html)))
        or (_DOLLAR in signs and bool(_FORMULA.search(html)))
        or (_EXCLAMATION_MARK in signs and bool(_PICTURE_APART.search(html)))
        or (_AMPERSAND in signs and bool(_TAG.search(html) or _ENTITY.search(html)))
        or (signs.count(b":") > 1 and bool(_EMOJI.search(html)))
        or (b"   " in html and bool(_CELL_END.search(html)))
        or bool(_PARAGRAPH.search(html))
        or bool((_LATER_LINE_OR_ENTRY if _LESS_THAN in text else _LATER_LINE).search(html))
        or ((_STAR in text or _TILDE in text) and bool(_BEFORE_NUMBER.search(html)))
    )
