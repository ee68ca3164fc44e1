"""Inline Markdown of the fast path: links, pictures, emphasis, hard breaks, special characters."""

import re
from collections.abc import Callable

from bantin.markdown.gate import DoubtError
from bantin.markdown.targets import is_chart

Inline = Callable[[str], str]

_SIGNS = re.compile(r"[&<>*_\[\]\xa0]")
_LINK_FORM = r"""(!\[|\[)(?!\^)([^\[\]]*)\]\(([^\s()<>"'\\]+)(?: +"([^"'\[\]\n]+)")?\)"""
_LINK = re.compile(_LINK_FORM)
_LINK_OR_BREAK = re.compile(f"{_LINK_FORM}|  \n")
_PLACE = "\0"  # stands where a link, a picture or a hard break was taken out
_LONE_BRACKETS = re.compile(r"(?<![!*])\[(?!\^)[^\[\]]*\](?!\s?[\[(:\0])")
# Python-Markdown and nh3 leave these addresses as they are, and they lead where a bulletin may lead.
_TAIL = r"(?:[/?#][\w.~%@!$+,;=&:/?#*-]*)?"
_RELATIVE = rf"(?!//)[\w.~%@!$+,;=-]*{_TAIL}"
_HOST = r"(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}"
_PICTURE_ADDRESS = re.compile(rf"(?![?#]){_RELATIVE}")
_LINK_ADDRESS = re.compile(
    rf"{_RELATIVE}|https?://{_HOST}{_TAIL}|mailto:[A-Za-z0-9.+-]+@{_HOST}|tel:[0-9+.-]+"
)
_ENTITY = re.compile(r"&(?:#|[\w.-]+;)")
_TAG_START = re.compile(r"<(?![ 0-9=])")
_SPACE_AFTER_BREAK = re.compile(r"  \n\s")  # Python-Markdown drops it, or not
_SPACE = re.compile(r"\s")
# Patterns that begin with a literal are searched for ten times as fast as `[*_]+`.
_STARS, _UNDERSCORES = re.compile(r"\*\**"), re.compile(r"__*")
_TAGS = (("", ""), ("<em>", "</em>"), ("<strong>", "</strong>"))


def is_bare(text: str) -> bool:
    """Whether text is inline HTML as it is."""
    return not _SIGNS.search(text) and "  \n" not in text


def write(text: str, targets: list[tuple[str, str]]) -> str:
    """Inline HTML; what links and pictures lead to is added to `targets`. Raises DoubtError."""
    if is_bare(text):
        return text
    has_breaks = "  \n" in text
    if has_breaks and _SPACE_AFTER_BREAK.search(text):
        raise DoubtError
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append("<br>\n" if found[3] is None else _link(found, targets))
        return _PLACE

    if "[" in text or "]" in text:
        text = (_LINK_OR_BREAK if has_breaks else _LINK).sub(hold, text)
        if "[" in text or "]" in text:
            rest = _LONE_BRACKETS.sub("", text)
            if "[" in rest or "]" in rest:
                raise DoubtError
    elif has_breaks:
        held = ["<br>\n"] * text.count("  \n")
        text = text.replace("  \n", _PLACE)
    text = _without_signs(text)
    if not held:
        return text
    pieces = text.split(_PLACE)
    return "".join(piece + one for piece, one in zip(pieces, [*held, ""], strict=True))


def _link(found: re.Match[str], targets: list[tuple[str, str]]) -> str:
    mark, text, address, title = found.groups()
    is_picture = mark == "!["
    allowed = _PICTURE_ADDRESS if is_picture else _LINK_ADDRESS
    if not allowed.fullmatch(address) or _ENTITY.search(address) or "  \n" in text:
        raise DoubtError
    named = f' title="{_attribute(_one_line(title))}"' if title else ""
    if is_picture:
        tag, kind = ("chart", "chart") if is_chart(address) else ("img", "picture")
        targets.append((kind, address))
        return f'<{tag}\0 alt="{_attribute(text)}"{named}>'
    targets.append(("link", address))
    if not text.strip():
        raise DoubtError
    return f"<a\0{named}>{_without_signs(text)}</a>"


def _one_line(title: str) -> str:
    """Python-Markdown makes a space of each white space in a title; others than a space are not printable."""
    title = title.strip()
    if not title:
        raise DoubtError
    return title if title.isprintable() else _SPACE.sub(" ", title)


def _without_signs(text: str) -> str:
    """Emphasis and special characters as HTML."""
    if "&" in text or "<" in text or ">" in text:
        text = escaped(text)
    if "*" in text or "_" in text:
        text = _emphasised(text)
    return text.replace("\xa0", "&nbsp;")


def _attribute(text: str) -> str:
    return escaped(text).replace('"', "&quot;").replace("\xa0", "&nbsp;")


def escaped(text: str) -> str:
    """`<` may begin a tag and `&` an entity: where they could, the slow path reads them."""
    if "<" in text and (_TAG_START.search(text) or "@" in text):
        raise DoubtError
    if "&" in text and _ENTITY.search(text):
        raise DoubtError
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped_plain(text: bytes) -> bytes:
    """The same for a text in UTF-8 that has no other signs than `&` and `>`."""
    if b"&" in text and _ENTITY.search(text.decode()):
        raise DoubtError
    return text.replace(b"&", b"&amp;").replace(b">", b"&gt;")


def _emphasised(text: str) -> str:
    """Pairs of `*`, `**`, `_`, `__` that close in the order they opened; DoubtError for anything else."""
    runs = _runs(text)
    pieces: list[str] = []
    opened: list[int] = []
    at = 0
    for start, end, opens, closes in runs:
        length = end - start
        if length > 2 or text[start] != text[runs[0][0]]:
            raise DoubtError
        if opened and closes and opened[-1] == length:
            opened.pop()
            tag = _TAGS[length][1]
        elif opens and length not in opened:
            opened.append(length)
            tag = _TAGS[length][0]
        elif not opened:
            continue  # it could only close, and there is nothing to close
        else:
            raise DoubtError
        pieces.append(text[at:start] + tag)
        at = end
    if opened:
        raise DoubtError
    return "".join(pieces) + text[at:]


def _runs(text: str) -> list[tuple[int, int, bool, bool]]:
    """Where signs that mean something begin and end, whether they may open emphasis and whether close it."""
    found = list(_STARS.finditer(text)) if "*" in text else []
    if "_" in text:
        found = sorted([*found, *_UNDERSCORES.finditer(text)], key=re.Match.start)
    runs = [(*run.span(), *_role(text, *run.span())) for run in found]
    return [run for run in runs if run[2] or run[3]]


def _role(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a run of signs may open emphasis, and whether it may close it."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    opens, closes = not after.isspace(), not before.isspace()
    if text[start] == "_":
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    return opens, closes
