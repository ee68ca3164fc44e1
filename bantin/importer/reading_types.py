"""The result of reading a saved file."""

from bantin.errors import Problem
from bantin.importer.page import Page
from bantin.system.named_tuple import NamedTuple


class FoundArticle(NamedTuple):
    """An article of a saved file. source: that of the file, followed by `#` and a part if it contains
    several.

    notes: warnings for an editor; the article is imported all the same.
    """

    source: str
    page: Page
    notes: tuple[Problem, ...] = ()
