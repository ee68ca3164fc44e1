"""The fields of front matter: a converter for each, and the check of all values of a file."""

import re
from datetime import tzinfo
from functools import lru_cache

from bantin.content.field_lines import part_line
from bantin.content.field_words import FIELD_BY_WORD, IMAGE_KEYS, as_meant
from bantin.errors import Problem, problem
from bantin.markdown.end_mark import line_without_end_mark
from bantin.markdown.shapes import split_credit, without_stop
from bantin.model import STANDALONE_KINDS, Image
from bantin.schema.tables import Converter, TableReader
from bantin.schema.values import (
    Entry,
    FieldError,
    FieldPartsError,
    KeyPath,
    Loose,
    boolean,
    count,
    each,
    nearest,
    required_text,
    scalar,
    text,
    text_list,
)
from bantin.system.named_tuple import NamedTuple
from bantin.text.focus import read_focus
from bantin.text.line_breaks import bind_numbers, title_breaker
from bantin.text.vietnamese import NoSuchDateError, parse_date, slug
from bantin.urls import folder_address

MAX_TITLE = 300
_MAX_SLUG = 150
MAX_TAGS = 30
MAX_TAG = 80
INDEX = "_index.md"
# Characters that are letters in Unicode, but invisible: Hangul fillers.
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_ODD_SLUG = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")


class Moment(NamedTuple):
    """A date, or a date with a time. seconds: seconds since 1970. machine: as in model.Link.machine_date."""

    seconds: int
    machine: str


class Fields:
    """The converters of front matter fields. zone: of dates. words: see text.line_breaks.title_breaker."""

    def __init__(self, zone: tzinfo, words: tuple[str, ...] = ()) -> None:
        self._zone = zone
        self._hold_together = title_breaker(words)
        section: dict[str, Converter] = {
            "title": _title,
            "summary": _summary,
            "weight": count,
            "aliases": text_list,
            "check_off": _rules,
        }
        self.section = section
        self.article: dict[str, Converter] = {
            **section,
            "date": self._moment,
            "updated": self._moment,
            "expires": self._moment,
            "views": count,
            "related": _related,
            "tags": _tags,
            "author": text,
            "source": text,
            "slug": _slug,
            "corrections": self._corrections,
            "draft": boolean,
            "featured": boolean,
            "image": _image,
            "layout": _layout,
        }

    def _moment(self, value: Loose) -> Moment:
        written = scalar(value)
        if not written:
            raise FieldError("empty")
        try:
            moment = Moment(*parse_date(written, self._zone))
        except ValueError as fault:
            from bantin.text.date_guess import guess_date  # loaded only if there is a problem

            guess = guess_date(written)
            if isinstance(fault, NoSuchDateError):
                code = "no-such-date-near" if guess else "no-such-date"
            else:
                code = "not-a-date-near" if guess else "not-a-date"
            raise FieldError(code, value=written, guess=guess) from fault
        if not "1900" <= moment.machine[:4] <= "2199":
            raise FieldError("year-out-of-range", value=written)
        return moment

    def _corrections(self, value: Loose) -> tuple[tuple[str, str], ...]:
        """Return (machine date, text) of each correction."""
        return each(text_list(value), self._correction)

    def _correction(self, written: str) -> tuple[str, str]:
        date, _, sentence = written.partition(": ")
        try:
            machine = Moment(*parse_date(date.strip(), self._zone)).machine
        except ValueError as fault:
            raise FieldError("bad-correction", value=written) from fault
        if not sentence.strip():
            raise FieldError("bad-correction", value=written)
        return machine, " ".join(sentence.split())

    def check(
        self, entries: dict[str, Entry], *, path: str, head: bytes = b""
    ) -> tuple[dict[str, object], list[Problem]]:
        """Return the valid values of one file by field, and every problem of its front matter.

        head: the file up to the end of its front matter, for the lines of entries of lists; without it they
        have the line of their field.
        """
        is_section = path.rpartition("/")[2] == INDEX

        def line_of(key_path: KeyPath) -> int:
            field, *part = key_path
            line = entries[str(field)].line
            return part_line(head.decode(), line, part[0]) if part else line

        reader = TableReader(path, line_of, FIELD_BY_WORD)
        written = {key: entry.value for key, entry in entries.items()}
        values = reader.convert(written, self.section if is_section else self.article)
        problems = [as_meant(reported, written) for reported in reader.problems]
        if any(reported.code == "image-part" for reported in problems):
            problems = [reported for reported in problems if ("field", "image") not in reported.args]
        is_article = values.get("layout", "" if "layout" in entries else "article") == "article"
        required = ("title", "date") if is_article and not is_section else ("title",)
        guessed = {value for reported in problems for name, value in reported.args if name == "guess"}
        for key in required:
            if key not in entries and key not in guessed:
                problems.append(problem(path, 1, f"{key}-missing"))
        title, updated, date = values.get("title"), values.get("updated"), values.get("date")
        if isinstance(title, str):
            values["heading"] = self._hold_together(title)
        if "slug" in values and entries["slug"].value != values["slug"]:
            line = entries["slug"].line
            problems.append(
                problem(path, line, "warn-slug-folded", value=entries["slug"].value, guess=values["slug"])
            )
        if isinstance(updated, Moment) and isinstance(date, Moment) and _is_earlier(updated, date):
            problems.append(problem(path, entries["updated"].line, "warn-updated-before-date"))
        expires = values.get("expires")
        if isinstance(expires, Moment) and isinstance(date, Moment) and expires.seconds <= date.seconds:
            problems.append(problem(path, entries["expires"].line, "warn-expires-before-date"))
        corrections = values.get("corrections")
        if isinstance(corrections, tuple) and isinstance(date, Moment):
            days = [day[:10] for day, _ in corrections]
            if early := [day for day in days if day < date.machine[:10]]:
                line = entries["corrections"].line
                problems.append(problem(path, line, "warn-correction-before-date", day=early[0]))
        return values, problems


