"""Explain abbreviations of the site's list where an article first has them: `<abbr title="…">`."""

# Elements in which nothing is explained: how each begins and ends.
_CLOSED = (
    ("<a\0", "</a>"),
    ("<h2", "</h2>"),
    ("<h3", "</h3>"),
    ("<h4", "</h4>"),
    ("<code", "</code>"),
    ("<abbr", "</abbr>"),
)
_JOINING = "_-/&"  # beside an abbreviation: parts of a document's number, such as 12/KH-UBND


def explain(html: bytes, abbreviations: tuple[tuple[str, str], ...]) -> bytes:
    """Return the body with each abbreviation explained at its first place in running text.

    In a body without abbreviations each costs one search.
    """
    from html import escape

    pairs = ((escape(name, quote=False), meaning) for name, meaning in abbreviations)
    present = [(name, meaning) for name, meaning in pairs if name.encode() in html]
    if not present:
        return html
    text = html.decode()
    for name, meaning in present:
        start = _first(text, name)
        if start >= 0:
            explained = f'<abbr title="{escape(meaning)}">{name}</abbr>'
            text = text[:start] + explained + text[start + len(name) :]
    return text.encode()


def _first(text: str, name: str) -> int:
    """Return the position of the first `name` in running text; -1 for none."""
    start = text.find(name)
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(name) : start + len(name) + 1]
        if not (_joins(before) or _joins(after)) and not _is_inside(text, start):
            return start
        start = text.find(name, start + len(name))
    return -1


def _joins(sign: str) -> bool:
    return bool(sign) and (sign.isalnum() or sign in _JOINING)


def _is_inside(text: str, index: int) -> bool:
    """Tell whether the position is in a tag or in an element without explanations."""
    if text.rfind("<", 0, index) > text.rfind(">", 0, index):
        return True
    return any(text.rfind(start, 0, index) > text.rfind(end, 0, index) for start, end in _CLOSED)
