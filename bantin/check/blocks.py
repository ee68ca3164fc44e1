"""Rules about lines that Markdown reads otherwise: as a table's row, as an underline, as another number."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bantin.check.subject import ArticlesToCheck, words_of
from bantin.errors import Problem
from bantin.markdown import commonmark, dialect
from bantin.markdown.shapes import plain

_HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_LAST_ROW = re.compile(r"<tr>\s*<t[dh][^>]*>([^\n]+?)</t[dh]>(?:\s*<td[^>]*></td>)+\s*</tr>\s*</tbody>")
# A line of an entry that begins in bold.
_BOLD_IN_ENTRY = re.compile(r"<li>(?:[^<]|<(?!/?(?:li|[uo]l|p)\b))*?\n<strong>([^<]+)</strong>")
_ENTRY = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_ALTERNATIVE = re.compile(r'<img\0 alt="([^"]*)"')
_SENTENCE_END = (".", ";", "!", "?", "…", ",")
# The beginning and the end of a list, and the line and column of an entry, both counted from 1.
_LIST_OR_ENTRY = re.compile(r'<(?:(/?)[ou]l\b|li data-sourcepos="(\d+):(\d+)-)')
_NUMBER = re.compile(r"(\d+)[.)]")
_LONGEST = 40  # characters of a text that advice repeats


def text_below_table(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report a text directly below a table: it is the table's last row, with one filled cell."""
    for article, html in subject.texts():
        for cell in _LAST_ROW.findall(html) if "</table>" in html else ():
            words = plain(cell) or "".join(_ALTERNATIVE.findall(cell))
            lines = subject.source_text(article).split("\n")
            for number, line in enumerate(lines, 1):
                if "|" not in line and "<" not in line and words and _is_same(line, words):
                    yield subject.advice(article, number, "advice-text-below-table", text=words[:_LONGEST])
                    break


def text_below_list(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report a line in bold at the margin directly below a list, which makes it a part of the last entry."""
    for article, html in subject.texts():
        bold = [plain(words) for words in _BOLD_IN_ENTRY.findall(html)] if "\n<strong>" in html else []
        is_in_list = False
        for number, line in enumerate(subject.source_text(article).split("\n") if bold else (), 1):
            is_in_list = bool(line.strip()) and (is_in_list or bool(_ENTRY.match(line)))
            text = line[2:].partition("**")[0] if is_in_list and line.startswith("**") else ""
            if any(_is_same(text, words) for words in bold):
                yield subject.advice(article, number, "advice-text-below-list", text=text[:_LONGEST])


def underlined_sentences(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report a sentence that is a heading since `---` is directly below it."""
    for article, html in subject.texts():
        headings = [plain(heading) for heading in _HEADING.findall(html)] if "<h2" in html else []
        sentences = [heading for heading in headings if heading.endswith(_SENTENCE_END)]
        if not sentences:
            continue
        lines = subject.source_text(article).split("\n")
        for number, (line, below) in enumerate(pairwise(lines), 1):
            is_underlined = re.fullmatch(r" {0,3}-{2,}\s*", below)
            if is_underlined and any(_is_same(line, sentence) for sentence in sentences):
                yield subject.advice(article, number + 1, "advice-underlined", text=line.strip()[:_LONGEST])


def changed_numbers(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report the first entry of a list that is shown with another number than it is written with."""
    for article, html in subject.texts():
        text = subject.source_text(article) if "<ol" in html else ""
        for line, written, shown in _changed_numbers(text):
            yield subject.advice(article, line, "advice-number-changed", written=written, shown=shown)
            break


def _changed_numbers(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the line of an entry in each such list, its number as it is written and as it is shown.

    Entries that all have the same number are meant to be counted.
    """
    prepared = dialect.prepared(text)
    lines = prepared.split("\n")
    open_lists: list[list[tuple[str, int]]] = []  # of each the lines of its entries, and their numbers
    for end, line, column in _LIST_OR_ENTRY.findall(commonmark.read_with_lines(prepared) if text else ""):
        if line and open_lists:
            entry = lines[int(line) - 1]
            if match := _NUMBER.match(entry, int(column) - 1):
                open_lists[-1].append((entry, int(match[1])))
        elif not (line or end):
            open_lists.append([])
        elif end and open_lists:
            entries = open_lists.pop()
            numbered = enumerate(entries, entries[0][1]) if entries else ()
            changed = ((entry, number, shown) for shown, (entry, number) in numbered if number != shown)
            if len({number for _, number in entries}) > 1 and (first := next(changed, None)):
                entry, number, shown = first
                yield text.split("\n").index(entry) + 1, number, shown


def _is_same(line: str, shown: str) -> bool:
    """Tell whether the page shows a line of Markdown at the end of the text `shown`."""
    written = words_of(line)
    return bool(written) and words_of(shown)[-len(written) :] == written


RULES = (text_below_table, text_below_list, underlined_sentences, changed_numbers)
