"""Checked front matter and prose to an Article: its name, where its pictures and links lead, its digests."""

import re
from sys import intern
from typing import Any

from bantin.cache.blobs import digest
from bantin.content.fields import INDEX, Moment, section_of
from bantin.errors import Problem, problem
from bantin.markdown.shapes import FIGURE_OPEN
from bantin.model import Article, Image, Prose
from bantin.text.vietnamese import slug
from bantin.urls import Located, OutsideError, article_address, locate, section_address

_NOTHING = Moment(0, "")
_FIGURE_OPEN = FIGURE_OPEN.encode()


def make(
    source: str, values: dict[str, Any], lines: dict[str, int], body: Prose, html_digest: bytes, *, path: str
) -> tuple[Article, list[Problem]]:
    """The Article of a source; it is good for nothing when there are problems."""
    name, problems = _name(source, values, path)
    image, more = _image(source, values.get("image"), lines.get("image", 0), path)
    problems += more
    targets, more = _targets(source, body, path)
    problems += more
    aliases, more = _aliases(values.get("aliases", ()), lines.get("aliases", 0), path)
    problems += more
    values = {**values, "aliases": aliases}
    return _article(source, name, values, lines, body, html_digest, image, targets), problems


def _name(source: str, values: dict[str, Any], path: str) -> tuple[str, list[Problem]]:
    """The slug: as given, else from the file's name."""
    stem = source.rpartition("/")[2].removesuffix(".md")
    name = values.get("slug") or slug(stem)[:150].strip("-")
    return name, [] if name else [problem(path, 0, "bad-file-name", name=stem)]


def _image(source: str, image: Image | None, line: int, path: str) -> tuple[Image | None, list[Problem]]:
    """The picture with its path in content/."""
    if image is None:
        return None, []
    try:
        located = locate(source, image.source)
    except OutsideError:
        return None, [problem(path, line, "outside", target=image.source)]
    if located.kind != "file":
        return None, [problem(path, line, "bad-picture-address", address=image.source)]
    return image._replace(source=located.where, line=line), []


# An old address that a static host can still answer: a page or a folder, without a query.
_NAME = r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*"
_ALIAS = re.compile(rf"/?((?:{_NAME}/)*)({_NAME}(?:(?<=\.html)|(?<=\.htm)))?")


def _aliases(written: tuple[str, ...], line: int, path: str) -> tuple[tuple[str, ...], list[Problem]]:
    """Old addresses, relative to the site's root."""
    found, problems = [], []
    for one in written:
        parts = _ALIAS.fullmatch(one)
        if not parts or not (parts[1] or parts[2]) or ".." in one:
            problems.append(problem(path, line, "bad-alias", value=one))
        else:
            found.append(parts[1] + (parts[2] or ""))
    return tuple(found), problems


def _targets(source: str, body: Prose, path: str) -> tuple[list[Located], list[Problem]]:
    found, problems = [], []
    for target in body.targets:
        try:
            located = locate(source, target.source, target.line)
        except OutsideError:
            problems.append(problem(path, target.line, "outside", target=target.source))
            continue
        found.append(located if target.kind == "link" else located._replace(kind=target.kind))
    return found, problems


def _article(
    source: str,
    name: str,
    values: dict[str, Any],
    lines: dict[str, int],
    body: Prose,
    html_digest: bytes,
    image: Image | None,
    targets: list[Located],
) -> Article:
    get = values.get
    is_section = source.rpartition("/")[2] == INDEX
    when, date = get("date", _NOTHING)
    updated_when, updated = get("updated", _NOTHING)
    summary = get("summary", "")
    # Texts that many articles share are one each: less memory, and looked up by what they are.
    section = intern(section_of(source))
    title = get("title", "")
    link_digest = digest((section, name, title, date))
    seen_image = image and image[:4]
    views = get("views", -1)
    shown_summary = summary or body.lead
    card_digest = digest((link_digest, shown_summary, views, seen_image))
    origin, author = intern(get("source", "")), intern(get("author", ""))
    tags = tuple(map(intern, get("tags", ())))
    related = get("related", ())
    body_digest = (html_digest, [target[:3] for target in targets])
    page_digest = digest(
        (card_digest, updated, tags, author, origin, bool(summary), bool(get("draft")), body_digest)
    )
    return Article(
        source=source,
        section=section,
        slug=name,
        address=section_address(section) if is_section else article_address(section, name),
        kind="section" if is_section else get("layout", "article"),
        title=title,
        heading=get("heading", title),
        when=when,
        date=date,
        updated_when=updated_when,
        updated=updated,
        expires=get("expires", _NOTHING).when,
        views=views,
        related=related,
        related_line=lines.get("related", 0),
        tags=tags,
        summary=shown_summary,
        has_lead=bool(summary),
        author=author,
        origin=origin,
        aliases=get("aliases", ()),
        aliases_line=lines.get("aliases", 0),
        draft=get("draft", False),
        featured=get("featured", False),
        image=image and (image.source, image.alt, image.caption, image.credit, image.line),
        weight=get("weight", 0),
        targets=tuple((t.kind, t.where, t.tail, t.line) for t in targets),
        fast=body.fast,
        opens_with_figure=body.html.startswith(_FIGURE_OPEN),
        page_digest=page_digest,
        card_digest=card_digest,
        link_digest=link_digest,
        relations_digest=digest((source, link_digest, tags, related)),
    )
