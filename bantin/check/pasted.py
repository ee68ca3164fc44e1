"""Rules about habits of Word, Zalo and PDF: single line ends, headings chosen by looks, capitals, gaps."""

import re
from collections.abc import Iterator

from bantin.check.subject import ArticlesToCheck
from bantin.errors import Problem
from bantin.markdown.leftovers import CODE_ELEMENT
from bantin.markdown.shapes import PARAGRAPH, plain
from bantin.model import Article

_SENTENCE_END = re.compile(r"[.!?…][”\"')]*$")
_CLAUSE_END = re.compile(r"[.!?…;][”\"')]*$")
# `Thời gian: 8 giờ`, as invitations and announcements have it.
_LABEL = re.compile(r"[^\W\d_][^.:;!?]{1,40}: ")
# Characters of a line; editors that wrap lines do so before.
_LONGEST_WRAPPED = 140
_BROKEN_WORD = re.compile(r"[\w/]+-\n\w+")
# Except before a point of a document, such as `b)`.
_CUT_SENTENCE = re.compile(r"</p>(?<=[\w,]</p>)\n<p>(?!\w{1,4}[.)/])(\w[^<\n]{3,40})")
# Except the word above an alert of GitHub.
_BOLD_LINE = re.compile(r"<p>(?<!<blockquote>\n<p>)<(strong|b)>([^<]{1,100})</\1>:?</p>\n<(?:p|ul|ol|div)\b")
_BOLD_SIGNS = ("**", "__", "<b>", "<strong>")
_MOST_WORDS_OF_HEADING = 15
_HEADING = re.compile(r"<h([2-6])[^>]*>(.*?)</h\1>")
_FEWEST_CAPITALS = 15
# `số ....../QĐ-UBND`, `ngày …/…/2026`, `ngày    tháng    năm 2026`
_GAP = re.compile(
    r"(?:\.{3,}|…{2,})\s?/\s?[\w.…]+|\w*/\s?(?:\.{3,}|…{2,})|\b(?:số|ngày|lúc):?\s?(?:\.{4,}|…{2,})"
    r"|\bngày\s{2,}tháng\b|\btháng\s{2,}năm\b",
    re.IGNORECASE,
)
_GAP_SIGNS = ("...", "…", "ngày  ", "ngày\xa0", "tháng  ", "tháng\xa0")
_SPACE_BEFORE_SIGN = re.compile(r" (?<=\w )(?:[,;?!]|\.(?=[\s<]))\s?\w*")
# In a formula, `\,` is a narrow space.
_CODE_OR_FORMULA = re.compile(rf"{CODE_ELEMENT.pattern}|\$[^$<\n]+\$", CODE_ELEMENT.flags)
# The number of an identity card after its name, 9 or 12 digits. `_CARD_NAMES` are searched first, which is
# faster.
_CARD_NUMBER = re.compile(
    r"(?:CCCD|CMND|CMTND|căn cước|chứng minh nhân dân|định danh cá nhân)\D{0,25}"
    r"(\d(?:[ .]?\d){8}(?:(?:[ .]?\d){3})?)(?!\d)",
    re.IGNORECASE,
)
_CARD_NAMES = ("CCCD", "CMND", "CMTND", "ăn cước", "hứng minh nhân dân", "ịnh danh cá nhân")
_LONGEST_TEXT = 60  # characters that advice repeats


