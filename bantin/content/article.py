"""An Article from checked front matter and rendered body: its slug, located pictures and links, digests."""

import re
from operator import itemgetter
from sys import intern
from typing import Any

from bantin.cache.blobs import digest
from bantin.content.fields import INDEX, Moment, file_slug, section_of
from bantin.content.old_address import old_address
from bantin.errors import Problem, problem
from bantin.markdown.shapes import FIGURE_OPEN, gallery_sizes, plain
from bantin.model import (
    CARD_FIELDS,
    LINK_FIELDS,
    PAGE_FIELDS,
    RELATION_FIELDS,
    Article,
    Image,
    Prose,
    without_line,
)
from bantin.system.named_tuple import NamedTuple
from bantin.text.focus import focus_of_address
from bantin.text.line_breaks import bind_numbers
from bantin.urls import (
    LocatedTarget,
    OutsideContentError,
    article_address,
    folder_address,
    locate,
    unquote,
)

_NO_MOMENT = Moment(0, "")
_FIGURE_OPEN = FIGURE_OPEN.encode()
# The fields that an article copies from its front matter, with their defaults.
_COPIED_FIELDS = tuple(Article._field_defaults.items())


class ParsedFile(NamedTuple):
    """A parsed file: checked values and lines by field, the body, and the digest of the body's HTML."""

    values: dict[str, Any]
    lines: dict[str, int]
    body: Prose
    html_digest: bytes


def make_article(source: str, file: ParsedFile, *, path: str) -> tuple[Article, list[Problem]]:
    """Return the Article of a source, and its problems. With problems the article is invalid.

    path: of the file as problems name it.
    """
    values, lines, body, _ = file
    name, problems = _slug_and_problems(source, values, path)
    image, more = _image(source, values.get("image"), lines.get("image", 0), path)
    problems += more
    targets, more = _targets(source, body, path)
    problems += more
    aliases, more = _aliases(values.get("aliases", ()), lines.get("aliases", 0), path)
    problems += more
    read = file._replace(values={**values, "aliases": aliases}) if "aliases" in values else file
    return _article(source, name, read, image, targets), problems


def _slug_and_problems(source: str, values: dict[str, Any], path: str) -> tuple[str, list[Problem]]:
    """Return the slug as given, else from the file's name; and a problem if that has no letters or digits."""
    stem = source.rpartition("/")[2].removesuffix(".md")
    name = values.get("slug") or file_slug(stem)
    return name, [] if name else [problem(path, 0, "bad-file-name", name=stem)]


def _image(source: str, image: Image | None, line: int, path: str) -> tuple[Image | None, list[Problem]]:
    """Return the image with its path in content/, or None and a problem."""
    if image is None:
        return None, []
    from bantin.markdown.targets import fault_of, is_on_another_site  # imports html, which few edits need

    try:
        located = locate(source, image.source)
    except OutsideContentError:
        return None, [_outside(image.source, path, line)]
    if located.kind == "away" or is_on_another_site(image.source):
        fault = fault_of("img", image.source)
        code = fault if fault in ("local-address", "picture-embedded") else "bad-picture-address"
        return None, [problem(path, line, code, address=image.source)]
    focus = focus_of_address(located.tail)
    unknown = located.tail[:1] == "#" and not focus
    problems = [problem(path, line, "warn-focus-unknown", value=located.tail)] if unknown else []
    return image._replace(source=located.where, line=line, focus=image.focus or focus), problems


def _outside(target: str, path: str, line: int) -> Problem:
    """Return the problem of a target that `locate` refuses."""
    written = unquote(target)
    if "\\" in written:
        return problem(path, line, "backslash", target=written, guess=written.replace("\\", "/"))
    return problem(path, line, "outside", target=target)


# A heading, or a bold paragraph in its place, at the beginning of a body.
_FIRST_HEADING = re.compile(rb'<(?:h[2-6] id="[^"]*">([^\0]*?)</h[2-6]|p><strong>([^\0<]*)</strong></p)>\n?')


def without_title(body: Prose, title: str) -> tuple[Prose, bool]:
    """Return the body without a first heading that repeats the title, and whether there was one."""
    match = _FIRST_HEADING.match(body.html)
    if not match or not title:
        return body, False
    heading, paragraph = match.groups()
    if plain((heading or paragraph or b"").decode()).casefold() != plain(title).casefold():
        return body, False
    html = body.html[match.end() :]
    if paragraph:
        from bantin.markdown.finish import first_paragraph  # few articles need it

        body = body._replace(first_paragraph=first_paragraph(html.decode()))
    return body._replace(html=html), True


