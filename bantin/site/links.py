"""Where the links and pictures of a body lead, and the attributes that are put into its HTML."""

from collections.abc import Callable, Iterator, Mapping
from html import escape

from bantin import urls
from bantin.cache.blobs import DamagedCacheError, Pack, digest
from bantin.images import Prepared
from bantin.model import Article, ChartCatalog, PackSpan, chart_below
from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import slug
from bantin.urls import Located

# What may be published beside articles when it is linked to, and what readers are told it is.
FILES = {
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
}

# To look for the nearest of 10,000 names takes 50 ms.
MOST_GUESSES = 10
MAX_BYTES = 200_000_000  # of an attachment


# Where series of numbers lie in content/, and how their files end.
DATA, SERIES = "data/", ".toml"
# There, too, but no series: abbreviations and what they mean.
ABBREVIATIONS = "data/viet-tat.toml"


class Attachment(NamedTuple):
    """A file published because an article links to it. `kind` and `size` are shown to readers."""

    address: str
    kind: str
    size: str


class LinkTargets(NamedTuple):
    """Everything that a link or picture can mean.

    sources: Markdown files to addresses. hidden: those not published now; hidden_addresses: of these, the
    addresses at which nothing else stands. addresses: all pages.
    broken: sources and addresses that cannot be told yet, since their files have problems of their own.
    pictures: those that articles show. originals: those that they link to. Both, and files, by paths in
    content/. charts: those that pages may show. present: all other files there. base: the site's base path.
    knows_addresses: False while site.toml, which says where pages stand, has problems.
    """

    sources: Mapping[str, str]
    hidden: Mapping[str, str]
    hidden_addresses: frozenset[str]
    addresses: frozenset[str]
    broken: frozenset[str]
    pictures: Mapping[str, Prepared]
    originals: Mapping[str, Prepared]
    files: Mapping[str, Attachment]
    charts: ChartCatalog
    present: tuple[str, ...]
    base: str
    knows_addresses: bool = True

    def all_pictures(self) -> Iterator[Prepared]:
        yield from self.pictures.values()
        yield from self.originals.values()


def ending(path: str) -> str:
    return path.rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""


def attachment(path: str, size: int, decimal: Callable[[float], str]) -> Attachment | None:
    """Return a file in content/ as an attachment; None for a kind that is not published.

    `decimal` writes a number as the site does.
    """
    kind = FILES.get(ending(path))
    if kind is None:
        return None
    folder, _, name = path.rpartition("/")
    stem = slug(name.rpartition(".")[0]) or "tep"
    address = f"{urls.section_address(folder)}{stem}.{ending(path)}"
    return Attachment(address, kind, readable_size(size, decimal))


def readable_size(size: int, decimal: Callable[[float], str]) -> str:
    if size < 1000:
        return f"{size} byte"
    if size < 999_500:
        return f"{size / 1000:.0f} KB"
    return f"{decimal(round(size / 1_000_000, 1))} MB"


def address_of(where: str, targets: LinkTargets) -> str:
    """Return an address without the site's base path, which authors may write before it."""
    base = targets.base[1:]
    return where[len(base) :] if base and where.startswith(base) else where


def absolute_address_of(where: str, targets: LinkTargets) -> str:
    """Return the page that is meant by an address without its slash or its ending, or ""."""
    stem = address_of(where, targets).removesuffix("/")
    return next((address for address in (f"{stem}/", f"{stem}.html") if address in targets.addresses), "")


def page_of(kind: str, where: str, targets: LinkTargets) -> str:
    """Return the address of the page that a target of kind "source" or "address" means; "" for none."""
    return targets.sources.get(where, "") if kind == "source" else address_of(where, targets)


def targets_digest(article: Article, targets: LinkTargets) -> bytes:
    """Return bytes that change with what its pictures and targets become. All must have passed `check`.

    What an address or a link to another site becomes depends on the article alone.
    """
    digests = [targets.pictures[article.image_source].digest] if article.image else []
    for kind, where, tail, line in article.targets:
        if kind == "picture":
            digests.append(targets.pictures[where].digest)
        elif kind == "chart":
            digests.append(targets.charts.stamps[where, tail])
        elif kind in ("source", "file") or (kind == "address" and targets.hidden_addresses):
            digests.append(digest(target_attributes(Located(kind, where, tail, line), targets)))
    return b"".join(digests)


