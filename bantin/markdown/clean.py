"""Sanitize HTML by one allow list."""

import nh3

from bantin.markdown.tag_names import ALLOWED, VANISHING

_ATTRIBUTES = {
    "a": {"href", "title", "name"},
    "abbr": {"title"},
    "details": {"open"},
    "img": {"src", "alt", "title"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "q": {"lang"},
    "span": {"lang"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "*": {"id"},
}
_CLASSES = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"footnote"},
    "td": {"num", "mid"},
    "th": {"num", "mid"},
}
_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED),
    clean_content_tags=set(VANISHING),
    attributes=_ATTRIBUTES,
    allowed_classes=_CLASSES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def is_kept(tag: str, name: str) -> bool:
    """Tell whether an attribute of a tag is allowed, or is used by this module."""
    return name in _ATTRIBUTES.get(tag, ()) or name in _ATTRIBUTES["*"]


def clean(unsafe: str) -> str:
    """Return the HTML with allowed tags and attributes only, well nested.

    `&`, `<`, `>` and no-break spaces are escaped.
    """
    return _CLEANER.clean(unsafe)
