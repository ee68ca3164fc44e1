"""What an article says of itself."""

from collections.abc import Iterator

from bantin.check.subject import Subject
from bantin.errors import Problem, problem

# What search engines and previews show of a summary, and half as much again.
_LONG_SUMMARY = 300


def summaries(subject: Subject) -> Iterator[Problem]:
    for article in subject.articles():
        if article.kind == "section":
            continue
        if not article.has_lead:
            yield problem(subject.path(article.source), 1, "advice-no-summary")
        elif len(article.summary) > _LONG_SUMMARY:
            count = len(article.summary)
            yield problem(
                subject.path(article.source), 1, "advice-long-summary", count=count, limit=_LONG_SUMMARY
            )


def tags(subject: Subject) -> Iterator[Problem]:
    for article in subject.articles():
        if article.kind == "article" and not article.tags:
            yield problem(subject.path(article.source), 1, "advice-no-tags")
