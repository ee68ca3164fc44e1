"""Differences of the dialect from GitHub's Markdown; docs/markdown.md lists them.

A text is changed before it is parsed: marks are inserted, which are removed from the HTML again, so that code
is shown as it was written; and indented lines of HTML lose their indentation.
"""

import re
import unicodedata

from bantin.markdown.leftovers import CODE, FENCED

# Noncharacters (U+FDD2 is `plain.MARK`), and a punctuation mark that no text of today contains (U+2E4E, for
# medieval manuscripts).
_GAP, _SPACE, _DOT, _STOP = "\ufdd0", "\ufdd1", ".\ufdd3", "\u2e4e"
# The space of a medieval script: stars between spaces are text, and so is `<` above a space.
_BLANK, _BLANK_IN_ADDRESS = "\u1680", "%E1%9A%80"
# Another noncharacter: between a symbol and a star it takes the place of a letter.
_LETTER, _LETTER_IN_ADDRESS = "\ufdd4", "%EF%B7%94"

# A literal first here, too: `^` would be tried at every character.
_TIGHT = re.compile(r"##(?=[^\s#])")
_TIGHT_HEADING = re.compile(r"(\n {0,3}#{2,6})(?=[^\s#])")
# A tight heading that ends with as many `#` as it begins with.
_CLOSED_HEADING = re.compile(rf"(\n {{0,3}}(#{{2,6}}) {_GAP}[^\n]*?[^\s#\\])(?=\2[ \t]*(?:\n|\Z))")
# The stars come first: a literal is found five times as fast as a look-behind. Stars before `~ ` count, too:
# GitHub's parser skips that character when it looks for a word after the stars.
_CLOSING = r"""[:.,;!?…)”"’'»%\]：。，！？；、）」』】》]"""
_AFTER_TIGHT = rf"(?:(?=~[ \xa0])|(?=\w)(?<={_CLOSING}\*\*))"
_TIGHT_BOLD = re.compile(rf"\*\*{_AFTER_TIGHT}")
# A star that closes `*Ảnh: Lan.*Chữ`, if one opens it: those of `a.*b` are text.
_TIGHT_ITALIC = re.compile(rf"\*(?=[^\W\d_])(?<={_CLOSING}\*)")
_OPENING = re.compile(r"\*(?<![^\s([“‘>\"'。，、：（]\*)(?=[^\W\d_]|[“\"])(?:(?!\n\n)[^*])*\Z")
_LONGEST_ITALIC = 1_000
# A star or a tilde beside what may be a symbol: GitHub's parser takes °, ₫ or ✅ for a letter there, comrak
# (as CommonMark 0.31) for punctuation, so that `**38°**C` would not be bold.
_MAYBE_SYMBOL = r"[^\x00-\x7f\w\s\u2010-\u2027]"
_STAR_BY_SYMBOL, _TILDE_BY_SYMBOL = (
    re.compile(rf"{sign}(?:(?<={_MAYBE_SYMBOL}{sign})|(?={_MAYBE_SYMBOL}))") for sign in (r"\*", "~")
)
# A star of either kind, or a note's. Most texts have none, and one search takes less time than three.
_ODD_STAR = re.compile(
    rf"\*(?:(?<={_MAYBE_SYMBOL}\*)|(?={_MAYBE_SYMBOL})|\*{_AFTER_TIGHT}|(?=[^\W\d_])(?<={_CLOSING}\*)"
    r"|(?<=\(\*))"
)
# Marks of notes, `(*)` and `(**)`, and the place after `<` in Hugo's `{{<figure …>}}`, which is not a tag.
_TEXT_SIGN = re.compile(r"(?<=\()\*{1,3}(?=\))|(?<=\{\{<)(?=[a-zA-Z/])")
# Blanks of a form beside a stroke, `___/___/2026`, of which Markdown would make bold type.
_BLANKS_OF_FORM = re.compile(r"(?<![^\s(:])_{2,}(?=/)|(?<=/)_{2,}(?![^\s/.,;:)])")
_INDENT = re.compile(r"(\A|\n\n)\xa0[\xa0 ]*")
_SIGN_AND_GAP = re.compile(
    r"^([ \t>]*(?:[-+]|\*(?![^\n]*\xa0\*)|#{1,6}|\d{1,9}[.)]))\xa0[\xa0 ]*", re.MULTILINE
)
_MAYBE_SIGN_AND_GAP = re.compile(r"\xa0(?<=[-+*#.)]\xa0)")
_NOTE_OF_WORDS = re.compile(r"\[\^[^\[\]\s]+(?: [^\[\]\s]+)+\]")
# A literal of one character is found twice as fast as `"\n:"`.
_MAYBE_DEFINITION = re.compile(r":(?<=\n:)")
# The end of a term whose definition has several paragraphs; few texts need it, so that it is compiled late.
_END_OF_TERM = (
    rf"{FENCED}|(?P<end>(?<=\S)\n)(?=:[ \t][^\n]*+\n(?:(?=[ \t]*+\S)[^\n]*+\n){{0,20}}+"
    r"[ \t]*\n\s*(?<=\n)(?:  |\t))"
)
# `Https://`, as phones write it, and `HTTPS://`: GitHub's parser makes links of these, too. comrak gets them
# in lower case, with a mark of how they were written.
_SCHEME = re.compile(r"(Https?|HTTPS?)://(?=[^\W_])")
_CAPITAL, _CAPITALS = "\ufdd5", "\ufdd6"
_MARKED_SCHEME = re.compile(rf"(https?)://(?:({_CAPITAL}|%EF%B7%95)|(?:{_CAPITALS}|%EF%B7%96))")
# comrak makes links of bare addresses whose host has a dot, GitHub's parser of `http://localhost:8000`, too.
_LOCALHOST = "://localhost"
# A bare address of which the parser has taken the quotation mark after it for a part.
_SIGN_BEHIND_ADDRESS = re.compile(
    r'<a href="(https?://[^"]*?)(?:%E2%80%(?:9[89CD]|A6)|%C2%BB)(?:%[0-9A-F]{2}|[^\w"%])*">'
    r"((?:https?://|www\.)[^<]*?)([“”‘’»…][^\w<]*)</a>"
)
_STOP_IN_ADDRESS, _DOT_IN_ADDRESS = "%E2%B9%8E", ".%EF%B7%93"
# The value of an attribute in the quotes that phones and Word write.
_CURLY_VALUE = re.compile(r"=[“”„]([^“”„<>]*)[“”]|=[‘’]([^‘’<>]*)[‘’]")
_TAG_OR_CODE = rf"{CODE}|(?P<tag><[a-zA-Z][^<>\n]*=[“”„‘’][^<>]*>)"
# What an editor like CKEditor writes: HTML that is indented, with empty lines between its tags.
_INDENTED_TAG = re.compile(r"\n[ \t]*\n(?: {4,}|\t)[ \t]*</?[a-zA-Z]")
_MARKDOWN_INSIDE = re.compile(
    r"""(<[a-zA-Z][^<>\n]*?) markdown(?:="[^"\n]*"|=\w+)?(?=[\s>])([^<>\n]*>)[ \t]*$"""
)
QUOTE_SIGNS = re.compile(r"(?:> ?)+")  # before a line of a quote
FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_BLOCK_TAG = re.compile(
    r"<(/?)(?:article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figure|footer|form|header|li|main|nav"
    r"|ol|section|table|tbody|td|tfoot|th|thead|tr|ul)(?=[\s/>])",
    re.IGNORECASE,
)


