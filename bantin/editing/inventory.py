"""All files of content/ with their front matter and addresses, for commands that edit them."""

import os
import unicodedata

from bantin import markdown
from bantin.config import Config, read_zone
from bantin.content import front_matter
from bantin.content.fields import INDEX, Fields, Moment, file_slug, section_of
from bantin.content.tree import DATA_FOLDER, Tree, scan
from bantin.editing import source_text
from bantin.editing.source_text import SourceText
from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.schema.values import nearest
from bantin.system.named_tuple import NamedTuple
from bantin.text.vietnamese import slug
from bantin.urls import article_address, composed, folder_address


class WrittenLink(NamedTuple):
    """A link or picture as an editor wrote it, and its line in the file."""

    address: str
    line: int


class SourceEntry(NamedTuple):
    """The front matter of a Markdown file, as far as it is valid.

    source: path in content/. given_slug: the field `slug`, or "". published_at, expires: seconds since 1970,
    0 if not given. image: as written.
    """

    source: str
    given_slug: str
    draft: bool
    published_at: int
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
        return self.given_slug or file_slug(stem)

    @property
    def address(self) -> str:
        section = section_of(self.source)
        return folder_address(section) if self.is_section else article_address(section, self.slug)

    def is_published(self, now: int) -> bool:
        """Tell whether it has a page at that time; a section always has."""
        if self.is_section:
            return True
        return not self.draft and self.published_at <= now and not 0 < self.expires <= now


class Inventory(NamedTuple):
    """All of content/. texts, entries: by source, for each Markdown file in UTF-8."""

    tree: Tree
    texts: dict[str, SourceText]
    entries: dict[str, SourceEntry]

    def published_addresses(self, now: int) -> set[str]:
        return {entry.address for entry in self.entries.values() if entry.is_published(now)}


def read_inventory(config: Config) -> Inventory:
    """Read all Markdown files; skip unreadable ones, which `check` reports."""
    tree = scan(config.content, shown_as="content/")
    fields = Fields(read_zone(config.zone))
    texts: dict[str, SourceText] = {}
    entries: dict[str, SourceEntry] = {}
    for source in tree.files:
        if not source.endswith(".md") or source.startswith(DATA_FOLDER):
            continue
        try:
            texts[source] = source_text.read(os.path.join(config.content, source))
        except UnicodeDecodeError:
            continue
        entries[source] = read_entry(source, texts[source], fields)
    return Inventory(tree, texts, entries)


def read_entry(source: str, text: SourceText, fields: Fields) -> SourceEntry:
    """Return the front matter of a file; invalid fields have their defaults."""
    parts, _ = front_matter.split(_readable(text), path=source)
    values, _ = fields.check(parts.entries, path=source)
    nothing = Moment(0, "")
    image = values.get("image")
    return SourceEntry(
        source=source,
        given_slug=str(values.get("slug", "")),
        draft=bool(values.get("draft", False)),
        published_at=_moment(values.get("date", nothing)),
        expires=_moment(values.get("expires", nothing)),
        aliases=_texts(values.get("aliases", ())),
        related=_texts(values.get("related", ())),
        image=str(getattr(image, "source", "")),
    )


def is_readable(source: str, text: SourceText) -> bool:
    """Tell whether the front matter could be parsed completely; its values may still be wrong."""
    return not front_matter.split(_readable(text), path=source)[1]


def links_of(source: str, text: SourceText) -> list[WrittenLink]:
    """Return the links, pictures and charts of an article's body, in order."""
    parts, _ = front_matter.split(_readable(text), path=source)
    prose, _ = markdown.write(parts.body, path=source, first_line=parts.body_line)
    return [WrittenLink(target.source, target.line) for target in prose.targets]


def _readable(text: SourceText) -> bytes:
    return unicodedata.normalize("NFC", text.text).encode()


def _moment(value: object) -> int:
    return value.seconds if isinstance(value, Moment) else 0


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def find_source(config: Config, inventory: Inventory, named: str) -> str:
    """Return the path in content/ of a file or folder named by a path, a title, a slug or an address.

    Raises UsageError if there is none, or more than one.
    """
    for path in (path_on_disk(inventory.tree, path) for path in _candidate_paths(config, named)):
        if path in inventory.tree.files or f"{path}/" in inventory.tree.folders:
            return path
    bare_name = named.removeprefix(config.origin + config.base).strip("/")
    own_slug = "" if "/" in bare_name else slug(bare_name.removesuffix(".md"))
    matches = [
        source
        for source, entry in inventory.entries.items()
        if (entry.slug == own_slug or entry.address.strip("/") == bare_name) and not entry.is_section
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
    guess = nearest(bare_name, [*inventory.tree.files, *(entry.slug for entry in inventory.entries.values())])
    hint = gettext("did you mean {guess}?", guess=guess)
    if not guess:
        hint = gettext("name a file or folder in content/, or an address")
    raise UsageError(gettext("there is no {named}; {hint}", named=named, hint=hint))


def path_on_disk(tree: Tree, path: str) -> str:
    """Return a path in content/ with its names as they are on disk, perhaps decomposed by macOS."""
    if path.isascii() or path in tree.files or f"{path}/" in tree.folders:
        return path
    names = {composed(name): name for name in (*tree.files, *tree.folders)}
    normalized = composed(path)
    if normalized in names:
        return names[normalized]
    if f"{normalized}/" in names:
        return names[f"{normalized}/"].removesuffix("/")
    folder, slash, name = path.rpartition("/")
    return f"{path_on_disk(tree, folder)}/{name}" if slash else path


def _candidate_paths(config: Config, named: str) -> list[str]:
    """Return the paths in content/ that `named` may mean from the working folder, the site and content/."""
    paths = []
    for base in (os.getcwd(), config.site, config.content):
        path = os.path.relpath(os.path.join(base, named), config.content).replace(os.sep, "/")
        if not path.startswith("..") and path != ".":
            paths += [path, f"{path}.md"]
    return paths
