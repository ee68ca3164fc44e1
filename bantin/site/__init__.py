"""Which articles stand together, and in what order. Knows no files, no HTML."""

from bantin.site.order import Section, Shelf, Site, arrange

__all__ = ["Section", "Shelf", "Site", "arrange"]
