"""The types of a site's settings."""

from bantin.system.named_tuple import NamedTuple

# The parts of the side column and below an article. SIDE and BELOW are the defaults, in their order.
SIDE = ("latest", "most_read", "boxes")
SIDE_LISTS = ("latest", "most_read", "recently_read", "boxes")
BELOW = ("neighbours", "related")

# The reading aids of an article and the services for sharing it; defaults, in their order.
AIDS = ("text_size", "print", "share", "copy_link", "listen")
SHARE = ("facebook", "email")

# Kinds of metadata in a page's head, formats of feeds, and optional files beside pages.
HEAD = ("open_graph", "json_ld", "dublin_core")
FEEDS = ("rss", "atom", "json")
EXTRAS = ("news_sitemap", "llms_txt", "manifest")

# How a site is published into output/: by a swap of folders, or file by file, which a mount point needs.
PUBLISH = ("swap", "in-place")


# How to handle a missing target of a link or picture: stop the build, or warn and show the text only.
DEAD_LINKS = ("refuse", "warn")
# How to handle a picture on another site: stop the build, or show a link to it.
OUTSIDE_PICTURES = ("refuse", "link")


class ImprintLine(NamedTuple):
    label: str
    value: str
    url: str = ""


class Phrase(NamedTuple):
    """A piece of the dateline: the value "posted", "updated" or "views" with the text before and after it."""

    before: str
    value: str
    after: str


class Shortcut(NamedTuple):
    title: str
    to: str  # an address of this site ("gioi-thieu.html") or an absolute URL


class Bulletin(NamedTuple):
    """A bulletin whose articles this site collects; see editing.collect.

    feed: its feed.json or the folder with it, relative to the site folder. folder: of its articles, in
    content/.
    """

    name: str
    feed: str
    folder: str


class Box(NamedTuple):
    """A titled list of links in the side column: new documents, hotlines, directories."""

    title: str
    links: tuple[Shortcut, ...]


FORMS = ("chart", "facts")

# The shapes of share cards, see images.share_card.CARD_SIZES.
CARD_SHAPES = ("wide", "standard", "square")


class HomeChart(NamedTuple):
    """A chart on the home page.

    data: as in Markdown, "/data/lai-chau.toml" or "/data/lai-chau.toml#papi". form: one of FORMS: the drawing
    with its table, or the newest figures in large type. to: a page with details, as in a Shortcut.
    """

    data: str
    title: str = ""
    form: str = "chart"
    to: str = ""

    @property
    def request(self) -> tuple[str, str]:
        """The model.ChartRequest of this chart."""
        path, sign, tail = self.data.partition("#")
        return path.lstrip("/"), sign + tail


BACKENDS = ("github", "gitlab", "gitea")


class CheckExcept(NamedTuple):
    """Rules that are off for some files. files: a pattern of paths as problems name them, with `*`."""

    files: str
    off: tuple[str, ...]


class Checks(NamedTuple):
    """The rules of `check` that are off: for all files, and for some."""

    off: tuple[str, ...] = ()
    except_: tuple[CheckExcept, ...] = ()


class Cms(NamedTuple):
    """The repository in which the form editor at /quan-tri/ saves articles. Off without a `repo`.

    backend: one of BACKENDS; "gitea" is for Forgejo, too. repo: "owner/name". base_url: of a GitLab, Gitea or
    Forgejo server, or of the helper for signing in to GitHub. app_id: of the OAuth application.
    """

    repo: str
    backend: str = "github"
    branch: str = "main"
    base_url: str = ""
    app_id: str = ""


class Lists(NamedTuple):
    """How many entries each list holds. rank_every: days between two rankings of the most read.

    share_cards: how many of the newest articles have share cards of their own, and not those of a section.
    """

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
    share_cards: int = 100_000


class Pictures(NamedTuple):
    """widths: of the published variants of a picture, in pixels; () to publish only the original size."""

    widths: tuple[int, ...] = (360, 720, 1080, 1600)


class Identity(NamedTuple):
    """The design of an office's site. accent, dark_accent: "#rrggbb", or "".

    emblem, hem: names of files in assets/, "" for those of the engine.
    """

    accent: str = ""
    dark_accent: str = ""
    emblem: str = ""
    hem: str = ""


class Dates(NamedTuple):
    """CLDR patterns of a date, and of a date with a time."""

    date: str = "dd/MM/yyyy"
    date_time: str = "HH:mm dd/MM/yyyy"


class Numbers(NamedTuple):
    """CLDR patterns of counts, such as views, and of numbers with decimals, such as file sizes."""

    count: str = "#,##0"  # type: ignore[assignment]  # in place of what tuples have by that name
    decimal: str = "#,##0.##"


class Machines(NamedTuple):
    """The settings of metadata, feeds and other files for programs. publisher: "" for the site's title."""

    publisher: str = ""
    listed: bool = True
    head: tuple[str, ...] = HEAD
    feeds: tuple[str, ...] = FEEDS
    full_text: bool = True
    extras: tuple[str, ...] = EXTRAS
