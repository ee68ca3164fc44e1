"""A small page at each address an article had before, which leads to where it is now."""

from typing import Any

from bantin.pages.context import Digests, FetchBody, Page, SiteContext, ViewFactory

NAMES = {"redirect": ("where it leads",)}


def pages(context: SiteContext) -> list[Page]:
    return [
        Page(alias, "pages/redirect.html", "redirect", (kind, place), {})
        for kind, stored_articles in (("article", context.site.articles), ("standing", context.site.pages))
        for place, stored in enumerate(stored_articles)
        for alias in stored.article.aliases
    ]


def parts(context: SiteContext, page: Page) -> Digests:
    return (_article(context, page).link_digest,)


def values(context: SiteContext, _views: ViewFactory, page: Page, _prose: FetchBody) -> dict[str, Any]:
    article = _article(context, page)
    address = article.address
    return {"title": article.title, "url": context.url(address), "canonical": context.whole_url(address)}


def _article(context: SiteContext, page: Page) -> Any:
    kind, place = page.key
    stored_articles = context.site.articles if kind == "article" else context.site.pages
    return stored_articles[int(place)].article
