"""Which articles stand together, and in what order. Knows no files, no HTML."""

from bantin.site.order import Section, Site, StoredArticle, arrange

__all__ = ["Section", "Site", "StoredArticle", "arrange"]
