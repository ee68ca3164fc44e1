"""What a site's settings are made of."""

from bantin.system.named_tuple import NamedTuple

# What may stand in the side column and below an article, in the order in which it does unless told otherwise.
SIDE = ("latest", "most_read", "boxes")  # unless site.toml says otherwise
SIDE_LISTS = ("latest", "most_read", "recently_read", "boxes")
BELOW = ("neighbours", "related")

# The reading aids of an article, in their order, and where a link below it leads to share it.
AIDS = ("text_size", "print", "share", "copy_link", "listen")
SHARE = ("facebook", "email")

# What a page's head says to machines, the kinds of feeds, and the files beside pages that can be left out.
HEAD = ("open_graph", "json_ld", "dublin_core")
FEEDS = ("rss", "atom", "json")
EXTRAS = ("news_sitemap", "llms_txt", "manifest")


# How a site gets into output/: the whole folder at once, or file by file, as a mount point needs it.
PUBLISH = ("swap", "in-place")


class ImprintLine(NamedTuple):
    label: str
    value: str
    url: str = ""


class Phrase(NamedTuple):
    """A piece of the dateline: text round one of posted, updated and views."""

    before: str
    value: str
    after: str


class Shortcut(NamedTuple):
    title: str
    to: str  # an address of this site ("gioi-thieu.html") or a whole URL


class Bulletin(NamedTuple):
    """A bulletin that this site shows besides its own articles; see editing.collect.

    feed: its feed.json, or the folder that holds one; a path from the site's folder. folder: in content/.
    """

    name: str
    feed: str
    folder: str


class Box(NamedTuple):
    """A titled list of links in the side column: new documents, hotlines, directories."""

    title: str
    links: tuple[Shortcut, ...]


FORMS = ("chart", "facts")

# The shapes of cards that stand for pages where links are shared, see images.share_card.SHAPES.
CARD_SHAPES = ("wide", "standard", "square")


class HomeChart(NamedTuple):
    """A chart on the home page.

    data: as in Markdown, "/data/lai-chau.toml" or with "#papi" after it. form: one of FORMS: the drawing with
    its table, or the newest figures in large type. to: the page that says more, as in a Shortcut.
    """

    data: str
    title: str = ""
    form: str = "chart"
    to: str = ""

    @property
    def wish(self) -> tuple[str, str]:
        """The data file, relative to content/, and what stands after its name."""
        path, sign, tail = self.data.partition("#")
        return path.lstrip("/"), sign + tail


BACKENDS = ("github", "gitlab", "gitea")


class CheckExcept(NamedTuple):
    """Rules that are off for some files. files: a path as problems name it, `*` for any part of it."""

    files: str
    off: tuple[str, ...]


class Checks(NamedTuple):
    """Which rules of `check` are off: everywhere, and for some files."""

    off: tuple[str, ...] = ()
    except_: tuple[CheckExcept, ...] = ()


class Cms(NamedTuple):
    """Where the form editor at /quan-tri/ keeps the articles. Off where site.toml does not name a `repo`.

    backend: one of BACKENDS; "gitea" is Forgejo's, too. repo: "owner/name". base_url: of one's own GitLab,
    Gitea or Forgejo, or of the helper by which people sign in to GitHub. app_id: of the OAuth application.
    """

    repo: str
    backend: str = "github"
    branch: str = "main"
    base_url: str = ""
    app_id: str = ""


class Lists(NamedTuple):
    """How many entries each list holds. rank_every: days between two rankings of the most read."""

    page: int = 20
    latest: int = 5
    related: int = 5
    most_read: int = 5
    most_read_page: int = 30
    index: int = 100  # type: ignore[assignment]  # in place of what tuples have by that name
    home_stories: int = 3
    home_block: int = 4
    feed: int = 20
    rank_every: int = 7


class Pictures(NamedTuple):
    """In which widths, in points, readers are offered pictures; () for each as it is."""

    widths: tuple[int, ...] = (360, 720, 1080, 1600)


class Dates(NamedTuple):
    """CLDR patterns: for a date alone, and for one with a time."""

    date: str = "dd/MM/yyyy"
    date_time: str = "HH:mm dd/MM/yyyy"


class Numbers(NamedTuple):
    """CLDR patterns: for counts, such as views, and for numbers with decimals, such as sizes of files."""

    count: str = "#,##0"  # type: ignore[assignment]  # in place of what tuples have by that name
    decimal: str = "#,##0.##"


class Machines(NamedTuple):
    """What search engines, feed readers and their like are told. publisher: "" for the site's title."""

    publisher: str = ""
    listed: bool = True
    head: tuple[str, ...] = HEAD
    feeds: tuple[str, ...] = FEEDS
    full_text: bool = True
    extras: tuple[str, ...] = EXTRAS
