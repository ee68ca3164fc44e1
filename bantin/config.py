"""site.toml as one frozen Config: typed, complete, unknown keys refused."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta, timezone, tzinfo
from typing import Any

from bantin.errors import ContentError, Problem, UsageError, problem
from bantin.schema import FieldError, nearest
from bantin.vietnamese import date_pattern

FILE = "site.toml"


@dataclass(frozen=True, slots=True)
class ImprintLine:
    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of the dateline: text round one of posted, updated and views."""

    before: str
    value: str
    after: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    title: str
    to: str  # an address of this site ("gioi-thieu.html") or a whole URL


@dataclass(frozen=True, slots=True)
class Lists:
    """How many entries each list holds."""

    page: int = 20
    latest: int = 5
    related: int = 5
    most_read: int = 5
    home_stories: int = 3
    home_block: int = 4
    feed: int = 20


@dataclass(frozen=True, slots=True)
class Dates:
    """CLDR patterns: for a date alone, and for one with a time."""

    date: str = "dd/MM/yyyy"
    date_time: str = "h:mm a, dd/MM/yyyy"


LABELS = {
    "home": "Trang chủ",
    "latest": "Tin mới nhất",
    "related": "Tin liên quan",
    "most_read": "Đọc nhiều",
    "side": "Mới nhất và đọc nhiều",
    "older": "Bài trước",
    "newer": "Bài sau",
    "neighbours": "Bài trước và bài sau",
    "tags": "Thẻ",
    "skip": "Đến nội dung chính",
    "sections": "Chuyên mục",
    "contents": "Mục lục",
    "search": "Tìm kiếm",
    "search_words": "Từ cần tìm",
    "search_go": "Tìm",
    "see_all": "Xem tất cả",
    "views": "lượt xem",
    "subsections": "Mục con",
    "pages": "Trang",
    "newer_page": "Mới hơn",
    "older_page": "Cũ hơn",
    "empty": "Chưa có bài trong mục này.",
    "not_found": "Không tìm thấy trang",
    "not_found_help": "Có thể bài đã được chuyển chỗ hoặc địa chỉ bị gõ thiếu. "
    "Mời quý vị chọn một chuyên mục hoặc một tin dưới đây.",
    "site_map": "Sơ đồ trang",
    "feed": "Nhận tin qua RSS",
    "shortcuts": "Lối tắt",
    "standing_pages": "Giới thiệu và trợ giúp",
    "path": "Đường dẫn",
    "author": "Tác giả",
    "source": "Nguồn",
    "on_paper": "Bài trên mạng",
    "aids": "Công cụ đọc",
    "text_size": "Cỡ chữ",
    "text_smaller": "chữ nhỏ hơn",
    "text_normal": "chữ thường",
    "text_larger": "chữ lớn hơn",
    "print": "In",
    "copy_link": "Chép liên kết",
    "copied": "Đã chép liên kết",
    "not_copied": "Trình duyệt không cho chép",
    "listen": "Nghe bài",
    "stop": "Dừng đọc",
}


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a build must know besides content, layouts and assets.

    Folders are absolute. `base` begins and ends with a slash ("/" or "/cchc/"); `origin` has none at its end.
    """

    site: str
    content: str
    output: str
    cache: str
    layouts: tuple[str, ...]
    assets: tuple[str, ...]
    name: str
    title: str
    origin: str
    base: str
    place: str = ""
    description: str = ""
    language: str = "vi"
    zone: str = "Asia/Ho_Chi_Minh"
    menu: tuple[str, ...] = ()
    dateline: tuple[Phrase, ...] = (
        Phrase("Ngày đăng: ", "posted", ""),
        Phrase("Cập nhật: ", "updated", ""),
        Phrase("", "views", " lượt xem"),
    )
    note: str = ""
    section_label: bool = False
    lists: Lists = Lists()
    dates: Dates = Dates()
    imprint: tuple[ImprintLine, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    labels: Mapping[str, str] = field(default_factory=lambda: dict(LABELS))

    def read_zone(self) -> tzinfo:
        return read_zone(self.zone)


def read_zone(name: str) -> tzinfo:
    """A zone by its IANA name. Viet Nam has kept UTC+7 since 1975 and needs no table to be read."""
    if name == "Asia/Ho_Chi_Minh":
        return timezone(timedelta(hours=7))
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise FieldError("unknown-zone", value=name) from fault


def load(
    site: str, *, engine: str, content: str | None = None, output: str | None = None, cache: str | None = None
) -> Config:
    """The Config of the site in folder `site`; layouts/ and assets/ of the folder `engine` fill the gaps.

    Raises UsageError where a folder is missing, ContentError for everything wrong in site.toml.
    """
    site = os.path.abspath(site)
    values = _read(os.path.join(site, FILE))
    content = os.path.abspath(content or os.path.join(site, "content"))
    if not os.path.isdir(content):
        raise UsageError(f"there is no content folder {content}; create it, or name another with --content")
    return Config(
        site=site,
        content=content,
        output=os.path.abspath(output or os.path.join(site, "output")),
        cache=os.path.abspath(cache or os.path.join(site, ".cache")),
        layouts=_overlay(site, engine, "layouts"),
        assets=_overlay(site, engine, "assets"),
        **values,
    )


def _overlay(site: str, engine: str, name: str) -> tuple[str, ...]:
    """The site's own folder first, then the engine's, each where it exists and once."""
    folders = [os.path.join(os.path.realpath(folder), name) for folder in (site, engine)]
    return tuple(dict.fromkeys(folder for folder in folders if os.path.isdir(folder)))


def _read(path: str) -> dict[str, Any]:
    import tomllib

    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8")
    except FileNotFoundError as fault:
        raise UsageError(
            f"there is no {FILE} in {os.path.dirname(path)}; a site is a folder with a {FILE}"
        ) from fault
    except UnicodeDecodeError as fault:
        raise ContentError([problem(FILE, 0, "not-utf8", byte=fault.start)]) from fault
    except OSError as fault:
        raise UsageError(f"{path} cannot be read: {fault.strerror}") from fault
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        line = int(found[1]) if (found := re.search(r"line (\d+)", str(fault))) else 0
        said = re.sub(r" \(at .*\)$", "", str(fault))
        raise ContentError([problem(FILE, line, "bad-toml", said=said)]) from fault
    reader = _Reader(text)
    values = reader.table(table, _TOP, "")
    for needed in ("name", "address"):
        if needed not in table:
            reader.problems.append(problem(FILE, 0, "setting-missing", field=needed))
    if reader.problems:
        raise ContentError(reader.problems)
    values["origin"], values["base"] = values.pop("address")
    values.setdefault("title", values["name"])
    return values


class _Reader:
    """Turns tables into values and keeps every problem, each with the line where its key stands."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self.problems: list[Problem] = []

    def table(self, table: Mapping[str, Any], fields: Mapping[str, "_Field"], name: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key not in fields:
                guess = nearest(key, fields)
                code = "unknown-field-near" if guess else "unknown-field"
                self._report(name, key, code, field=key, guess=guess, known=", ".join(sorted(fields)))
                continue
            try:
                values[key] = fields[key](value, self, key)
            except FieldError as fault:
                self._report(name, key, fault.code, field=key, **fault.args_)
        return values

    def _report(self, table: str, key: str, code: str, **args: object) -> None:
        self.problems.append(problem(FILE, self._line(table, key), code, **args))

    def _line(self, table: str, key: str) -> int:
        inside = not table
        for number, line in enumerate(self._lines, 1):
            stripped = line.strip()
            if stripped.startswith("["):
                inside = stripped.strip("[] ") == table
                if stripped.strip("[] ") == key and not table:
                    return number
            elif inside and re.match(rf'"?{re.escape(key)}"?\s*=', stripped):
                return number
        return 0


_Field = Callable[[Any, _Reader, str], Any]


def _text(value: Any, _reader: _Reader, _key: str) -> str:
    if not isinstance(value, str):
        raise FieldError("not-quoted")
    return value


def _yes(value: Any, _reader: _Reader, _key: str) -> bool:
    if not isinstance(value, bool):
        raise FieldError("not-yes-or-no", value=value)
    return value


def _size(value: Any, _reader: _Reader, _key: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1000:
        raise FieldError("not-a-size", value=f'"{value}"' if isinstance(value, str) else value)
    return value


def _names(value: Any, _reader: _Reader, _key: str) -> tuple[str, ...]:
    if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        raise FieldError("not-an-array")
    return tuple(value)


def _dateline(value: Any, reader: _Reader, key: str) -> tuple[Phrase, ...]:
    phrases = []
    for written in _names(value, reader, key):
        parts = re.fullmatch(r"([^{}]*)\{(posted|updated|views)\}([^{}]*)", written)
        if not parts:
            raise FieldError("not-in-dateline", value=written)
        phrases.append(Phrase(*parts.groups()))
    return tuple(phrases)


def _address(value: Any, reader: _Reader, key: str) -> tuple[str, str]:
    parts = re.fullmatch(r"(https?://[\w.-]+(?::\d+)?)(?:/([A-Za-z0-9/._~-]*))?", _text(value, reader, key))
    if not parts or ".." in value or "//" in value[8:]:
        raise FieldError("not-an-address", value=value)
    return parts[1], "/" + ((parts[2] or "").strip("/") + "/").lstrip("/")


def _zone(value: Any, reader: _Reader, key: str) -> str:
    read_zone(_text(value, reader, key))
    return str(value)


def _pattern(value: Any, reader: _Reader, key: str) -> str:
    try:
        date_pattern(_text(value, reader, key))
    except ValueError as fault:
        raise FieldError("bad-pattern", piece=fault) from fault
    return str(value)


def _labels(value: Any, reader: _Reader, key: str) -> dict[str, str]:
    return {**LABELS, **_table(value, reader, key, dict.fromkeys(LABELS, _text))}


def _table(value: Any, reader: _Reader, key: str, fields: Mapping[str, _Field]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise FieldError("not-a-table")
    return reader.table(value, fields, key)


def _rows(kind: type[Any], *needed: str, **optional: _Field) -> _Field:
    fields = {**dict.fromkeys(needed, _text), **optional}

    def read(value: Any, reader: _Reader, key: str) -> tuple[Any, ...]:
        if not (isinstance(value, list) and all(isinstance(row, dict) for row in value)):
            raise FieldError("not-rows")
        rows = [_table(row, reader, key, fields) for row in value]
        for row in rows:
            for name in needed:
                if name not in row:
                    raise FieldError("row-without", name=name)
        return tuple(kind(**row) for row in rows)

    return read


_LISTS: dict[str, _Field] = dict.fromkeys(Lists.__dataclass_fields__, _size)
_DATES: dict[str, _Field] = dict.fromkeys(Dates.__dataclass_fields__, _pattern)
_TOP: dict[str, _Field] = {
    "name": _text,
    "title": _text,
    "place": _text,
    "description": _text,
    "address": _address,
    "language": _text,
    "zone": _zone,
    "menu": _names,
    "dateline": _dateline,
    "note": _text,
    "section_label": _yes,
    "lists": lambda value, reader, key: Lists(**_table(value, reader, key, _LISTS)),
    "dates": lambda value, reader, key: Dates(**_table(value, reader, key, _DATES)),
    "labels": _labels,
    "imprint": _rows(ImprintLine, "label", "value", url=_text),
    "shortcuts": _rows(Shortcut, "title", "to"),
}
