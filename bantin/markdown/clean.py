"""Sanitize HTML by one allow list."""

import re

import nh3

from bantin.markdown.tag_names import ALLOWED, REMOVED_WITH_CONTENT

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
    clean_content_tags=set(REMOVED_WITH_CONTENT),
    attributes=_ATTRIBUTES,
    allowed_classes=_CLASSES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)
# An attribute of HTML that comrak made, except those in which there is nothing to remove or to escape: the
# addresses of links with no other link inside, and of pictures, that are valid whatever they contain, words
# without entities, alignments, first numbers of lists.
_HOST = r"(?:[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*\.)+[a-zA-Z]{2,}"
_ADDRESS = (
    rf"https?://{_HOST}(?:[/?#][^\"&\s\\]*(?:&amp;[^\"&\s\\]*)*)?"
    r"|mailto:[\w.+-]+@[\w.-]+|[/#]?[a-zA-Z0-9][^\"&\s\\:]*(?:&amp;[^\"&\s\\:]*)*"
)
_LINK = rf'(?<=<a href=")(?:{_ADDRESS})"(?: title="[^"&]*")?>[^<]*(?:<(?!/?a[ >])[^<]*)*</a>'
_ODD_ATTRIBUTE = re.compile(
    rf'="(?!{_LINK}|(?<=<img src=")(?:{_ADDRESS})"'
    r'|(?:(?<= title=")|(?<= alt=")|(?<= align="))[^"&]*"|(?<=<ol start=")\d+")'
)


def is_kept(tag: str, name: str) -> bool:
    """Tell whether an attribute of a tag is allowed, or is used by this module."""
    return name in _ATTRIBUTES.get(tag, ()) or name in _ATTRIBUTES["*"]


def clean(unsafe: str) -> str:
    """Return the HTML with allowed tags and attributes only, well nested.

    `&`, `<`, `>` and no-break spaces are escaped.
    """
    return _CLEANER.clean(unsafe)


def clean_generated(generated: str) -> str:
    """Return HTML that comrak made of a text without `<`, as `clean` returns it.

    comrak escapes all text and nests all tags well but links, so that only an attribute may hold what is not
    allowed. Where all attributes are plain, nh3 would only write some characters in another way.
    """
    if _ODD_ATTRIBUTE.search(generated):
        return clean(generated)
    return generated.replace("&quot;", '"').replace(" />", ">").replace("\xa0", "&nbsp;")