def prepared(text: str) -> str:
    """Return the text for a parser of GitHub's Markdown; the same object if nothing changes."""
    if _TIGHT.search(text) and _GAP not in text:
        marked = _TIGHT_HEADING.sub(rf"\1 {_GAP}", f"\n{text}")
        text = _CLOSED_HEADING.sub(rf"\1{_GAP} ", marked)[1:] if _GAP in marked else text
    has_odd_star = "*" in text and bool(_ODD_STAR.search(text))
    if has_odd_star:
        if _STOP not in text:
            text = _TIGHT_BOLD.sub(f"**{_STOP}", text)
            text = _TIGHT_ITALIC.sub(_with_stop, text)
        text = _STAR_BY_SYMBOL.sub(_with_letter, text)
    # A single character is found ten times as fast as several.
    if "~" in text and "~~" in text:
        text = _TILDE_BY_SYMBOL.sub(_with_letter, text)
    if ((has_odd_star and "(*" in text) or ("{" in text and "{{<" in text)) and _BLANK not in text:
        text = _TEXT_SIGN.sub(lambda match: f"{_BLANK}{match[0]}{_BLANK}", text)
    if "_" in text and "__/" in text and _BLANK not in text:
        text = _BLANKS_OF_FORM.sub(rf"{_BLANK}\g<0>{_BLANK}", text)
    if "\xa0" in text:
        if "\n\n\xa0" in text or text[0] == "\xa0":
            text = _INDENT.sub(r"\1", text)
        if _MAYBE_SIGN_AND_GAP.search(text):
            text = _SIGN_AND_GAP.sub(r"\1 ", text)
    if "^" in text and "]:" in text:
        text = _NOTE_OF_WORDS.sub(lambda match: match[0].replace(" ", _SPACE), text)
    if _MAYBE_DEFINITION.search(text):
        text = _with_loose_definitions(text)
    if "://" in text:
        if _LOCALHOST in text and _DOT not in text:
            text = text.replace(_LOCALHOST, f"{_LOCALHOST}{_DOT}")
        if "Http" in text or "HTTP" in text:
            text = _SCHEME.sub(_marked_scheme, text)
    if "<" in text:
        if ("”" in text or "’" in text) and _CURLY_VALUE.search(text):
            text = _with_straight_quotes(text)
        is_indented = ("    <" in text and _INDENTED_TAG.search(text)) or ("\t" in text and "\t<" in text)
        if is_indented or " markdown" in text:
            text = _with_html_at_the_margin(text)
    return text


