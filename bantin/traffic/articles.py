"""The articles whose views are counted, by address."""

import os

from bantin.config import Config, read_zone
from bantin.content import front_matter
from bantin.content.fields import Fields
from bantin.content.tree import DATA_FOLDER, scan
from bantin.editing import source_text
from bantin.editing.inventory import read_entry
from bantin.site.redirects import Redirect, alias_redirects
from bantin.system.named_tuple import NamedTuple


class Articles(NamedTuple):
    """addresses, titles, views: parallel. views: of the front matter, -1 for none.

    aliases: old addresses of articles and sections, with their targets.
    """

    addresses: tuple[str, ...]
    titles: tuple[str, ...]
    views: tuple[int, ...]
    aliases: tuple[Redirect, ...]


def read(config: Config) -> Articles:
    fields = Fields(read_zone(config.zone))
    rows: list[tuple[str, str, int]] = []
    aliases: list[Redirect] = []
    for source in scan(config.content, shown_as="content/").files:
        if not source.endswith(".md") or source.startswith(DATA_FOLDER):
            continue
        try:
            text = source_text.read(os.path.join(config.content, source))
        except (OSError, UnicodeDecodeError):
            continue
        entry = read_entry(source, text, fields)
        aliases += alias_redirects(entry.aliases, entry.address, config.base, source, 0)
        if not entry.is_section:
            rows.append((entry.address, *_title_and_views(text.text)))
    return Articles(
        addresses=tuple(address for address, _, _ in rows),
        titles=tuple(title for _, title, _ in rows),
        views=tuple(views for _, _, views in rows),
        aliases=tuple(aliases),
    )


def _title_and_views(text: str) -> tuple[str, int]:
    parts, _ = front_matter.split(text.encode(), path="")
    views = parts.entries.get("views")
    digits = str(views.value).replace(".", "") if views else ""
    return parts.text("title"), int(digits) if digits.isdecimal() else -1
