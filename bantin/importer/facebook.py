"""Posts of a Facebook page, in the JSON that Facebook gives its owner: texts, pictures, links, no titles."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bantin.importer.json_shapes import object_of, objects

_LONGEST_TITLE = 120  # characters
_MOST_WORDS = 15  # of a title that is cut
_SENTENCE = re.compile(r"(.{20,}?[.!?…])\s")
_TAG = re.compile(r"#(\w+)")
_TAGS_ALONE = re.compile(r"\n+(?:#\w+\s*)+$")
_VIDEO = re.compile(r"\.(?:mp4|mov|webm)$", re.I)


def is_post(entry: Mapping[str, Any]) -> bool:
    return isinstance(entry.get("timestamp"), int) and isinstance(entry.get("data"), list)


def texts_of_post(entry: Mapping[str, Any]) -> dict[str, str]:
    """Return a post as an article, with its first line or sentence as title; nothing for an empty one."""
    text = next((each["post"] for each in objects(entry["data"]) if each.get("post")), "")
    text = _decoded(str(text)).replace("\r\n", "\n").strip()
    shown = [*_shown(entry)]
    if not (text or shown):
        return {}
    tags = _TAGS_ALONE.search(f"\n{text}")
    text = text[: tags.start() - 1] if tags and tags.start() else text
    title, body = _divided(text)
    links = [address for kind, address in shown if kind == "link" and address not in text]
    return {
        "title": title,
        "date": str(entry["timestamp"]),
        "body": "\n\n".join([body, *links]),
        "tags": "; ".join(_TAG.findall(tags[0])) if tags else "",
        "image": "; ".join(address for kind, address in shown if kind == "picture"),
        "attachments": "; ".join(address for kind, address in shown if kind == "video"),
    }


def _decoded(text: str) -> str:
    """Return a text whose UTF-8 Facebook has written byte by byte, as if each were a letter."""
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


def _shown(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the pictures, videos and links that a post shows, by kind."""
    for attachment in objects(entry.get("attachments")):
        for each in objects(attachment.get("data")):
            media, context = object_of(each.get("media")), object_of(each.get("external_context"))
            if uri := _decoded(str(media.get("uri") or "")):
                yield "video" if _VIDEO.search(uri) else "picture", uri
            if url := str(context.get("url") or ""):
                yield "link", url


def _divided(text: str) -> tuple[str, str]:
    """Return the title and the text below it; a title that is only a part of the text is repeated there."""
    line, _, rest = text.partition("\n")
    if len(line) <= _LONGEST_TITLE:
        return (line, rest.strip()) if rest else (line.rstrip(".!… "), line)
    sentence = _SENTENCE.match(line)
    if sentence and len(sentence[1]) <= _LONGEST_TITLE:
        return sentence[1].rstrip("."), text
    return " ".join(line.split()[:_MOST_WORDS]) + " …", text
