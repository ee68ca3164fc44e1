"""The targets of links and pictures in bodies, and their attributes in the HTML."""

from collections.abc import Callable, Mapping
from html import escape

from bantin import urls
from bantin.cache.blobs import digest
from bantin.images.picture import PreparedPicture
from bantin.model import CHART_BASE, Article, ChartCatalog
from bantin.site.filled_body import UNLINKED
from bantin.site.players import OwnMedia, captions_of, outside_link, own_player, poster_of
from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import slug
from bantin.urls import LocatedTarget

# What to save a file as whose kind is not published, by its extension.
BETTER_TYPES = {
    **dict.fromkeys("heic heif bmp tif tiff psd".split(), "jpg"),
    **dict.fromkeys("mov avi mkv wmv flv 3gp m4v mpg mpeg".split(), "mp4"),
    **dict.fromkeys("wav wma amr ogg flac aac".split(), "mp3"),
    **dict.fromkeys(("docm", "dotx", "dot", "wps"), "docx"),
    **dict.fromkeys(("xlsm", "xlsb", "et"), "xlsx"),
    **dict.fromkeys(("pptm", "ppsx", "pps", "dps", "key"), "pptx"),
    **dict.fromkeys("pages pub vsd vsdx dwg odg djvu xps eml msg htm html mht".split(), "pdf"),
    **dict.fromkeys("tar gz tgz bz2 xz".split(), "zip"),
}
# The file types that are published when an article links to them, and their names for readers.
ATTACHMENT_TYPES = {
    "pdf": "PDF",
    "doc": "Word",
    "docx": "Word",
    "xls": "Excel",
    "xlsx": "Excel",
    "csv": "CSV",
    "ods": "OpenDocument",
    "odt": "OpenDocument",
    "ppt": "PowerPoint",
    "pptx": "PowerPoint",
    "zip": "ZIP",
    "rar": "RAR",
    "7z": "7z",
    "txt": "văn bản",
    "rtf": "RTF",
    "mp3": "âm thanh MP3",
    "m4a": "âm thanh M4A",
    "mp4": "video MP4",
    "webm": "video WebM",
    "vtt": "phụ đề",
}

MAX_BYTES = 200_000_000  # of an attachment

SERIES_SUFFIX = ".toml"  # of chart data


class Attachment(NamedTuple):
    """A file published because an article links to it. kind, size: as readers see them ("PDF", "1,2 MB").

    length: its bytes. pages: of a PDF, 0 where unknown.
    """

    address: str
    kind: str
    size: str
    length: int = 0
    pages: int = 0

    def note(self) -> str:
        """Return the note for readers that follows the link, as HTML."""
        pages = f"{self.pages} trang, " if self.pages else ""
        return f'<span class="file">({self.kind}, {pages}{self.size})</span>'


class LinkTargets(NamedTuple):
    """Everything that a link or picture can refer to.

    sources: Markdown files to addresses. unpublished: those of unpublished articles. unpublished_addresses:
    of these, and of lists that no article fills, those that no published page has. addresses: of all pages.
    broken: sources and addresses that are not known, since their files have problems of their own.
    pictures, linked_pictures: those that articles show, and those that they link to. files: attachments. All
    three are by path in content/, in NFC. charts: the charts that pages may show. other_files: all other
    files of content/. base: the site's base path. video_hosts: hosts whose videos play in pages.
    knows_addresses: False if site.toml has problems, since addresses depend on it, or if no page is planned
    yet. dead_as_text: show dead links as plain text. origin: that of the site's URLs, "" if links are not
    checked.
    """

    sources: Mapping[str, str]
    unpublished: Mapping[str, str]
    unpublished_addresses: frozenset[str]
    addresses: frozenset[str]
    broken: frozenset[str]
    pictures: Mapping[str, PreparedPicture]
    linked_pictures: Mapping[str, PreparedPicture]
    files: Mapping[str, Attachment]
    charts: ChartCatalog
    other_files: tuple[str, ...]
    base: str
    video_hosts: tuple[str, ...] = ()
    knows_addresses: bool = True
    dead_as_text: bool = False
    origin: str = ""


def file_extension(path: str) -> str:
    return path.rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""


def attachment(path: str, size: int, decimal: Callable[[float], str]) -> Attachment | None:
    """Return a file of content/ as an attachment; None for a type that is not published.

    size: in bytes. decimal: formats a number by the site's pattern.
    """
    kind = ATTACHMENT_TYPES.get(file_extension(path))
    if kind is None:
        return None
    folder, _, name = path.rpartition("/")
    stem = slug(name.rpartition(".")[0]) or "tep"
    address = f"{urls.folder_address(folder)}{stem}.{file_extension(path)}"
    return Attachment(address, kind, readable_size(size, decimal), size)


def readable_size(size: int, decimal: Callable[[float], str]) -> str:
    if size < 1000:
        return f"{size} byte"
    if size < 999_500:
        return f"{size / 1000:.0f} KB"
    return f"{decimal(round(size / 1_000_000, 1))} MB"


