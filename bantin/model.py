"""The nouns of a bulletin: frozen values without I/O, checked when they are made.

Those that exist once per article are NamedTuples: ten thousand of them are made in a few
milliseconds and travel between processes as they are.
"""

from collections.abc import Callable, Mapping

from bantin.system.named_tuple import NamedTuple


class PageLink(NamedTuple):
    """A page that can be pointed at: a section, a crumb, a menu entry."""

    url: str
    title: str


class Link(NamedTuple):
    """All that sidebars, neighbours and lists of lines may show of an article.

    machine_date: for <time datetime>, "2026-08-05" or "2026-08-05T08:30+07:00". date: for people, in the
    site's pattern. line: the HTML of parts/link_line.html, made once for the dozen lists an article is in.
    notice: what marks an article that is not published yet.
    """

    url: str
    title: str
    machine_date: str
    date: str
    line: str = ""
    notice: str = ""


class TreeNode(NamedTuple):
    """A list with the narrower ones below it. link: the list itself. count: of its articles, as text."""

    link: PageLink
    count: str  # type: ignore[assignment]  # in place of what tuples have by that name
    children: tuple["TreeNode", ...] = ()


class PictureSource(NamedTuple):
    """A format of a picture besides that of its `url`. type: "image/avif". srcset: "/a-360.avif 360w, …"."""

    type: str
    srcset: str


class Picture(NamedTuple):
    """A published picture. An empty `alt` means decoration.

    url, width, height: the file that every browser shows. sources: the newer formats, the best one first.
    focus: what stays in sight where it is cropped: "top left", "middle", or "" where nobody says so.
    """

    url: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    sources: tuple[PictureSource, ...] = ()
    focus: str = ""


class PictureView(NamedTuple):
    """A picture in layouts: the file that every browser shows, and its texts.

    at: returns the markup for one of the places of parts/picture.html, with an alternative text or, without
    one, as decoration: `picture.at("lead", picture.alt)`. full: the address of
    its largest file, "" where that is hardly larger than what a page shows.
    """

    url: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    at: Callable[..., str]
    full: str = ""


class Card(NamedTuple):
    """All that a list may show of an article. `views` is "1.871" where the most read are listed, else ""."""

    url: str
    title: str
    machine_date: str
    date: str
    summary: str
    views: str
    picture: PictureView | None
    section: PageLink
    notice: str = ""


class Target(NamedTuple):
    """A link, picture or chart in a body, resolved once all addresses are known.

    kind: "link", "picture" or "chart" (a picture that is drawn from a data file). source: as the author
    wrote it. line: counted from 1, in the file.
    """

    kind: str
    source: str
    line: int


class PackSpan(NamedTuple):
    """Where an entry is in a pack file (bytes), and the digest it must have."""

    offset: int
    length: int
    digest: bytes


class Image(NamedTuple):
    """The picture of an article's head and cards. source: a path in content/. focus: as in Picture."""

    source: str
    alt: str
    caption: str
    credit: str
    line: int
    focus: str = ""


def without_line(image: tuple[str, str, str, str, int, str]) -> tuple[str, ...]:
    """Return all that a page shows of an Image."""
    return *image[:4], image[5]


# The kinds of standalone pages, which are no news: text alone, or text with the tree of sections below it.
STANDALONE_KINDS = ("page", "map")


class Article(NamedTuple):
    """One Markdown file, checked. Holds no HTML: the body waits in the prose pack.

    source: the file, relative to content/. section: its folder as an address path ("ket-qua/par-index").
    address: relative to the site's root: "ket-qua/par-index/chi-so-2018.html"; "ket-qua/" for a section.
    kind: "article", "section" (an `_index.md`) or one of STANDING.
    when, updated_when, expires: whole seconds since 1970, 0 where not given. date, updated: machine dates.
    heading: the title with its words held together, see line_breaks.
    opens_with_figure: whether a picture is the first thing in its body.
    summary: as given, else the first paragraph; has_lead tells which. views: -1 where not given.
    corrections: of each its machine date, and what was put right.
    image, targets: an Image and Located ones as plain tuples, so that the whole is plain data.
    page_digest, card_digest, link_digest: digests of all that its page, a list, a sidebar can show of it.
    relations_digest: of all that decides which articles it is related to. See PAGE_FIELDS and the others.
    notice: the label of what marks an article that only `--drafts` shows: "draft" or "not_yet"; else "".
    Where there is one, it is in all the digests of what is shown.
    """

    source: str
    section: str
    slug: str
    address: str
    kind: str
    title: str
    heading: str
    when: int
    date: str
    updated_when: int
    updated: str
    expires: int
    related_line: int
    tags: tuple[str, ...]
    summary: str
    has_lead: bool
    author: str
    credited_source: str
    aliases_line: int
    image: tuple[str, str, str, str, int, str] | None
    targets: tuple[tuple[str, str, str, int], ...]
    used_fast_path: bool
    opens_with_figure: bool
    page_digest: bytes
    card_digest: bytes
    link_digest: bytes
    relations_digest: bytes
    notice: str
    # Fields with a default are taken over from the front matter field of the same name.
    views: int = -1
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    draft: bool = False
    featured: bool = False
    weight: int = 0

    @property
    def image_source(self) -> str:
        """The path of its image in content/; "" for none."""
        return self.image[0] if self.image else ""


