"""Decide which parts of a page are left out: tags without text for readers, hidden elements, small forms."""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

DROPPED = frozenset(
    "script style noscript template button input select textarea svg canvas map head nav aside dialog link "
    "meta title -comment !doctype".split()
)
# A form that contains a whole page, as in ASP.NET; others are for searches, comments and so on.
_PAGE_FORM = "input[name='__VIEWSTATE'], h1, article"
_PAGE_FORM_NAMES = frozenset(("aspnetForm", "form1", "Form"))  # of ASP.NET, and of DotNetNuke
_LONG_FORM = 1_500  # characters
_IS_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")


_BACK_SIGNS = frozenset("↩⏎⤴")


def is_back_link(node: LexborNode) -> bool:
    """Tell whether a node is the sign after a footnote that leads back into the text, which is not linked."""
    if node.tag != "a" or not (node.attributes.get("href") or "").startswith("#"):
        return False
    return node.text().strip().strip("\ufe0e\ufe0f") in _BACK_SIGNS


def is_small_form(node: LexborNode) -> bool:
    """Tell whether a node is a form without the page's text."""
    if node.tag != "form" or node.attributes.get("id") in _PAGE_FORM_NAMES:
        return False
    return len(node.text()) <= _LONG_FORM and node.css_first(_PAGE_FORM) is None


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Tell whether an element with these attributes is not shown."""
    if "hidden" in attributes or _IS_HIDDEN.search((attributes.get("style") or "").lower()):
        return True
    return not {"hidden", "hide", "d-none", "sr-only"}.isdisjoint((attributes.get("class") or "").split())