def without_base(where: str, targets: LinkTargets) -> str:
    """Return an address without the site's base path, which authors may write in front."""
    base = targets.base[1:]
    return where[len(base) :] if base and where.startswith(base) else where


def complete_address(where: str, targets: LinkTargets) -> str:
    """Return the address of the page that `where` names without its final slash or ".html", or ""."""
    stem = without_base(where, targets).removesuffix("/")
    return next((address for address in (f"{stem}/", f"{stem}.html") if address in targets.addresses), "")


def target_address(kind: str, where: str, targets: LinkTargets) -> str:
    """Return the address to which a target of kind "source" or "address" leads; "" for none."""
    return targets.sources.get(where, "") if kind == "source" else without_base(where, targets)


def targets_digest(article: Article, targets: LinkTargets) -> bytes:
    """Return joined digests of the article's resolved picture and targets. All must have passed `check`.

    Links to addresses and to other sites are left out: they depend on the article alone.
    """
    digests = [picture_digest(article.image_source, targets.pictures)] if article.image else []
    for kind, where, tail, line in article.targets:
        if kind == "picture":
            digests.append(picture_digest(where, targets.pictures))
        elif kind == "chart":
            digests.append(targets.charts.digests[where, tail])
        elif kind in ("source", "file", "media") or (
            kind == "address" and (targets.unpublished_addresses or targets.dead_as_text)
        ):
            length = targets.files[where].length if where in targets.files else 0
            digests.append(
                digest((target_attributes(LocatedTarget(kind, where, tail, line), targets), length))
            )
    return b"".join(digests)


def picture_digest(source: str, pictures: Mapping[str, PreparedPicture]) -> bytes:
    """Return the digest of a picture, b"" if it is missing (see `LinkTargets.dead_as_text`)."""
    return pictures[source].digest if source in pictures else b""


def is_unpublished(kind: str, where: str, targets: LinkTargets) -> bool:
    """Tell whether a link leads to an unpublished article."""
    if kind == "source":
        return where in targets.unpublished
    return kind == "address" and without_base(where, targets) in targets.unpublished_addresses


def leads_nowhere(kind: str, where: str, targets: LinkTargets) -> bool:
    """Tell whether a target does not exist in the site, as far as addresses are known."""
    if kind == "file":
        return where not in targets.files and where not in targets.linked_pictures
    if kind == "address":
        return targets.knows_addresses and targets.addresses.isdisjoint((where, without_base(where, targets)))
    names = {"picture": targets.pictures, "media": targets.files, "source": targets.sources}
    return kind in names and where not in names[kind]


def target_attributes(target: LocatedTarget, targets: LinkTargets) -> str:
    """Return the text for a NUL of the body: ` href="…"`, or ` src="…" width="…" height="…" loading="lazy"`.

    For an attachment, a NUL and the note after the link (type and size) follow. For a chart the text is a
    NUL, its title, a NUL and the markup below; for a player its beginning, a NUL and the rest. The markup of
    pictures in pages comes from pages.pictures.
    """
    kind, where, tail, _ = target
    if kind == "chart":
        chart = targets.charts.draw((where, tail))
        return f"\0{chart.title}\0{chart.below}".replace(CHART_BASE, targets.base)
    if kind == "away":
        return outside_link(where, targets.video_hosts)
    if kind == "outside" or is_unpublished(kind, where, targets):
        return UNLINKED
    if targets.dead_as_text and leads_nowhere(kind, where, targets):
        where = complete_address(where, targets) if kind == "address" else ""
        if not where:
            return UNLINKED
    if kind == "media":
        return own_player(_own_media(where, targets))
    if kind == "picture":
        picture = targets.pictures[where]
        url = urls.url(targets.base, picture.name)
        return f' src="{url}" width="{picture.width}" height="{picture.height}" loading="lazy"'
    if kind == "file" and where in targets.files:
        file = targets.files[where]
        url = urls.url(targets.base, file.address)
        return f' href="{url}{escape(tail)}"\0 {file.note()}'
    if kind == "file":
        return f' href="{urls.url(targets.base, targets.linked_pictures[where].name)}{escape(tail)}"'
    return f' href="{urls.url(targets.base, target_address(kind, where, targets))}{escape(tail)}"'


def _own_media(where: str, targets: LinkTargets) -> OwnMedia:
    """Return a file that a page plays, with its poster and captions."""
    file = targets.files[where]
    media = OwnMedia(urls.url(targets.base, file.address), file.kind, file.size)
    if captions := captions_of(where, targets.files):
        media = media._replace(captions=urls.url(targets.base, targets.files[captions].address))
    if not (poster := poster_of(where, targets.pictures)):
        return media
    picture = targets.pictures[poster]
    url = urls.url(targets.base, picture.name)
    return media._replace(poster=url, width=picture.width, height=picture.height)