# What the digests of an article are of. A page's fingerprint is made from these digests, so that a page may
# show no other field: tests/unit/test_inputs.py holds every page to that. Of `image` and `targets` all counts
# but lines.
LINK_FIELDS = ("address", "title", "heading", "when", "date")
CARD_FIELDS = ("section", "summary", "has_lead", "image")  # besides LINK_FIELDS
PAGE_FIELDS = (  # besides CARD_FIELDS, and the body itself
    *("updated_when", "updated", "tags", "author", "credited_source", "corrections"),
    *("targets", "opens_with_figure"),
)
RELATION_FIELDS = ("source", "tags", "related")  # besides LINK_FIELDS and `section`
# Digested by those few pages that show them, so that a new number changes no other page.
COUNTED_FIELDS = ("views",)

# What articles are listed by besides sections and dates: the taxonomy's name, and the field with an article's
# term or terms. An edit of such a field moves the article from list to list.
TAXONOMIES = {"tags": "tags", "authors": "author"}

# Fields that no page shows: they decide which pages there are, where they stand and in which order.
STRUCTURAL_FIELDS = frozenset(
    {"source", "slug", "kind", "expires", "weight", "draft", "featured", "related", "aliases"}
    | {"related_line", "aliases_line", "used_fast_path"}  # for messages and the report
)


class Prose(NamedTuple):
    """An article's body as safe HTML.

    html: in UTF-8, as it goes into pages. A NUL stands where a target's attributes go: `<a\\0>` becomes
    `<a href="…">`, `<img\\0 alt="…">` becomes `<img src="…" width="…" height="…" alt="…">`, and the whole of
    `<chart\\0 alt="…">` a chart with that name. targets: one a NUL, in order.
    lead: the first paragraph as plain text ("" where there is none).
    used_fast_path: whether the fast path wrote it.
    """

    html: bytes
    targets: tuple[Target, ...]
    lead: str
    used_fast_path: bool


# A chart that a page asks for: a data file in content/, and what follows its name: "" or "#papi,score".
ChartRequest = tuple[str, str]

CHART_NUMBER = "\1"  # in the ids of a chart: replaced by the chart's number on its page


class ChartFact(NamedTuple):
    """The newest figure of a series.

    Plain texts, but for `course` (a sentence) and `ruler` (a drawing for the eye only), which are HTML or "".
    amount, measure: to be joined: "72,23" and " điểm", or "26" and "/63" where there is a rank alone.
    """

    name: str
    year: str
    about: str
    amount: str
    measure: str
    ruler: str
    course: str


class RenderedChart(NamedTuple):
    """A chart in HTML.

    title: for where nobody names it. below: all that follows the name, with CHART_NUMBER in its ids.
    facts: its newest figures. behind: what follows these: what stars mean, the table, the source.
    """

    title: str
    below: str
    facts: tuple[ChartFact, ...]
    behind: str


class ChartCatalog(NamedTuple):
    """The charts of a site.

    stamps: for each chart the digest of the figures it is drawn from. draw: returns one of these charts.
    faults: for each request that cannot be met a code of `messages` and its arguments. broken: data files
    with problems of their own; requests for these, or for files that are not there, are in neither mapping.
    """

    stamps: Mapping[ChartRequest, bytes]
    draw: Callable[[ChartRequest], RenderedChart]
    faults: Mapping[ChartRequest, tuple[str, Mapping[str, object]]]
    broken: frozenset[str]


def _no_chart(wish: ChartRequest) -> RenderedChart:
    raise KeyError(wish)


NO_CHARTS = ChartCatalog({}, _no_chart, {}, frozenset())


def chart_below(below: str, number: int) -> str:
    """Return what follows the name of a page's `number`th chart."""
    return below.replace(CHART_NUMBER, f"-{number}")


class Slots(NamedTuple):
    """Where the shared parts are in a page's bytes.

    names: their slots, in the page's order. bounds: for each the offset of its first byte and of the byte
    after its last, as the bytes of an `array("I")`.
    """

    names: tuple[str, ...]
    bounds: bytes
