"""Rules about front matter that the form editor at /quan-tri/ would misread or lose. Off without [cms]."""

import re
from collections.abc import Iterator

from bantin.check.subject import WholeSite
from bantin.editing import source_text
from bantin.errors import Problem, problem
from bantin.model import Article

# The form reads other dates in the American order: 05/08/2026 as 8 May.
_DATE = re.compile(r"(date|updated|expires):\s*[\"']?([^\"'#\n]+?)[\"']?\s*(?:#.*)?")
_FORM_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?")
_PICTURE = re.compile(r"image:\s*(?![\[{|>])(\S.*)")


def form_losses(subject: WholeSite) -> Iterator[Problem]:
    if not subject.site_context.config.cms:
        return
    for article in subject.articles():
        front_matter = source_text.parse(subject.source_text(article).encode()).front_matter
        yield from _losses_of(article, front_matter, subject.path(article.source))


def _losses_of(article: Article, front_matter: tuple[str, ...], path: str) -> Iterator[Problem]:
    dates = {"date": article.date, "updated": article.updated}
    comments = [number for number, line in enumerate(front_matter, 2) if line.startswith("#")]
    if comments:
        yield problem(path, comments[0], "advice-form-comment")
    for number, line in enumerate(front_matter, 2):
        if (match := _DATE.fullmatch(line)) and not _FORM_DATE.fullmatch(match[2]):
            better = dates.get(match[1], "")[:16] or "2026-08-05T08:30"
            yield problem(path, number, "advice-form-date", field=match[1], value=match[2], better=better)
        elif match := _PICTURE.fullmatch(line):
            yield problem(path, number, "advice-form-image", name=match[1].strip(" \"'"))


SITE_RULES = (form_losses,)
