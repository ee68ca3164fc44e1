"""Where prose leads: each target to the page, picture or file it means, or to a problem."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape

from bantin import urls
from bantin.cache.blobs import DamagedCacheError, Pack, digest
from bantin.errors import Problem, problem
from bantin.images import SUFFIXES, Prepared
from bantin.model import Article, ChartCatalog, Span, chart_below
from bantin.schema.values import nearest
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
}

# To look for the nearest of 10,000 names takes 50 ms.
MOST_GUESSES = 10
MAX_BYTES = 200_000_000  # of an attachment


# Where series of numbers lie in content/, and how their files end.
DATA, SERIES = "data/", ".toml"


class Attachment(NamedTuple):
    """A file published because an article links to it. `kind` and `size` are shown to readers."""

    address: str
    kind: str
    size: str


class LinkTargets(NamedTuple):
    """Everything a target can mean.

    sources: Markdown files to addresses. hidden: those not published now. addresses: all pages.
    broken: sources and addresses that cannot be told yet, since their files have problems of their own.
    pictures: those that articles show. originals: those that they link to. Both, and files, by paths in
    content/. charts: those that pages may show. present: all other files there. base: the site's base path.
    knows_addresses: False while site.toml, which says where pages stand, has problems.
    """

    sources: Mapping[str, str]
    hidden: Mapping[str, str]
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
    """A file in content/ as an attachment, or None where its kind is not published.

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


def check(articles: Iterable[Article], places: LinkTargets, *, shown_as: str) -> list[Problem]:
    """A problem for each target that means nothing; for the first ones with what they could mean."""
    problems: list[Problem] = []
    for article in articles:
        path = shown_as + article.source
        for kind, where, tail, line in article.targets:
            if kind == "chart":
                problems += chart_problems(where, tail, places, path, line)
            elif kind != "away" and (found := _fault(kind, where, places, path, line, len(problems))):
                problems.append(found)
        if article.image:
            where, line = article.image[0], article.image[4]
            if found := _fault("picture", where, places, path, line, len(problems)):
                problems.append(found)
    return problems


def chart_problems(where: str, tail: str, places: LinkTargets, path: str, line: int) -> list[Problem]:
    """A problem if there is no such chart: no data file, or none of which this could be drawn."""
    gallery = places.charts
    if (where, tail) in gallery.stamps or where in gallery.broken:
        return []
    if (where, tail) in gallery.faults:
        code, args = gallery.faults[where, tail]
        return [problem(path, line, code, **{**args, "name": where})]
    known = [one for one in places.present if one.startswith(DATA) and one.endswith(SERIES)]
    guess = _nearest_by_stem(where, known)
    return [problem(path, line, "chart-missing-near" if guess else "chart-missing", name=where, guess=guess)]


def _nearest_by_stem(where: str, known: Iterable[str]) -> str:
    """Folder and ending are common to all, and would make all of them alike."""
    stems = {one.rpartition("/")[2].removesuffix(SERIES): one for one in known}
    return stems.get(nearest(where.rpartition("/")[2].removesuffix(SERIES), stems, cutoff=0.5), "")


def _fault(kind: str, where: str, places: LinkTargets, path: str, line: int, before: int) -> Problem | None:
    """`before`: how many problems were found already; only for the first ones is a guess looked for."""
    if where in places.broken:
        return None
    if kind == "picture":
        if where in places.pictures:
            return None
        if not where.lower().endswith(SUFFIXES) and _is_there(where, places):
            return problem(path, line, "picture-kind", name=where, known=SUFFIXES)
        pictures = (one for one in places.present if one.lower().endswith(SUFFIXES))
        return _nothing_there(path, line, "picture", where, pictures, before)
    if kind == "file":
        if where in places.files or where in places.originals:
            return None
        files = (one for one in places.present if ending(one) in FILES)
        return _nothing_there(path, line, "file", where, files, before)
    if kind == "address" and not places.knows_addresses:
        return None
    known_pages: Mapping[str, str] | frozenset[str]
    known_pages = places.sources if kind == "source" else places.addresses
    if where in known_pages or (kind == "address" and _address(where, places) in known_pages):
        return None
    if where in places.hidden or (kind == "address" and where in places.hidden.values()):
        return problem(path, line, "link-hidden", name=where)
    return _nothing_there(path, line, "link", where, known_pages, before)


