"""Labels, formats and URLs from site.toml and assets/. Every fingerprint covers them."""

import re
from collections.abc import Callable, Iterable
from datetime import tzinfo
from functools import cache, cached_property

from bantin import urls
from bantin.assets import Assets
from bantin.config import Config, Shortcut, read_zone
from bantin.images.share_card import CARD_SIZES, ShareCard
from bantin.model import PageLink, Picture
from bantin.pages.addresses import author_address, card_address, tag_address
from bantin.pages.identity import card_design
from bantin.pages.linked_data import LinkedData, Publication
from bantin.text.formats import date_formatter, number_formatter
from bantin.text.line_breaks import NO_BREAK, title_breaker

_BETWEEN_DIGITS = re.compile("(?<=[0-9]) (?=[0-9])")


class SiteSettings:
    """The labels, formats and URLs of a site, one instance for each process. Results are cached.

    picture: for shared links to pages without a picture. home: the first part of breadcrumbs.
    linked_data: None if site.toml leaves JSON-LD out. count: formats a whole number by the site's pattern.
    """

    def __init__(self, config: Config, assets: Assets) -> None:
        self.config = config
        self.labels = config.labels
        self.count = number_formatter(config.numbers.count)
        self.zone: tzinfo = read_zone(config.zone)
        self.home = PageLink(self.url(""), config.labels["home"])
        self.icons = assets.icons
        self.icon = self.absolute_url(assets.icons[0].address) if assets.icons else ""
        self.card_design = card_design(config, assets)
        self.picture = self._picture(assets)
        self.linked_data = self._linked_data(assets)
        # Cached: an article's date is on its card, on its line in lists and on its own page.
        self._date = cache(date_formatter(config.dates.date))
        self._date_time = cache(date_formatter(config.dates.date_time))
        self._tag_links: dict[str, PageLink] = {}
        self._author_urls: dict[str, str] = {"": ""}

    def url(self, address: str) -> str:
        """Return the URL path of an address."""
        return urls.url(self.config.base, address)

    def absolute_url(self, address: str) -> str:
        """Return the absolute URL of an address."""
        return self.config.origin + self.url(address)

    def link_url(self, to: str) -> str:
        """Return the URL for a link in site.toml, which is an address of this site or an absolute URL."""
        return to if ":" in to else self.url(to.removeprefix("/"))

    @cached_property
    def heading(self) -> Callable[[str], str]:
        """A function that returns a title as headings show it: with no-break spaces, as `Article.heading`."""
        return cache(title_breaker(self.config.keep_together))

    def notice(self, name: str) -> str:
        """Return the words for `Article.notice`; "" for none."""
        return self.labels[name] if name else ""

    def date(self, machine: str) -> str:
        """Return a machine date in the site's pattern, with a time if it has one."""
        return self._date_time(machine) if "T" in machine else self._date(machine)

    def default_description(self, what: str, title: str) -> str:
        """Return the description of a page without a summary, from the label `{what}_about`."""
        return self.labels[f"{what}_about"].replace("{site}", self.config.title).replace("{title}", title)

    def links(self, shortcuts: Iterable[Shortcut]) -> tuple[PageLink, ...]:
        """Return links of site.toml with their URLs."""
        return tuple(PageLink(self.link_url(to), _shown(title, to)) for title, to in shortcuts)

    def tag_link(self, tag: str) -> PageLink:
        """Return the link to the page of a tag. The same tags are on many articles."""
        if tag not in self._tag_links:
            self._tag_links[tag] = PageLink(self.url(tag_address(tag)), tag)
        return self._tag_links[tag]

    def author_url(self, author: str) -> str:
        """Return the URL path of the author's page; "" without an author or a name without letters."""
        if author not in self._author_urls:
            address = author_address(author)
            self._author_urls[author] = self.url(address) if address else ""
        return self._author_urls[author]

    def share_cards(self, address: str, section: str, title: str) -> tuple[Picture, ...]:
        """Return the share cards of a page, in each of the site's shapes.

        Each URL has a query that changes with the drawing, so that social sites fetch a new card. section:
        the line above the title, "" for none.
        """
        shapes = self.config.share_cards
        if not shapes:
            return ()
        version = ShareCard(self.card_design, section, title, "").version()[:8]
        alt = title.replace("\xa0", " ")
        urls = [f"{self.absolute_url(card_address(address, shape))}?{version}" for shape in shapes]
        return tuple(
            [Picture(url, *CARD_SIZES[shape], alt, "", "") for url, shape in zip(urls, shapes, strict=True)]
        )

    def _picture(self, assets: Assets) -> Picture | None:
        if self.config.share_cards:
            return self.share_cards("", "", self.config.title)[0]
        share = assets.share
        if share is None:
            return None
        return Picture(self.absolute_url(share.address), share.width, share.height, self.config.title, "", "")

    def _linked_data(self, assets: Assets) -> LinkedData | None:
        config = self.config
        if "json_ld" not in config.machines.head:
            return None
        largest = max(assets.icons, key=lambda icon: icon.width, default=None)
        return LinkedData(
            Publication(
                origin=config.origin,
                home=self.absolute_url(""),
                title=config.title,
                publisher=config.publisher,
                language=config.language,
                logo=self.absolute_url(largest.address) if largest else "",
            )
        )


def _shown(title: str, to: str) -> str:
    """Return the title of a link; the phone number in that of a `tel:` link stays on one line."""
    return _BETWEEN_DIGITS.sub(NO_BREAK, title) if to.startswith("tel:") else title
