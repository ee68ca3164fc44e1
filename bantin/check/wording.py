"""Rules about titles, summaries and paragraphs: length, spelling, layout by spaces."""

import re
from collections.abc import Iterator

from bantin.check.subject import ArticlesToCheck
from bantin.content.tree import WORD_LIST
from bantin.errors import Problem
from bantin.markdown.leftovers import CODE_ELEMENT
from bantin.markdown.shapes import PARAGRAPH, plain
from bantin.text.vietnamese import normalize_tones

# On a phone, a headline of 30 syllables fills four lines, a paragraph of 1,000 characters the screen.
_MAX_TITLE_SYLLABLES = 30
_MAX_PARAGRAPH = 1000

_LIST_LINE = re.compile(r"<p>[^<]*?\n((?:[-*+]|\d{1,3}\.) [^\n<]+)")
_BLANKS = re.compile(r"<(?:p|li|td|th)>&nbsp;|&nbsp;\s*&nbsp;")
# The syllables for which there are two spellings: hóa and hoá, Ủy and Uỷ.
_TWO_WAYS = re.compile("(?i:[òóỏõọ][ae]|[ùúủũụ]y|o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])")
_WORD = re.compile(r"\w+")


def long_titles(subject: ArticlesToCheck) -> Iterator[Problem]:
    for article in subject.articles():
        count = len(article.title.split())
        if count > _MAX_TITLE_SYLLABLES:
            line = subject.line_of(article, article.title)
            yield subject.advice(
                article,
                line,
                "advice-long-title",
                count=count,
                limit=_MAX_TITLE_SYLLABLES,
            )


def long_paragraphs(subject: ArticlesToCheck) -> Iterator[Problem]:
    for article, html in subject.texts():
        if len(html) <= _MAX_PARAGRAPH:
            continue
        for text in map(plain, PARAGRAPH.findall(html)):
            if len(text) > _MAX_PARAGRAPH:
                line = subject.body_line_of(article, *_phrases(text))
                count = len(text)
                yield subject.advice(
                    article, line, "advice-long-paragraph", count=count, limit=_MAX_PARAGRAPH, text=text[:40]
                )


def _phrases(text: str) -> list[str]:
    """Return short phrases of a text, to search its source for: emphasis may split some, but not all."""
    listed_words = text.split()
    return [" ".join(listed_words[at : at + 5]) for at in range(0, 40, 5)]


def lists_in_paragraphs(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report lists directly below a line of text, which Markdown takes for text unless they begin with 1."""
    for article, html in subject.texts():
        for entry in map(plain, _LIST_LINE.findall(html)):
            if f"\\{entry}" not in subject.source_text(article):
                line = subject.body_line_of(article, entry)
                yield subject.advice(article, line, "advice-list-in-paragraph")


def layout_by_spaces(subject: ArticlesToCheck) -> Iterator[Problem]:
    for article, html in subject.texts():
        if "&nbsp;" in html and _BLANKS.search(CODE_ELEMENT.sub("", html)):
            line = subject.body_line_of(article, "\xa0", "&nbsp;")
            yield subject.advice(article, line, "advice-blanks")


def two_spellings(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report a word that is spelt in two ways on one page."""
    for article, html in subject.texts():
        forms: dict[str, str] = {}
        text = f"{article.title} {article.summary} {plain(html)}"
        for match in _TWO_WAYS.finditer(text):
            word = _word_at(text, match.start())
            first_form = forms.setdefault(normalize_tones(word.casefold()), word)
            if first_form.casefold() != word.casefold():
                line = subject.line_of(article, word)
                yield subject.advice(article, line, "advice-two-spellings", one=first_form, other=word)
                break


def listed_words(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report words of titles and summaries that the editors' word list corrects."""
    listed, _ = subject.word_list()
    for article in subject.articles():
        used = {*_WORD.findall(article.title), *_WORD.findall(article.summary)} if listed else ()
        for wrong in sorted(listed.keys() & used):
            args = {"word": wrong, "better": listed[wrong], "list": subject.path(WORD_LIST)}
            line = subject.line_of(article, wrong)
            yield subject.advice(article, line, "advice-word", **args)


def _word_at(text: str, offset: int) -> str:
    start = offset
    while start and text[start - 1].isalpha():
        start -= 1
    match = _WORD.match(text, start)
    return match[0] if match else ""


RULES = (long_titles, long_paragraphs, lists_in_paragraphs, layout_by_spaces, two_spellings, listed_words)