def _is_there(where: str, places: LinkTargets) -> bool:
    return where in places.present or where in places.sources or where in places.hidden


def _address(where: str, places: LinkTargets) -> str:
    """Authors may write addresses with the site's base path before them or without."""
    base = places.base[1:]
    return where[len(base) :] if base and where.startswith(base) else where


def page_of(kind: str, where: str, places: LinkTargets) -> str:
    """The address of the page that a target of kind "source" or "address" means; "" where there is none."""
    return places.sources.get(where, "") if kind == "source" else _address(where, places)


def _nothing_there(path: str, line: int, code: str, where: str, known: Iterable[str], before: int) -> Problem:
    guess = nearest(where, known, cutoff=0.7) if before < MOST_GUESSES else ""
    name = where or "/"
    return problem(path, line, f"{code}-missing-near" if guess else f"{code}-missing", name=name, guess=guess)


def targets_digest(article: Article, places: LinkTargets) -> bytes:
    """Differs whenever its pictures and targets turn into something else. Every one must have passed `check`.

    What an address or a link away turns into depends on nothing but the article itself.
    """
    found = [places.pictures[article.image[0]].digest] if article.image else []
    for kind, where, tail, line in article.targets:
        if kind == "picture":
            found.append(places.pictures[where].digest)
        elif kind == "chart":
            found.append(places.charts.stamps[where, tail])
        elif kind in ("source", "file"):
            found.append(digest(target_attributes(Located(kind, where, tail, line), places)))
    return b"".join(found)


def target_attributes(target: Located, places: LinkTargets) -> str:
    """The text for a NUL of the prose: ` href="…"`, or ` src="…" width="…" height="…" loading="lazy"`.

    What must follow the link's end (an attachment's kind and size) comes after a NUL. A chart is nothing but
    what follows: its title, a NUL and the rest. Pages show pictures in better ways than this: pages.pictures.
    """
    kind, where, tail, _ = target
    if kind == "chart":
        chart = places.charts.draw((where, tail))
        return f"\0{chart.title}\0{chart.below}"
    if kind == "away":
        return f' href="{escape(where)}"'
    if kind == "picture":
        picture = places.pictures[where]
        url = urls.url(places.base, picture.name)
        return f' src="{url}" width="{picture.width}" height="{picture.height}" loading="lazy"'
    if kind == "file" and where in places.files:
        file = places.files[where]
        url = urls.url(places.base, file.address)
        return f' href="{url}"\0 <span class="file">({file.kind}, {file.size})</span>'
    if kind == "file":
        return f' href="{urls.url(places.base, places.originals[where].name)}"'
    return f' href="{urls.url(places.base, page_of(kind, where, places))}{escape(tail)}"'


def filled_body(pack: Pack, span: Span, attributes: tuple[str, ...]) -> bytes:
    """The prose that waits there, with its targets in place of the NULs. Raises DamagedCacheError."""
    data = pack.read(span)
    if data is None:
        raise DamagedCacheError
    return fill_targets(data.decode(), attributes).encode() if attributes else data


def fill_targets(html: str, attributes: tuple[str, ...]) -> str:
    """The prose with its targets in place of the NULs.

    A text that begins with `<` is a picture's whole markup: what comes before its NUL stands for `<img`,
    what comes after it for the `>` at the end of that tag.
    """
    if not attributes:
        return html
    pieces = html.split("\0")
    out = [pieces[0]]
    charts = 0
    for text, piece in zip(attributes, pieces[1:], strict=True):
        attribute, _, after = text.partition("\0")
        if after and not attribute:
            charts += 1
            out[-1] = out[-1].removesuffix("<chart")
            piece = _chart(after, piece, charts)
        elif attribute[:1] == "<":
            out[-1] = out[-1].removesuffix("<img")
            piece = piece.replace(">", after, 1)
        elif after:
            label, end, rest = piece.partition("</a>")
            piece = f"{label}{end}{after}{rest}"
        out += (attribute, piece)
    return "".join(out)


def _chart(text: str, piece: str, number: int) -> str:
    """A chart and what follows it, where ` alt="…">` was left of its place."""
    title, _, below = text.partition("\0")
    name, _, rest = piece.removeprefix(' alt="').partition('">')
    named = name.replace("&quot;", '"') or title
    return f'<p class="chart__title">{named}</p>{chart_below(below, number)}{rest}'