def joined_paragraphs(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report the first paragraph whose lines are paragraphs of their own.

    Each but the last ends a sentence or a clause, each begins with a label, or one is in capitals.
    """
    for article, html in subject.texts():
        for inner in PARAGRAPH.findall(html):
            if "\n" not in inner or "<br>" in inner:
                continue
            lines = [plain(line) for line in inner.split("\n")]
            if _are_paragraphs(lines):
                line = subject.body_line_of(article, lines[0][-30:], lines[0][:30])
                yield subject.advice(article, line, "advice-lines-joined")
                break


def _are_paragraphs(lines: list[str]) -> bool:
    if not all(line[:1].isupper() for line in lines):
        return False
    ends_lines = all(_CLAUSE_END.search(line) for line in lines[:-1])
    is_long = len(lines) > 2 or len(lines[0]) > _LONGEST_WRAPPED
    return (ends_lines and is_long) or all(map(_LABEL.match, lines)) or any(map(_is_title, lines))


def _is_title(line: str) -> bool:
    """Tell whether a line is in capitals, as the title of a document: `THÔNG BÁO` above `Về việc …`."""
    return " " in line and line.isupper() and not line.isascii()


def broken_lines(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report what a PDF breaks: a word at its hyphen, and a sentence at the end of a page."""
    for article, html in subject.texts():
        if "-\n" in html and (match := _BROKEN_WORD.search(html)):
            before, _, after = match[0].partition("\n")
            lines = enumerate(subject.source_text(article).split("\n"), 1)
            line = next((number for number, line in lines if line.rstrip().endswith(before)), 0)
            line = line or subject.body_line_of(article, before)
            yield subject.advice(article, line, "advice-word-broken", text=before + after)
        cut = (plain(words) for words in _CUT_SENTENCE.findall(html) if words[0].islower())
        if text := next(cut, ""):
            yield _advice_at(subject, article, "advice-sentence-cut", text)


def bold_headings(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report the first short paragraph that is wholly bold and above other text."""
    for article, html in subject.texts():
        for _, inner in _BOLD_LINE.findall(html) if "<p><" in html else ():
            text = plain(inner)
            if 0 < len(text.split()) <= _MOST_WORDS_OF_HEADING and not _SENTENCE_END.search(text):
                line = subject.body_line_of(article, *(sign + text for sign in _BOLD_SIGNS))
                shown = text.rstrip(":")[:_LONGEST_TEXT]
                yield subject.advice(article, line, "advice-bold-heading", text=shown)
                break


def skipped_levels(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report the first heading that is more than one level below the one before it, or below the title."""
    for article, html in subject.texts():
        above = 1
        for level, inner in _HEADING.findall(html):
            if int(level) > above + 1 and (text := plain(inner)):
                line, signs = subject.body_line_of(article, f"# {text}", f">{text}<"), "#" * (above + 1)
                yield subject.advice(article, line, "advice-heading-skip", text=text, signs=signs)
                break
            above = int(level)


def capitals(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report the title and the first heading that are written in capitals."""
    for article, html in subject.texts():
        if _is_in_capitals(article.title):
            line = subject.line_of(article, article.title)
            text = article.title[:_LONGEST_TEXT]
            yield subject.advice(article, line, "advice-capitals", text=text)
        headings = (plain(inner) for _, inner in _HEADING.findall(html))
        if heading := next(filter(_is_in_capitals, headings), ""):
            yield _advice_at(subject, article, "advice-capitals", heading)


def _is_in_capitals(text: str) -> bool:
    """Tell whether words of Vietnamese are in capitals; abbreviations such as PAR INDEX have no marks."""
    return len(text) >= _FEWEST_CAPITALS and text.isupper() and not text.isascii()


def gaps(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report the first number or day that was left to be filled in."""
    for article, html in subject.texts():
        if any(sign in html for sign in _GAP_SIGNS) and (match := _search_prose(_GAP, html)):
            yield _advice_at(subject, article, "advice-gap", match[0])


def spaces_before_signs(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report the first space before a comma or another mark that follows its word directly."""
    for article, html in subject.texts():
        if match := _search_prose(_SPACE_BEFORE_SIGN, html):
            word = re.split(r"\W", match.string[: match.start()])[-1]
            text = (word + match[0]).partition("\n")[0]
            yield _advice_at(subject, article, "advice-space-before-sign", text)


def _search_prose(pattern: re.Pattern[str], html: str) -> re.Match[str] | None:
    """Return the first match of a pattern outside code and formulas."""
    match = pattern.search(html)
    if match and ("<code>" in html or "$" in html):
        return pattern.search(_CODE_OR_FORMULA.sub("\0", html))
    return match


def card_numbers(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report numbers of identity cards, with most digits hidden."""
    for article, html in subject.texts():
        for number in _CARD_NUMBER.findall(html) if any(name in html for name in _CARD_NAMES) else ():
            line = subject.body_line_of(article, number)
            shown = f"{number[:3]}…{number[-2:]}"
            yield subject.advice(article, line, "advice-card-number", text=shown)


def pictures_in_text(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report pictures that begin a paragraph of text: they are not figures, and have no caption."""
    for article, html in subject.texts():
        pieces = html.split("\0") if "<p><img\0" in html else []
        for target, before, after in zip(article.targets, pieces, pieces[1:], strict=False):
            rest = after.partition(">")[2].removeprefix("<br>").lstrip()
            if before.endswith("<p><img") and rest[:1] not in ("", "<"):
                _, where, _, line = target
                name = where.rpartition("/")[2]
                yield subject.advice(article, line, "advice-picture-in-text", name=name)


def _advice_at(subject: ArticlesToCheck, article: Article, code: str, text: str) -> Problem:
    """Return advice at the line of the body that contains a text."""
    line = subject.body_line_of(article, text)
    return subject.advice(article, line, code, text=text[:_LONGEST_TEXT])


RULES = (
    joined_paragraphs,
    broken_lines,
    bold_headings,
    skipped_levels,
    capitals,
    gaps,
    spaces_before_signs,
    card_numbers,
    pictures_in_text,
)
