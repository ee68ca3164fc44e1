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
from bantin.importer.markdown_tags import outside_code, without_tags
from bantin.importer.page import CODE, FIGURE, Block, NotAnArticleError, Page, Picture
from bantin.importer.reading_types import ExtractedArticle
from bantin.importer.saved import SavedPage

_PROFILE = "markdown"
_YAML = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)(.*)", re.S)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|$)(.*)", re.S)
_META = re.compile(r"((?:[A-Za-z][\w-]*:[^\n]*\n)+)\n(.*)", re.S)
_NAME_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)-")

_SHORTCODE = re.compile(r"\{\{[<%]\s*/?\s*([\w-]+).*?[>%]\}\}|\{%-?\s*(\w+).*?%\}|\{\{.*?\}\}", re.S)
_FIGURE = re.compile(r"\{\{[<%]\s*figure\s+(.*?)\s*/?[>%]\}\}", re.S)
_REF = re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+[\"“]?([^\"”\s>]+)[\"”]?\s*[>%]\}\}")
# Jekyll's ways to write an address of the site, and to name a post or a file.
_LIQUID_BASE = re.compile(r"\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}")
_LIQUID_ADDRESS = re.compile(
    r"\{\{-?\s*[\"']([^\"'\s]+)[\"']\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.\w+)\s*-?\}\}"
)
_PELICAN = re.compile(r"[{|](?:static|filename|attach)[}|](?=/?[\w.])")
_PARAMETER = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_IMAGE = re.compile(
    r"^!\[([^\]]*)\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'“](.*?)[\"'”])?\s*\)(?:\{[^}\n]*\})?\s*$", re.M
)
_ATTRIBUTES = re.compile(r"(?m)^\{:\s*[^}\n]*\}\s*\n?|\{:target=[^}\n]*\}")


def read(saved: SavedPage, zone: tzinfo) -> ExtractedArticle | Problem:
    """Read an article. Raises NotAnArticleError for a file without front matter."""
    text = unicodedata.normalize("NFC", saved.data.decode("utf-8-sig", "replace")).replace("\r\n", "\n")
    values, body = _split_front_matter(text)
    name = saved.source.rpartition("/")[2].rpartition(".")[0]
    if name == "_index":
        raise NotAnArticleError("import-list-page")
    page = _page(values, body, saved, zone)
    shortcodes = [match[1] or match[2] or match[0] for match in _SHORTCODE.finditer(_converted(body))]
    notes: tuple[Problem, ...] = ()
    if shortcodes:
        counted = {"count": len(shortcodes), "name": shortcodes[0]}
        notes = (problem(saved.source, 0, "warn-import-shortcode", **counted),)
    return ExtractedArticle(saved.source, page, notes)


def _split_front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    """Return the front matter (YAML, TOML, JSON, or Pelican's lines at the top) and the text."""
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
    raise NotAnArticleError("import-no-title")


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
        raise NotAnArticleError("import-no-date")
    updated = _date(values, ("lastmod", "modified", "last_modified_at", "updated"), zone)
    categories = _texts(values, ("categories", "category", "section"))
    addresses = _texts(values, ("aliases", "redirect_from", "url", "permalink"))
    blocks = tuple(_blocks(_converted(body)))
    return Page(
        title=title,
        date=published,
        updated=updated if updated[:10] > published[:10] else "",
        views=number(_text(values, "views")) if values.get("views") else -1,
        breadcrumb=categories[:1] or _folders(saved.source),
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
        draft=str(values.get("draft", "")).lower() == "true"
        or str(values.get("status", "")).lower() == "draft",
        is_standalone=is_standalone,
        profile=_PROFILE,
    )


def _folders(source: str) -> tuple[str, ...]:
    """Return the section by the file's folders: below `content/` in Hugo, above `_posts/` in Jekyll."""
    parts = source.split("/")[1:-1]
    for root in ("content", "_posts", "posts", "articles"):
        if root in parts:
            parts = (
                parts[parts.index(root) + 1 :] if root == "content" else parts[: parts.index(root)] or [root]
            )
    if source.rpartition("/")[2].startswith("index."):
        parts = parts[:-1]  # a bundle's own folder is not a section
    return tuple(part.replace("-", " ").replace("_", " ").strip().capitalize() for part in parts)


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
        return ("/".join(("", *below, _text(values, "slug") or name, "")).lower(),) if name else ()
    if "_posts" in parts and (dated := _NAME_DATE.match(name)):
        above = parts[1 : parts.index("_posts")]
        categories = [part.lower() for part in (*above, *_texts(values, ("categories", "category")))]
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


def _converted(body: str) -> str:
    """Return the text with figures and links by reference as Markdown, and without attribute lists."""

    def figure(match: re.Match[str]) -> str:
        parameters = {
            name: first or second or third for name, first, second, third in _PARAMETER.findall(match[1])
        }
        caption = parameters.get("caption") or parameters.get("title") or ""
        title = f' "{caption}"' if caption else ""
        return f"\n\n![{parameters.get('alt', '')}]({parameters.get('src', '')}{title})\n\n"

    body = _FIGURE.sub(figure, body)
    body = _LIQUID_ADDRESS.sub(lambda match: match[1], _LIQUID_BASE.sub("", body))
    body = _PELICAN.sub("", _REF.sub(lambda match: match[1], body))
    return outside_code(_ATTRIBUTES.sub("", body), without_tags)


def _blocks(body: str) -> Iterable[Block]:
    """Yield pictures that are alone in a paragraph as figures, and the Markdown between them unchanged."""
    position = 0
    for match in _IMAGE.finditer(body):
        if before := body[position : match.start()].strip("\n"):
            yield Block(CODE, before, before)
        alt, source, caption = match.groups()
        yield Block(FIGURE, caption or "", "", Picture(source, alt, caption or "", ""))
        position = match.end()
    if rest := body[position:].strip("\n"):
        yield Block(CODE, rest, rest)
