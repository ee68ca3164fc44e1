"""Rules about attributes that are removed: those of HTML tags, and Kramdown's attribute lists."""

import re
from collections.abc import Iterator

from bantin.check.subject import ArticlesToCheck
from bantin.errors import Problem, problem
from bantin.markdown.clean import is_kept
from bantin.markdown.leftovers import without_code
from bantin.markdown.tag_names import ALLOWED
from bantin.markdown.tags import tags

_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]*)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[“”][^“”]*[“”]|[^\s"'>]+))?""")
# Attributes whose removal does not matter.
_NEEDLESS = frozenset("decoding loading markdown rel sizes srcset target".split())
# `{: …}` anywhere, and braces after a heading with a class or a value; the name of a heading is kept.
_LIST = re.compile(
    r"(?P<kept>^#+ [^{}\n]*\n?\{:\s*#[\w:.-]+\s*\})|\{:[^{}\n]*\}"
    r"|^#+ [^\n]*(?P<after>\{[^{}\n]*(?:(?<=[ {])\.[\w-]|=)[^{}\n]*\})[ \t]*$",
    re.MULTILINE,
)


def attributes(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report the removed attributes of each article, and its attribute lists, each once at the first line."""
    for article in subject.articles():
        text = subject.source_text(article)
        has_tags, has_lists = "=" in text and "<" in text, "{" in text
        if has_tags or has_lists:
            prose, path = without_code(text), subject.path(article.source)
            yield from _of_tags(prose, path) if has_tags else ()
            yield from _of_lists(prose, path) if has_lists else ()


def _of_tags(text: str, path: str) -> Iterator[Problem]:
    names: dict[str, int] = {}
    for offset, is_end, tag, rest in tags(text):
        is_shortcode = text[max(offset - 2, 0) : offset] == "{{"  # `{{<figure src="…">}}` of Hugo
        if tag in ALLOWED and not is_end and not is_shortcode:
            for name in _ATTRIBUTE.findall(rest):
                if name.lower() not in _NEEDLESS and not is_kept(tag, name.lower()):
                    names.setdefault(name.lower(), offset)
    if names:
        line = text.count("\n", 0, min(names.values())) + 1
        yield problem(path, line, "advice-attributes", names=", ".join(sorted(names)))


def _of_lists(text: str, path: str) -> Iterator[Problem]:
    if match := next((match for match in _LIST.finditer(text) if not match["kept"]), None):
        written = match["after"] or match[0]
        yield problem(path, text.count("\n", 0, match.start()) + 1, "advice-attribute-list", written=written)


RULES = (attributes,)
