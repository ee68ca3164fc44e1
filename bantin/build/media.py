"""The pictures, attachments and charts of articles, ready to be published."""

import os
from bisect import bisect_left
from collections.abc import Container, Iterable

from bantin.build.context import Context
from bantin.build.pdf_pages import count_pages
from bantin.build.picture_store import picture_settings
from bantin.build.pictures import Pictures, WantedPictures, prepare
from bantin.build.scan import Snapshot
from bantin.cache.blobs import digest
from bantin.config.abbreviations import PATH as ABBREVIATIONS
from bantin.content.tree import DATA_FOLDER
from bantin.errors import Problem, megabytes, problem
from bantin.images.picture import SUFFIXES
from bantin.model import Article, ChartCatalog, ChartRequest, Image, RenderedChart
from bantin.pages import StaticFile
from bantin.site import links
from bantin.site.links import SERIES_SUFFIX, Attachment
from bantin.site.players import captions_of, poster_of
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import size_of, trusted_signature
from bantin.text.formats import number_formatter
from bantin.urls import composed, figures_address


class Media(NamedTuple):
    """The pictures, attachments and charts of a site.

    attachments: by source, each with a digest that changes with the file. refused: sources of pictures that
    cannot be shown. problems: of pictures, attachments and charts.
    """

    pictures: Pictures
    attachments: dict[str, tuple[Attachment, bytes]]
    charts: ChartCatalog
    refused: set[str]
    problems: list[Problem]


def collect_media(context: Context, articles: Iterable[Article]) -> Media:
    """Prepare the existing pictures, attachments and charts of these articles and of the home page."""
    articles = list(articles)
    shown, linked, requests = _requested(articles, context.snapshot.content.files)
    shared = _shared(articles) if context.config.share_cards else {}
    names = _names_on_disk(context.snapshot, shown | linked)
    shown, linked = ({names.get(source, source) for source in sources} for sources in (shown, linked))
    shared = {names.get(source, source): focuses for source, focuses in shared.items()}
    wanted = _existing_pictures(context.snapshot, shown, linked)._replace(shared=shared)
    pictures = prepare(context, wanted)
    attachments, unfit = _attachments(context, linked)
    requests.update(chart.request for chart in context.config.charts)
    charts, unclear = load_charts(context, requests)
    refused = wanted.signatures.keys() - pictures.prepared.keys()
    return Media(pictures, attachments, charts, refused, [*pictures.problems, *unfit, *unclear])


def files(context: Context, media: Media) -> list[StaticFile]:
    """Return the pictures and attachments as files of output/."""
    pictures = media.pictures
    prepared = (*pictures.shown.values(), *pictures.linked.values())
    files = {
        address: (kept_digest, kept)
        for picture in prepared
        for address, _, kept_digest, kept in picture.files
    }
    crops = (crop for picture in prepared for crop in picture.all_crops())
    files |= {crop.address: (crop.digest, crop.kept) for crop in crops}
    store = picture_settings(context.config).store
    static_files = [
        StaticFile(address, file_digest, None, f"{store}/{kept}", is_kept=True)
        for address, (file_digest, kept) in sorted(files.items())
    ]
    for source, table in sorted(media.charts.tables.items()):
        path = os.path.join(context.config.content, source)
        static_files.append(StaticFile(figures_address(source), digest(table), table, path))
    for source, (attachment, file_digest) in media.attachments.items():
        path = os.path.join(context.config.content, source)
        static_files.append(StaticFile(attachment.address, file_digest, None, path))
    return static_files


def _requested(
    articles: Iterable[Article], files: Container[str]
) -> tuple[set[str], set[str], set[ChartRequest]]:
    """Return the pictures that articles show, all files that they link to or play, and their charts.

    files: the existing files; a video's poster and captions are found by the video's name only.
    """
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
            elif kind == "media":
                linked.update(filter(None, (where, captions_of(where, files))))
                shown.update(filter(None, [poster_of(where, files)]))
            elif kind == "chart":
                charts.add((where, tail))
    return shown, linked, charts


def _shared(articles: Iterable[Article]) -> dict[str, tuple[str, ...]]:
    """Return the pictures of articles for shared links, with the focus of each crop."""
    focuses: dict[str, set[str]] = {}
    for article in articles:
        if article.image:
            image = Image(*article.image)
            focuses.setdefault(image.source, set()).add(image.focus)
    return {source: tuple(sorted(of_source)) for source, of_source in focuses.items()}


def _names_on_disk(snapshot: Snapshot, named: set[str]) -> dict[str, str]:
    """Return the names of files that links name in another Unicode form: in NFC."""
    files = snapshot.content.files
    missing = {name for name in named - files.keys() if not name.isascii()}
    return {composed(path): path for path in files if composed(path) in missing} if missing else {}


def _existing_pictures(snapshot: Snapshot, shown: set[str], linked: set[str]) -> WantedPictures:
    """Return those of the sources that exist; a missing one is a problem of the links to it."""
    files = snapshot.content.files
    linked = {source for source in linked & files.keys() if source.lower().endswith(SUFFIXES)}
    shown = {source for source in shown & files.keys() if source.lower().endswith(SUFFIXES)}
    return WantedPictures(shown, linked, {}, {source: files[source] for source in shown | linked})


def _attachments(
    context: Context, wanted: Iterable[str]
) -> tuple[dict[str, tuple[Attachment, bytes]], list[Problem]]:
    attachments: dict[str, tuple[Attachment, bytes]] = {}
    problems = []
    decimal = number_formatter(context.config.numbers.decimal)
    files = context.snapshot.content.files
    pages = count_pages(
        context, {source: files[source] for source in wanted if source.endswith(".pdf") and source in files}
    )
    for source in sorted(wanted):
        signature = files.get(source)
        attachment = links.attachment(source, size_of(signature), decimal) if signature else None
        if signature and attachment:
            attachment = attachment._replace(pages=pages.get(source, 0))
            stored_digest = trusted_signature(signature, context.snapshot.taken_at)
            attachments[source] = (attachment, digest(stored_digest) if stored_digest else os.urandom(16))
            if size_of(signature) > links.MAX_BYTES:
                path, limit = context.content_name + source, megabytes(links.MAX_BYTES)
                problems.append(problem(path, 0, "file-too-large", limit=limit))
    return attachments, problems


def _no_chart(request: ChartRequest) -> RenderedChart:
    raise KeyError(request)


_NO_CHARTS = ChartCatalog({}, _no_chart, {}, frozenset())


def load_charts(context: Context, requests: Iterable[ChartRequest]) -> tuple[ChartCatalog, list[Problem]]:
    """Load the requested charts. All data files are read: problems of unused ones are reported, too."""
    paths = list(context.snapshot.content.files)
    data = paths[bisect_left(paths, DATA_FOLDER) : bisect_left(paths, f"{DATA_FOLDER}\U0010ffff")]
    names = [path for path in data if path.endswith(SERIES_SUFFIX) and path != ABBREVIATIONS]
    if not names:
        return _NO_CHARTS, []
    from bantin.charts.load import load  # with the readers of TOML and numbers, and all that draws
    from bantin.charts.wording import Wording

    config = context.config
    wording = Wording(config.labels, count=config.numbers.count, decimal=config.numbers.decimal)
    return load(config.content, names, sorted(requests), wording, shown_as=context.content_name)
