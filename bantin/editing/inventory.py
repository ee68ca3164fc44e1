"""The articles in content/ as commands that change them see them: names, addresses, and where links lead."""

import os
import unicodedata

from bantin import markdown
from bantin.config import Config, read_zone
from bantin.content import front_matter
from bantin.content.fields import INDEX, Fields, Moment, section_of
from bantin.content.tree import Tree, scan
from bantin.editing import source_text
from bantin.editing.source_text import SourceText
from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.schema.values import nearest
from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import slug
from bantin.urls import article_address, section_address

DATA = "data/"


class Written(NamedTuple):
    """A link or a picture as an editor wrote it, and the line of the file where it stands."""

    address: str
    line: int


class SourceEntry(NamedTuple):
    """A Markdown file, as far as its front matter can be read.

    source: its path in content/. own_slug: as given in the front matter, or "". when: seconds since 1970, 0
    without a date.
    """

    source: str
    own_slug: str
    draft: bool
    when: int
    expires: int
    aliases: tuple[str, ...]
    related: tuple[str, ...]
    image: str

    @property
    def is_section(self) -> bool:
        return self.source.rpartition("/")[2] == INDEX

    @property
    def slug(self) -> str:
        stem = self.source.rpartition("/")[2].removesuffix(".md")
        return self.own_slug or slug(stem)[:150].strip("-")

    @property
    def address(self) -> str:
        section = section_of(self.source)
        return section_address(section) if self.is_section else article_address(section, self.slug)

    def is_published(self, now: int) -> bool:
        return not self.draft and self.when <= now and not 0 < self.expires <= now


class Inventory(NamedTuple):
    """All of content/. texts: of each Markdown file that is text at all."""

    tree: Tree
    texts: dict[str, SourceText]
    entries: dict[str, SourceEntry]


def read_inventory(config: Config) -> Inventory:
    """Read all Markdown; what cannot be read is left to `check` to tell."""
    tree = scan(config.content, shown_as="content/")
    fields = Fields(read_zone(config.zone))
    texts: dict[str, SourceText] = {}
    entries: dict[str, SourceEntry] = {}
    for source in tree.files:
        if not source.endswith(".md") or source.startswith(DATA):
            continue
        try:
            texts[source] = source_text.read(os.path.join(config.content, source))
        except UnicodeDecodeError:
            continue
        entries[source] = know(source, texts[source], fields)
    return Inventory(tree, texts, entries)


def know(source: str, text: SourceText, fields: Fields) -> SourceEntry:
    parts, _ = front_matter.split(_readable(text), path=source)
    values, _ = fields.check(parts.entries, path=source)
    nothing = Moment(0, "")
    image = values.get("image")
    return SourceEntry(
        source=source,
        own_slug=str(values.get("slug", "")),
        draft=bool(values.get("draft", False)),
        when=_moment(values.get("date", nothing)),
        expires=_moment(values.get("expires", nothing)),
        aliases=_texts(values.get("aliases", ())),
        related=_texts(values.get("related", ())),
        image=str(getattr(image, "source", "")),
    )


def links_of(source: str, text: SourceText) -> list[Written]:
    """Every link, picture and chart of an article's text, in their order."""
    parts, _ = front_matter.split(_readable(text), path=source)
    prose, _ = markdown.write(parts.body, path=source, first_line=parts.body_line)
    return [Written(target.source, target.line) for target in prose.targets]


def _readable(text: SourceText) -> bytes:
    return unicodedata.normalize("NFC", text.text).encode()


def _moment(value: object) -> int:
    return value.when if isinstance(value, Moment) else 0


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def find(config: Config, inventory: Inventory, named: str) -> str:
    """The path in content/ of a file or folder that is named by a path, a file's name or an address.

    Raises UsageError where it is none, or may be several.
    """
    for path in _paths(config, named):
        if path in inventory.tree.files or f"{path}/" in inventory.tree.folders:
            return path
    wanted = named.strip("/")
    matches = [
        source
        for source, entry in inventory.entries.items()
        if wanted in (entry.address.strip("/"), entry.slug) and not entry.is_section
    ]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise UsageError(
            gettext(
                "{named} may be {first} or {second}; name the file with its folder",
                named=named,
                first=matches[0],
                second=matches[1],
            )
        )
    guess = nearest(wanted, [*inventory.tree.files, *(entry.slug for entry in inventory.entries.values())])
    hint = gettext("did you mean {guess}?", guess=guess)
    if not guess:
        hint = gettext("name a file or folder in content/, or an address")
    raise UsageError(gettext("there is no {named}; {hint}", named=named, hint=hint))


def _paths(config: Config, named: str) -> list[str]:
    """What a path may mean in content/, the likeliest first: from here, from the site, from content/."""
    paths = []
    for base in (os.getcwd(), config.site, config.content):
        path = os.path.relpath(os.path.join(base, named), config.content).replace(os.sep, "/")
        if not path.startswith("..") and path != ".":
            paths += [path, f"{path}.md"]
    return paths
