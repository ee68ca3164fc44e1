"""What reading a saved file gives."""

from bantin.errors import Problem
from bantin.importer.page import Page
from bantin.system.named_tuple import NamedTuple


class FoundArticle(NamedTuple):
    """An article of a saved file. source: that of the file, with a part behind `#` where it holds several.

    notes: what an editor should look at, though the article arrives.
    """

    source: str
    page: Page
    notes: tuple[Problem, ...] = ()
