"""Profiles: rules that say which part of a portal's pages is the title, the date, the text.

Editors can write them in TOML. docs/chuyen-cong.md explains each rule with an example. The included profiles
are in profiles/ beside this module; a site's own, in `profiles/` beside its site.toml, come first.
"""

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping

from bantin.errors import ContentError, problem
from bantin.importer import dates, line_patterns
from bantin.schema.tables import toml_reader
from bantin.schema.toml_lines import excessive_line
from bantin.system.named_tuple import NamedTuple

SHIPPED = os.path.join(os.path.dirname(__file__), "profiles")
FOLDER = "profiles"
ENDING = ".toml"

_MATCH = ("hosts", "generator", "select")
_TEXT = (
    *("dateline", "breadcrumb", "label_above_title", "lead", "updated", "author", "source", "caption"),
    *("related", "end", "drop"),
)
_HTML = (
    *("title", "date", "lead", "body", "author", "source", "views", "breadcrumb", "caption", "updated"),
    *("related", "tags", "attachments", "drop"),
)
_YES_OR_NO = ("label_above_title", "lead")


class Selector(NamedTuple):
    """A rule for HTML: `css`, an attribute to read in place of the text, a pattern for the text."""

    css: str
    attribute: str = ""
    pattern: str = ""


Patterns = tuple[str, ...]


class Profile(NamedTuple):
    """The rules for one portal.

    name: for `--profile`. title: for people. date_format: CLDR patterns; () for the usual forms. hosts,
    generator, select: how a page is recognized. text: rule to line patterns. html: field to selectors.
    label_above_title: whether the line above a title names its section. lead: whether the first paragraph is
    the lead. is_own: whether it is a site's own, which comes before the included ones.
    """

    name: str
    title: str
    date_format: Patterns = ()
    hosts: Patterns = ()
    generator: Patterns = ()
    select: Patterns = ()
    text: Mapping[str, Patterns] = {}
    html: Mapping[str, tuple[Selector, ...]] = {}
    label_above_title: bool = False
    lead: bool = False
    is_own: bool = False


def load(site: str, name: str) -> Profile:
    """Return the profile `name`, or of the file at that path.

    Raises ContentError, or KeyError if there is none.
    """
    if name.endswith(ENDING) and os.path.isfile(name):
        return read(name)._replace(is_own=True)
    for folder in (os.path.join(site, FOLDER), SHIPPED):
        path = os.path.join(folder, name + ENDING)
        if os.path.isfile(path):
            return read(path)
    raise KeyError(name)


def load_all(site: str) -> list[Profile]:
    """Return the site's own and the included profiles by name. Raises ContentError with all problems."""
    paths: dict[str, str] = {}
    for folder in (SHIPPED, os.path.join(site, FOLDER)):
        if os.path.isdir(folder):
            names = sorted(name for name in os.listdir(folder) if name.endswith(ENDING))
            paths |= {name: os.path.join(folder, name) for name in names}
    profiles = [read(path) for _, path in sorted(paths.items())]
    own = os.path.join(site, FOLDER)
    return [
        profile._replace(is_own=os.path.isfile(os.path.join(own, profile.name + ENDING)))
        for profile in profiles
    ]


def read(path: str) -> Profile:
    """Read a profile. Raises ContentError with all problems of the file."""
    shown = os.path.relpath(path)
    with open(path, "rb") as file:
        data = file.read(1_000_000)
    try:
        text = data.decode()
        if line := excessive_line(text):
            raise ContentError([problem(shown, line, "profile-broken", reason="too deep")])
        values = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ContentError([problem(shown, 0, "profile-broken", reason=fault)]) from fault
    reader = _Reader(shown, values, text)
    profile = reader.profile(os.path.basename(path).removesuffix(ENDING))
    if reader.problems:
        raise ContentError(reader.problems)
    return profile


class _Reader:
    """Converts a TOML table to a Profile, and collects a problem for each invalid value."""

    def __init__(self, path: str, values: dict[str, object], text: str) -> None:
        self._values = values
        self._tables = toml_reader(path, text)
        self.problems = self._tables.problems

    def profile(self, name: str) -> Profile:
        tables = ("match", "text", "html")
        for key in self._values:
            if key not in ("title", "date_format", *tables):
                self._tables.report_unknown((key,), ("title", "date_format", *tables))
        match, text, html = (
            self._table(key, allowed) for key, allowed in zip(tables, (_MATCH, _TEXT, _HTML), strict=True)
        )
        texts = {
            key: self._checked(value, ("text", key), line_patterns.compiled, line_patterns.LinePatternError)
            for key, value in self._patterns(text, "text")
            if key not in _YES_OR_NO
        }
        formats = self._list(self._values.get("date_format", ()), ("date_format",))
        return Profile(
            name=name,
            title=str(self._values.get("title", name)),
            date_format=self._checked(formats, ("date_format",), dates.compiled, dates.DateFormatError),
            text=texts,
            html={key: tuple(self._selectors(value, key)) for key, value in self._patterns(html, "html")},
            label_above_title=bool(text.get("label_above_title", False)),
            lead=bool(text.get("lead", True)),
            hosts=self._list(match.get("hosts", ()), ("match", "hosts")),
            generator=self._list(match.get("generator", ()), ("match", "generator")),
            select=self._list(match.get("select", ()), ("match", "select")),
        )

    def _table(self, key: str, allowed: tuple[str, ...]) -> dict[str, object]:
        table = self._values.get(key, {})
        if not isinstance(table, dict):
            self._wrong((key,), "profile-no-table")
            return {}
        for name in table:
            if name not in allowed:
                self._tables.report_unknown((key, name), allowed)
        return table

    def _patterns(self, table: dict[str, object], name: str) -> Iterator[tuple[str, Patterns]]:
        for key, value in table.items():
            if not isinstance(value, bool):
                yield key, self._list(value, (name, key))

    def _list(self, value: object, key_path: tuple[str, ...]) -> Patterns:
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list | tuple) or not all(isinstance(item, str) and item for item in items):
            self._wrong(key_path, "profile-no-texts")
            return ()
        return tuple(items)

    def _checked(
        self,
        patterns: Patterns,
        key_path: tuple[str, ...],
        check: Callable[[str], object],
        error: type[ValueError],
    ) -> Patterns:
        for pattern in patterns:
            try:
                check(pattern)
            except error as fault:
                self._wrong(key_path, "profile-pattern", value=pattern, part=str(fault))
        return patterns

    def _selectors(self, rules: Patterns, key: str) -> Iterator[Selector]:
        for rule in rules:
            select, _, pattern = (part.strip() for part in rule.partition(">>"))
            css, _, attribute = select.rpartition("@") if "@" in select else (select, "", "")
            if pattern:
                self._checked(
                    (pattern,), ("html", key), line_patterns.compiled, line_patterns.LinePatternError
                )
            if not is_selector(css.strip()):
                self._wrong(("html", key), "profile-selector", value=css)
            yield Selector(css.strip(), attribute.strip(), pattern)

    def _wrong(self, key_path: tuple[str, ...], code: str, **args: object) -> None:
        self._tables.report(key_path, code, field=key_path[-1], **args)


def is_selector(css: str) -> bool:
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        LexborHTMLParser("<p>").css(css)
    except (SelectolaxError, ValueError):
        return False
    return bool(css)
