"""The searchable words of an article, and its card in the list of results."""

import html
import re
from collections import Counter
from collections.abc import Sequence

from bantin.model import Article, Image
from bantin.search.synonyms import Group, written
from bantin.search.words import groups_of_digits, keys, pairs, words
from bantin.system.named_tuple import NamedTuple
from bantin.text.teasers import teaser

# The place of a word: once or often in the body, near the title, in it; a short title says more of an
# article. search.js has what each counts.
ONCE, OFTEN, NEAR, LONG_TITLE, TITLE, SHORT_TITLE = range(6)
_OFTEN_FROM = 3
_SHORT, _LONG = 5, 10

# Neighbours are keyed in so many words at the beginning of a body: those of a whole decree would make up most
# of the index.
_PAIRED = 2000

# Words run on through these tags; all others end them.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|u|var)(?=[\s\0>])"
    r'[^>"]*(?:"[^"]*"[^>"]*)*>'
)
_TAG = re.compile(r'<[^>"]*(?:"[^"]*"[^>"]*)*>')


class Card(NamedTuple):
    """What a result shows of an article. machine_date: "" for a standalone page. section: a path."""

    title: str
    url: str
    machine_date: str
    date: str
    summary: str
    section: str


class Document(NamedTuple):
    """An article as it is indexed.

    words: (key, form) to the class of its weight. pairs: of neighbouring words. synonyms: the groups of which
    it has a term. section: a path. date: machine date, "" for a standalone page. card: shown in results.
    """

    words: dict[tuple[str, str], int]
    pairs: set[str]
    synonyms: set[Group]
    section: str
    date: str
    card: Card


def document(article: Article, body: str, *, url: str, date: str, synonyms: Sequence[Group]) -> Document:
    """Return the document of an article. body: the prose as HTML. date: the article's date for readers."""
    summary = article.summary if article.has_own_summary else teaser(article.summary)
    card = Card(article.title, url, article.date, date, summary, article.section)
    return Document(*_terms(article, text_of(body), synonyms), article.section, article.date, card)


def _title_class(length: int) -> int:
    """Return the class of weight of the words of a title of so many words."""
    if length <= _SHORT:
        return SHORT_TITLE
    return TITLE if length < _LONG else LONG_TITLE


def text_of(body: str) -> str:
    """Return the text of prose: no tags, no entities."""
    return html.unescape(_TAG.sub(" ", _INLINE.sub("", body)))


def _terms(
    article: Article, text: str, synonyms: Sequence[Group]
) -> tuple[dict[tuple[str, str], int], set[str], set[Group]]:
    """Return `words`, `pairs` and `synonyms` of a Document; the former two with those of its synonyms."""
    title, body = words(article.title), words(text)
    caption = Image(*article.image).caption if article.image else ""
    near = words(
        " . ".join((article.summary, *article.tags, article.author, article.credited_source, caption))
    )
    counts = Counter(body)
    counts.update(groups_of_digits(f"{article.title} {article.summary} {text}"))
    terms = {
        **{keys(word): OFTEN if count >= _OFTEN_FROM else ONCE for word, count in counts.items()},
        **dict.fromkeys(map(keys, near), NEAR),
        **dict.fromkeys(map(keys, title), _title_class(len(title))),
    }
    head = pairs(title) | pairs(near)
    together = head | pairs(body[:_PAIRED])
    everywhere = head | pairs(body) if len(body) > _PAIRED else together
    found = list(written(terms, everywhere, synonyms))
    for term, group in found:
        weight = min(terms[word] for word in term.words)
        for other in group:
            terms.update({word: max(weight, terms.get(word, ONCE)) for word in other.words})
            together |= other.pairs
    return terms, together, {group for _, group in found}
