"""The data types of an imported page, which all steps of an import share."""

from bantin.errors import CodedError
from bantin.system.named_tuple import NamedTuple

PARAGRAPH, HEADING, LIST, TABLE, QUOTE, FIGURE, RULE, CODE, NOTE = (
    "paragraph", "heading", "list", "table", "quote", "figure", "rule", "code", "note",
)  # fmt: skip


class Picture(NamedTuple):
    """A picture of a page. source: its address in the page. alt, caption, credit: plain text."""

    source: str
    alt: str
    caption: str
    credit: str


class Block(NamedTuple):
    """A paragraph, list, table or footnote of a page.

    kind: see above. text: in plain text. markdown: the text to write; "" for a figure. picture: of a figure.
    emphasized: whether all of it is in italics, centred or at the right, like captions and names. is_link:
    whether a heading is a link, as in lists of articles.
    """

    kind: str
    text: str
    markdown: str
    picture: Picture | None = None
    emphasized: bool = False
    is_link: bool = False


class RelatedTitle(NamedTuple):
    """An article that a page lists as related. day: "2017-07-20", or "" if none was printed."""

    title: str
    day: str


class Page(NamedTuple):
    """One article with everything that was read from its page.

    date, updated, expires: as in front matter. views: -1 if the page has none. breadcrumb: labels of
    sections, the outermost first. address: the full URL on the old portal, or "". tags, aliases, draft: from
    exports. is_standalone: whether it is a page such as "Giới thiệu", which needs no date and is in no list.
    matches: (rule, text) pairs, in order, for `--explain`. profile: the name of the profile by which it was
    read.
    """

    title: str
    date: str = ""
    updated: str = ""
    views: int = -1
    breadcrumb: tuple[str, ...] = ()
    lead: str = ""
    blocks: tuple[Block, ...] = ()
    author: str = ""
    source: str = ""
    related: tuple[RelatedTitle, ...] = ()
    address: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    matches: tuple[tuple[str, str], ...] = ()
    draft: bool = False
    is_standalone: bool = False
    profile: str = ""
    expires: str = ""


class NotAnArticleError(CodedError):
    """A page cannot become an article."""
