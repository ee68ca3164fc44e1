"""Attribute lists of Kramdown and Goldmark in sanitized HTML: `{: .wide}`, `{#name}`."""

import re

# Attribute lists in the text; those in code are text.
_LIST = re.compile(r"(<code>.*?</code>)|\n?\{:[^{}<>\n]*\}", re.DOTALL)
# The row that such a list below a table makes.
_ROW = re.compile(r"<tr>\n<td[^>]*>\{:[^{}<>\n]*\}</td>\n(?:<td[^>]*></td>\n)*</tr>\n")
# Lists below and after a heading, which may name it; the list that a table of contents replaces.
_BELOW_HEADING = re.compile(r"(</h[1-6]>)\n<p>(\{:[^{}<>\n]*\})</p>")
_BEHIND_HEADING = re.compile(r"\{:([^{}<>\n]*)\}(?=</h[1-6]>)")
_CONTENTS = re.compile(r"<([uo]l)>\n<li>[^<\n]*\n\{:\s*toc\b[^{}<>\n]*\}</li>\n</\1>\n?")
# What may be a list, or more: the parser may take its last signs for a part of an address.
_WITH_LINKS = re.compile(r'\{(?:[^{}<>\n]|<a href="[^"]*">[^<]*</a>|<(?!/?a\b)[^<>]*>)*')
_ADDRESS = re.compile(r"""(=["']?)<a href="[^"]*">((?:https?://|www\.)[^<]*)</a>""")


def without_attribute_lists(html: str) -> str:
    """Return sanitized HTML without Kramdown's lists; the name that one gives to a heading is kept.

    An address that is the value of an attribute is no link.
    """
    html = _WITH_LINKS.sub(lambda match: _ADDRESS.sub(r"\1\2", match[0]), html)
    if "{:" not in html:
        return html
    html = _BEHIND_HEADING.sub(_only_name, _BELOW_HEADING.sub(r"\2\1", html))
    html = _ROW.sub("", _CONTENTS.sub("", html))
    return _LIST.sub(lambda match: match[1] or "", html)


def _only_name(match: re.Match[str]) -> str:
    """Return an attribute list with its name only, as `{#name}`; "" if it has none."""
    names = [word for word in match[1].split() if word[0] == "#"]
    return f"{{{names[0]}}}" if names else ""
