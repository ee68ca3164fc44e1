"""Reading of Markdown files: each to an Article with its body, or to problems. Runs in worker processes."""

import os
import time
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Sequence
from itertools import islice
from typing import Any

from bantin import markdown
from bantin.cache.blobs import Pack, digest_bytes
from bantin.cache.records import Block, Record, pack_block
from bantin.config import read_zone
from bantin.content import front_matter
from bantin.content.abbreviations import explain
from bantin.content.article import ParsedFile, make_article, without_title
from bantin.content.body_lint import body_problems, text_problems
from bantin.content.dead_links import as_warning, outside_as_warning
from bantin.content.fields import Fields
from bantin.content.file_lint import article_problems, file_problems
from bantin.content.front_matter_lint import front_matter_problems
from bantin.content.read_settings import ReadSettings
from bantin.errors import Problem, megabytes, not_utf8, problem
from bantin.markdown import limits
from bantin.model import Article, Prose
from bantin.system.descriptors import READ, UNFOLLOWED
from bantin.system.os_errors import affects_every_file
from bantin.system.stat_signature import StatSignature, signature_of, trusted_signature
from bantin.text import unsafe_characters

MAX_BYTES = 2_000_000

_TOGETHER = 64  # bodies; with a whole block the HTML of all takes 2 MiB more
_MAX_REPORTED = 20  # lines with invisible characters in a file
_RETURN, _LESS, _GREATER = b"\r<>"  # as numbers, which `in` finds six times as fast


def read_many(reading: ReadSettings, sources: list[str]) -> Block:
    """Return the records of these sources, packed. Their bodies are in the prose pack when this returns."""
    files = _read(reading, sources)
    spans = iter(Pack(reading.pack).append([file.prose for file in files if file.prose]))
    return pack_block(
        [file.record._replace(prose=next(spans)) if file.prose else file.record for file in files]
    )


def read_single(reading: ReadSettings, source: str) -> tuple[Record, str]:
    """Return a source's record and its body as HTML, "" if it has errors. Write nothing."""
    [file] = _read(reading, [source])
    return file.record, file.prose[0].decode() if file.prose else ""


def _read(reading: ReadSettings, sources: list[str]) -> "list[_SourceFile]":
    """Read the sources.

    Each step is applied to all of them before the next step, also within `render`: the code of a step stays
    in the processor's cache, which saves a fifth of the time.
    """
    reader = _Reader(reading)
    files = [_SourceFile(source, reading.shown_as + source) for source in sources]
    for step in (reader.open, reader.decode, reader.split, reader.check, reader.lint_front_matter):
        for file in files:
            step(file)
    for start in range(0, len(files), _TOGETHER):
        reader.render(files[start : start + _TOGETHER])
    for step in (reader.make_article, reader.lint_body, reader.make_record):
        for file in files:
            step(file)
    return files


class _SourceFile:
    """The state of a source between the steps of reading. The results of steps that cannot run stay None.

    path: as problems name it. unreadable: problems of the file or its text. problems: of its front matter,
    then of its body, too. warnings: of content that was probably meant otherwise. prose: the body's HTML and
    its digest; at the end only if the article has no errors.
    """

    def __init__(self, source: str, path: str) -> None:
        self.source = source
        self.path = path
        self.signature: StatSignature | None = None
        self.data: bytes | None = None
        self.text: bytes | None = None
        self.split_source: front_matter.SplitSource | None = None
        self.values: dict[str, Any] = {}
        self.rendered: tuple[Prose, Sequence[Problem]] | None = None
        self.article: Article | None = None
        self.prose: tuple[bytes, bytes] | None = None
        self.unreadable: list[Problem] = []
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.record: Record


class _Reader:
    """The steps from a file to its record, in order."""

    def __init__(self, reading: ReadSettings) -> None:
        self._content = reading.content
        self._fields = Fields(read_zone(reading.zone), reading.words)
        self._dead_as_text = reading.dead_links == "warn"
        self._abbreviations = reading.abbreviations
        self._links_pictures = reading.outside_pictures == "link"

    def open(self, source: _SourceFile) -> None:
        try:
            source.data, source.signature = _read_bytes(f"{self._content}/{source.source}")
        except OSError as fault:
            if affects_every_file(fault):
                raise
            source.unreadable = [problem(source.path, 0, "unreadable", reason=fault.strerror or fault)]

    def decode(self, source: _SourceFile) -> None:
        if source.data is not None:
            source.text, source.unreadable = _decode(source.data, source.path)
            source.data = None

    def split(self, source: _SourceFile) -> None:
        if source.text is not None:
            source.split_source, source.problems = front_matter.split(source.text, path=source.path)

    def check(self, source: _SourceFile) -> None:
        if source.split_source is not None and source.text is not None:
            entries, body, _ = source.split_source
            head = source.text[: len(source.text) - len(body)]
            source.values, problems = self._fields.check(entries, path=source.path, head=head)
            source.problems += _reliable_problems(problems, source.problems)

    def lint_front_matter(self, source: _SourceFile) -> None:
        if source.split_source is not None and source.text is not None:
            block = source.text[: len(source.text) - len(source.split_source.body)]
            wrong_lines = {problem.line for problem in source.problems}
            warnings = front_matter_problems(block, path=source.path)
            source.warnings = [warning for warning in warnings if warning.line not in wrong_lines]

    def render(self, sources: list[_SourceFile]) -> None:
        texts = [(source, source.split_source) for source in sources if source.split_source is not None]
        steps = [
            markdown.write_in_steps(
                parts.body,
                path=source.path,
                first_line=parts.body_line,
                links_pictures=self._links_pictures,
            )
            for source, parts in texts
        ]
        for (source, _), rendered in zip(texts, markdown.run_together(steps), strict=True):
            source.rendered = rendered

    def make_article(self, source: _SourceFile) -> None:
        if source.split_source is None or source.rendered is None:
            return
        body, problems = source.rendered
        body, doubled = without_title(body, source.values.get("title", ""))
        if doubled:
            line = source.split_source.body_line + _row_of(source.values["title"], source.split_source.body)
            problems = (*problems, problem(source.path, line, "warn-title-twice"))
        if self._abbreviations:
            body = body._replace(html=explain(body.html, self._abbreviations))
        lines = {key: entry.line for key, entry in source.split_source.entries.items()}
        html_digest = digest_bytes(body.html)
        source.article, more = make_article(
            source.source, ParsedFile(source.values, lines, body, html_digest), path=source.path
        )
        source.prose = body.html, html_digest
        source.problems += (*problems, *more)

    def lint_body(self, source: _SourceFile) -> None:
        if source.split_source is not None and source.prose is not None:
            _, text, line = source.split_source
            source.warnings += body_problems(text, source.prose[0], line, path=source.path)

    def make_record(self, source: _SourceFile) -> None:
        problems = (*source.problems, *source.unreadable)
        if self._dead_as_text:
            problems = tuple(map(as_warning, problems))
        elif self._links_pictures:
            problems = tuple(map(outside_as_warning, problems))
        article, parts, prose = source.article, source.split_source, source.prose
        if article is not None:
            source.warnings += file_problems(article, path=source.path)
        if not all(problem.is_warning for problem in problems):
            source.prose = None
        elif article is not None and parts is not None and prose is not None:
            source.warnings += article_problems(
                article, parts.body, prose[0], parts.body_line, path=source.path
            )
        problems += tuple(source.warnings)
        rules_off = source.values.get("check_off", ())
        source.record = Record(source.source, source.signature, article, None, problems, rules_off)


