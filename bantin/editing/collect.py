"""Write the newest articles of other bulletins into content/, for a site over all of them.

Each item of a bulletin's feed (feed.json, JSON Feed 1.1) becomes a short article: title, date, summary, tags
and a link to the full text. They stay if a feed is missing. Feeds are files: nothing is fetched.
"""

import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bantin.cache.blobs import digest
from bantin.config import SITE_TOML, Bulletin, Config, line_of_text, read_zone
from bantin.content.fields import INDEX
from bantin.content.read import read_single
from bantin.content.read_settings import ReadSettings
from bantin.editing.source_text import quoted
from bantin.errors import Problem, problem
from bantin.system.named_tuple import NamedTuple
from bantin.system.regular_files import replace_file
from bantin.text import unsafe_characters
from bantin.text.vietnamese import slug

FEED = "feed.json"
_VERSION = "https://jsonfeed.org/version/1"
MAX_BYTES = 20_000_000  # of a feed; that of the sample bulletin has 60,000
_MAX_NAME = 100  # characters of a file's name

_MARK = "# Lấy từ {url}: `build.py collect` ghi lại tệp này."
_MARKED = re.compile(r"^# Lấy từ (\S+): ", re.MULTILINE)
_DATE = re.compile(r"^date: (\S+)$", re.MULTILINE)
_NEEDED = "title, url, date_published"  # without which an item is not an article
_URL = re.compile(r"""https?://[^\s<>"'`|\\^{}]+""")


class CollectResult(NamedTuple):
    """The result for one bulletin. has_feed: whether its feed could be read.

    articles, written, removed: numbers of its files now, written, deleted. problems: warnings.
    """

    bulletin: Bulletin
    has_feed: bool
    articles: int
    written: int
    removed: int
    problems: tuple[Problem, ...]


class _Item(NamedTuple):
    """An item of a feed. date, updated: as in front matter, in the site's zone; updated may be ""."""

    url: str
    title: str
    date: str
    updated: str
    summary: str
    tags: tuple[str, ...]


class _Feed(NamedTuple):
    """A feed. home: the bulletin's URL. items: unchecked JSON values."""

    title: str
    home: str
    items: list[Any]


class _FeedError(Exception):
    """A feed cannot be used. code: of the warning. reason: as in i18n.reasons."""

    def __init__(self, code: str, reason: str = "") -> None:
        super().__init__(code)
        self.code, self.reason = code, reason


def collect(config: Config) -> Iterator[CollectResult]:
    """Update the section of each bulletin of site.toml from its feed, and yield the results.

    Articles older than the oldest item of the feed stay. Newer ones that the feed no longer has were
    withdrawn, and are deleted. If a feed is missing or cannot be read, all its articles stay.
    """
    for bulletin in config.bulletins:
        folder = os.path.join(config.content, bulletin.folder)
        try:
            feed = _read_feed(os.path.join(config.site, bulletin.feed))
        except _FeedError as fault:
            count_before = len(_collected_articles(folder))
            line = line_of_text(config, bulletin.feed)
            names = {
                "name": bulletin.name,
                "file": bulletin.feed,
                "reason": fault.reason,
                "count": count_before,
            }
            yield CollectResult(
                bulletin, False, count_before, 0, 0, (problem(SITE_TOML, line, fault.code, **names),)
            )
        else:
            yield _update(config, bulletin, feed)


def _read_feed(path: str) -> _Feed:
    """Read the feed at `path`, or in the folder `path`. Raises _FeedError."""
    path = os.path.join(path, FEED) if os.path.isdir(path) else path
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
        feed = json.loads(data) if len(data) <= MAX_BYTES else None
    except FileNotFoundError as fault:
        raise _FeedError("warn-feed-missing") from fault
    except OSError as fault:
        raise _FeedError("warn-feed-unreadable", fault.strerror or str(fault)) from fault
    except (ValueError, RecursionError) as fault:
        raise _FeedError("warn-feed-unreadable", "no JSON") from fault
    feed = feed if isinstance(feed, dict) else {}
    items = feed.get("items")
    if not (_text_of(feed, "version").startswith(_VERSION) and isinstance(items, list)):
        raise _FeedError("warn-feed-unreadable", "no JSON Feed")
    return _Feed(_text_of(feed, "title"), _text_of(feed, "home_page_url"), items)


