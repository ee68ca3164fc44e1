"""Read Markdown articles from content folders of Hugo, Jekyll and Pelican.

Front matter is converted, the text is kept; shortcodes and template tags, which have no meaning here, are
reported.
"""

import codecs
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from bantin.errors import Problem, problem
from bantin.importer.article import number
from bantin.importer.dates import find_date
from bantin.importer.page import CODE, FIGURE, Block, NotAnArticleError, Page, Picture
from bantin.importer.reading_types import ExtractedArticle
from bantin.importer.saved import SavedPage, find
from bantin.importer.shortcodes import converted, unsupported_shortcodes

_PROFILE = "markdown"
_YAML = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)(.*)", re.S)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|$)(.*)", re.S)
_META = re.compile(r"((?:[A-Za-z][\w-]*:[^\n]*\n)+)\n(.*)", re.S)
# A title as a heading, where a file has no front matter: of Notion, Google Docs, Obsidian.
_HEADING = re.compile(r"\s*# +([^\n]+)\n(.*)", re.S)
_FIELD_NAMES = {  # of what a list calls so, in front matter
    **{name: name for name in ("date", "updated", "summary", "author", "source", "tags", "views", "status")},
    "created": "date",
    "section": "category",
}
_NOTION_ID = re.compile(r" [0-9a-f]{32}$")  # at the end of each name that Notion exports
_LANGUAGE = re.compile(r"[^.]\.[a-z]{2}$")  # at the end of a name, as Hugo tells languages apart
_NAME_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)-")

_IMAGE = re.compile(
    r"^!\[([^\]]*)\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'“](.*?)[\"'”])?\s*\)(?:\{[^}\n]*\})?[ \t]*"
    r"(?:\n[ \t]*([*_])(?![*_])([^*_\n]+)\4[ \t]*)?$",
    re.M,
)


def read(saved: SavedPage, zone: tzinfo) -> ExtractedArticle | None:
    """Read an article; None for the file of a section. Raises NotAnArticleError without front matter."""
    text = unicodedata.normalize("NFC", saved.data.decode("utf-8-sig", "replace")).replace("\r\n", "\n")
    values, body = _split_front_matter(text)
    if saved.source.rpartition("/")[2].startswith("_index."):
        return None
    body = converted(body)
    page = _page(values, body, saved, zone)
    notes: tuple[Problem, ...] = ()
    if shortcodes := unsupported_shortcodes(body):
        counted = {"count": len(shortcodes), "name": shortcodes[0]}
        notes = (problem(saved.source, 0, "warn-import-shortcode", **counted),)
    return ExtractedArticle(saved.source, page, notes)


def _split_front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    """Return the front matter (YAML, TOML, JSON, Pelican's lines, or a heading at the top) and the text."""
    import yaml

    try:
        if match := _YAML.match(text):
            return _lowercase_keys(yaml.safe_load(match[1])), match[2]
        if match := _TOML.match(text):
            return _lowercase_keys(tomllib.loads(match[1])), match[2]
        if text.startswith("{"):
            values, end = json.JSONDecoder().raw_decode(text)
            return _lowercase_keys(values), text[end:]
    except (yaml.YAMLError, ValueError, AttributeError) as fault:
        reason = getattr(fault, "problem", "") or str(fault)
        raise NotAnArticleError("import-export", reason=" ".join(reason.split())[:120]) from fault
    if match := _META.match(text):
        lines = (line.partition(":") for line in match[1].strip().split("\n"))
        return _lowercase_keys({key: value.strip() for key, _, value in lines}), match[2]
    if match := _HEADING.match(text):
        values, body = _properties(match[2])
        return {"title": match[1].strip(" #"), **values}, body
    raise NotAnArticleError("import-no-title")


