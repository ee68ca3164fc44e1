"""`publish`: an article gets the date of this minute and is a draft no longer."""

import os
from datetime import datetime

from bantin.config import Config, read_zone
from bantin.content.fields import Fields
from bantin.editing import inventory, source_text
from bantin.editing.new import DRAFT_HINT
from bantin.errors import UsageError
from bantin.i18n import gettext


def publish(config: Config, named: str, *, now: int) -> str:
    """Edit the article that is meant, and give its path. The next build shows it. Raises UsageError."""
    everything = inventory.read_inventory(config)
    source = inventory.find(config, everything, named)
    path = os.path.join(config.content, source)
    article = everything.entries.get(source)
    text = everything.texts.get(source)
    if article is None or text is None or not text.opening or article.is_section:
        raise UsageError(
            gettext("{path} is no article; name the .md file of one", path=os.path.relpath(path))
        )
    zone = read_zone(config.zone)
    is_standing = _is_standing(text)
    if is_standing and not article.draft:
        raise UsageError(
            gettext("{path} is a standing page and no draft; nothing was changed", path=os.path.relpath(path))
        )
    if not article.draft and 0 < article.when <= now:
        since = f"{datetime.fromtimestamp(article.when, zone):%d/%m/%Y %H:%M}"
        raise UsageError(
            gettext(
                "{path} is published since {since}; nothing was changed",
                path=os.path.relpath(path),
                since=since,
            )
        )
    text = source_text.without(text, "draft", explained_by=DRAFT_HINT)
    if source_text.extent(text.head, "date") or not is_standing:
        text = source_text.set_value(text, "date", f"{datetime.fromtimestamp(now, zone):%Y-%m-%dT%H:%M}")
    if inventory.know(source, text, Fields(zone)).draft:
        raise UsageError(
            gettext(
                "`draft` could not be taken away from {path}; delete its line", path=os.path.relpath(path)
            )
        )
    source_text.write(path, text)
    return path


def _is_standing(text: source_text.SourceText) -> bool:
    at = source_text.extent(text.head, "layout")
    return at is not None and text.head[at.start].partition(":")[2].strip() != "article"