def _update(config: Config, bulletin: Bulletin, feed: _Feed) -> CollectResult:
    """Update the bulletin's folder to its feed."""
    folder = os.path.join(config.content, bulletin.folder)
    os.makedirs(folder, exist_ok=True)
    if not os.path.exists(index := os.path.join(folder, INDEX)):
        replace_file(index, f"---\ntitle: {quoted(bulletin.name)}\n---\n".encode())
    before = _collected_articles(folder)
    items = [item for value in feed.items if (item := _item(value, config))]
    files = _by_file_name(items, feed.home, taken={*os.listdir(folder)} - before.keys())
    label = config.labels["read_whole"].replace("{title}", bulletin.name)
    texts = {name: _file_text(item, feed.title or bulletin.name, label) for name, item in files.items()}
    refused = _invalid_articles(texts, config)
    fresh = [name for name in texts if name not in refused and before.get(name) != texts[name]]
    withdrawn = _withdrawn(before, files)
    for name in fresh:
        replace_file(os.path.join(folder, name), texts[name].encode())
    for name in withdrawn:
        os.unlink(os.path.join(folder, name))
    problems = []
    if lost := len(feed.items) - len(items) + len(refused):
        url, reason = next(
            ((files[name].url, reason) for name, reason in refused.items()), (feed.home, _NEEDED)
        )
        names = {"name": bulletin.name, "count": lost, "url": url, "reason": reason}
        problems.append(problem(SITE_TOML, line_of_text(config, bulletin.feed), "warn-feed-item", **names))
    articles = len({*before, *fresh}) - len(withdrawn)
    return CollectResult(bulletin, True, articles, len(fresh), len(withdrawn), tuple(problems))


def _collected_articles(folder: str) -> dict[str, str]:
    """Return the collected articles of a folder, without those of editors: file name to text."""
    if not os.path.isdir(folder):
        return {}
    texts = {}
    for name in sorted(os.listdir(folder)):
        if name.endswith(".md") and name != INDEX:
            with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                text = file.read()
            if _MARKED.search(text):
                texts[name] = text
    return texts


def _item(value: Any, config: Config) -> _Item | None:
    """Return an item of a feed, or None if a required value is missing."""
    if not isinstance(value, dict):
        return None
    url, title = _text_of(value, "url"), _text_of(value, "title")
    date = _date(_text_of(value, "date_published"), config)
    if not (_URL.fullmatch(url) and title and date):
        return None
    updated = _date(_text_of(value, "date_modified"), config)
    tags = value.get("tags")
    return _Item(
        url=url,
        title=title,
        date=date,
        updated=updated if updated > date else "",
        summary=_text_of(value, "summary"),
        tags=tuple(tag for tag in map(_line, tags if isinstance(tags, list) else ()) if tag),
    )


def _text_of(table: Mapping[str, Any], key: str) -> str:
    """Return a text of a feed on one line, "" if there is none."""
    return _line(table.get(key))


def _line(value: Any) -> str:
    return " ".join(unsafe_characters.remove(value).split()) if isinstance(value, str) else ""


def _date(text: str, config: Config) -> str:
    """Return an RFC 3339 date as in front matter, in the site's zone; "" if it is invalid."""
    try:
        moment, zone = datetime.fromisoformat(text), read_zone(config.zone)
        moment = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    except (ValueError, OverflowError):
        return ""
    return f"{moment:%Y-%m-%d}" if moment.hour == moment.minute == 0 else f"{moment:%Y-%m-%dT%H:%M}"


def _by_file_name(items: list[_Item], home: str, *, taken: set[str]) -> dict[str, _Item]:
    """Return the items by file name, which follows from the URL. taken: names that must not be used."""
    files: dict[str, _Item] = {}
    for item in items:
        stem = slug(item.url.removeprefix(home).removesuffix(".html"))[:_MAX_NAME].strip("-")
        if not stem or f"{stem}.md" in {*taken, *files}:
            stem = f"{stem}-{digest(item.url).hex()[:6]}".strip("-")
        files[f"{stem}.md"] = item
    return files


def _file_text(item: _Item, source: str, label: str) -> str:
    """Return the text of the article's file. label: of the link to the full text."""
    lines = ["---", _MARK.format(url=item.url), f"title: {quoted(item.title)}", f"date: {item.date}"]
    lines += [f"updated: {item.updated}"] if item.updated else []
    for key, value in (("summary", item.summary), ("source", source)):
        lines += [f"{key}: {quoted(value)}"] if value else []
    if item.tags:
        lines += ["tags:", *(f"  - {quoted(tag)}" for tag in item.tags)]
    return "\n".join([*lines, "---", "", f"[{label}](<{item.url}>)", ""])


def _invalid_articles(texts: Mapping[str, str], config: Config) -> dict[str, str]:
    """Return the files with errors, each with a sentence: one bulletin's feed must not stop the build."""
    refused = {}
    with tempfile.TemporaryDirectory(prefix="bantin-collect-") as folder:
        reading = ReadSettings(folder, "", config.zone, config.keep_together, "")
        for name, text in texts.items():
            replace_file(os.path.join(folder, name), text.encode())
            stopping = [fault for fault in read_single(reading, name)[0].problems if fault.stops_build]
            if stopping:
                refused[name] = stopping[0].sentence
    return refused


def _withdrawn(before: Mapping[str, str], items: Mapping[str, _Item]) -> list[str]:
    """Return the files to delete: newer than the oldest item, and no longer in the feed."""
    oldest = min((item.date for item in items.values()), default="")
    dates = {name: _DATE.search(text) for name, text in before.items() if name not in items}
    return [name for name, date in dates.items() if oldest and date and date[1] > oldest]
