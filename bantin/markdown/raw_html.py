"""HTML that authors wrote, before it is sanitized.

Words in `<…>` become text; for what is embedded see `embeds`.
"""

import html
import re
from collections import Counter

from bantin.markdown import lone_tags
from bantin.markdown.tag_names import (
    ALLOWED,
    BOOLEAN_ATTRIBUTES,
    CLOSED_BY_AUTHORS,
    FOREIGN,
    KNOWN,
    PARAGRAPHS,
    REMOVED_WITH_CONTENT,
)

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*+)([^<>]*+)>")
# Elements whose missing end is looked at: also of those that may be words then, but not of a picture.
_ENDED = CLOSED_BY_AUTHORS | (lone_tags.NAMES - {"img"})
# The same, except those that are always known and never words.
_ODD_TAG = re.compile(r"<(?!/?(?:p|li|[uo]l|br|em|strong|h[1-6])>)(/?)([a-zA-Z][^\s/<>]*+)([^<>]*+)>")
_OPENED = re.compile(r"<[a-zA-Z/!?]")
_HYPHENATED_END = re.compile(r"</([a-zA-Z][a-zA-Z0-9]*-[^\s<>]*)\s*>")
_BARE_WORDS = re.compile(r"(?:\s+[a-zA-Z][\w-]*)+\s*")
# Tags of Word within a paragraph, `<o:p>` and `<![endif]>`, which CommonMark takes for text.
_OF_WORD = re.compile(
    r"(<(code|pre)>.*?</\2>)"
    r"|&lt;(?:/?(?:o|w|st1):[a-z][^<>\n]{0,200}?|!\[(?:if [^<>\n]{0,80}?|endif)\])&gt;",
    re.DOTALL | re.IGNORECASE,
)
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
# A tag whose content is removed, and that closes itself: in HTML it would contain all text after it.
_SELF_CLOSED = re.compile(
    rf"<({'|'.join(sorted(REMOVED_WITH_CONTENT))})((?=[\s/])[^<>]*?)\s*/>", re.IGNORECASE
)
_EMBEDDED = re.compile(r"<(?:iframe|o?embed|object|video|audio)\b", re.IGNORECASE)
# A list whose letters or Roman numbers only a style sets, its own or that of its first entry, as CKEditor and
# Google Docs write it.
_STYLED_LIST = re.compile(
    r"<ol(?=[^<>]*(?:>\s*<li[^<>]*)?list-style-type:\s*(lower|upper)-(alpha|latin|roman))", re.IGNORECASE
)
_LIST_TYPES = {"lower-roman": "i", "upper-roman": "I", "upper-alpha": "A", "upper-latin": "A"}
# Elements of one line of text, in which a block that is all they contain needs no paragraph.
_LINE_START = re.compile(r"<(?:t[dh]|li|d[dt]|h[1-6]|caption|summary|figcaption)\b[^<>]*>\s*\Z")
_LINE_END = re.compile(r"\s*</(?:t[dh]|li|d[dt]|h[1-6]|caption|summary|figcaption)\s*>")
_LONGEST_START = 200
_LINK_IN_LINK = re.compile(
    r"(<a\b[^<>]*\bhref\b[^<>]*>(?:[^<]|<(?!/?a\b))*?)"
    r'<a href="[^"]*">((?:https?://|www\.)[^<]*|[^<\s]+@[^<\s]+)</a>',
    re.IGNORECASE,
)
_MOST_LINKS_IN_LINK = 5
_DRAWING = re.compile("<(?:svg|math)", re.IGNORECASE)


def corrected(unsafe: str, text: str) -> str:
    """Return the HTML of a text with the tags corrected that would hide text from readers."""
    unsafe = lone_tags.as_words(unsafe, text)
    if _CDATA in unsafe:
        unsafe = _with_character_data(unsafe)
    if any(start in unsafe for start in ("&lt;o:", "&lt;w:", "&lt;st1:", "&lt;![")):
        unsafe = _OF_WORD.sub(lambda match: match[1] or "", unsafe)
    if "/>" in unsafe:
        unsafe = _SELF_CLOSED.sub(r"<\1\2></\1>", unsafe)
    if "list-style-type" in unsafe:
        unsafe = _STYLED_LIST.sub(_typed_list, unsafe)
    if "fb-" in unsafe or "-embed" in unsafe or _EMBEDDED.search(unsafe):
        from bantin.markdown import embeds  # takes 4 ms to import; few texts embed anything

        unsafe = embeds.replaced(unsafe)
    words = frozenset[str]() if _DRAWING.search(unsafe) else FOREIGN
    closed = {name.lower() for name in _HYPHENATED_END.findall(unsafe)}
    left_out: set[str] = set()  # tags that nobody knows but has given attributes: their ends go with them
    misspelt: frozenset[str] | None = None  # few texts need it

    def words_or_tag(match: re.Match[str]) -> str:
        nonlocal misspelt
        name = match[2].lower()
        if match[1] and name in left_out:
            return match[0]
        is_name_alone = name in words or ("-" in name and name not in closed)  # `<path>`, `<ten-tep>`
        is_text = is_name_alone and not match[3].strip()
        if is_words(match[2], match[3]):
            if misspelt is None:
                misspelt = _closed_with_words(unsafe)
            is_text |= name not in misspelt
        if is_text:
            return f"&lt;{match[0][1:-1]}&gt;"
        if name not in KNOWN or name in words:
            left_out.add(name)
        return match[0]

    return _ODD_TAG.sub(words_or_tag, unsafe)


