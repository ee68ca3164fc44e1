"""Warnings about valid front matter that editors probably meant otherwise."""

import re
from collections.abc import Iterator

from bantin.errors import Problem, problem

# Fields whose values are words; in the others a comment after the value does no harm.
_WORDS = frozenset(
    "title summary author source slug tags related aliases corrections image src alt caption credit".split()
)
_LISTS = frozenset(("tags", "related", "aliases"))

# Few files need these patterns, which take 0.5 ms to compile.
_LINE = r"( *)(?:([A-Za-z_]+):|-)(?: +(.*))?$"
_NO_SPACE = r" *-([^\s-].*)$"
_OTHER_SIGN = r" *([–—•●▪◦·+*] *(\S.*))$"  # as Word begins the entries of its lists
_QUOTED_CUT = r"([\"'])([^\"']*)\1 +#[^\s#]"
_SEVERAL_TAGS = r"[^;]*[^\s;];\s*[^\W\d_]|.*\S\s*\|\s*\S|[\"']?#\w+,? +#\w"
_CURLY = "“”„‟‘’"
_BEFORE_CURLY = f"[{_CURLY}"
_WHOLE_IN_CURLY = f"[{_CURLY}]([^{_CURLY}]*)[{_CURLY}]$"
_LIST_IN_CURLY = f"\\[ *[{_CURLY}]([^{_CURLY}]*)[{_CURLY}] *[,\\]]"
# Markup in a title or summary, which are plain text.
_MARKUP = (
    r"\*\*[^*]+\*\*|\[[^\[\]]+\]\([^()\s]+\)|&(?:[a-z]+|#\d+);"
    r"|</?(?:br|b|i|u|em|strong|p|span|font|a|sup|sub)\b[^<>]*>"
)
_PLAIN_FIELDS = frozenset(("title", "summary"))
_HASH_FIRST = r"#\w"
_ITEMS_IN_A_ROW = r"-\S.* -\S|([–—•●▪]) *\S.* \1 *\S"
# Front matter that contains none of these needs no closer look.
_LESS, _AMPERSAND, _STAR = b"<&*"  # as numbers, which `in` finds six times as fast
_CURLY_START = b"\xe2\x80"  # of each curly quote in UTF-8, of Word's dashes and its bullet
_CURLY_FIRST = re.compile(rb"[\n:[,-] *\xe2\x80")  # where a value, an entry or a line begins
_MARKUP_IN_FIELD = re.compile(rb"\n *(?:title|summary): [^\n]*?(?:\*\*|\]\(|</?[a-z]|&[a-z#])")
_ODD_ITEM = re.compile(
    rb"\n( *)- [^\n]+\n\1 +- |\n *(?:-[^\s-]|[+*]|\xe2[\x96\x97]|\xc2\xb7|- [^\n]*[;|]|tags:[^\n]*[;|])"
    rb"|\n(?:tags|related|aliases): *\n +[^\s#-]"
)


def front_matter_problems(block: bytes, *, path: str) -> list[Problem]:
    """Return warnings about values cut at ` #` or in curly quotes, and lines that are not entries of a list.

    block: the file `path` from its first line to the end of its front matter, in UTF-8.
    """
    is_suspect = (
        b" #" in block
        or b": -" in block
        or (_CURLY_START in block and _CURLY_FIRST.search(block))
        or _ODD_ITEM.search(block)
        or (
            (_LESS in block or _AMPERSAND in block or _STAR in block or b"](" in block)
            and _MARKUP_IN_FIELD.search(block)
        )
    )
    return list(_problems(block.decode(), path)) if is_suspect else []


def _problems(block: str, path: str) -> Iterator[Problem]:
    key = ""
    entries_at = -1  # the column of the entries of this list, -1 before the first
    is_literal = False  # within a value of several lines, introduced by | or >
    is_list = False  # directly below a key without a value
    in_parts = re.compile(_LINE).match
    for number, line in enumerate(block.split("\n"), 1):
        parts = in_parts(line)
        if is_literal and (line[:1] == " " or not line):
            continue
        is_literal = False
        if parts and parts[2]:
            key, entries_at = parts[2], -1
        value = (parts[3] or "").strip() if parts else ""
        was_list, is_list = is_list, bool(parts and key in _LISTS and not value)
        if value[:1] in ("|", ">"):
            is_literal = True
        elif parts and key in _WORDS:
            yield from _value_problems(key, value, path, number)
        if parts and not parts[2] and key in _LISTS:
            if 0 <= entries_at < len(parts[1]):
                yield problem(path, number, "warn-list-indent", value=value)
            else:
                entries_at = len(parts[1])
        if not parts and key in _LISTS and (match := re.match(_NO_SPACE, line)):
            yield problem(path, number, "warn-hyphen-space", value=match[1])
        elif not parts and key in _LISTS and (match := re.match(_OTHER_SIGN, line)):
            yield problem(path, number, "warn-list-sign", value=match[1], guess=match[2])
        elif not parts and was_list and (entry := line.strip()) and entry[0] not in "-#":
            is_list = True
            yield problem(path, number, "warn-list-sign", value=entry, guess=entry)


def _value_problems(key: str, value: str, path: str, line: int) -> Iterator[Problem]:
    tags = value.strip("[]").split(",") if key == "tags" and value[:1] == "[" else [value]
    joined = [tag.strip(" \"'") for tag in tags if key == "tags" and re.match(_SEVERAL_TAGS, tag.strip())]
    if joined:
        yield problem(path, line, "warn-tags-in-one", value=joined[0])
    elif "#" in value and (read := _before_comment(value)) is not None:
        code = "warn-value-cut" if read else "warn-value-comment"
        yield problem(path, line, code, field=key, value=read)
    if value[:1] in _BEFORE_CURLY and (match := re.match(f"{_WHOLE_IN_CURLY}|{_LIST_IN_CURLY}", value)):
        yield problem(path, line, "warn-curly-quotes", field=key, value=match[1] or match[2])
    for sign in dict.fromkeys(re.findall(_MARKUP, value)) if key in _PLAIN_FIELDS else ():
        yield problem(path, line, "warn-field-markup", sign=sign, field=key)
    if key in _LISTS and re.match(_ITEMS_IN_A_ROW, value):
        yield problem(path, line, "warn-hyphens-in-a-row", field=key, value=value)


def _before_comment(value: str) -> str | None:
    """Return what YAML reads of a value that it takes for the beginning of a comment; None for others."""
    if re.match(_HASH_FIRST, value):
        return ""
    if " #" in value and value[0] not in "\"'[{#&*!":
        return value.partition(" #")[0].rstrip()
    quoted = re.match(_QUOTED_CUT, value)
    return quoted[2] if quoted else None
