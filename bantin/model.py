"""The nouns of a bulletin: immutable values, without I/O.

They are NamedTuples: ten thousand are created in a few milliseconds, and they are pickled as plain tuples.
"""

from collections.abc import Callable, Mapping

from bantin.system.named_tuple import NamedTuple


class PageLink(NamedTuple):
    """A link to a page that is not an article: a section, a breadcrumb, a menu entry."""

    url: str
    title: str


class Link(NamedTuple):
    """Everything that sidebars, neighbours and lists of headlines may show of an article.

    machine_date: for <time datetime>, "2026-08-05" or "2026-08-05T08:30+07:00". date: for readers, in the
    site's pattern. line: HTML of parts/link_line.html, rendered once for all lists that show the article.
    notice: the words that mark an article that is not published yet; "" for a published one.
    """

    url: str
    title: str
    machine_date: str
    date: str
    line: str = ""
    notice: str = ""


class PictureSource(NamedTuple):
    """An alternative format of a picture. type: "image/avif". srcset: "/a-360.avif 360w, …"."""

    type: str
    srcset: str


class Picture(NamedTuple):
    """A published picture. An empty `alt` means decoration.

    url, width, height: the file that every browser can show; in pixels. sources: the newer formats, best
    first.
    focus: the part that cropping keeps: "top left", "middle", or "" if the author names none.
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
    """A picture as layouts see it: the file that every browser can show, and its texts.

    at: returns the markup for one of the uses that parts/picture.html lists, with an alternative text or,
    without one, as decoration: `picture.at("lead", picture.alt)`. full: the URL of its largest file; "" if
    that is hardly larger than the picture on the page.
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
    """Everything that a list may show of an article. views: "1.871" in lists of the most read, else "".

    url: "" in a ranking beside the article itself.
    """

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
    """A link, picture or chart in a body, not resolved yet.

    kind: "link", "picture", "chart" (a picture drawn from a data file) or "media" (one that is played: sound
    or video). source: the URL or path as the author wrote it. line: counted from 1, in the file.
    """

    kind: str
    source: str
    line: int


class Image(NamedTuple):
    """The picture above an article and on its cards. source: a path in content/. focus: as in Picture."""

    source: str
    alt: str
    caption: str
    credit: str
    line: int
    focus: str = ""


def without_line(image: tuple[str, str, str, str, int, str]) -> tuple[str, ...]:
    """Return the fields of an Image that a page shows: all but its line."""
    return *image[:4], image[5]


# The kinds of standalone pages: text alone, or text with the tree of sections below it. Lists omit them.
STANDALONE_KINDS = ("page", "map")


class Article(NamedTuple):
    """One Markdown file, checked. It holds no HTML: the body is in the prose pack.

    source: the file, relative to content/. section: its folder as an address path ("ket-qua/par-index").
    address: relative to the site's root: "ket-qua/par-index/chi-so-2018.html"; "ket-qua/" for a section.
    kind: "article", "section" (an `_index.md`) or one of STANDALONE_KINDS.
    published_at, updated_at, expires: publication, update and end of publication, in seconds since 1970;
    0 if not given. date, updated: publication and update as machine dates (see Link).
    heading: the title with no-break spaces, see text.line_breaks.
    opens_with_figure: whether a picture is the first thing in its body. gallery_sizes: for each target the
    number of pictures in its gallery, 0 if it is in none; empty without a gallery.
    summary: as given, else the first paragraph. has_own_summary: whether it was given. views: -1 if not
    given.
    corrections: (machine date, text) of each. related_line, aliases_line: of these fields in the file.
    image, targets: an Image and LocatedTargets, as plain tuples that marshal can write.
    page_digest, card_digest, link_digest: digests of PAGE_FIELDS, CARD_FIELDS, LINK_FIELDS.
    relations_digest: of RELATION_FIELDS.
    notice: the label that marks an article shown only by `--drafts`, "draft" or "not_yet", else ""; part of
    page_digest, card_digest and link_digest.
    """

    source: str
    section: str
    slug: str
    address: str
    kind: str
    title: str
    heading: str
    published_at: int
    date: str
    updated_at: int
    updated: str
    expires: int
    related_line: int
    tags: tuple[str, ...]
    summary: str
    has_own_summary: bool
    author: str
    credited_source: str
    aliases_line: int
    image: tuple[str, str, str, str, int, str] | None
    targets: tuple[tuple[str, str, str, int], ...]
    used_fast_path: bool
    opens_with_figure: bool
    gallery_sizes: tuple[int, ...]
    page_digest: bytes
    card_digest: bytes
    link_digest: bytes
    relations_digest: bytes
    notice: str
    # Fields with a default contain the front matter field of the same name.
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