def _properties(text: str) -> tuple[dict[str, str], str]:
    """Return the lines below a title that name fields of an article, as Notion writes them, and the rest."""
    from bantin.importer.table import field_of

    values: dict[str, str] = {}
    lines = text.split("\n")
    while lines:
        key, sign, value = lines[0].partition(":")
        name = _FIELD_NAMES.get(field_of(key), "") if sign else ""
        if lines[0].strip() and not name:
            break
        if name:
            values.setdefault(name, value.strip())
        del lines[0]
    return values, "\n".join(lines)


def _lowercase_keys(values: object) -> Mapping[str, Any]:
    return {str(key).lower(): value for key, value in values.items()} if isinstance(values, dict) else {}


def _page(values: Mapping[str, Any], body: str, saved: SavedPage, zone: tzinfo) -> Page:
    name = saved.source.rpartition("/")[2].rpartition(".")[0]
    title = _text(values, "title")
    if not title:
        raise NotAnArticleError("import-no-title")
    name_date = _NAME_DATE.match(name)
    published = _date(values, ("date", "publishdate"), zone) or (
        "-".join(name_date.groups()) if name_date else ""
    )
    is_standalone = not published and "page" in (_text(values, "layout"), _text(values, "type"))
    if not published and not is_standalone:
        raise NotAnArticleError("import-no-date-field")
    updated = _date(values, ("lastmod", "modified", "last_modified_at", "updated"), zone)
    categories = _categories(values)
    addresses = _texts(values, ("aliases", "redirect_from", "url", "permalink"))
    blocks = (*_cover(values, body, saved), *_blocks(body))
    return Page(
        title=title,
        date=published,
        updated=updated if updated[:10] > published[:10] else "",
        views=number(_text(values, "views")) if values.get("views") else -1,
        breadcrumb=categories[:1] or _folders(saved),
        lead=_text(values, "summary", "description", "excerpt"),
        blocks=blocks,
        author=", ".join(_texts(values, ("author", "authors"))),
        source=_text(values, "source"),
        tags=_texts(values, ("tags",))[:30],
        aliases=tuple(
            address
            for address in (*addresses, *_default_address(values, saved))
            if address.startswith("/") and ":" not in address
        ),
        matches=(("title", title), ("date", published)),
        draft=_is_draft(values, saved.source),
        is_standalone=is_standalone,
        profile=_PROFILE,
        expires=_date(values, ("expirydate", "expires", "unpublishdate"), zone),
    )


def _is_draft(values: Mapping[str, Any], source: str) -> bool:
    """Tell whether an article is not published: by its fields, or in Jekyll by its folder."""
    words = {name: str(values.get(name, "")).lower() for name in ("draft", "published", "status")}
    is_hidden = words["draft"] == "true" or words["published"] == "false" or words["status"] == "draft"
    return is_hidden or "_drafts" in source.split("/")[:-1]