# In place of attributes: the link is shown as its words alone.
PLAIN = "\1"


def is_hidden(kind: str, where: str, targets: LinkTargets) -> bool:
    """Tell whether a link leads to an article that is not published now."""
    if kind == "source":
        return where in targets.hidden
    return kind == "address" and address_of(where, targets) in targets.hidden_addresses


def target_attributes(target: Located, targets: LinkTargets) -> str:
    """Return the text for a NUL of the body: ` href="…"`, or ` src="…" width="…" height="…" loading="lazy"`.

    What follows the link's end (an attachment's kind and size) comes after a NUL. A chart is nothing but
    what follows: its title, a NUL and the rest. Pages show pictures in better ways than this: pages.pictures.
    """
    kind, where, tail, _ = target
    if kind == "chart":
        chart = targets.charts.draw((where, tail))
        return f"\0{chart.title}\0{chart.below}"
    if kind == "away":
        return f' href="{escape(where)}"'
    if is_hidden(kind, where, targets):
        return PLAIN
    if kind == "picture":
        picture = targets.pictures[where]
        url = urls.url(targets.base, picture.name)
        return f' src="{url}" width="{picture.width}" height="{picture.height}" loading="lazy"'
    if kind == "file" and where in targets.files:
        file = targets.files[where]
        url = urls.url(targets.base, file.address)
        return f' href="{url}"\0 <span class="file">({file.kind}, {file.size})</span>'
    if kind == "file":
        return f' href="{urls.url(targets.base, targets.originals[where].name)}"'
    return f' href="{urls.url(targets.base, page_of(kind, where, targets))}{escape(tail)}"'


def filled_body(pack: Pack, span: PackSpan, attributes: tuple[str, ...]) -> bytes:
    """Return a body from the pack, with its targets in place of the NULs. Raises DamagedCacheError."""
    data = pack.read(span)
    if data is None:
        raise DamagedCacheError
    return fill_targets(data.decode(), attributes).encode() if attributes else data


# As bantin.markdown.shapes opens a figure, whose picture is in no other link.
_FIGURE = '<figure class="figure">'


def fill_targets(html: str, attributes: tuple[str, ...]) -> str:
    """Return the body with its targets in place of the NULs.

    A text that begins with `<` is a picture's whole markup: what comes before its NUL stands for `<img`,
    what comes after it for the `>` at the end of that tag. Behind one more NUL stands the address of the full
    picture, to which a figure with a text leads.
    """
    if not attributes:
        return html
    pieces = html.split("\0")
    out = [pieces[0]]
    charts = 0
    note = ""  # what stands behind the end of the link that is open; a picture may stand in it
    for text, piece in zip(attributes, pieces[1:], strict=True):
        attribute, _, after = text.partition("\0")
        if text == PLAIN:
            attribute = ""
            label, end, rest = piece.partition("</a>")
            if end and out[-1].endswith("<a"):  # else a picture stands in the link: `<a>` without an address
                out[-1] = out[-1].removesuffix("<a")
                piece = label.partition(">")[2] + rest
        elif after and not attribute:
            charts += 1
            out[-1] = out[-1].removesuffix("<chart")
            piece = _chart(after, piece, charts)
        elif attribute[:1] == "<":
            out[-1] = out[-1].removesuffix("<img")
            after, _, full = after.partition("\0")
            if full and out[-1].endswith(_FIGURE) and not piece.startswith(' alt=""'):
                out[-1] += f'<a class="zoom" href="{full}">'
                after += "</a>"
            piece = piece.replace(">", after, 1)
        elif after:
            note = after
        if note and "</a>" in piece:
            piece, note = piece.replace("</a>", f"</a>{note}", 1), ""
        out += (attribute, piece)
    return "".join(out)


def _chart(text: str, piece: str, number: int) -> str:
    """Return a chart and what follows it, where ` alt="…">` is left of its marker."""
    title, _, below = text.partition("\0")
    name, _, rest = piece.removeprefix(' alt="').partition('">')
    named = name.replace("&quot;", '"') or title
    return f'<p class="chart__title">{named}</p>{chart_below(below, number)}{rest}'
