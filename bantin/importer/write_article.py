"""Write a Page as the text of its Markdown file."""

import re
from collections.abc import Callable, Mapping, Sequence

from bantin.content.front_matter import PLAIN_SCALAR
from bantin.editing.source_text import quoted
from bantin.importer.inline import Run, href, markdown
from bantin.importer.page import FIGURE, Block, Page, Picture
from bantin.text.vietnamese import slug

_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|bmp)|(?:image|img|anh|dsc|picture)[\d_ -]*", re.I)
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]\\\n]|\\.)*)\]\(([^)\s]+)\)")


def text_of(
    page: Page,
    pictures: Mapping[str, str],
    related: Sequence[str],
    link: Callable[[str], str],
    old_addresses: Sequence[str] = (),
) -> str:
    """Return the text of the file. pictures: their sources to file names. related: references to articles.

    old_addresses: for `aliases`. link: returns the new target of a link, or "" for none; then its words stay.
    """
    body = "\n\n".join(filter(None, (_block(block, pictures) for block in page.blocks)))
    return f"---\n{_front_matter(page, related, old_addresses)}---\n\n{_linked(body, link)}\n"


def _front_matter(page: Page, related: Sequence[str], old_addresses: Sequence[str]) -> str:
    second = "layout: page" if page.is_standalone else f"date: {page.date}"
    lines = [f"title: {scalar(page.title)}", second]
    values = (
        *(("updated", page.updated), ("expires", page.expires)),
        *(("summary", scalar(page.lead)), ("author", scalar(page.author))),
    )
    lines += [f"{key}: {value}" for key, value in values if value not in ("", '""')]
    if page.source:
        lines.append(f"source: {scalar(page.source)}")
    if page.views >= 0:
        lines.append(f"views: {page.views}")
    for key, items in (("tags", page.tags), ("related", related), ("aliases", old_addresses)):
        if items:
            lines += [f"{key}:", *(f"  - {scalar(item)}" for item in items)]
    if page.draft:
        lines.append("draft: true")
    return "".join(f"{line}\n" for line in lines)


def scalar(text: str) -> str:
    """Return a text as a YAML scalar on one line, if possible in the form that is read fastest."""
    text = " ".join(text.split())
    if "\\" in text or '"' in text:
        return quoted(text)
    plain = re.fullmatch(PLAIN_SCALAR, text) and not re.fullmatch(r"~|null|Null|NULL", text)
    return text if plain and not text.endswith(":") else f'"{text}"'


def _block(block: Block, pictures: Mapping[str, str]) -> str:
    if block.kind != FIGURE or block.picture is None:
        return block.markdown
    return figure(block.picture, pictures.get(block.picture.source, ""))


def figure(picture: Picture, name: str) -> str:
    alt = re.sub(r"[\[\]\\]", " ", picture.alt).strip()
    caption = " ".join(f"{picture.caption} {picture.credit}".split())
    if alt == caption or _is_name(alt, picture.source):
        alt = ""  # a caption says it already, a file's name says nothing
    address = href(name)
    if not caption:
        return f"![{alt}]({address})"
    if '"' in caption or "\\" in caption:
        return f"![{alt}]({address})\n*{markdown([Run(caption)])}*"
    return f'![{alt}]({address} "{caption}")'


def _is_name(alt: str, source: str) -> bool:
    name = source.partition("?")[0].rpartition("/")[2]
    return slug(alt) in (slug(name), slug(name.rpartition(".")[0])) or bool(_FILE_NAME.fullmatch(alt))


def _linked(body: str, link: Callable[[str], str]) -> str:
    def replaced(match: re.Match[str]) -> str:
        target = link(match[2])
        return f"[{match[1]}]({href(target)})" if target else match[1]

    return _LINK.sub(replaced, body)
