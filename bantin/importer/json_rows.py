"""Read articles in JSON as rows of a table: of JSON Feed, Ghost, Drupal, WordPress, phpMyAdmin and others.

Their shapes differ, but each holds a list of objects that have a title and a date.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from bantin.importer import facebook
from bantin.importer.json_shapes import objects
from bantin.importer.page import NotAnArticleError
from bantin.importer.saved import SavedPage
from bantin.importer.table_rows import Row, Table

_DEEPEST = 6  # of a list of articles in other values
_FEWEST_WORDS = 5  # of a text that is named if it is not imported
# What is read of an object in place of a text, the first that it has; of attachments the address.
_TEXTS = ("rendered", "processed", "html", "value", "name", "title", "label", "alias", "url", "src", "uri")
_ADDRESSES = ("url", "href", "src")
_LONG = 30  # words of a text that is no setting of a program
_TAG = re.compile(r"<[^<>]+>")

Columns = Callable[[Sequence[str]], Mapping[str, int]]
IsHead = Callable[[Sequence[str]], bool]


def tables_of_json(saved: SavedPage, columns: Columns, is_head: IsHead) -> list[Table]:
    """Return each list of articles as a table.

    columns: the indexes of known names among keys. is_head: whether keys name all columns of an article.
    Raises NotAnArticleError if the file is not JSON, or has long texts and no list of articles.
    """
    try:
        document = json.loads(saved.data.replace(b"__GHOST_URL__", b""))
        tables = [_table(rows, columns) for rows in _lists(document, is_head, 0)]
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise NotAnArticleError("import-export", reason=" ".join(str(fault).split())[:120]) from fault
    if not tables and any(len(text.split()) >= _LONG for text in _strings(document)):
        raise NotAnArticleError("import-json")
    return tables


def _strings(document: object) -> Iterator[str]:
    values = [document]
    while values:
        value = values.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            values += value.values() if isinstance(value, dict) else value


def _lists(value: object, is_head: IsHead, depth: int) -> Iterator[list[dict[str, str]]]:
    """Yield the texts of every list of articles, by key."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        if {"posts", "posts_tags", "tags"} <= value.keys():
            _add_relations(value)
        for inner in value.values():
            yield from _lists(inner, is_head, depth + 1)
    elif isinstance(value, list):
        rows = [row for each in value if isinstance(each, dict) and (row := _texts(each))]
        if is_head([*dict.fromkeys(key for row in rows for key in row)]):
            yield rows
        else:
            for each in value:
                yield from _lists(each, is_head, depth + 1)


def _add_relations(data: dict[str, Any]) -> None:
    """Give Ghost's posts their tags and authors, which are tables of their own, and their addresses."""
    by_id = {
        name: {str(each.get("id")): each.get("name") for each in objects(data.get(name))}
        for name in ("tags", "users")
    }
    for post in objects(data["posts"]):
        post["url"] = f"/{post.get('slug', '')}/"
        for key, table, own, others in (
            ("tags", "posts_tags", "tag_id", "tags"),
            ("authors", "posts_authors", "author_id", "users"),
        ):
            pairs = [each for each in objects(data.get(table)) if each.get("post_id") == post.get("id")]
            pairs.sort(key=_place)
            post[key] = [by_id[others].get(str(pair.get(own))) for pair in pairs]


def _place(pair: Mapping[str, Any]) -> int:
    order = pair.get("sort_order")
    return order if isinstance(order, int) else 0


def _texts(entry: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts of an object by key. JSON:API has them in `attributes`, Drupal a summary in `body`."""
    if facebook.is_post(entry):
        return facebook.texts_of_post(entry)
    entry = entry["attributes"] if isinstance(entry.get("attributes"), dict) else entry
    texts = {key: _text(value, key) for key, value in entry.items()}
    body = entry.get("body")
    if isinstance(body, dict) and body.get("summary"):
        texts.setdefault("summary", _text(body["summary"], "summary"))
    return texts


def _text(value: object, key: str) -> str:
    if isinstance(value, dict):
        names = _ADDRESSES if key == "attachments" else _TEXTS
        written = _text(next((value[name] for name in names if value.get(name)), ""), key)
        return unescape(_TAG.sub("", written)) if key == "title" else written
    if isinstance(value, list):
        return "; ".join(filter(None, (_text(each, key) for each in value)))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else unicodedata.normalize("NFC", str(value).replace("\r\n", "\n"))


def _table(rows: Sequence[Mapping[str, str]], columns: Columns) -> Table:
    """Return the table of a list, without unknown keys that hold numbers and codes alone."""
    keys = [*dict.fromkeys(key for row in rows for key in row)]
    read = {keys[index] for index in columns(keys).values()}
    unknown = {key for key in keys if not columns([key]) and any(_is_prose(row.get(key, "")) for row in rows)}
    head = [key for key in keys if key in read | unknown]
    cells = (tuple(row.get(key, "") for key in head) for row in rows)
    return Table("", [Row(0, tuple(head)), *(Row(number, row) for number, row in enumerate(cells, 1))])


def _is_prose(text: str) -> bool:
    return not text.startswith(("{", "[")) and len(text.split()) >= _FEWEST_WORDS