def _row_of(title: str, body: bytes) -> int:
    """Return the first row of a body, counted from 0, that contains its title; else the first with words."""
    title = title.casefold()
    first = -1
    for row, written in enumerate(body.decode().split("\n")):
        words = " ".join(written.split()).casefold()
        if title in words:
            return row
        if first < 0 and words:
            first = row
    return first


def _reliable_problems(problems: list[Problem], before: list[Problem]) -> list[Problem]:
    """Return the problems of fields that do not follow from the syntax errors `before`.

    Where the parser stopped, missing fields may be further down, and the line itself was read incompletely.
    """
    if all(syntax_error.code in ("key-twice", "control-character") for syntax_error in before):
        return problems
    lines_before = {syntax_error.line for syntax_error in before}
    return [
        field_problem
        for field_problem in problems
        if field_problem.line not in lines_before and not field_problem.code.endswith("-missing")
    ]


def _read_bytes(path: str) -> tuple[bytes, StatSignature | None]:
    """Return a file's bytes (of a large one more than MAX_BYTES) and its signature if it can be trusted."""
    now = time.time_ns()
    descriptor = os.open(path, READ | UNFOLLOWED)
    try:
        status = os.fstat(descriptor)
        # Reading one byte more than expected shows whether the file is growing; a larger buffer costs time.
        data = os.read(descriptor, min(status.st_size, MAX_BYTES) + 1)
        while status.st_size != len(data) <= MAX_BYTES and (more := os.read(descriptor, MAX_BYTES)):
            data += more
        if len(data) > MAX_BYTES:
            data = _with_pictures(data, descriptor)
    finally:
        os.close(descriptor)
    return data, trusted_signature(signature_of(status), now)


def _with_pictures(data: bytes, descriptor: int) -> bytes:
    """Return the beginning `data` of a large file with what follows, if it holds pictures."""
    from bantin.content import embedded_pictures

    if embedded_pictures.are_in(data):
        while len(data) <= embedded_pictures.MAX_BYTES and (more := os.read(descriptor, MAX_BYTES)):
            data += more
    return data


def _decode(data: bytes, path: str) -> tuple[bytes | None, list[Problem]]:
    """Return the text as UTF-8 in NFC with LF line ends, without invisible characters; None if it is none."""
    if len(data) > limits.LENGTH:
        from bantin.content import embedded_pictures  # few texts are as long

        if len(data) <= embedded_pictures.MAX_BYTES:
            data = embedded_pictures.shortened(data)
    if len(data) > MAX_BYTES:
        return None, [problem(path, 0, "file-too-large", limit=megabytes(MAX_BYTES))]
    data = data.removeprefix(BOM_UTF8)
    try:
        written = data.decode()
    except UnicodeDecodeError as fault:
        return None, [not_utf8(path, fault)]
    text = written
    if _RETURN in data:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Search for single bytes first: a pattern alone would take longer than everything else here.
    if (_LESS in data or _GREATER in data) and (b"<<<<<<<" in data or b">>>>>>>" in data):
        from bantin.schema.merge_marks import unfinished_merge

        if merge := unfinished_merge(text, path):
            return None, [merge]
    problems: list[Problem] = []
    is_unsafe = unsafe_characters.may_contain(data)
    if is_unsafe or "\u200b" in text:
        from bantin.content import pasted_characters  # few texts need it

        text, problems = pasted_characters.replaced(text, path=path)
    if is_unsafe:
        problems += _invisible_characters(text, path)
        text = unsafe_characters.remove(text)
    text = unicodedata.normalize("NFC", text)
    data = data if text == written else text.encode()
    return data, problems + text_problems(data, text, path=path)


def _invisible_characters(text: str, path: str) -> list[Problem]:
    return [
        problem(path, line, "control-character", point=unsafe_characters.code_point(character))
        for line, character in islice(unsafe_characters.lines(text), _MAX_REPORTED)
    ]
