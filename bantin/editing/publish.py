"""`publish`: set the date of an article to now, and remove `draft`."""

import os
from datetime import datetime

from bantin.config import Config, read_zone
from bantin.content.body_lint import PLACEHOLDER
from bantin.content.fields import Fields
from bantin.editing import inventory, source_text
from bantin.editing.inventory import SourceEntry
from bantin.editing.new import DRAFT_HINT
from bantin.editing.source_text import SourceText
from bantin.errors import UsageError
from bantin.i18n import gettext


def publish(config: Config, named: str, *, now: int) -> str:
    """Publish the article that `named` means (see find_source) and return its path. Raises UsageError.

    now: seconds since 1970. The next build publishes the page.
    """
    source, article, text = _article(config, named)
    path = os.path.join(config.content, source)
    zone = read_zone(config.zone)
    is_standalone = _is_standalone(text)
    if is_standalone and not article.draft:
        raise UsageError(
            gettext(
                "{path} is a standalone page and no draft; nothing was changed", path=os.path.relpath(path)
            )
        )
    if not article.draft and 0 < article.published_at <= now:
        since = f"{datetime.fromtimestamp(article.published_at, zone):%d/%m/%Y %H:%M}"
        raise UsageError(
            gettext(
                "{path} has been published since {since}; nothing was changed",
                path=os.path.relpath(path),
                since=since,
            )
        )
    if PLACEHOLDER in text.body:
        raise UsageError(
            gettext(
                "{path} has the sentence of `new` in place of its text; write the text and save it first",
                path=os.path.relpath(path),
            )
        )
    text = source_text.without_field(text, "draft", hint=DRAFT_HINT)
    if source_text.field_lines(text.front_matter, "date") or not is_standalone:
        text = source_text.set_value(text, "date", f"{datetime.fromtimestamp(now, zone):%Y-%m-%dT%H:%M}")
    if inventory.read_entry(source, text, Fields(zone)).draft:
        raise UsageError(
            gettext(
                "`draft` could not be taken away from {path}; delete its line", path=os.path.relpath(path)
            )
        )
    source_text.write(path, text)
    return path


def _article(config: Config, named: str) -> tuple[str, SourceEntry, SourceText]:
    """Return the source of the article that `named` means, its entry and its text.

    Raises UsageError if it is none, or if its front matter cannot be changed.
    """
    everything = inventory.read_inventory(config)
    source = inventory.find_source(config, everything, named)
    path = os.path.join(config.content, source)
    article = everything.entries.get(source)
    text = everything.texts.get(source)
    if article is None or text is None or article.is_section or not (text.opening or article.published_at):
        raise UsageError(
            gettext("{path} is not an article; name the .md file of one", path=os.path.relpath(path))
        )
    if not text.opening:
        raise UsageError(
            gettext(
                "the front matter of {path} is not YAML; set its `date` and delete `draft` by hand",
                path=os.path.relpath(path),
            )
        )
    if not inventory.is_readable(source, text):
        raise UsageError(
            gettext(
                "the front matter of {path} has mistakes; correct what `check` reports first",
                path=os.path.relpath(path),
            )
        )
    return source, article, text


def _is_standalone(text: SourceText) -> bool:
    span = source_text.field_lines(text.front_matter, "layout")
    return span is not None and text.front_matter[span.start].partition(":")[2].strip() != "article"
