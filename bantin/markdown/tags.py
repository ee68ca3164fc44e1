"""Find the tags of HTML as authors write it, well nested or not."""

import re
from collections.abc import Iterator

from bantin.markdown import limits
from bantin.markdown.tag_names import KNOWN

# All tags but the commonest of those that do not nest by themselves, without attributes.
_TAG = re.compile(r"<(?!/?(?:p|li|[bh]r|t[dhr])(?: /)?>)(/?)([a-zA-Z][^\s/<>]*+)([^<>]*+)>")
_COMMENT_OPEN, _COMMENT_CLOSE = "<!--", "-->"
# Tags that do not nest by themselves: void ones, and those which the next of their kind closes.
_FLAT = set("area base br col embed hr img input link meta param source track wbr".split()) | set(
    "p li dt dd td th tr thead tbody tfoot colgroup caption option".split()
)


def tags(html: str) -> Iterator[tuple[int, bool, str, str]]:
    """Yield the tags: position, whether it closes, name in lower case, and the text after the name.

    Without `<p>`, `<li>`, `<br>` and other plain tags that are always allowed and need no end.
    """
    for match in _TAG.finditer(html):
        yield match.start(), bool(match[1]), match[2].lower(), match[3]


def too_deep(html: str) -> int:
    """Return the position of a tag that is nested too deeply; -1 if there is none.

    nh3 needs a minute for 100,000 unclosed tags, and cannot be interrupted. Tags that nobody knows do not
    reach it.
    """
    depth = 0
    is_open: dict[str, int] = {}
    for offset, is_end, name, _ in tags(html):
        if name in _FLAT or name not in KNOWN:
            continue
        count = is_open.get(name, 0)
        step = (-1 if count else 0) if is_end else 1
        is_open[name] = count + step
        depth += step
        if depth > limits.TAG_DEPTH:
            return offset
    return -1


def without_comments(html: str) -> str:
    kept, at = [], 0
    while (start := html.find(_COMMENT_OPEN, at)) >= 0:
        stop = html.find(_COMMENT_CLOSE, start)
        if stop < 0:
            break
        kept.append(html[at:start])
        at = stop + len(_COMMENT_CLOSE)
    kept.append(html[at:])
    return "".join(kept)