def without_links_in_links(unsafe: str) -> str:
    """Return the HTML without the links that comrak makes of bare addresses inside links of the author.

    A browser would end the author's link before them, which would be empty.
    """
    if "<A" not in unsafe and all("</a>" in piece for piece in unsafe.split("<a ")[1:]):
        return unsafe  # a hundredth of the time of the pattern
    for _ in range(_MOST_LINKS_IN_LINK):
        left = _LINK_IN_LINK.sub(r"\1\2", unsafe)
        if left == unsafe:
            break
        unsafe = left
    return unsafe


def _closed_with_words(unsafe: str) -> frozenset[str]:
    """Return the names of tags that end more often than they begin, as of `<details close>…</details>`.

    Of those whose text is not shown none: what may be words stays.
    """
    balance: Counter[str] = Counter()
    for end, written, rest in _TAG.findall(unsafe):
        name = written.lower()
        if name in KNOWN and name not in REMOVED_WITH_CONTENT:
            balance[name] += 1 if end else -(not is_words(name, rest))
    return frozenset(name for name, ends in balance.items() if ends > 0)


def without_unknown_tags(unsafe: str) -> str:
    """Return the HTML without tags that nobody knows; what is in them stays.

    nh3 removes those with a name of MathML or SVG, such as `<card>`, with all they contain. Blocks such as
    `<center>`, which it leaves out, become paragraphs: the words of two of them do not run together.
    """
    known = KNOWN if _DRAWING.search(unsafe) else KNOWN - FOREIGN

    def known_or_paragraph(tag: re.Match[str]) -> str:
        name = tag[2].lower()
        if name in PARAGRAPHS:
            return "" if _is_whole_line(tag) else f"<{tag[1]}p>"
        return tag[0] if name in known else ""

    return _ODD_TAG.sub(known_or_paragraph, unsafe)


def _is_whole_line(tag: re.Match[str]) -> bool:
    """Tell whether a tag stands directly at the beginning or the end of a cell, an entry or a heading."""
    html = tag.string
    if tag[1]:
        return bool(_LINE_END.match(html, tag.end()))
    return bool(_LINE_START.search(html, max(tag.start() - _LONGEST_START, 0), tag.start()))


def is_plain(text: str) -> bool:
    """Tell whether all tags of a text are allowed, closed and complete, so that there is nothing to correct.

    The Markdown is searched, since it has a tenth of the tags of its HTML.
    """
    tags = _TAG.findall(text)
    if len(tags) < text.count("<") and len(tags) < len(_OPENED.findall(text)):
        return False  # some tag is one for a browser's parser alone, or a comment
    if "list-style-type" in text:
        return False
    opened: dict[str, int] = {}
    for end, written, rest in tags:
        name = written.lower()
        if name not in ALLOWED or (name == "img" and ' src="' not in rest):
            return False
        if rest and (is_words(written, rest) or (name == "a" and _has_unusual_address(rest))):
            return False  # most tags have nothing after their name
        if name in ("div", "blockquote") and ("data-href" in rest or "-embed" in rest):
            return False
        if name in _ENDED:
            opened[name] = opened.get(name, 0) + (-1 if end else 1)
    return not any(count > 0 or (count and name in CLOSED_BY_AUTHORS) for name, count in opened.items())


def _has_unusual_address(rest: str) -> bool:
    """Tell whether a link's address is not written as Markdown would write it: `href='…'`, `HREF="…"`."""
    return ' href="' not in rest and "href" in rest.lower()


def _typed_list(match: re.Match[str]) -> str:
    """Return the beginning of a list's tag with the type that its style has."""
    return f'<ol type="{_LIST_TYPES.get(f"{match[1]}-{match[2]}".lower(), "a")}"'


def _with_character_data(unsafe: str) -> str:
    """Return the HTML with the contents of `<![CDATA[…]]>` as text."""
    kept, at = [], 0
    while (start := unsafe.find(_CDATA, at)) >= 0 and (stop := unsafe.find(_CDATA_END, start)) >= 0:
        kept += [unsafe[at:start], html.escape(unsafe[start + len(_CDATA) : stop].strip(), quote=False)]
        at = stop + len(_CDATA_END)
    return "".join([*kept, unsafe[at:]])


def is_words(name: str, rest: str) -> bool:
    """Tell whether `<name rest>` is not a tag but words between `<` and `>`: `Vec<String>`, `<b va c>`."""
    if name.lower() in KNOWN:
        return (
            rest != ""
            and "=" not in rest
            and bool(_BARE_WORDS.fullmatch(rest))
            and BOOLEAN_ATTRIBUTES.isdisjoint(rest.lower().split())
        )
    return name.isalnum() and not rest.strip()
