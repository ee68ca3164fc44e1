"""What of an article can be found, and what the list of results shows of it."""

import html
import re
from collections import Counter

from bantin.model import Article
from bantin.search.words import keys, pairs, words
from bantin.system.named_tuple import NamedTuple

# How much more a word counts where it stands in the title, near the title, or often in the body.
_TITLE, _NEAR, _OFTEN, _ONCE = 8, 4, 2, 1
_OFTEN_FROM = 3

# Neighbours are keyed in so many words at the beginning of a body, which tell what it is about: those of all
# of a long one would double the index and the time it takes.
_PAIRED = 500

# Words run on through these tags; all others end them.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|u|var)(?=[\s\0>])"
    r'[^>"]*(?:"[^"]*"[^>"]*)*>'
)
_TAG = re.compile(r'<[^>"]*(?:"[^"]*"[^>"]*)*>')


class Document(NamedTuple):
    """An article as it is indexed.

    url: which tells it from all others. section: a path. page: HTML for Pagefind, every key of the
    article's words once, by weight. card: what a result shows (title, URL, machine date, date, summary).
    """

    url: str
    section: str
    page: str
    card: tuple[str, str, str, str, str]


def document(article: Article, body: str, *, url: str, date: str) -> Document:
    """`body` is the prose as HTML, `date` the article's for people."""
    card = (article.title, url, article.date, date, article.summary)
    return Document(url, article.section, _page(_weights(article, text_of(body))), card)


def text_of(body: str) -> str:
    """What is read of prose: no tags, no entities."""
    return html.unescape(_TAG.sub(" ", _INLINE.sub("", body)))


def _weights(article: Article, text: str) -> dict[str, int]:
    """Every key of the article, and how much it counts."""
    title, body = words(article.title), words(text)
    near = words(" ".join((article.summary, *article.tags, article.author, article.origin)))
    counts: Counter[str] = Counter()
    for word, count in Counter(body).items():
        for key in keys(word):
            counts[key] += count
    return {
        **dict.fromkeys(pairs(title) | pairs(near) | pairs(body[:_PAIRED]), _ONCE),
        **{key: _OFTEN if count >= _OFTEN_FROM else _ONCE for key, count in counts.items()},
        **dict.fromkeys((key for word in near for key in keys(word)), _NEAR),
        **dict.fromkeys((key for word in title for key in keys(word)), _TITLE),
    }


def _page(weights: dict[str, int]) -> str:
    """Keys are letters, digits and marks: nothing to escape. Sorted, they take a fifth less room."""
    groups: dict[int, list[str]] = {}
    for key, weight in sorted(weights.items()):
        groups.setdefault(weight, []).append(key)
    paragraphs = "\n".join(
        f'<p data-pagefind-weight="{weight}">{" ".join(group)}</p>'
        for weight, group in sorted(groups.items())
    )
    return f"<html><body>\n{paragraphs}\n</body></html>"
