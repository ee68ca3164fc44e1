"""How real articles are read: `python -m tests.bench.dialect FOLDER …`.

Prints how many are accepted, how many leave the fast path, how many lose words, and how many give the same
result as GitHub's own parser (cmark-gfm), after the same cleaning. If they differ, the differences that
docs/markdown.md declares are made on GitHub's side, too, and the rest is compared again, tag by tag and word
by word. So every article is compared completely, and each difference has a named reason. Front matter is
split off and not checked.
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
import comrak
from cmarkgfm.cmark import Options

from bantin import markdown
from bantin.content import front_matter
from bantin.markdown import commonmark, dialect, embeds, notes, template_links
from bantin.markdown.clean import clean
from bantin.markdown.tags import without_comments
from bantin.text import unsafe_characters
from tests.html_trees import tree

_OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
# All but the filter, which shows some tags as text: cleaning leaves them out.
_EXTENSIONS = ["table", "autolink", "strikethrough", "tasklist"]
# A mark of `dialect` that is punctuation since Unicode 11, and one that cmark-gfm knows.
_STOP, _OLD_STOP = "\u2e4e", "\u2e2e"
_BOX = re.compile(r'<input[^<>]*type="checkbox"[^<>]*>')
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ALTERNATIVE = re.compile(r' alt="([^"]*)"')
# What is left out or said in other words, as docs/markdown.md has it.
_UNSAID = re.compile(r"\{:?\s*[#.][^{}\n]*\}|\{:[^{}\n]*\}|\[!\w+\]")
# What of our dialect a text has, by the lines that show it.
_TURNS = (
    ("indented HTML", re.compile(r"^(?: {4,}|\t)[ \t]*</?[a-zA-Z]", re.MULTILINE)),
    ("a heading without a space", re.compile(r"^ {0,3}#{2,6}[^\s#]", re.MULTILINE)),
    ("emphasis before a letter", re.compile(r"[:.,;!?…)”\"'’»%\]：。，！？；、）」』】》]\*\*?\w")),
    ("Markdown inside a tag", re.compile(r"<[a-zA-Z][^<>\n]* markdown")),
    ("no-break spaces at the start of a line", re.compile(r"^[ \t>]*(?:[-+*#]+|\d+[.)])?\xa0", re.MULTILINE)),
    ("a definition list", re.compile(r"^ {0,3}: ", re.MULTILINE)),
    ("links of Hugo and Jekyll", re.compile(r"(?:\]\(|=[\"']?)\{[{%]")),
    ("shortcodes of Hugo", re.compile(r"\{\{<[a-zA-Z/]")),
    ("a mark of a note", re.compile(r"\(\*{1,3}\)")),
    ("quotation marks behind an address", re.compile(r"(?:://|www\.)[^\s<>]*[“”‘’»…]")),
    ("curly quotes in a tag", re.compile(r"<[a-zA-Z][^<>\n]*=[“”‘’]")),
    ("a footnote's label in words", re.compile(r"\[\^[^\]\n]* ")),
    ("an address without a host of its own", re.compile(r"https?://(?![\w-]+\.)|www\.\W|\[[^\]\n]*@")),
)
# A bare address that only one parser links: its words are the address, which has no host with a dot.
_BARE = re.compile(r'<a href="(?:mailto:|https?://)[^"]*">((?:https?://(?![\w-]+\.)|www\.\W)[^<]*)</a>')
_BRACKETED = re.compile(r'(\[[^\]<]*)<a href="mailto:[^"]*">([^<]*)</a>(?=[^\[<]*\])')


class Result(NamedTuple):
    """The numbers of articles, of accepted ones and of those off the fast path; the articles of each class.

    silent: articles with words that are shown nowhere, without a warning about something left out. classes:
    by the reason of the difference; "" for none, "other" for an unknown one.
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
        # What stands within a player is for browsers that have none.
        written = _words(notes.renamed(embeds.replaced(_ours(text))))
        if not problems and written - _words(prose.html.decode()):
            silent.append(path)
        classes.setdefault(class_of(text), []).append(path)
    return Result(count, accepted, slow, silent, classes)


def class_of(text: str) -> str:
    """Return the reason why a text differs from GitHub's result, or ""."""
    if _seen(_ours(text)) == _seen(_github(text)):
        return ""
    if _seen(_without_bare_links(_ours_without_lists(text))) == _seen(_without_bare_links(_declared(text))):
        return ", ".join(name for name, lines in _TURNS if lines.search(text)) or "other"
    return "other"


def _ours(text: str) -> str:
    return commonmark.read(template_links.as_addresses(text))


def _prepared(text: str) -> str:
    """Return a text with bantin's own syntax replaced by GitHub's."""
    return dialect.prepared(template_links.as_addresses(text))


def _github(text: str) -> str:
    return str(cmarkgfm.markdown_to_html_with_extensions(text, _OPTIONS, _EXTENSIONS))


def _declared(text: str) -> str:
    prepared = _prepared(text).replace(_STOP, _OLD_STOP)
    return dialect.without_marks(_github(prepared).replace(_OLD_STOP, _STOP))


def _ours_without_lists(text: str) -> str:
    """Return our result without definition lists, which GitHub's parser does not know."""
    extensions = comrak.ExtensionOptions()
    for name in ("table", "strikethrough", "autolink", "tasklist", "footnotes"):
        setattr(extensions, name, True)
    rendering = comrak.RenderOptions()
    rendering.unsafe_ = rendering.gfm_quirks = True
    unsafe = comrak.render_markdown(_prepared(text), extension_options=extensions, render_options=rendering)
    return dialect.without_marks(unsafe)


def _without_bare_links(unsafe: str) -> str:
    return _BRACKETED.sub(r"\1\2", _BARE.sub(r"\1", unsafe))


def _words(html: str) -> Counter[str]:
    """Count the words of HTML and of alternative texts, without comments and what is left out on purpose."""
    html = without_comments(html)
    alternatives = " ".join(_ALTERNATIVE.findall(html))
    text = _UNSAID.sub("", unescape(f"{_TAG.sub(' ', html)} {alternatives}"))
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))


def _seen(unsafe: str) -> list[str]:
    """Return the tags and texts of cleaned HTML, without the tags that only one parser puts round notes."""
    boxed = _BOX.sub(lambda box: "☑" if "checked" in box[0] else "☐", notes.renamed(unsafe))
    seen = tree(clean(boxed), attributes=False)
    return [item for item in seen if item not in ("<hr>", "<section>", "</section>", "<div>", "</div>")]


def main(folders: list[str]) -> None:
    result = measured(folders)
    print(f"{result.articles} articles, {result.accepted} accepted, {result.slow} off the fast path")
    print(f"{len(result.silent)} lose words in silence {' '.join(result.silent[:3])}".rstrip())
    same, other = len(result.classes.get("", ())), len(result.classes.get("other", ()))
    _print_share("as GitHub has them", same, result)
    _print_share("the same with what docs/markdown.md declares", result.articles - other, result)
    for name, paths in sorted(result.classes.items(), key=lambda entry: -len(entry[1])):
        if name:
            _print_share(name, len(paths), result)
            for path in paths[:3]:
                print(f"                  {path}")


def _print_share(name: str, count: int, result: Result) -> None:
    print(f"{count:7} {100 * count / max(result.articles, 1):6.2f} %  {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
