"""Tags among words that nothing ends, as in `Gõ <main> rồi …`: they are words, as `<Tên cơ quan>` is."""

import re
from collections import Counter
from collections.abc import Iterator

from bantin.markdown.tag_names import CLOSED_BY_AUTHORS, FOREIGN, KNOWN, REMOVED_WITH_CONTENT
from bantin.markdown.tags import tags

# Elements that have a meaning without attributes and without an end.
_COMPLETE = frozenset(
    "br hr wbr p li dt dd td th tr thead tbody tfoot colgroup col caption rb rt rp rtc".split()
)
# Without attributes and without an end these are words. Bold type that is never closed has a warning of its
# own.
NAMES = KNOWN - FOREIGN - CLOSED_BY_AUTHORS - _COMPLETE
# Elements with which a block of HTML begins also where text stands behind them on the line.
_BLOCKS = frozenset(
    "address article aside base basefont blockquote body center details dialog dir div dl fieldset figcaption"
    " figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header html iframe legend link main menu"
    " menuitem nav noframes ol optgroup option param pre script search section style summary textarea title"
    " track ul".split()
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)( ?/?>)?")
# A tag before which no words stand, unless it ends bold type or the like.
_TAG_BEFORE = re.compile(
    r"<(?!/(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var)>)[^<>]*>\Z"
)
_FARTHEST = 200  # characters before a tag that are looked at
# What stands behind a word and not behind a tag: a sign, or the end of what contains the tag.
_WORD_END = re.compile(r"\s*[:=–—,;.!?)”»\"]|\s+-\s|\s*</")
# What begins directly behind a tag whose content is not shown, such as `<script>`.
_CONTENT = re.compile(r"[^\W_]|<(?!/)|[({\[]")


def as_words(unsafe: str, text: str) -> str:
    """Return the HTML of a text with `&lt;main&gt;` in place of each lone `<main>` among words."""
    names = _open_names(text)
    if not names:
        return unsafe
    kept, at = [], 0
    for start, end in sorted(_without_end(unsafe, names)):
        if _is_among_words(unsafe, start, end):
            kept += [unsafe[at:start], "&lt;", unsafe[start + 1 : end - 1], "&gt;"]
            at = end
    return "".join([*kept, unsafe[at:]])


def _open_names(text: str) -> frozenset[str]:
    """Return the names of tags that may begin more often than they end, at least once without attributes.

    Code may hold any of both.
    """
    step = 0 if "`" in text or "~~~" in text else -1
    balance: Counter[str] = Counter()
    bare: set[str] = set()
    for end, written, close in _TAG.findall(text):
        name = written.lower()
        balance[name] += step if end else 1
        if close and not end:
            bare.add(name)
    return frozenset(name for name in bare & NAMES if balance[name] > 0)


def _without_end(unsafe: str, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each tag without attributes and without an end."""
    opened: dict[str, list[tuple[int, int, bool]]] = {name: [] for name in names}
    for start, is_end, name, rest in tags(unsafe):
        if name not in names:
            continue
        if not is_end:
            opened[name].append((start, start + len(f"<{name}{rest}>"), not rest.strip("/ ")))
        elif opened[name]:
            opened[name].pop()
    for places in opened.values():
        yield from ((start, end) for start, end, is_bare in places if is_bare)


def _is_among_words(unsafe: str, start: int, end: int) -> bool:
    """Tell whether words stand before the tag on its line, or what follows shows that it is a word."""
    line = unsafe.rfind("\n", max(start - _FARTHEST, 0), start) + 1
    before = unsafe[max(line, start - _FARTHEST) : start].rstrip()
    name = unsafe[start + 1 : end - 1].rstrip("/ ").lower()
    if before and not _TAG_BEFORE.search(before):
        return name not in REMOVED_WITH_CONTENT or not _CONTENT.match(unsafe, end)
    is_block = not before and name in _BLOCKS
    return not is_block and bool(_WORD_END.match(unsafe, end))
