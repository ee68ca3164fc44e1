"""Restrictions on layouts: no Python internals, no unescaped text, no unlimited length, no changed values.

They are checked in the layout's syntax tree, computed names when they are used. Layouts come from the owner
of a site, not from editors. The restrictions turn mistakes into messages, and a copied layout can only print
the values it gets; they do not protect against a hostile author of layouts.
"""

import re
from collections.abc import Iterator

from jinja2 import nodes

from bantin.text import unsafe_characters

# Filters whose results differ between runs, have unlimited length, or are unescaped HTML.
FORBIDDEN_FILTERS = frozenset(
    "attr center filesizeformat format indent pprint random safe urlize wordwrap xmlattr".split()
)
# Filters whose results Jinja computes while they are gone through. A part that holds such a result would have
# it for the first page that a process renders, and nothing for the others.
LAZY_FILTERS = frozenset("batch items map reject rejectattr reverse select selectattr slice unique".split())
_FORBIDDEN_METHODS = frozenset("center expandtabs format format_map ljust rjust zfill".split())
# Methods that change a list or a dictionary. One that a part holds is shared by all pages that a process
# renders, so that pages would depend on those rendered before them.
_CHANGING_METHODS = frozenset(
    "add append clear discard extend insert pop popitem remove reverse setdefault sort update".split()
)
# A name with a leading underscore, alone or in a path such as "a.__class__".
_HIDDEN = re.compile(r"(?:^|\.)_")


def violations(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield (line, message) for each thing that a layout may not do."""
    for node in tree.find_all(nodes.Node):
        message = _violation(node)
        if message:
            yield node.lineno, message


def _violation(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return forbidden_name(node.attr)
    elif isinstance(node, nodes.Getitem | nodes.Filter):
        for const in node.find_all(nodes.Const):
            if isinstance(const.value, str) and _HIDDEN.search(const.value):
                return f"`{const.value}` is not allowed"
    elif isinstance(node, nodes.ScopedEvalContextModifier):
        return "what is printed is always escaped; no block may change that"
    elif (
        isinstance(node, nodes.Const)
        and isinstance(node.value, str)
        and _has_invisible_characters(node.value)
    ):
        return "a text holds an invisible character"
    elif isinstance(node, nodes.Pow) or (
        isinstance(node, nodes.Mul | nodes.Mod)
        and not (_may_be_number(node.left) and _may_be_number(node.right))
    ):
        return f"`{node.operator}` is only for small numbers"
    return ""


def forbidden_name(name: str) -> str:
    """Return why a layout may not use an attribute or a method of this name; "" if it may."""
    if name in _CHANGING_METHODS:
        return f"`.{name}` would change a value for other pages, too"
    return f"`.{name}` is not allowed" if name.startswith("_") or name in _FORBIDDEN_METHODS else ""


def _has_invisible_characters(text: str) -> bool:
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
