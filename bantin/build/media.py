"""What articles show and lead to besides pages: pictures, attachments and charts, ready to be published."""

import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bantin.build.pictures import Pictures, Wanted, prepare, studio_of
from bantin.build.scan import Seen
from bantin.cache.blobs import digest
from bantin.config import Config
from bantin.content.tree import Tree
from bantin.errors import Problem, problem
from bantin.images import SUFFIXES
from bantin.model import NO_CHARTS, Article, ChartCatalog, ChartRequest
from bantin.pages import StaticFile
from bantin.parallel import Workers
from bantin.site import links
from bantin.site.links import ABBREVIATIONS, DATA, SERIES, Attachment
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import trusted
from bantin.text.formats import number_pattern


class Stock(NamedTuple):
    """attachments: by source, each beside a digest that changes with the file. refused: sources of pictures
    that cannot be shown. problems: what is wrong with any of them.
    """

    pictures: Pictures
    attachments: dict[str, tuple[Attachment, bytes]]
    gallery: ChartCatalog
    refused: set[str]
    problems: list[Problem]


def get_ready(config: Config, seen: Seen) -> None:
    """Load what photographs are made with, if there are any, and nothing is kept of any build."""
    photographs = tuple(suffix for suffix in SUFFIXES if suffix != ".svg")
    if not os.path.exists(studio_of(config).store) and any(
        path.lower().endswith(photographs) for path in seen.content.files
    ):
        import bantin.images.files  # noqa: F401


def take_stock(
    config: Config,
    seen: Seen,
    articles: Iterable[Article],
    *,
    known: Mapping[str, tuple[Any, ...]],
    shown_as: str,
    workers: Workers,
    preview: bool,
    tell: Callable[[str], None],
) -> Stock:
    """Everything that these articles and the home page ask for and that is there.

    known: the pictures of the last build, as `Pictures.remembered`. preview, tell: see pictures.prepare.
    """
    shown, linked, wishes = _wanted(articles)
    wanted = _pictures_among(seen, shown, linked)
    studio = studio_of(config, preview=preview)
    pictures = prepare(
        studio, wanted, known, folder=config.content, shown_as=shown_as, workers=workers, tell=tell
    )
    attachments, unfit = _attachments(config, seen, linked, shown_as)
    wishes.update(one.wish for one in config.charts)
    gallery, unclear = _gallery(config, seen.content, wishes, shown_as)
    refused = wanted.rows.keys() - pictures.remembered.keys()
    return Stock(pictures, attachments, gallery, refused, [*pictures.problems, *unfit, *unclear])


def files(config: Config, stock: Stock) -> list[StaticFile]:
    """The pictures and attachments of output/."""
    pictures = stock.pictures
    prepared = (*pictures.shown.values(), *pictures.linked.values())
    variants = {one[0]: one for picture in prepared for one in picture.files}
    store = studio_of(config).store
    found = [
        StaticFile(address, known, None, f"{store}/{kept}", is_kept=True)
        for address, _, known, kept in map(variants.__getitem__, sorted(variants))
    ]
    for source, (attachment, known) in stock.attachments.items():
        found.append(StaticFile(attachment.address, known, None, os.path.join(config.content, source)))
    return found


def _wanted(articles: Iterable[Article]) -> tuple[set[str], set[str], set[ChartRequest]]:
    """The pictures that articles show, all files that they link to, and the charts they show."""
    shown: set[str] = set()
    linked: set[str] = set()
    charts: set[ChartRequest] = set()
    for article in articles:
        if article.image:
            shown.add(article.image_source)
        for kind, where, tail, _ in article.targets:
            if kind == "picture":
                shown.add(where)
            elif kind == "file":
                linked.add(where)
            elif kind == "chart":
                charts.add((where, tail))
    return shown, linked, charts


def _pictures_among(seen: Seen, shown: set[str], linked: set[str]) -> Wanted:
    """What of these is there; what is not is told with the links that lead to it."""
    rows = seen.content.files
    linked = {source for source in linked & rows.keys() if source.lower().endswith(SUFFIXES)}
    shown = {source for source in shown & rows.keys() if source.lower().endswith(SUFFIXES)}
    return Wanted(shown, linked, {source: rows[source] for source in shown | linked}, seen.at)


def _attachments(
    config: Config, seen: Seen, wanted: Iterable[str], shown_as: str
) -> tuple[dict[str, tuple[Attachment, bytes]], list[Problem]]:
    found: dict[str, tuple[Attachment, bytes]] = {}
    problems = []
    decimal = number_pattern(config.numbers.decimal)
    for source in sorted(wanted):
        row = seen.content.files.get(source)
        attachment = links.attachment(source, row[0], decimal) if row else None
        if row and attachment:
            known = trusted(row, seen.at)
            found[source] = (attachment, digest(known) if known else os.urandom(16))
            if row[0] > links.MAX_BYTES:
                place = shown_as + source
                problems.append(problem(place, 0, "file-too-large", size=row[0], limit=links.MAX_BYTES))
    return found, problems


def _gallery(
    config: Config, tree: Tree, wishes: Iterable[ChartRequest], shown_as: str
) -> tuple[ChartCatalog, list[Problem]]:
    """The charts among `wishes`. All data files are read: a mistake is one whether a page shows it or not."""
    paths = list(tree.files)
    data = paths[bisect_left(paths, DATA) : bisect_left(paths, f"{DATA}\U0010ffff")]
    names = [path for path in data if path.endswith(SERIES) and path != ABBREVIATIONS]
    if not names:
        return NO_CHARTS, []
    from bantin.charts.hang import hang  # with the readers of TOML and numbers, and all that draws
    from bantin.charts.wording import Wording

    wording = Wording(config.labels, count=config.numbers.count, decimal=config.numbers.decimal)
    return hang(config.content, names, sorted(wishes), wording, shown_as=shown_as)
