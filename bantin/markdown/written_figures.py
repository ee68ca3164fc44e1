"""Figures that an author wrote as HTML get the form of those written in Markdown."""

import re

from bantin.markdown import shapes

_PICTURE = r'(?:<a\0[^<>]*>)?<(?:img|media)\0 alt="[^"]*"(?: title="[^"]*")?>(?:</a>)?'
_CAPTION = r"<figcaption>[^<]*(?:<(?!/?(?:figure|figcaption)\b)[^<]*)*</figcaption>"
# What may enclose and separate the pictures of a figure: lists, as in galleries of WordPress, and the like.
_BETWEEN = r'(?:\s|<br>|<div class="gallery">|</?(?:p|div|span|ul|li|b|strong)>)*'
# A picture, which may be a figure already, with a caption of its own.
_ENTRY = rf"(?:{shapes.FIGURE_OPEN}\s*{_PICTURE}\s*(?:{_CAPTION}\s*)?</figure>|{_PICTURE})"
# A figure of nothing but pictures and a caption, above or below them.
_FIGURE = re.compile(
    rf"{shapes.FIGURE_OPEN}{_BETWEEN}(?:({_CAPTION}){_BETWEEN})?((?:{_ENTRY}{_BETWEEN})+)"
    rf"(?:({_CAPTION}){_BETWEEN})?</figure>"
)
_ENTRIES = re.compile(rf"({_PICTURE})\s*({_CAPTION})?")
_CAPTIONS = re.compile(_CAPTION)
_TITLE = re.compile(' title="([^"]*)"')
# A caption of several paragraphs.
_PARAGRAPHS = re.compile(r"</(?:p|div)>\s*<(?:p|div)>|<br>\s*")
_BLOCK = re.compile(r"</?(?:p|div)>")
_OTHER_BLOCK = re.compile(r"<(?:[uod]l|table|h[1-6]|blockquote|pre|hr)\b")


def in_one_form(html: str) -> str:
    """Return the HTML with the figures of the author like those that `shapes.paragraph` makes.

    One with several pictures contains a gallery. In others, as of a table, only the caption is changed.
    """
    return _CAPTIONS.sub(_caption, _FIGURE.sub(_figure, html))


def _figure(match: re.Match[str]) -> str:
    above, pictures, below = match.groups()
    if above and (below or "\0" in above):
        return match[0]  # the targets of addresses are in the order of the text
    caption = _words(below or above or "")
    entries = _ENTRIES.findall(pictures)
    if len(entries) == 1:
        picture, own = entries[0]
        if caption and own:
            return match[0]  # of two captions neither is more right
        return _of(picture, caption or _words(own))
    return shapes.gallery([_of(picture, _words(own)) for picture, own in entries], caption)


def _of(picture: str, caption: str) -> str:
    """Return the figure of one picture, whose title is its caption if it has no other."""
    if not caption and (title := _TITLE.search(picture)):
        return shapes.figure(_TITLE.sub("", picture), title[1].replace("&quot;", '"'))
    return shapes.figure(picture, caption)


def _words(caption: str) -> str:
    """Return the HTML in a caption, of which several paragraphs are joined."""
    inner = caption.removeprefix("<figcaption>").removesuffix("</figcaption>").strip()
    if _OTHER_BLOCK.search(inner):
        return inner
    return _BLOCK.sub("", _PARAGRAPHS.sub(" ", inner)).strip()


def _caption(match: re.Match[str]) -> str:
    """Return a caption with its credit apart; one that has that already stays as it is."""
    words = _words(match[0])
    if shapes.CREDIT_OPEN in words:
        return match[0]
    return f"<figcaption>{shapes.with_credit_apart(words)}</figcaption>" if words else ""