def _is_earlier(updated: Moment, date: Moment) -> bool:
    """Tell whether the update is before publication. An update without a time may be on the same day."""
    same_day = updated.machine == date.machine[:10]
    return updated.seconds < date.seconds and not same_day


def _title(value: Loose) -> str:
    title = text(value)
    if not title:
        raise FieldError("title-empty")
    if len(title) > MAX_TITLE:
        raise FieldError("title-long", count=len(title), limit=MAX_TITLE)
    if not any(sign.isalnum() and sign not in _BLANK_LETTERS for sign in title):
        raise FieldError("title-without-letters", value=title)
    return title


def _summary(value: Loose) -> str:
    return bind_numbers(line_without_end_mark(text(value)))


def _tags(value: Loose) -> tuple[str, ...]:
    if isinstance(value, str) and "," in value:
        raise FieldError("tags-in-a-row", value=re.sub("[“”„‟]", "", text(value)).strip("[](){} "))
    if isinstance(value, str) and ";" in value:
        raise FieldError(
            "tags-semicolons", value=", ".join(filter(None, map(str.strip, text(value).split(";"))))
        )
    tags = [tag.rstrip(" ,;") for tag in text_list(value)]  # from a list that had all on one line
    if len(tags) > MAX_TAGS:
        raise FieldError("too-many-items", limit=MAX_TAGS)
    once: dict[str, str] = {}
    for tag in each(tags, _tag):
        once.setdefault(tag.casefold(), tag)
    return tuple(once.values())


def _tag(written: str) -> str:
    if len(written) > MAX_TAG or not _LETTER_OR_DIGIT.search(written):
        raise FieldError("bad-tag", value=written, limit=MAX_TAG)
    return written


def _related(value: Loose) -> tuple[str, ...]:
    if isinstance(value, str) and "," in value:
        raise FieldError("related-in-a-row", value=text(value))
    return text_list(value)


def _slug(value: Loose) -> str:
    """Return the slug, with capitals and `_` folded; `Fields.check` adds a warning then."""
    written = required_text(value)
    if _ODD_SLUG.fullmatch(written) and slug(written):
        written = slug(written)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", written) or len(written) > _MAX_SLUG:
        last = re.sub(r"\.(?:html?|md|aspx?|php)$", "", written.rstrip("/").rpartition("/")[2])
        raise FieldError("bad-slug", value=written, guess=file_slug(last) or "bai-viet")
    return written


def rule_name(written: str) -> str:
    """Return a rule's name as docs/check.md has it, also where it was copied with its prefix."""
    return written.removeprefix("warn-").removeprefix("advice-")


def _rules(value: Loose) -> tuple[str, ...]:
    """Return the names of rules of `check`."""
    return each(text_list(value), _rule)


def _rule(written: str) -> str:
    from bantin.i18n.messages import RULES

    name = rule_name(written)
    if name not in RULES:
        guess = nearest(name, RULES, cutoff=0.6)
        raise FieldError("unknown-rule-near" if guess else "unknown-rule", value=name, guess=guess)
    return name


def _layout(value: Loose) -> str:
    written = scalar(value)
    if written not in ("article", *STANDALONE_KINDS):
        raise FieldError("bad-layout", value=written)
    return written


def _image(value: Loose) -> Image | None:
    parts = {"src": value} if isinstance(value, str) else value
    if not isinstance(parts, dict):
        raise FieldError("bad-image")
    if unknown := [key for key in parts if key not in IMAGE_KEYS]:
        raise FieldPartsError(((key,), FieldError("image-key", key=key)) for key in unknown)
    source = scalar(parts.get("src", ""))
    if not source:
        raise FieldError("image-src" if isinstance(value, dict) else "empty")
    alt, caption, credit = (" ".join(parts.get(key, "").split()) for key in ("alt", "caption", "credit"))
    try:
        focus = read_focus(parts["focus"]) if parts.get("focus") else ""
    except ValueError as fault:
        raise FieldError("bad-focus", value=parts["focus"]) from fault
    if credit:
        return Image(source, alt, without_stop(caption), credit, 0, focus)
    return Image(source, alt, *split_credit(caption), 0, focus)


@lru_cache(maxsize=1024)
def _section_of_folder(folder: str) -> str:
    return folder_address(folder).rstrip("/")


def file_slug(name: str) -> str:
    """Return the slug that follows from a file's name without `.md`; "" without letters and digits."""
    return slug(name)[:_MAX_SLUG].strip("-")


def section_of(source: str) -> str:
    """Return the section path of a source: "ket-qua" for "Kết quả/a.md"."""
    return _section_of_folder(source.rpartition("/")[0])
