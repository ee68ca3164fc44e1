"""All redirects of the site, from aliases and redirects.csv, with their problems."""

from collections.abc import Iterator, Sequence

from bantin.build.context import Context
from bantin.content.tree import REDIRECTS
from bantin.errors import Problem
from bantin.pages import Page, SiteContext, StaticFile
from bantin.pages.redirects import RedirectPage
from bantin.site.redirect_list import read
from bantin.site.redirects import (
    Redirect,
    RedirectTarget,
    alias_redirects,
    redirect_pages,
    resolve,
)


def find(
    context: Context, site_context: SiteContext, pages: Sequence[Page], files: Sequence[StaticFile]
) -> tuple[tuple[RedirectTarget, ...], list[Problem]]:
    """Return the pages for redirects.csv, and the problems of all redirects."""
    config = context.config
    by_articles = [*_article_redirects(context, site_context)]
    has_list = REDIRECTS in context.snapshot.content.files
    listed, problems = read(config.content, config.base, context.content_name) if has_list else ([], [])
    if not listed and not by_articles:
        return (), problems
    addresses = {page.address for page in pages if page.kind != RedirectPage.name}
    addresses.update(file.path for file in files)
    resolved = resolve([*by_articles, *listed], addresses, config.base)
    return redirect_pages(resolved.redirects, config.origin, config.base), [*problems, *resolved.problems]


def _article_redirects(context: Context, site_context: SiteContext) -> Iterator[Redirect]:
    site = site_context.site
    for article, _ in (*site.articles, *site.standalone_pages, *site.indexes.values()):
        if article.aliases:
            path, line = context.content_name + article.source, article.aliases_line
            yield from alias_redirects(article.aliases, article.address, context.config.base, path, line)
