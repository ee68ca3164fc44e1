"""One Markdown file to one Article and its prose, or to problems. Runs in workers, on many files at once."""

import os
import re
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from bantin import markdown
from bantin.cache.blobs import Pack, digest_bytes
from bantin.cache.records import Block, Record, pack_block
from bantin.config import read_zone
from bantin.content import front_matter
from bantin.content.article import ReadFile, make, without_title
from bantin.content.body_lint import body_problems, text_problems
from bantin.content.dead_links import as_warning
from bantin.content.fields import Fields
from bantin.content.file_lint import article_problems
from bantin.content.head_lint import head_problems
from bantin.errors import Problem, problem
from bantin.model import Article, Prose
from bantin.system.descriptors import READ, UNFOLLOWED
from bantin.system.named_tuple import NamedTuple
from bantin.system.os_errors import affects_every_file
from bantin.system.stat_signature import StatSignature, signature_of, trusted_signature
from bantin.text import unsafe_characters

MAX_BYTES = 2_000_000

_MAX_TOLD = 20  # lines with invisible characters; a file full of them is told of by its first ones
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MERGE = re.compile(r"^(?:<{7}|>{7}|\|{7})(?= |$)", re.MULTILINE)


class Reading(NamedTuple):
    """What every file's reading needs. Plain values: it crosses to other processes."""

    content: str  # the folder
    shown_as: str  # its name in problems, such as "content/"
    zone: str
    words: tuple[str, ...]  # that titles hold together, besides those that all do
    pack: str  # the prose pack's path
    dead_links: str = "refuse"  # or "warn"
    outside_pictures: str = "refuse"  # or "link"


def read_many(reading: Reading, sources: list[str]) -> Block:
    """The records of these sources. Their prose is in the pack when this returns.

    All take one step, then all take the next: each step's code stays at hand for the processor, which saves a
    sixth of reading them one by one.
    """
    reader = _Reader(reading)
    read_sources = [_Source(source, reading.shown_as + source) for source in sources]
    for step in (reader.open, reader.decode, reader.split, reader.check, reader.write, reader.put_together):
        for item in read_sources:
            step(item)
    spans = iter(Pack(reading.pack).append([item.prose for item in read_sources if item.prose]))
    return pack_block(
        [item.record._replace(prose=next(spans)) if item.prose else item.record for item in read_sources]
    )


def read_alone(reading: Reading, source: str) -> tuple[Record, str]:
    """Return a source's record and its prose as HTML, "" where it cannot be published. Write nothing."""
    reader = _Reader(reading)
    read_source = _Source(source, reading.shown_as + source)
    for step in (reader.open, reader.decode, reader.split, reader.check, reader.write, reader.put_together):
        step(read_source)
    return read_source.record, read_source.prose[0].decode() if read_source.prose else ""


class _Source:
    """A source on its way to a record. What a step would find stays None where it has nothing to go on with.

    path: as problems name it. unreadable: what is wrong with the file or its text; problems: with its front
    matter. prose: what was made of its body, beside its digest, where that can be published.
    """

    def __init__(self, source: str, path: str) -> None:
        self.source = source
        self.path = path
        self.signature: StatSignature | None = None
        self.data: bytes | None = None
        self.text: bytes | None = None
        self.parts: front_matter.Source | None = None
        self.values: dict[str, Any] = {}
        self.written: tuple[Prose, Sequence[Problem]] | None = None
        self.prose: tuple[bytes, bytes] | None = None
        self.unreadable: list[Problem] = []
        self.problems: list[Problem] = []
        self.record: Record


class _Reader:
    """The steps from a file to its record, in their order."""

    def __init__(self, reading: Reading) -> None:
        self._content = reading.content
        self._fields = Fields(read_zone(reading.zone), reading.words)
        self._dead_as_text = reading.dead_links == "warn"
        self._links_pictures = reading.outside_pictures == "link"

    def open(self, source: _Source) -> None:
        try:
            source.data, source.signature = _bytes(f"{self._content}/{source.source}")
        except OSError as fault:
            if affects_every_file(fault):
                raise
            source.unreadable = [problem(source.path, 0, "unreadable", said=fault.strerror or fault)]

    def decode(self, source: _Source) -> None:
        if source.data is not None:
            source.text, source.unreadable = _text(source.data, source.path)
            source.data = None

    def split(self, source: _Source) -> None:
        if source.text is not None:
            source.parts, source.problems = front_matter.split(source.text, path=source.path)

    def check(self, source: _Source) -> None:
        if source.parts is not None:
            source.values, problems = self._fields.check(source.parts.entries, path=source.path)
            source.problems += _certain(problems, source.problems)

    def write(self, source: _Source) -> None:
        if source.parts is not None:
            source.written = markdown.write(
                source.parts.body,
                path=source.path,
                first_line=source.parts.body_line,
                links_pictures=self._links_pictures,
            )

    def put_together(self, source: _Source) -> None:
        if source.parts is None or source.written is None:
            source.record = Record(source.source, source.signature, None, None, tuple(source.unreadable))
            return
        body, problems = source.written
        body, doubled = without_title(body, source.values.get("title", ""))
        if doubled:
            problems = (*problems, problem(source.path, source.parts.body_line, "warn-title-twice"))
        lines = {key: entry.line for key, entry in source.parts.entries.items()}
        html_digest = digest_bytes(body.html)
        article, more = make(
            source.source, ReadFile(source.values, lines, body, html_digest), path=source.path
        )
        all_problems = (*source.problems, *source.unreadable, *problems, *more)
        if self._dead_as_text and all_problems:
            all_problems = tuple(map(as_warning, all_problems))
        all_problems += tuple(_lint(source, source.parts, body, None if _stop(all_problems) else article))
        source.record = Record(source.source, source.signature, article, None, all_problems)
        if not _stop(all_problems):
            source.prose = body.html, html_digest


