"""Write the emphasis of a style sheet into the elements, as far as pages of Google Docs need it."""

import re

from selectolax.lexbor import LexborHTMLParser

_PAGE = "body.doc-content"  # of Google Docs, which has the emphasis of each run of text as a class
_RULE = re.compile(r"\.([\w-]+)\{([^{}]*)\}")
_EMPHASIS = re.compile(r"(?:font-weight|font-style|text-decoration)\s*:[^;]*")


def apply_style_sheet(tree: LexborHTMLParser) -> None:
    """Give each run of text of a page of Google Docs the emphasis of its classes as a `style`."""
    if tree.css_first(_PAGE) is None:
        return
    sheets = " ".join(node.text() for node in tree.css("style"))
    rules = {name: ";".join(_EMPHASIS.findall(values)) for name, values in _RULE.findall(sheets)}
    for node in tree.css("span[class]"):
        classes = (node.attributes.get("class") or "").split()
        styles = [style for name in classes if (style := rules.get(name))]
        if styles:
            node.attrs["style"] = ";".join([*styles, node.attributes.get("style") or ""])
