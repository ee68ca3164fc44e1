"""Structured data (schema.org) as JSON-LD for the head of a page.

It is composed from strings, not from a tree: parts that all pages share are created once. Every text is
quoted by the json module, and "<" is escaped, so that no text can end the script element.
"""

from json.encoder import encode_basestring as quoted

from markupsafe import Markup

from bantin.model import PageLink
from bantin.system.named_tuple import NamedTuple


class Story(NamedTuple):
    """An article. URLs are absolute; published, updated: RFC 3339; section: "" for none."""

    url: str
    title: str
    description: str
    pictures: tuple[str, ...]
    published: str
    updated: str
    author: str
    section: str
    tags: tuple[str, ...]
    corrections: tuple[tuple[str, str], ...]


class Publication(NamedTuple):
    """The site. home, logo: absolute URLs; logo: "" for none."""

    origin: str
    home: str
    title: str
    publisher: str
    language: str
    logo: str


# Prefixes of the names of editorial boards, offices and newspapers, by which to tell them from persons.
_ORGANIZATION_PREFIXES = (
    *(
        "ban ",
        "bản tin ",
        "báo ",
        "bộ ",
        "chi cục ",
        "cổng ",
        "công an ",
        "cơ quan ",
        "cục ",
        "đài ",
        "hđnd ",
    ),
    *("hội đồng ", "nhóm ", "phòng ", "sở ", "tạp chí ", "thanh tra ", "tổ ", "tòa ", "toà ", "trung tâm "),
    *("ubnd ", "ủy ban ", "uỷ ban ", "văn phòng ", "viện ", "vụ "),
)


def _corrections(corrections: tuple[tuple[str, str], ...]) -> str:
    """Return the property, or nothing for no corrections."""
    comments = [
        f'{{"@type":"CorrectionComment","datePublished":"{machine}","text":{quoted(text)}}}'
        for machine, text in corrections
    ]
    return f'"correction":[{",".join(comments)}],' if comments else ""


class LinkedData:
    """The JSON-LD of a site's pages. Shared parts are cached; URLs need no quoting."""

    def __init__(self, publication: Publication) -> None:
        origin, home, title, publisher, language, logo = publication
        self._origin = origin
        self._home = home
        self._title = title
        office = f'"@type":"Organization","name":{quoted(publisher)},"url":"{home}"'
        with_logo = f'{{{office},"logo":"{logo}"}}' if logo else f"{{{office}}}"
        self._language_and_publisher = f'"inLanguage":{quoted(language)},"publisher":{with_logo}}}'
        self._authors = {"": f"{{{office}}}"}
        self._trails: dict[tuple[PageLink, ...], str] = {}

    def home(self) -> Markup:
        return _graph(
            f'{{"@type":"WebSite","name":{quoted(self._title)},"url":"{self._home}",'
            f"{self._language_and_publisher}"
        )

    def page(self, crumbs: tuple[PageLink, ...]) -> Markup:
        """Return the JSON-LD of a page other than the home page and articles. crumbs: down to the page."""
        title, url = quoted(crumbs[-1].title), self._origin + crumbs[-1].url
        return _graph(self._breadcrumb(crumbs[:-1], title, url))

    def article(self, story: Story, above: tuple[PageLink, ...]) -> Markup:
        """Return the JSON-LD of an article. above: the breadcrumb down to its section."""
        url, title, description, pictures, published, updated, author, section, tags, corrections = story
        title = quoted(title)
        picture = f'"image":[{",".join(map(quoted, pictures))}],' if pictures else ""
        section = f'"articleSection":{quoted(section)},' if section else ""
        keywords = f'"keywords":[{",".join(map(quoted, tags))}],' if tags else ""
        keywords += _corrections(corrections)
        return _graph(
            f'{{"@type":"NewsArticle","mainEntityOfPage":"{url}","headline":{title},'
            f'"description":{quoted(description)},{picture}"datePublished":"{published}",'
            f'"dateModified":"{updated}",{section}{keywords}"author":{self._author(author)},'
            f"{self._language_and_publisher},{self._breadcrumb(above, title, url)}"
        )

    def _author(self, name: str) -> str:
        if name not in self._authors:
            person = f'{{"@type":"Person","name":{quoted(name)}}}'
            office = f'{{"@type":"Organization","name":{quoted(name)},"url":"{self._home}"}}'
            self._authors[name] = office if name.lower().startswith(_ORGANIZATION_PREFIXES) else person
        return self._authors[name]

    def _breadcrumb(self, above: tuple[PageLink, ...], title: str, url: str) -> str:
        """Return the breadcrumb down to a page. title: quoted already."""
        if above not in self._trails:
            steps = (
                _step(position, quoted(crumb.title), self._origin + crumb.url)
                for position, crumb in enumerate(above, 1)
            )
            self._trails[above] = "".join(f"{step}," for step in steps)
        last = _step(len(above) + 1, title, url)
        return f'{{"@type":"BreadcrumbList","itemListElement":[{self._trails[above]}{last}]}}'


def _step(position: int, title: str, url: str) -> str:
    return f'{{"@type":"ListItem","position":{position},"name":{title},"item":"{url}"}}'


def _graph(nodes: str) -> Markup:
    text = f'{{"@context":"https://schema.org","@graph":[{nodes}]}}'
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - JSON whose texts are quoted, without any "<"