def _categories(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the categories; a text of several slugs is a list in Jekyll."""
    categories = _texts(values, ("categories", "category", "section"))
    if len(categories) == 1 and re.fullmatch(r"[a-z0-9-]+(?: [a-z0-9-]+)+", categories[0]):
        return tuple(categories[0].split())
    return categories


def _cover(values: Mapping[str, Any], body: str, saved: SavedPage) -> tuple[Block, ...]:
    """Return the picture of the front matter, if it was saved and the text does not show it."""
    for name in ("image", "cover", "featured_image", "featuredimage", "thumbnail", "header"):
        value = values.get(name)
        parts = _lowercase_keys(value) if isinstance(value, dict) else {"src": value}
        source = _text(parts, "src", "path", "image", "url", "relative", "teaser", "overlay_image")
        if source and f"]({source}" not in body and find(saved, source) is not None:
            alt, caption = _text(parts, "alt"), _text(parts, "caption")
            return (Block(FIGURE, caption, "", Picture(source, alt, caption, "")),)
    return ()


def _folders(saved: SavedPage) -> tuple[str, ...]:
    """Return the section by the file's folders: below `content/` in Hugo, above `_posts/` in Jekyll.

    A folder with a file of its own has its title.
    """
    source = saved.source
    parts = source.split("/")[1:-1]
    count = len(parts)
    for root in ("content", "_posts", "posts", "articles"):
        if root in parts:
            parts = (
                parts[parts.index(root) + 1 :] if root == "content" else parts[: parts.index(root)] or [root]
            )
    if source.rpartition("/")[2].startswith("index."):
        parts = parts[:-1]  # a bundle's own folder is not a section
    first = source.split("/")[1:-1].index(parts[0]) if parts else 0
    parts = [_NOTION_ID.sub("", part) for part in parts]
    return tuple(
        _title_of_folder(saved, count - first - index - 1)
        or part.replace("-", " ").replace("_", " ").strip().capitalize()
        for index, part in enumerate(parts)
    )


def _title_of_folder(saved: SavedPage, above: int) -> str:
    """Return the title that Hugo's `_index.md` gives to a folder so many steps above the page; or ""."""
    data = saved.files.read(f"{'../' * above}_index.md")
    try:
        values, _ = _split_front_matter(data.decode().replace("\r\n", "\n")) if data else ({}, "")
    except (NotAnArticleError, UnicodeDecodeError):
        return ""
    return _text(values, "title")


def _default_address(values: Mapping[str, Any], saved: SavedPage) -> tuple[str, ...]:
    """Return the address that Hugo or Jekyll gives to a file whose front matter names none."""
    folder, _, file = saved.source.rpartition("/")
    name, parts = file.rpartition(".")[0], folder.split("/")
    if _text(values, "url", "permalink"):
        return ()
    is_hugo = saved.data.removeprefix(codecs.BOM_UTF8).startswith((b"---", b"+++", b"{"))  # and not Pelican
    if is_hugo and "content" in parts:
        below = parts[parts.index("content") + 1 :]
        if name == "index":
            name = below.pop() if below else ""
        name, _, language = name.partition(".") if _LANGUAGE.search(name) else (name, "", "")
        first = ("", language) if language not in ("", "vi") else ("",)
        return ("/".join((*first, *below, _text(values, "slug") or name, "")).lower(),) if name else ()
    if "_posts" in parts and (dated := _NAME_DATE.match(name)):
        above = parts[1 : parts.index("_posts")]
        categories = [part.lower() for part in (*above, *_categories(values))]
        return ("/".join(("", *categories, *dated.groups(), name[dated.end() :])) + ".html",)
    return ()


def _text(values: Mapping[str, Any], *names: str) -> str:
    return next((" ".join(str(values[name]).split()) for name in names if values.get(name)), "")


def _texts(values: Mapping[str, Any], names: Iterable[str]) -> tuple[str, ...]:
    """Return all texts of these fields; Pelican separates several by commas."""
    out: list[str] = []
    for name in names:
        value = values.get(name)
        if isinstance(value, str):
            out += [part.strip() for part in value.split(",")]
        elif isinstance(value, list):
            out += [" ".join(str(part).split()) for part in value if not isinstance(part, dict)]
        elif isinstance(value, dict) and value.get("name"):
            out.append(str(value["name"]))
    return tuple(dict.fromkeys(text for text in out if text))


def _date(values: Mapping[str, Any], names: Iterable[str], zone: tzinfo) -> str:
    for name in names:
        value = values.get(name)
        if isinstance(value, datetime):
            value = value.isoformat()
        elif isinstance(value, date):
            value = f"{value:%Y-%m-%d}"
        if value and (machine_date := find_date(str(value), (), zone)):
            return machine_date
    return ""


def _blocks(body: str) -> Iterable[Block]:
    """Yield pictures that are alone in a paragraph as figures, and the Markdown between them unchanged."""
    position = 0
    for match in _IMAGE.finditer(body):
        if before := body[position : match.start()].strip("\n"):
            yield Block(CODE, before, before)
        alt, source, title, _, below = match.groups()
        caption = title or below
        yield Block(FIGURE, caption or "", "", Picture(source, alt, caption or "", ""))
        position = match.end()
    if rest := body[position:].strip("\n"):
        yield Block(CODE, rest, rest)
