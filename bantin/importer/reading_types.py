"""The results of reading a saved file."""

from bantin.errors import Problem
from bantin.importer.page import Page
from bantin.system.named_tuple import NamedTuple


class ExtractedArticle(NamedTuple):
    """An article of a saved file.

    source: of the file, followed by `#` and a part if it contains several. notes: warnings for an editor; the
    article is imported all the same.
    """

    source: str
    page: Page
    notes: tuple[Problem, ...] = ()


class ReadPage(NamedTuple):
    """A page that was read and is in staging.

    source, digest: of the saved file. address: on the old portal. words: a digest of the words of its text.
    offset: in staging, in bytes. is_guessed: whether no profile fits it.
    """

    source: str
    digest: str
    title: str
    date: str
    address: str
    breadcrumb: tuple[str, ...]
    words: str
    offset: int
    is_guessed: bool
    is_standalone: bool
    aliases: tuple[str, ...]
