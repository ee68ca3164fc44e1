"""What a layout may not do: reach into Python, print unescaped text, or make texts of any length.

The limits are checked in the layout's syntax tree. Layouts are written by whoever runs a site; they are not
content. The limits turn mistakes into messages and keep a copied layout from doing more than print the values
it is given; they do not protect against a layout's author.
"""

import re
from collections.abc import Iterator

from jinja2 import nodes

from bantin.text import unsafe_characters

# Their results differ from run to run, have any length, or are an author's HTML.
FILTERS = frozenset(
    "attr center filesizeformat format indent pprint random safe urlize wordwrap xmlattr".split()
)
_METHODS = frozenset("center expandtabs format format_map ljust rjust zfill".split())
# A name with an underscore before it, alone or in a path such as "a.__class__".
_HIDDEN = re.compile(r"(?:^|\.)_")


def faults(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield the line of each thing that is not allowed, and what it is."""
    for node in tree.find_all(nodes.Node):
        message = _fault(node)
        if message:
            yield node.lineno, message


def _fault(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        if node.attr.startswith("_") or node.attr in _METHODS:
            return f"`.{node.attr}` is not allowed"
    elif isinstance(node, nodes.Getitem | nodes.Filter):
        for const in node.find_all(nodes.Const):
            if isinstance(const.value, str) and _HIDDEN.search(const.value):
                return f"`{const.value}` is not allowed"
    elif isinstance(node, nodes.ScopedEvalContextModifier):
        return "what is printed is always escaped; no block may change that"
    elif isinstance(node, nodes.Const) and isinstance(node.value, str) and _is_unseen(node.value):
        return "a text holds an invisible character"
    elif isinstance(node, nodes.Pow) or (
        isinstance(node, nodes.Mul | nodes.Mod)
        and not (_may_be_number(node.left) and _may_be_number(node.right))
    ):
        return f"`{node.operator}` is only for small numbers"
    return ""


def _is_unseen(text: str) -> bool:
    return bool(unsafe_characters.find(text.replace("\r", ""))) or any(
        "\ud800" <= c <= "\udfff" for c in text
    )


def _may_be_number(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Const):
        return isinstance(node.value, int | float)
    return not isinstance(node, nodes.List | nodes.Tuple | nodes.TemplateData)


def product(left: object, right: object) -> int | float:
    return _number(left) * _number(right)


def remainder(left: object, right: object) -> int | float:
    return _number(left) % _number(right)


def _number(value: object) -> int | float:
    if isinstance(value, int | float) and abs(value) < 10**12:
        return value
    raise TypeError("`*` and `%` are only for small numbers")
