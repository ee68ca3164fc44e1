"""Where the links and pictures of a body lead: to a page, a picture or a file, or to a problem."""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from html import escape

from bantin import urls
from bantin.cache.blobs import DamagedCacheError, Pack, digest
from bantin.errors import Problem, problem
from bantin.images import SUFFIXES, Prepared
from bantin.model import Article, ChartCatalog, Image, PackSpan, chart_below
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


class UnpublishedArticles(NamedTuple):
    """Why articles are not published at `now`. readable: writes seconds since 1970 as a day."""

    articles: Mapping[str, Article]
    now: int
    readable: Callable[[int], str]

    def problem(self, path: str, line: int, name: str, article: Article | None) -> Problem:
        """Return a warning where only time hides the article that is named; what time does stops no build."""
        if article and article.expires and article.expires <= self.now:
            return problem(path, line, "warn-link-expired", name=name, day=self.readable(article.expires))
        if article and not article.draft and article.when > self.now:
            return problem(path, line, "warn-link-not-due", name=name, day=self.readable(article.when))
        return problem(path, line, "link-hidden", name=name)

    def at(self, address: str) -> Article | None:
        return next((article for article in self.articles.values() if article.address == address), None)

    def scheduled(self) -> list[Article]:
        """The articles whose day is still to come."""
        return [
            article
            for article in self.articles.values()
            if article.when > self.now and not article.draft and not 0 < article.expires <= self.now
        ]


def check_scheduled(hidden: UnpublishedArticles, targets: LinkTargets, *, shown_as: str) -> list[Problem]:
    """Return the problems that scheduled articles would have on their day, as far as can be told today."""
    drafts = {article.source for article in hidden.articles.values() if article.draft}
    due = {source: address for source, address in targets.hidden.items() if source not in drafts}
    later = targets._replace(
        sources={**targets.sources, **due},
        addresses=targets.addresses | frozenset(due.values()),
        hidden={source: targets.hidden[source] for source in drafts},
    )
    pictures = frozenset(name for name in targets.present if name.lower().endswith(SUFFIXES))
    known = {
        "source": later.sources,
        "picture": pictures,
        "file": pictures | frozenset(name for name in targets.present if ending(name) in FILES),
        "chart": frozenset(name for name in targets.present if name.endswith(SERIES)),
    }
    return _check(hidden.scheduled(), later, hidden, known, shown_as)


def check(
    articles: Iterable[Article], link_targets: LinkTargets, hidden: UnpublishedArticles, *, shown_as: str
) -> list[Problem]:
    """Return a problem for each target that means nothing; for the first ones with what they could mean."""
    files = {*link_targets.files, *link_targets.originals}
    known = {"source": link_targets.sources, "picture": link_targets.pictures, "file": files}
    return _check(articles, link_targets, hidden, known, shown_as)


def _check(
    articles: Iterable[Article],
    link_targets: LinkTargets,
    hidden: UnpublishedArticles,
    known: Mapping[str, Container[str]],
    shown_as: str,
) -> list[Problem]:
    """known: for each kind of target, what is there."""
    problems: list[Problem] = []
    for article in articles:
        path = shown_as + article.source
        image = Image(*article.image) if article.image else None
        pictures = (("picture", image.source, "", image.line),) if image else ()
        for kind, where, tail, line in (*article.targets, *pictures):
            if kind == "away" or where in known.get(kind, ()):
                continue
            if kind == "chart":
                problems += chart_problems(where, tail, link_targets, path, line)
            else:
                target, guesses = Located(kind, where, tail, line), len(problems) < MOST_GUESSES
                problems += _hidden_problem(target, link_targets, path, hidden) or _problem_of(
                    target, link_targets, path, guesses=guesses
                )
    return list(dict.fromkeys(problems))  # a line may lead to one page twice


def chart_problems(where: str, tail: str, targets: LinkTargets, path: str, line: int) -> list[Problem]:
    """Return a problem if there is no such chart: no data file, or none of which it could be drawn."""
    charts = targets.charts
    if (where, tail) in charts.stamps or where in charts.broken:
        return []
    if (where, tail) in charts.faults:
        code, args = charts.faults[where, tail]
        return [problem(path, line, code, **{**args, "name": where})]
    data_files = [name for name in targets.present if name.startswith(DATA) and name.endswith(SERIES)]
    guess = _nearest_by_stem(where, data_files)
    return [problem(path, line, "chart-missing-near" if guess else "chart-missing", name=where, guess=guess)]


def _nearest_by_stem(where: str, data_files: Iterable[str]) -> str:
    """Compare names without folder and ending, which are common to all and would make all of them alike."""
    stems = {name.rpartition("/")[2].removesuffix(SERIES): name for name in data_files}
    return stems.get(nearest(where.rpartition("/")[2].removesuffix(SERIES), stems, cutoff=0.5), "")