def _lint(
    source: _Source, parts: front_matter.Source, body: Prose, article: Article | None
) -> Iterator[Problem]:
    """What was not meant so, though it is no mistake in form: warnings. article: if it can be published."""
    data = source.text or b""
    yield from head_problems(data[: len(data) - len(parts.body)], path=source.path)
    yield from body_problems(parts.body, body.html, parts.body_line, path=source.path)
    if article:
        yield from article_problems(article, parts.body, parts.body_line, path=source.path)


def _stop(problems: Iterable[Problem]) -> bool:
    return not all(problem.is_warning for problem in problems)


def _certain(problems: list[Problem], before: list[Problem]) -> list[Problem]:
    """The problems of fields that hold whatever was wrong with their block before.

    Where reading stopped, what is missing may stand further down, and the line itself was read by half.
    """
    if all(problem_before.code in ("key-twice", "control-character") for problem_before in before):
        return problems
    lines_before = {problem_before.line for problem_before in before}
    return [
        problem_before
        for problem_before in problems
        if problem_before.line not in lines_before and not problem_before.code.endswith("-missing")
    ]


def _bytes(path: str) -> tuple[bytes, StatSignature | None]:
    """A file's bytes, and its signature where that can be trusted from now on."""
    now = time.time_ns()
    descriptor = os.open(path, READ | UNFOLLOWED)
    try:
        status = os.fstat(descriptor)
        # One byte more than expected tells that the file is still growing; a larger buffer only costs time.
        data = os.read(descriptor, min(status.st_size, MAX_BYTES) + 1)
        while len(data) <= MAX_BYTES and (more := os.read(descriptor, MAX_BYTES)):
            data += more
    finally:
        os.close(descriptor)
    return data, trusted_signature(signature_of(status), now)


def _text(data: bytes, path: str) -> tuple[bytes | None, list[Problem]]:
    """The file as UTF-8 in NFC with LF line ends, without invisible characters; None where it is no text."""
    if len(data) > MAX_BYTES:
        return None, [problem(path, 0, "file-too-large", size=f"more than {MAX_BYTES}", limit=MAX_BYTES)]
    data = data.removeprefix(_BYTE_ORDER_MARK)
    try:
        written = data.decode()
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        return None, [problem(path, line, "not-utf8", byte=fault.start + 1)]
    text = written
    if b"\r" in data:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # The plain searches in the bytes first: the pattern alone would take longer than all the rest.
    if (
        (b"<" in data or b">" in data)
        and (b"<<<<<<<" in data or b">>>>>>>" in data)
        and (match := _MERGE.search(text))
    ):
        line = text.count("\n", 0, match.start()) + 1
        return None, [problem(path, line, "merge-marker", marker=match[0])]
    problems: list[Problem] = []
    if unsafe_characters.may_contain(data):
        text, problems = _without_pasted(text, path)
        problems += _invisible(text, path)
        text = unsafe_characters.remove(text)
    text = unicodedata.normalize("NFC", text)
    data = data if text == written else text.encode()
    return data, problems + text_problems(data, text, path=path)


# What comes along when text is copied from a web page or a PDF, and turns nothing round by itself.
_PASTED = re.compile("[\x0b\x0c\x1c-\x1f\u2028\u2029\u202a\u202c\ufeff]")


def _without_pasted(text: str, path: str) -> tuple[str, list[Problem]]:
    """Line separators as line ends, marks without a width left out, with a warning at the first one."""
    match = _PASTED.search(text)
    if not match:
        return text, []
    line = text.count("\n", 0, match.start()) + 1
    point = unsafe_characters.code_point(match[0])
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x0b", "\n")
    return _PASTED.sub("", text), [problem(path, line, "warn-pasted-character", point=point)]


def _invisible(text: str, path: str) -> list[Problem]:
    return [
        problem(path, line, "control-character", point=unsafe_characters.code_point(character))
        for line, character in islice(unsafe_characters.lines(text), _MAX_TOLD)
    ]
