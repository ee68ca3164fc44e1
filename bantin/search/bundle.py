"""One part of the index as a folder: Pagefind's files, a register of the articles in it, and their cards."""

import json
import os
import re
import zlib
from collections.abc import Sequence

from bantin.cache.blobs import digest, digest_bytes
from bantin.publish.staging import write_new
from bantin.publish.swap import remove
from bantin.search import pagefind
from bantin.search.documents import Document
from bantin.system.named_tuple import NamedTuple

# Changes when the same documents give other files.
_FORMAT = 1

# Cards in one file: a result needs one, and seldom stands beside another.
_CARDS = 25

REGISTER = "register.json"

# Pagefind makes no index of nothing.
_NOTHING = ("", "<html><body><p>ː</p></body></html>")

_GZIP = 31

_INDEX = re.compile(r"pagefind-entry\.json|[^/]+\.pf_meta|index/[^/]+\.pf_index")
_PROGRAM = re.compile(r"pagefind\.js|pagefind-worker\.js|wasm\.unknown\.pagefind")
_FRAGMENT = re.compile(r"fragment/([^/]+)\.pf_fragment")
_URL = re.compile(rb'"url":("(?:[^"\\]|\\.)*")')


class Bundle(NamedTuple):
    """A folder made. files: paths in it, each with a digest of its bytes."""

    name: str
    files: tuple[tuple[str, bytes], ...]


def name_of(part: str, documents: Sequence[Document]) -> str:
    """ "2023-1f0a…": another one whenever a file of the folder would differ."""
    return f"{part}-{digest((_FORMAT, pagefind.version(), list(map(tuple, documents)))).hex()[:10]}"


def make(folder: str, name: str, documents: Sequence[Document], *, with_program: bool) -> Bundle:
    """Write the folder `name` in `folder`. Raises PagefindError.

    `with_program` adds the scripts that search; they search in all parts and lie in one of them.
    """
    pages = [(document.url, document.page) for document in documents]
    files = _assemble(pagefind.index(pages or [_NOTHING]), documents, with_program=with_program)
    made = os.path.join(folder, f"{name}.{os.getpid()}.new")
    try:
        os.makedirs(os.path.join(made, "index"))
        for path, data in files.items():
            write_new(os.path.join(made, path), data)
        remove(os.path.join(folder, name))
        os.rename(made, os.path.join(folder, name))
    finally:
        remove(made)
    return Bundle(name, tuple((path, digest_bytes(files[path])) for path in sorted(files)))


def _assemble(
    raw: dict[str, bytes], documents: Sequence[Document], *, with_program: bool
) -> dict[str, bytes]:
    """What is published: not the fragments, each of which has its article's words once more."""
    files = {
        path: data
        for path, data in raw.items()
        if _INDEX.fullmatch(path) or (with_program and _PROGRAM.fullmatch(path))
    }
    ids = {_url_in(data): found[1] for path, data in raw.items() if (found := _FRAGMENT.fullmatch(path))}
    files[REGISTER] = _register(documents, ids)
    for at in range(0, len(documents), _CARDS):
        cards = [document.card for document in documents[at : at + _CARDS]]
        files[f"cards-{at // _CARDS}.json"] = _json(cards)
    return files


def _register(documents: Sequence[Document], ids: dict[str, str]) -> bytes:
    """Articles in their order: Pagefind's ids of them, and their sections as places in a list."""
    sections = sorted({document.section for document in documents})
    place = {section: at for at, section in enumerate(sections)}
    try:
        known = [ids[document.url] for document in documents]
    except KeyError as fault:
        raise pagefind.PagefindError(f"it has left out {fault}") from fault
    of = [place[document.section] for document in documents]
    return _json({"ids": known, "sections": sections, "of": of, "cards": _CARDS})


def _url_in(fragment: bytes) -> str:
    """The URL that a fragment (a page as Pagefind would show it) begins with."""
    found = _URL.search(zlib.decompressobj(wbits=_GZIP).decompress(fragment, 2000))
    if found is None:
        raise pagefind.PagefindError("its fragments name no URL")
    return str(json.loads(found[1]))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
