"""Warnings about an article as a whole: a copied file, no or two bodies, links that readers cannot open."""

import re
from collections.abc import Iterator

from bantin.content.body_lint import PLACEHOLDER
from bantin.errors import Problem, problem
from bantin.model import Article

# What Windows (English and Vietnamese), macOS and browsers add to the name of a copied file.
_COPY = (
    r"(?P<before>.+?)(?: - Copy| - Bản sao| - Sao chép| copy| bản sao)?(?: ?\(\d{1,2}\))$"
    r"|(?P<marked>.+?)(?: - Copy| - Bản sao| - Sao chép| copy| bản sao)(?: \d+)?$"
    r"|(?:Copy of|Bản sao của|Bản sao) (?P<after>.+)$"
)
_PLACEHOLDER = PLACEHOLDER.encode()
# The fields of a second article, below its own fence or without one, as the page shows them.
_FIELDS_ON_PAGE = re.compile(rb"<(?:p|h2[^>]*)>title: ")
_FIELDS = re.compile(rb"^title: ?\S[^\n]*\n(?:(?:[a-z_]+:| *- )[^\n]*\n)*?date:", re.MULTILINE)
_SHORT = 500
_NOT_SEEN = re.compile(rb"<(?!svg|img)[^>]*>|&nbsp;|\s|\xc2\xa0|\xe2\x80[\x8b-\x8f]")
# Hosts that only the author's machine, or only machines of the office, can reach (RFC 1918, RFC 6762).
_NOT_PUBLIC = re.compile(
    r"https?://(?:(?P<own>localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\])"
    r"|(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}"
    r"|[a-z0-9-]+|(?:[a-z0-9-]+\.)+(?:local|lan|internal|intranet)))(?::\d+)?(?=[/?#]|$)",
    re.IGNORECASE,
)
# Hosts among which those are: numbers, names without a dot, and names that end so. All addresses are searched
# for them in one step.
_MAY_BE_NOT_PUBLIC = re.compile(
    r"//(?:\d|[^./?#\n]*(?![^/?#\n])|[^/?#\n]*\.(?:local|lan|internal|intranet)(?![^/?#:\n]))", re.IGNORECASE
)


def article_problems(
    article: Article, text: bytes, html: bytes, first_line: int, *, path: str
) -> Iterator[Problem]:
    """Yield warnings about an article as a whole, which has no errors.

    text: its body in Markdown, which begins on line `first_line` of the file `path`. html: rendered from it.
    """
    if article.draft or article.kind not in ("article", "page"):
        return
    if b">title:" in html and _FIELDS_ON_PAGE.search(html) and (match := _FIELDS.search(text)):
        line = first_line + text.count(b"\n", 0, match.start())
        yield problem(path, line, "warn-fields-in-text")
    if _PLACEHOLDER in text:
        line = first_line + text[: text.index(_PLACEHOLDER)].count(b"\n")
        yield problem(path, line, "warn-placeholder")
    elif len(html) < _SHORT and not (article.targets or _NOT_SEEN.sub(b"", html)):
        yield problem(path, 0, "warn-body-empty")


def file_problems(article: Article, *, path: str) -> Iterator[Problem]:
    """Yield warnings that apply even if something else is wrong with the article of the file `path`."""
    name = article.source.rpartition("/")[2].removesuffix(".md")
    if (" " in name or name.endswith(")")) and (copy := re.match(_COPY, name, re.IGNORECASE)):
        original = f"{copy['before'] or copy['marked'] or copy['after']}.md"
        yield problem(path, 0, "warn-copy", name=original)
    if not _MAY_BE_NOT_PUBLIC.search("\n".join([target[1] for target in article.targets])):
        return
    for kind, where, tail, line in article.targets:
        if kind == "away" and (match := _NOT_PUBLIC.match(where)):
            if match["own"]:
                rest = (where[match.end() :] + tail) or "/"
                yield problem(path, line, "warn-preview-address", address=where, guess=rest)
            else:
                yield problem(path, line, "warn-intranet-address", address=where)
