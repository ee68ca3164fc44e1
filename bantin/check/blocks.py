"""Rules about lines that Markdown adds to the block above them: to a table, or as its underline."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bantin.check.subject import ArticlesToCheck
from bantin.errors import Problem, problem
from bantin.markdown.shapes import plain

_HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_LAST_ROW = re.compile(r"<tr>\s*<t[dh][^>]*>([^\n]+?)</t[dh]>(?:\s*<td[^>]*></td>)+\s*</tr>\s*</tbody>")
_SENTENCE_END = (".", ";", "!", "?", "…", ",")
_LONGEST = 40  # characters of a text that advice repeats


def text_below_table(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report a text directly below a table: it is the table's last row, with one filled cell."""
    for article, html in subject.texts():
        for cell in _LAST_ROW.findall(html) if "</table>" in html else ():
            words = plain(cell)
            lines = subject.source_text(article).split("\n")
            for number, line in enumerate(lines, 1):
                if "|" not in line and "<" not in line and words and _is_same(line, words):
                    path = subject.path(article.source)
                    yield problem(path, number, "advice-text-below-table", text=words[:_LONGEST])
                    break


def underlined_sentences(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report a sentence that is a heading since `---` stands directly below it."""
    for article, html in subject.texts():
        headings = [plain(heading) for heading in _HEADING.findall(html)] if "<h2" in html else []
        sentences = [heading for heading in headings if heading.endswith(_SENTENCE_END)]
        if not sentences:
            continue
        lines = subject.source_text(article).split("\n")
        for number, (line, below) in enumerate(pairwise(lines), 1):
            is_underlined = re.fullmatch(r" {0,3}-{2,}\s*", below)
            if is_underlined and any(_is_same(line, sentence) for sentence in sentences):
                path = subject.path(article.source)
                yield problem(path, number + 1, "advice-underlined", text=line.strip()[:_LONGEST])


def _is_same(line: str, shown: str) -> bool:
    """Tell whether the page shows a line of Markdown at the end of the text `shown`."""
    written = re.findall(r"\w+", re.sub(r"\]\([^)]*\)", "]", line))
    return bool(written) and re.findall(r"\w+", shown)[-len(written) :] == written


RULES = (text_below_table, underlined_sentences)
