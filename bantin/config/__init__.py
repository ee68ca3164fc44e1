"""site.toml as one frozen Config: typed, complete, unknown keys refused."""

import os
from collections.abc import Mapping

from bantin.config.reader import FILE, read_deployment, read_settings
from bantin.config.targets import Deployment, Target
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

__all__ = [
    "FILE",
    "LABELS",
    "Box",
    "Bulletin",
    "Cms",
    "Config",
    "Dates",
    "Deployment",
    "HomeChart",
    "ImprintLine",
    "Lists",
    "Machines",
    "Numbers",
    "Phrase",
    "Pictures",
    "Shortcut",
    "Target",
    "line_of",
    "load",
    "load_deployment",
    "read",
    "read_zone",
    "readable_moment",
]


class Config(NamedTuple):
    """Everything a build must know besides content, layouts and assets.

    cms_bundle: the folder with the form editor, "" where the engine has none.

    Folders are absolute. compiled: for what Jinja makes of layouts.
    drawn: for share cards. `base` begins and ends with a slash ("/"
    or "/cchc/"); `origin` has none at its end.
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
    note: str = ""
    side: tuple[str, ...] = SIDE
    below: tuple[str, ...] = BELOW
    aids: tuple[str, ...] = AIDS
    share: tuple[str, ...] = SHARE
    video_hosts: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    bulletins: tuple[Bulletin, ...] = ()
    charts: tuple[HomeChart, ...] = ()
    share_cards: tuple[str, ...] = CARD_SHAPES[:1]
    section_label: bool = False
    search: bool = True
    publish: str = "swap"
    lists: Lists = Lists()
    dates: Dates = Dates()
    numbers: Numbers = Numbers()
    machines: Machines = Machines()
    pictures: Pictures = Pictures()
    imprint: tuple[ImprintLine, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    labels: Mapping[str, str] = LABELS
    cms: Cms | None = None
    check: Checks = Checks()
    cms_bundle: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def has_own_output(self) -> bool:
        """Whether the site goes into its own output/, which is made by builds and by nobody else."""
        return self.output == os.path.join(self.site, "output")

    @property
    def has_own_content(self) -> bool:
        """Whether articles are those of the site's own content/."""
        return self.content == os.path.join(self.site, "content")

    @property
    def publisher(self) -> str:
        return self.machines.publisher or self.title


def load(
    site: str, *, engine: str, content: str | None = None, output: str | None = None, cache: str | None = None
) -> Config:
    """The Config of the site in folder `site`; layouts/ and assets/ of the folder `engine` fill the gaps.

    Raises UsageError where a folder is missing, ContentError for everything wrong in site.toml.
    """
    config = read(site, engine=engine, content=content, output=output, cache=cache)
    if config.problems:
        raise ContentError(config.problems)
    return config


def read(
    site: str, *, engine: str, content: str | None = None, output: str | None = None, cache: str | None = None
) -> Config:
    """As `load`, but what is wrong in site.toml comes as `problems` of the Config.

    One with problems has defaults in their place, and is good for nothing but to find more of them. Charts
    show data of the site's own content/; with another they are left out.
    """
    site = os.path.abspath(site)
    cache = os.path.abspath(cache or os.path.join(site, ".cache"))
    values, problems = read_settings(os.path.join(site, FILE))
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
        output=os.path.abspath(output or os.path.join(site, "output")),
        cache=cache,
        compiled=os.path.join(shared, "layouts"),
        drawn=os.path.join(shared, "share-cards"),
        layouts=_overlay(site, engine, "layouts"),
        assets=_overlay(site, engine, "assets"),
        cms_bundle=_cms_bundle(engine),
        problems=tuple(problems),
        **values,
    )


def load_deployment(site: str) -> Deployment:
    """What the site in this folder says of deploying. Raises ContentError for what is wrong in site.toml."""
    return read_deployment(os.path.join(os.path.abspath(site), FILE))


def _overlay(site: str, engine: str, name: str) -> tuple[str, ...]:
    """The site's own folder first, then the engine's, each where it exists and once.

    What has such a name and is no folder is among them, for somebody to be told of it.
    """
    folders = [os.path.join(os.path.realpath(folder), name) for folder in (site, engine)]
    return tuple(dict.fromkeys(folder for folder in folders if _is_there(folder)))


def _cms_bundle(engine: str) -> str:
    folder = os.path.join(os.path.abspath(engine), "cms")
    return folder if os.path.isfile(os.path.join(folder, "cms.js")) else ""


def _shared_cache(engine: str) -> str:
    """The engine's own .cache/, "" where it may not be written to or lies inside an installed package."""
    inside = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "engine")
    return "" if os.path.abspath(engine) == inside else _writable(os.path.join(engine, ".cache"))


def _writable(folder: str) -> str:
    """The folder, if it is one, or could be made, and written to by this user; else ""."""
    existing = folder if os.path.lexists(folder) else os.path.dirname(folder)
    return (
        os.path.abspath(folder) if os.path.isdir(existing) and os.access(existing, os.W_OK | os.X_OK) else ""
    )


def _is_there(path: str) -> bool:
    """Raises OSError where that cannot be told: a site without its own layouts would be another site."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def line_of(config: Config, written: str) -> int:
    """The line of site.toml where this text stands first, in quotes; 0 where it cannot be found."""
    escaped = written.replace("\\", r"\\").replace('"', r"\"")
    with open(os.path.join(config.site, FILE), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if f'"{escaped}"' in line or f"'{written}'" in line:
                return number
    return 0
