"""How titles, leads and paragraphs are written: too long, spelt in two ways, laid out with blanks."""

import re
from collections.abc import Iterator

from bantin.check.subject import WORD_LIST, ArticlesToCheck
from bantin.errors import Problem, problem
from bantin.markdown.shapes import plain
from bantin.text.vietnamese import normalize_tones

# 30 syllables of a headline fill four lines of a telephone, 1,000 characters of a paragraph its whole screen.
_LONG_TITLE = 30
_LONG_PARAGRAPH = 1000

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_LIST_LINE = re.compile(r"<p>[^<]*?\n((?:[-*+]|\d+\.) [^\n<]+)")
_BLANKS = re.compile(r"<(?:p|li|td|th)>&nbsp;|&nbsp;\s*&nbsp;")
# Where the two schools of spelling differ: hóa and hoá, Ủy and Uỷ.
_TWO_WAYS = re.compile("(?i:[òóỏõọ][ae]|[ùúủũụ]y|o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])")
_WORD = re.compile(r"\w+")


def long_titles(subject: ArticlesToCheck) -> Iterator[Problem]:
    for article in subject.articles():
        count = len(article.title.split())
        if count > _LONG_TITLE:
            line = subject.line_of(article, article.title)
            yield problem(
                subject.path(article.source), line, "advice-long-title", count=count, limit=_LONG_TITLE
            )


def long_paragraphs(subject: ArticlesToCheck) -> Iterator[Problem]:
    for article, html in subject.texts():
        if len(html) <= _LONG_PARAGRAPH:
            continue
        path = subject.path(article.source)
        for text in map(plain, _PARAGRAPH.findall(html)):
            if len(text) > _LONG_PARAGRAPH:
                line = subject.line_of(article, *_pieces(text))
                yield problem(
                    path,
                    line,
                    "advice-long-paragraph",
                    count=len(text),
                    limit=_LONG_PARAGRAPH,
                    text=text[:40],
                )


def _pieces(text: str) -> list[str]:
    """Some words in a row, of which one stands in the source as it does here, whatever is emphasised."""
    words = text.split()
    return [" ".join(words[at : at + 5]) for at in range(0, 40, 5)]


def lists_in_paragraphs(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Straight after a line of text a list may begin with any sign, but with no other number than 1."""
    for article, html in subject.texts():
        for written in _LIST_LINE.findall(html):
            line = subject.line_of(article, plain(written))
            yield problem(subject.path(article.source), line, "advice-list-in-paragraph")


def blanks(subject: ArticlesToCheck) -> Iterator[Problem]:
    for article, html in subject.texts():
        if "&nbsp;" in html and _BLANKS.search(html):
            line = subject.line_of(article, "\xa0", "&nbsp;")
            yield problem(subject.path(article.source), line, "advice-blanks")


def two_spellings(subject: ArticlesToCheck) -> Iterator[Problem]:
    """One word spelt by both schools on one page."""
    for article, html in subject.texts():
        forms: dict[str, str] = {}
        text = f"{article.title} {article.summary} {plain(html)}"
        for match in _TWO_WAYS.finditer(text):
            word = _word_at(text, match.start())
            first_form = forms.setdefault(normalize_tones(word.casefold()), word)
            if first_form.casefold() != word.casefold():
                line = subject.line_of(article, word)
                yield problem(
                    subject.path(article.source), line, "advice-two-spellings", one=first_form, other=word
                )
                break


def words(subject: ArticlesToCheck) -> Iterator[Problem]:
    """What titles and leads hold of the editors' own list of words that are not to be written so."""
    listed = subject.word_list()
    for article in subject.articles():
        used = {*_WORD.findall(article.title), *_WORD.findall(article.summary)} if listed else ()
        for wrong in sorted(listed.keys() & used):
            args = {"word": wrong, "better": listed[wrong], "list": subject.path(WORD_LIST)}
            line = subject.line_of(article, wrong)
            yield problem(subject.path(article.source), line, "advice-word", **args)


def _word_at(text: str, offset: int) -> str:
    start = offset
    while start and text[start - 1].isalpha():
        start -= 1
    match = _WORD.match(text, start)
    return match[0] if match else ""


RULES = (long_titles, long_paragraphs, lists_in_paragraphs, blanks, two_spellings, words)
