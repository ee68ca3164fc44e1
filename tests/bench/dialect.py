"""How folders of real articles are taken and read: `python -m tests.bench.dialect FOLDER …`.

Prints how many are accepted, how many leave the fast path, and how many come out as GitHub's own parser has
them, after the same cleaning; all others by what explains the difference. Front matter is split off and not
checked.
"""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

import cmarkgfm
from cmarkgfm.cmark import Options

from bantin import markdown
from bantin.content import front_matter
from bantin.markdown import commonmark, dialect, notes
from bantin.markdown.clean import clean
from bantin.markdown.tags import without_comments
from bantin.text import unsafe_characters
from tests.html_trees import tree

_OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
# GitHub shows these as text, with `>` as it stands.
_FILTERED = re.compile(
    r"&lt;(?=/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)\b[^<>]*>)", re.IGNORECASE
)
_BOX = re.compile(r'<input[^<>]*type="checkbox"[^<>]*>')
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ALTERNATIVE = re.compile(r' alt="([^"]*)"')
_HEADING_NAME = re.compile(r"\{:?\s*[#.][^{}\n]*\}")
_BARE_HOST = re.compile(r"www\.[^\s\w]|(?<!\()https?://(?![\w\[])")


class Result(NamedTuple):
    """How many articles there are, and are accepted and off the fast path; the articles of each class.

    silent: those of whose words some are shown nowhere, without a warning of anything that is left out.
    """

    articles: int
    accepted: int
    slow: int
    silent: list[str]
    classes: dict[str, list[str]]


def bodies(folders: list[str]) -> Iterator[tuple[str, str]]:
    """Yield path and body of each article."""
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.md")):
            text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
            parts, _ = front_matter.split(unsafe_characters.remove(text).encode(), path=str(path))
            yield str(path), parts.body.decode()


def measured(folders: list[str]) -> Result:
    count = accepted = slow = 0
    silent: list[str] = []
    classes: dict[str, list[str]] = {}
    for path, text in bodies(folders):
        prose, problems = markdown.write(text.encode(), path=path)
        count += 1
        accepted += all(problem.is_warning for problem in problems)
        slow += not prose.used_fast_path
        if not problems and _words(commonmark.read(text)) - _words(prose.html.decode()):
            silent.append(path)
        classes.setdefault(class_of(text), []).append(path)
    return Result(count, accepted, slow, silent, classes)


def class_of(text: str) -> str:
    """Return "" for a text that comes out as GitHub has it, or what explains the difference."""
    ours = _seen(commonmark.read(text))
    if ours == _seen(_github(text)):
        return ""
    prepared = dialect.prepared(text)
    if prepared is not text and ours == _seen(dialect.without_marks(_github(prepared))):
        return "a turn of our own dialect (docs/markdown.md)"
    return "a bare host or scheme" if _BARE_HOST.search(text) else "other"


def _github(text: str) -> str:
    return _FILTERED.sub("<", str(cmarkgfm.github_flavored_markdown_to_html(text, options=_OPTIONS)))


def _words(html: str) -> Counter[str]:
    """Count the words of HTML and of alternative texts, without comments and names of headings."""
    html = without_comments(html)
    alternatives = " ".join(_ALTERNATIVE.findall(html))
    text = unescape(f"{_TAG.sub(' ', html)} {alternatives}")
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", _HEADING_NAME.sub("", text)).casefold()))


def _seen(unsafe: str) -> list[str]:
    """Return the tags and texts of cleaned HTML, without the tags that only one parser puts round notes."""
    boxed = _BOX.sub(lambda box: "☑" if "checked" in box[0] else "☐", notes.renamed(unsafe))
    seen = tree(clean(boxed), attributes=False)
    return [item for item in seen if item not in ("<hr>", "<section>", "</section>", "<div>", "</div>")]


def main(folders: list[str]) -> None:
    result = measured(folders)
    print(f"{result.articles} articles, {result.accepted} accepted, {result.slow} off the fast path")
    print(f"{len(result.silent)} lose words in silence {' '.join(result.silent[:3])}".rstrip())
    for name, paths in sorted(result.classes.items()):
        share = 100 * len(paths) / result.articles
        print(f"{len(paths):7} {share:6.2f} %  {name or 'as GitHub has them'}")
        for path in paths[:3] if name else ():
            print(f"                  {path}")


if __name__ == "__main__":
    main(sys.argv[1:])
