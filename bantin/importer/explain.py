"""Print what each rule of a profile finds on one saved page, for authors of profiles."""

from collections.abc import Iterator

from bantin.config import Config
from bantin.errors import Problem, UsageError
from bantin.i18n import gettext
from bantin.importer.input_files import saved_pages
from bantin.importer.reading import articles
from bantin.importer.reading_types import ExtractedArticle
from bantin.importer.run import reader_of

_WIDTH = 100


def explain(config: Config, path: str, profile: str) -> str:
    """Return the explanation. Raises UsageError if there is nothing to read."""
    reader = reader_of(config, profile)
    lines: list[str] = []
    for saved in saved_pages([path]):
        if isinstance(saved, Problem):
            lines.append(str(saved))
            continue
        for article in articles(saved, reader):
            lines += [str(article)] if isinstance(article, Problem) else [*_page_lines(article)]
    if not lines:
        raise UsageError(gettext("{path} contains no page that could be imported", path=path))
    return "\n".join(lines)


def _page_lines(article: ExtractedArticle) -> Iterator[str]:
    page, nothing = article.page, gettext("(nothing)")
    if page.profile:
        yield gettext("{source}: profile {profile}", source=article.source, profile=page.profile)
    else:
        yield gettext("{source}: no profile fits; the text is guessed", source=article.source)
    for rule, text in page.matches:
        yield f"  {rule:<11} {_short(text) or nothing}"
    yield f"  {'views':<11} {page.views if page.views >= 0 else nothing}"
    yield f"  {'address':<11} {page.address or nothing}"
    for item in page.related:
        yield f"  {'related':<11} {_short(item.title)} {item.day}".rstrip()
    for block in page.blocks:
        what = f"{block.picture.source} {block.picture.caption}" if block.picture else block.text
        yield f"  {block.kind:<11} {_short(what)}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
