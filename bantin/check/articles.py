"""Rules about summaries, tags and duplicate articles."""

from collections.abc import Iterator

from bantin.check.subject import ArticlesToCheck, WholeSite
from bantin.errors import Problem, problem
from bantin.text.vietnamese import normalize_tones, slug, term_slug

# Limits in characters: one and a half times what search engines and previews show.
_MAX_SUMMARY = 300


def summaries(subject: ArticlesToCheck) -> Iterator[Problem]:
    for article in subject.articles():
        if article.kind == "section":
            continue
        if not article.has_own_summary:
            if not subject.has_field(article, "summary"):  # else it is the first paragraph, printed once
                yield subject.advice(article, 1, "advice-no-summary")
        elif slug(article.summary) == slug(article.title):
            line = subject.line_of(article, article.summary)
            yield subject.advice(article, line, "advice-summary-title")
        elif len(article.summary) > _MAX_SUMMARY:
            count = len(article.summary)
            yield subject.advice(article, 1, "advice-long-summary", count=count, limit=_MAX_SUMMARY)


def duplicate_articles(subject: WholeSite) -> Iterator[Problem]:
    """Report articles with equal title and date: mostly the same text twice."""
    first: dict[tuple[str, str], str] = {}
    for article in subject.articles():
        if article.kind == "article":
            path = subject.path(article.source)
            other = first.setdefault((article.title.casefold(), article.date[:10]), path)
            if other != path:
                line = subject.line_of(article, "title:")
                yield problem(path, line, "advice-twins", other=other)


def similar_tags(subject: WholeSite) -> Iterator[Problem]:
    """Report tags with one slug that differ in more than letter case or the position of a tone mark."""
    first: dict[str, str] = {}
    reported: set[str] = set()
    for article in subject.articles():
        for tag in article.tags:
            first_tag = first.setdefault(term_slug(tag), tag)
            is_alike = normalize_tones(first_tag.casefold()) == normalize_tones(tag.casefold())
            if not is_alike and tag not in reported:
                reported.add(tag)
                line = subject.line_of(article, tag)
                yield subject.advice(article, line, "advice-tags-alike", one=tag, other=first_tag)


def missing_tags(subject: ArticlesToCheck) -> Iterator[Problem]:
    for article in subject.articles():
        if article.kind == "article" and not article.tags:
            yield subject.advice(article, 1, "advice-no-tags")


RULES = (summaries, missing_tags)
SITE_RULES = (duplicate_articles, similar_tags)
