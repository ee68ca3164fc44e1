"""Order, sections, taxonomies, related articles, redirects and link targets of a site. No HTML."""

from bantin.site.order import Section, Site, StoredArticle, arrange

__all__ = ["Section", "Site", "StoredArticle", "arrange"]
