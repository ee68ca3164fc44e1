"""Lists that have no page, as no published article fills them, and get one when an article does."""

from collections.abc import Collection, Iterable

from bantin.model import Article
from bantin.pages.addresses import (
    ARCHIVE,
    AUTHORS,
    MOST_READ,
    TAGS,
    author_address,
    month_address,
    tag_address,
)
from bantin.pages.context import SiteContext
from bantin.site.links import LinkTargets
from bantin.site.unpublished_links import without_unpublished


def with_addresses(site_context: SiteContext, targets: LinkTargets, addresses: frozenset[str]) -> SiteContext:
    """Return the context with targets that know all addresses, and settings that link to no unpublished page.

    addresses: of all pages and files. Addresses of empty lists count as unpublished, too.
    """
    empty = _empty_list_addresses(site_context.site.unpublished.values(), addresses)
    targets = targets._replace(
        addresses=addresses, unpublished_addresses=targets.unpublished_addresses | empty
    )
    config = without_unpublished(site_context.config, targets.unpublished_addresses)
    return site_context._replace(config=config, link_targets=targets)


def _empty_list_addresses(unpublished: Iterable[Article], addresses: Collection[str]) -> frozenset[str]:
    """Return the addresses of empty lists: of those of the whole site, and of those of unpublished articles.

    unpublished: unpublished articles; drafts fill no list. addresses: of all pages.
    """
    lists = {TAGS, AUTHORS, ARCHIVE, MOST_READ}
    for article in unpublished:
        if not article.draft:
            lists.update(map(tag_address, article.tags))
            lists.add(author_address(article.author))
            lists.update(month_address(article.date[:length]) for length in (4, 7))
    return frozenset(lists).difference(("", ARCHIVE + "/"), addresses)