def _aliases(written: tuple[str, ...], line: int, path: str) -> tuple[tuple[str, ...], list[Problem]]:
    """Return valid aliases without their leading slash, and a problem for each invalid one."""
    addresses, problems = [], []
    for alias in written:
        try:
            old_address(alias)
        except ValueError:
            problems.append(problem(path, line, "bad-alias", value=alias))
        else:
            addresses.append(alias.strip().lstrip("/"))
    return tuple(addresses), problems


def _targets(source: str, body: Prose, path: str) -> tuple[list[LocatedTarget], list[Problem]]:
    targets, problems = [], []
    for target in body.targets:
        try:
            located = locate(source, target.source, target.line)
        except OutsideContentError:
            problems.append(_outside(target.source, path, target.line))
            targets.append(LocatedTarget("outside", target.source, "", target.line))
            continue
        if target.kind == "picture" and located.tail[:1] == "#" and not focus_of_address(located.tail):
            problems.append(problem(path, target.line, "warn-focus-unknown", value=located.tail))
        targets.append(located if target.kind == "link" else located._replace(kind=target.kind))
    return targets, problems


def _article(
    source: str, name: str, read: ParsedFile, image: Image | None, targets: list[LocatedTarget]
) -> Article:
    get = read.values.get
    is_section = source.rpartition("/")[2] == INDEX
    published_at, date = get("date", _NO_MOMENT)
    updated_at, updated = get("updated", _NO_MOMENT)
    summary = get("summary", "")
    # Texts that many articles share are interned: less memory, faster look-ups.
    section = intern(section_of(source))
    title = get("title", "")
    fields: dict[str, Any] = {
        **{name: get(name, default) for name, default in _COPIED_FIELDS},
        "source": source,
        "section": section,
        "slug": name,
        "address": folder_address(section) if is_section else article_address(section, name),
        "kind": "section" if is_section else get("layout", "article"),
        "title": title,
        "heading": get("heading", title),
        "published_at": published_at,
        "date": date,
        "updated_at": updated_at,
        "updated": updated,
        "expires": get("expires", _NO_MOMENT).seconds,
        "related_line": read.lines.get("related", 0),
        "tags": tuple(map(intern, get("tags", ()))),
        "summary": summary or bind_numbers(read.body.first_paragraph),
        "has_own_summary": bool(summary) and not _is_same_text(summary, read.body.first_paragraph),
        "author": intern(get("author", "")),
        "credited_source": intern(get("source", "")),
        "aliases_line": read.lines.get("aliases", 0),
        "image": image and tuple(image),
        "targets": tuple(map(tuple, targets)),
        "used_fast_path": read.body.used_fast_path,
        "opens_with_figure": read.body.html.startswith(_FIGURE_OPEN),
        "gallery_sizes": gallery_sizes(read.body.html),
        "notice": "",  # depends on the time of the build, see `site.order.with_notice`
    }
    return Article(**fields | _digests(fields, read.html_digest))


def _is_same_text(summary: str, paragraph: str) -> bool:
    """Tell whether the texts differ at most in capitals, no-break spaces and the full stop at the end."""
    first, second = (text.replace("\xa0", " ").rstrip(" .…") for text in (summary, paragraph))
    return len(first) == len(second) and first.casefold() == second.casefold()


_link_values, _card_values = itemgetter(*LINK_FIELDS), itemgetter(*CARD_FIELDS)
_page_values, _relation_values = itemgetter(*PAGE_FIELDS), itemgetter(*RELATION_FIELDS)


def _digests(fields: dict[str, Any], html_digest: bytes) -> dict[str, bytes]:
    """Return the digests of an article, of the fields that `model.LINK_FIELDS` and the other tables list."""
    image = fields["image"]
    shown = {
        **fields,
        "image": image and without_line(image),
        "targets": [field[:-1] for field in fields["targets"]],
    }
    link = digest(_link_values(shown))
    card = digest((link, _card_values(shown)))
    return {
        "page_digest": digest((card, _page_values(shown), html_digest)),
        "card_digest": card,
        "link_digest": link,
        "relations_digest": digest((link, fields["section"], _relation_values(shown))),
    }
