"""A small page at each address an article had before, which leads to where it is now."""

from typing import Any

from bantin.pages.bulletin import Bulletin, Fetch, Page, Parts, Views

NAMES = {"redirect": ("where it leads",)}


def pages(bulletin: Bulletin) -> list[Page]:
    return [
        Page(alias, "pages/redirect.html", "redirect", (kind, place), {})
        for kind, shelves in (("article", bulletin.site.articles), ("standing", bulletin.site.pages))
        for place, shelf in enumerate(shelves)
        for alias in shelf.article.aliases
    ]


def parts(bulletin: Bulletin, page: Page) -> Parts:
    return (_article(bulletin, page).link,)


def values(bulletin: Bulletin, _views: Views, page: Page, _prose: Fetch) -> dict[str, Any]:
    article = _article(bulletin, page)
    address = article.address
    return {"title": article.title, "url": bulletin.url(address), "canonical": bulletin.whole_url(address)}


def _article(bulletin: Bulletin, page: Page) -> Any:
    kind, place = page.key
    shelves = bulletin.site.articles if kind == "article" else bulletin.site.pages
    return shelves[int(place)].article