# The fields that each digest of an article covers. Fingerprints consist of these digests, so a page may show
# no other field: tests/unit/test_inputs.py checks every page. Lines of `image` and `targets` are not covered.
LINK_FIELDS = ("address", "title", "heading", "published_at", "date")
CARD_FIELDS = ("section", "summary", "has_own_summary", "image")  # besides LINK_FIELDS
PAGE_FIELDS = (  # besides CARD_FIELDS, and the body itself
    *("updated_at", "updated", "tags", "author", "credited_source", "corrections"),
    *("targets", "opens_with_figure", "gallery_sizes"),
)
RELATION_FIELDS = ("source", "tags", "related")  # besides LINK_FIELDS and `section`
# Digested by those few pages that show them, so that a new number changes no other page.
COUNTED_FIELDS = ("views",)

# The taxonomies: the name of each, and the field of Article that holds its term or terms.
TAXONOMIES = {"tags": "tags", "authors": "author"}

# Fields that no page shows: they decide which pages exist, their addresses and their order.
STRUCTURAL_FIELDS = frozenset(
    {"source", "slug", "kind", "expires", "weight", "draft", "featured", "related", "aliases"}
    | {"related_line", "aliases_line", "used_fast_path"}  # for messages and the report
)


class Prose(NamedTuple):
    """An article's body as safe HTML.

    html: in UTF-8, as pages contain it. A NUL marks the position of a target's attributes: `<a\\0>` becomes
    `<a href="…">`, `<img\\0 alt="…">` becomes `<img src="…" width="…" height="…" alt="…">`, and the whole of
    `<chart\\0 alt="…">` becomes a chart with that name; likewise `<media\\0 …>` a player. targets: one for
    each NUL, in order.
    first_paragraph: as plain text ("" if there is none).
    used_fast_path: whether the fast path of `markdown` rendered it.
    """

    html: bytes
    targets: tuple[Target, ...]
    first_paragraph: str
    used_fast_path: bool


# A request for a chart: a data file in content/, and the fragment after its name: "" or "#papi,score".
ChartRequest = tuple[str, str]

CHART_BASE = "\2"  # in the addresses of a chart: replaced by the base path of its page
CHART_NUMBER = "\1"  # placeholder in the ids of a chart for the chart's number on its page


class ChartFact(NamedTuple):
    """The newest figure of a series.

    Plain texts, except `course` (a sentence) and `ruler` (a drawing for the eye only), which are HTML or "".
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
    """A chart as HTML.

    title: used if the author gives none. below: the markup below the title, with CHART_NUMBER in its ids.
    facts: its newest figures. details: the markup below the facts: what stars mean, the table, the source.
    """

    title: str
    below: str
    facts: tuple[ChartFact, ...]
    details: str


class ChartCatalog(NamedTuple):
    """The charts of a site.

    digests: for each chart the digest of its data. draw: renders one of these charts.
    faults: for each request that cannot be met, a code of `messages` and its arguments. broken: data files
    with problems of their own; requests for these, or for missing files, are in neither mapping. tables: the
    figures of each data file as CSV.
    """

    digests: Mapping[ChartRequest, bytes]
    draw: Callable[[ChartRequest], RenderedChart]
    faults: Mapping[ChartRequest, tuple[str, Mapping[str, object]]]
    broken: frozenset[str]
    tables: Mapping[str, bytes] = {}


def chart_below(below: str, number: int) -> str:
    """Return RenderedChart.below for the `number`th chart of a page."""
    return below.replace(CHART_NUMBER, f"-{number}")


class Slots(NamedTuple):
    """The positions of shared regions in the bytes of a page.

    names: of the slots, in the page's order. bounds: for each slot its start and end (exclusive) in bytes, as
    the bytes of an `array("I")`.
    """

    names: tuple[str, ...]
    bounds: bytes