def without_marks(html: str) -> str:
    """Return the HTML of a prepared text without the marks.

    Most texts have marks of one kind; others are only searched for.
    """
    if _GAP in html:
        html = html.replace(f" {_GAP}", "").replace(f"{_GAP} ", "").replace(_GAP, "")
    if _DOT in html:
        html = html.replace(_DOT, "")
    if _DOT_IN_ADDRESS in html:
        html = html.replace(_DOT_IN_ADDRESS, "")
    if _CAPITAL in html or _CAPITALS in html or ("%" in html and "://%EF%B7%9" in html):
        html = _MARKED_SCHEME.sub(_scheme_as_written, html)
    if _STOP in html:
        html = html.replace(_STOP, "")
    if _STOP_IN_ADDRESS in html:
        html = html.replace(_STOP_IN_ADDRESS, "")
    if _BLANK in html or ("%" in html and _BLANK_IN_ADDRESS in html):
        html = html.replace(_BLANK, "").replace(_BLANK_IN_ADDRESS, "")
    if _LETTER in html or ("%" in html and _LETTER_IN_ADDRESS in html):
        html = html.replace(_LETTER, "").replace(_LETTER_IN_ADDRESS, "")
    return html.replace(_SPACE, " ")


def with_bare_addresses_cut(html: str) -> str:
    """Return the HTML with closing quotation marks and ellipses after bare addresses, not in them."""
    return _SIGN_BEHIND_ADDRESS.sub(r'<a href="\1">\2</a>\3', html)


def _with_stop(star: re.Match[str]) -> str:
    """Return a star, with a mark if another before it in its paragraph opens emphasis."""
    text, start = star.string, star.start()
    opening = text.rfind("*", max(start - _LONGEST_ITALIC, 0), start)
    return f"*{_STOP}" if opening >= 0 and _OPENING.match(text, opening, start) else "*"


def _with_letter(sign: re.Match[str]) -> str:
    """Return a star or a tilde with a mark between it and each symbol beside it."""
    text, start, end = sign.string, sign.start(), sign.end()
    before, after = (
        _LETTER if beside > "\x7f" and unicodedata.category(beside)[0] == "S" else ""
        for beside in (text[start - 1 : start], text[end : end + 1])
    )
    return f"{before}{sign[0]}{after}"


def _marked_scheme(match: re.Match[str]) -> str:
    """Return a scheme in lower case, with a mark."""
    return f"{match[1].lower()}://{_CAPITALS if match[1].startswith('HT') else _CAPITAL}"


def _scheme_as_written(match: re.Match[str]) -> str:
    return f"{match[1].capitalize() if match[2] else match[1].upper()}://"


def _with_loose_definitions(text: str) -> str:
    """Return the text with an empty line above each definition of several paragraphs.

    comrak joins the words of such paragraphs otherwise.
    """
    return re.sub(
        _END_OF_TERM,
        lambda match: "\n\n" if match["end"] else match[0],
        text,
        flags=re.MULTILINE | re.DOTALL,
    )


def _with_straight_quotes(text: str) -> str:
    """Return the text with straight quotes around the values of attributes, outside code."""
    return re.sub(
        _TAG_OR_CODE,
        lambda match: _CURLY_VALUE.sub(r'="\1\2"', match[0]) if match["tag"] else match[0],
        text,
        flags=re.MULTILINE | re.DOTALL,
    )


def _with_html_at_the_margin(text: str) -> str:
    """Remove the indentation of tags inside open tags, which are not code.

    After `markdown="1"` Markdown begins.
    """
    lines: list[str] = []
    fence, depth, is_after_gap = "", 0, False
    for line in text.split("\n"):
        unquoted = QUOTE_SIGNS.sub("", line, count=1) if line[:1] == ">" else line
        if fence:
            fence = "" if _closes(unquoted, fence) else fence
        elif ("`" in line or "~" in line) and (opened := FENCE.match(unquoted)):
            fence = opened[1]
        elif "<" in line:
            if depth > 0 and is_after_gap and line.lstrip()[:1] == "<":
                line = line.lstrip()
            depth += sum(-1 if tag[1] else 1 for tag in _BLOCK_TAG.finditer(line))
            line = _MARKDOWN_INSIDE.sub(r"\1\2\n", line) if " markdown" in line else line
        is_after_gap = not line.strip() or (is_after_gap and line[:1] == "<")
        lines.append(line)
    return "\n".join(lines)


def _closes(line: str, fence: str) -> bool:
    match = FENCE.match(line)
    return bool(match and match[1].startswith(fence) and not line.strip().strip(fence[0]))