def _hidden_problem(
    target: Located, targets: LinkTargets, path: str, hidden: UnpublishedArticles
) -> list[Problem]:
    """Return the problem of a link to what is not published now; none for any other target."""
    where = target.where
    if target.kind == "source" and where in targets.hidden:
        return [hidden.problem(path, target.line, where, hidden.articles.get(where))]
    if target.kind == "address" and _address(where, targets) in targets.hidden_addresses:
        return [hidden.problem(path, target.line, where, hidden.at(_address(where, targets)))]
    return []


def _problem_of(target: Located, targets: LinkTargets, path: str, *, guesses: bool) -> list[Problem]:
    """Return what is wrong with a target of the file `path` that is none of what is there.

    guesses: whether to name what it could mean.
    """
    where = target.where
    if where in targets.broken:
        return []
    if target.kind == "picture":
        return _picture_problem(target, targets, path, guesses=guesses)
    if target.kind == "file":
        return [_file_problem(target, targets, path, guesses=guesses)]
    is_address = target.kind == "address"
    if is_address and not targets.knows_addresses:
        return []
    pages: Mapping[str, str] | frozenset[str] = targets.addresses if is_address else targets.sources
    if where in pages or (is_address and _address(where, targets) in pages):
        return []
    if is_address and (whole := _whole_address(where, targets)):
        return [problem(path, target.line, "link-missing-near", name=where, guess=f"/{whole}")]
    return [_missing(target, "link", path, pages if guesses else ())]


def _file_problem(target: Located, targets: LinkTargets, path: str, *, guesses: bool) -> Problem:
    where, line = target.where, target.line
    if where in targets.present:
        return problem(path, line, "file-kind", name=where, known=tuple(map(str.upper, FILES)))
    if _is_decomposed(where, targets):
        return problem(path, line, "name-decomposed", name=where)
    name = where.rpartition("/")[2]
    if meant := _meant(name):
        return problem(path, line, "link-bare", name=name, guess=meant)
    files = [name for name in targets.present if ending(name) in FILES] if guesses else []
    return _missing(target, "file", path, files)


_BARE_HOST = re.compile(r"www\.[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_BARE_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _meant(written: str) -> str:
    """Return what was meant by a host or a mail address without its scheme, or ""."""
    if _BARE_HOST.match(written):
        return f"https://{written}"
    return f"mailto:{written}" if _BARE_MAIL.fullmatch(written) else ""


def _is_decomposed(where: str, targets: LinkTargets) -> bool:
    """Whether a file of this name is there that is written in another Unicode form, as macOS does."""
    if where.isascii():
        return False
    return any(unicodedata.normalize("NFC", name) == where for name in targets.present)


def _picture_problem(target: Located, targets: LinkTargets, path: str, *, guesses: bool) -> list[Problem]:
    where = target.where
    if _is_decomposed(where, targets):
        return [problem(path, target.line, "name-decomposed", name=where)]
    is_there = where in targets.present or where in targets.sources or where in targets.hidden
    if is_there and not where.lower().endswith(SUFFIXES):
        return [problem(path, target.line, "picture-kind", name=where, known=SUFFIXES)]
    pictures = [name for name in targets.present if name.lower().endswith(SUFFIXES)] if guesses else []
    return [_missing(target, "picture", path, pictures)]


def _missing(target: Located, code: str, path: str, names: Iterable[str]) -> Problem:
    """Return the problem that a target is not there, with the nearest of `names`. code: of the message."""
    names = [*names]
    if by_case := next((name for name in names if name.casefold() == target.where.casefold()), ""):
        return problem(path, target.line, "name-case", name=target.where, guess=by_case)
    guess = nearest(target.where, names, cutoff=0.7)
    code = f"{code}-missing-near" if guess else f"{code}-missing"
    return problem(path, target.line, code, name=target.where or "/", guess=guess)


def _address(where: str, targets: LinkTargets) -> str:
    """Return an address without the site's base path, which authors may write before it."""
    base = targets.base[1:]
    return where[len(base) :] if base and where.startswith(base) else where


def _whole_address(where: str, targets: LinkTargets) -> str:
    """Return the page that is meant by an address without its slash or its ending, or ""."""
    stem = _address(where, targets).removesuffix("/")
    return next((one for one in (f"{stem}/", f"{stem}.html") if one in targets.addresses), "")


def page_of(kind: str, where: str, targets: LinkTargets) -> str:
    """Return the address of the page that a target of kind "source" or "address" means; "" for none."""
    return targets.sources.get(where, "") if kind == "source" else _address(where, targets)


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
    return kind == "address" and _address(where, targets) in targets.hidden_addresses


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
