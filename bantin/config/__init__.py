"""site.toml as one immutable Config."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bantin.config.abbreviations import read_abbreviations
from bantin.config.reader import SITE_TOML, read_deployment, read_settings
from bantin.config.values import (
    AIDS,
    BELOW,
    CARD_SHAPES,
    SHARE,
    SIDE,
    Box,
    Bulletin,
    Checks,
    Cms,
    Dates,
    HomeChart,
    Identity,
    ImprintLine,
    Lists,
    Machines,
    Numbers,
    Phrase,
    Pictures,
    Shortcut,
)
from bantin.config.zone import read_zone, readable_moment
from bantin.errors import ContentError, Problem, UsageError
from bantin.i18n import gettext
from bantin.i18n.labels import LABELS
from bantin.system.named_tuple import NamedTuple

if TYPE_CHECKING:
    from bantin.config.targets import Deployment

__all__ = [
    "LABELS",
    "SITE_TOML",
    "Bulletin",
    "Cms",
    "Config",
    "Dates",
    "HomeChart",
    "Identity",
    "ImprintLine",
    "Lists",
    "Numbers",
    "Phrase",
    "Pictures",
    "Shortcut",
    "line_of_text",
    "load",
    "load_deployment",
    "read",
    "read_zone",
    "readable_moment",
]


class Config(NamedTuple):
    """All settings of a site, and its folders as absolute paths.

    compiled: the folder for compiled layouts. drawn: the folder for share cards. layouts, assets: searched in
    order, the site's own first. origin: "https://ten-mien.vn", without a slash at the end. base: the path
    below it, with a slash at both ends ("/" or "/cchc/"). cms_bundle: the folder with the form editor, "" if
    the engine has none.
    """

    site: str
    content: str
    output: str
    cache: str
    compiled: str
    drawn: str
    layouts: tuple[str, ...]
    assets: tuple[str, ...]
    name: str
    title: str
    origin: str
    base: str
    place: str = ""
    description: str = ""
    language: str = "vi"
    zone: str = "Asia/Ho_Chi_Minh"
    menu: tuple[str, ...] = ()
    dateline: tuple[Phrase, ...] = (
        Phrase("Ngày đăng: ", "posted", ""),
        Phrase("Cập nhật: ", "updated", ""),
        Phrase("", "views", " lượt xem"),
    )
    keep_together: tuple[str, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    note: str = ""
    side: tuple[str, ...] = SIDE
    below: tuple[str, ...] = BELOW
    aids: tuple[str, ...] = AIDS
    share: tuple[str, ...] = SHARE
    video_hosts: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    bulletins: tuple[Bulletin, ...] = ()
    charts: tuple[HomeChart, ...] = ()
    share_cards: tuple[str, ...] = CARD_SHAPES
    section_label: bool = False
    search: bool = True
    publish: str = "swap"
    identity: Identity = Identity()
    dead_links: str = "refuse"
    outside_pictures: str = "refuse"
    lists: Lists = Lists()
    dates: Dates = Dates()
    numbers: Numbers = Numbers()
    machines: Machines = Machines()
    pictures: Pictures = Pictures()
    imprint: tuple[ImprintLine, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    portals: tuple[Shortcut, ...] = ()
    report: str = ""
    labels: Mapping[str, str] = LABELS
    cms: Cms | None = None
    check: Checks = Checks()
    cms_bundle: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def has_own_output(self) -> bool:
        """Whether output/ is in the site folder, so that only builds write into it."""
        return self.output == os.path.join(self.site, "output")

    @property
    def has_own_content(self) -> bool:
        """Whether content/ is in the site folder."""
        return self.content == os.path.join(self.site, "content")

    @property
    def links(self) -> list[tuple[str, str]]:
        """The links of site.toml, each with the name of its field: addresses of this site and URLs."""
        return [
            *(("shortcuts", entry.to) for entry in self.shortcuts),
            *(("portals", entry.to) for entry in self.portals),
            *([("report", self.report)] if self.report else []),
            *(("boxes", entry.to) for box in self.boxes for entry in box.links),
            *(("charts", entry.to) for entry in self.charts if entry.to),
            *(("imprint", entry.url) for entry in self.imprint if entry.url),
        ]

    @property
    def publisher(self) -> str:
        return self.machines.publisher or self.title


def load(
    site: str, *, engine: str, content: str | None = None, output: str | None = None, cache: str | None = None
) -> Config:
    """Return the Config of the site in the folder `site`.

    engine: the folder whose layouts/ and assets/ are used for files that the site lacks. content, output,
    cache: other folders than those in the site.
    Raises UsageError if a folder is missing, ContentError with all problems of site.toml.
    """
    config = read(site, engine=engine, content=content, output=output, cache=cache)
    if config.problems:
        raise ContentError(config.problems)
    return config


def read(
    site: str, *, engine: str, content: str | None = None, output: str | None = None, cache: str | None = None
) -> Config:
    """Do as `load`, but put the problems of site.toml into the Config instead of raising them.

    Invalid settings then have their defaults; use such a Config only to find more problems. Home page charts
    need the data of the site's own content/; with another content folder they are left out.
    Raises UsageError if a folder is missing.
    """
    site = os.path.abspath(site)
    cache = os.path.abspath(cache or os.path.join(site, ".cache"))
    values, problems = read_settings(os.path.join(site, SITE_TOML))
    own = os.path.join(site, "content")
    content = os.path.abspath(content or own)
    if content != own:
        values.pop("charts", None)
    if not os.path.isdir(content):
        raise UsageError(
            gettext(
                "there is no content folder {folder}; create it, or name another with --content",
                folder=content,
            )
        )
    shared = _shared_cache(engine) or cache
    return Config(
        site=site,
        content=content,
        abbreviations=read_abbreviations(content),
        output=os.path.abspath(output or os.path.join(site, "output")),
        cache=cache,
        compiled=os.path.join(shared, "layouts"),
        drawn=os.path.join(shared, "share-cards"),
        layouts=_search_path(site, engine, "layouts"),
        assets=_search_path(site, engine, "assets"),
        cms_bundle=_cms_bundle(engine),
        problems=tuple(problems),
        **values,
    )


def load_deployment(site: str) -> "Deployment":
    """Return the deploy targets of the site in this folder. Raises ContentError for problems of site.toml."""
    return read_deployment(os.path.join(os.path.abspath(site), SITE_TOML))


def _search_path(site: str, engine: str, name: str) -> tuple[str, ...]:
    """Return the folders named `name` of the site and of the engine that exist, without repeats.

    A file of that name is returned too: reading it causes a problem.
    """
    folders = [os.path.join(os.path.realpath(folder), name) for folder in (site, engine)]
    return tuple(dict.fromkeys(folder for folder in folders if _exists(folder)))


def _cms_bundle(engine: str) -> str:
    folder = os.path.join(os.path.abspath(engine), "cms")
    return folder if os.path.isfile(os.path.join(folder, "cms.js")) else ""


def _shared_cache(engine: str) -> str:
    """Return the engine's own .cache/; "" if it is not writable or inside an installed package."""
    inside = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "engine")
    return "" if os.path.abspath(engine) == inside else _writable(os.path.join(engine, ".cache"))


def _writable(folder: str) -> str:
    """Return the absolute path of the folder if this user can write into it or create it, else ""."""
    existing = folder if os.path.lexists(folder) else os.path.dirname(folder)
    return (
        os.path.abspath(folder) if os.path.isdir(existing) and os.access(existing, os.W_OK | os.X_OK) else ""
    )


def _exists(path: str) -> bool:
    """Tell whether the path exists. Raises OSError if that is unknown, for instance without permission."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def line_of_text(config: Config, written: str) -> int:
    """Return the line of the first occurrence of this quoted text in site.toml; 0 if there is none."""
    escaped = written.replace("\\", r"\\").replace('"', r"\"")
    with open(os.path.join(config.site, SITE_TOML), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if f'"{escaped}"' in line or f"'{written}'" in line:
                return number
    return 0
