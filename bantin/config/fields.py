"""The tables of site.toml: which fields each has, and what each field may be."""

from collections.abc import Callable, Mapping
from typing import Any

from bantin.config.converters import (
    MAX_ENTRIES,
    address,
    check_day,
    check_moment,
    dateline,
    different_names,
    folder,
    hosts,
    language,
    link,
    list_size,
    names,
    needed_text,
    one_of,
    pattern,
    some_of,
    text,
    widths,
    yes_or_no,
    zone,
)
from bantin.config.targets import Target, read_targets
from bantin.config.values import (
    AIDS,
    BACKENDS,
    BELOW,
    CARD_SHAPES,
    EXTRAS,
    FEEDS,
    FORMS,
    HEAD,
    PUBLISH,
    SHARE,
    SIDE_LISTS,
    Box,
    Bulletin,
    CheckExcept,
    Checks,
    Cms,
    Dates,
    HomeChart,
    ImprintLine,
    Lists,
    Machines,
    Numbers,
    Pictures,
    Shortcut,
)
from bantin.i18n.labels import LABELS
from bantin.i18n.messages import MESSAGES
from bantin.schema.tables import Field, Nested, TableReader
from bantin.schema.values import FieldError, Way
from bantin.text.formats import number_formatter

# The names of rules: codes of what does not stop a build, without their prefix.
RULES = tuple(sorted(code.partition("-")[2] for code in MESSAGES if code.startswith(("warn-", "advice-"))))


def _table(value: Any, reader: TableReader, way: Way, fields: Mapping[str, Field]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise FieldError("not-a-table")
    return reader.convert(value, fields, way)


def _group(kind: Callable[..., Any], fields: Mapping[str, Field]) -> Nested:
    """A table whose fields have defaults in `kind`."""
    return Nested(lambda value, reader, way: kind(**_table(value, reader, way, fields)), fields)


def _rows(kind: type[Any], *texts: str, **others: Field) -> Nested:
    """A list of tables, each one `kind`; those of its fields that have no default are needed."""
    fields = {**dict.fromkeys(texts, text), **others}
    needed = tuple([name for name in kind._fields if name not in kind._field_defaults])

    def read(value: Any, reader: TableReader, way: Way) -> tuple[Any, ...]:
        if not (isinstance(value, list) and all(isinstance(row, dict) for row in value)):
            raise FieldError("not-rows")
        if len(value) > MAX_ENTRIES:
            raise FieldError("too-many-items", limit=MAX_ENTRIES)
        rows = [_table(row, reader, (*way, index), fields) for index, row in enumerate(value)]
        for index, row in enumerate(value):
            for name in needed:
                if name not in row:
                    code = "row-without-links" if name == "links" else "row-without"
                    reader.report((*way, index), code, field=way[-1], name=name)
        return tuple(kind(**row) for row in rows if row.keys() >= set(needed))

    return Nested(read, fields, needed, is_list=True)


def _labels(value: Any, reader: TableReader, way: Way) -> dict[str, str]:
    return {**LABELS, **_table(value, reader, way, _LABELS)}


def _cms(value: Any, reader: TableReader, way: Way) -> Cms | None:
    values = _table(value, reader, way, _CMS)
    if "repo" in values:
        return Cms(**values)
    if "repo" not in value:
        reader.report(way, "row-without", field="cms", name="repo")
    return None


def _checks(value: Any, reader: TableReader, way: Way) -> Checks:
    values = _table(value, reader, way, _CHECKS)
    return Checks(values.get("off", ()), values.get("except", ()))


def _targets(value: Any, reader: TableReader, way: Way) -> tuple[Target, ...]:
    if not isinstance(value, dict):
        raise FieldError("not-a-table")
    targets, faults = read_targets(value)
    for below, fault in faults:
        reader.report((*way, *below), fault.code, **fault.args_)
    return targets


def _bulletins(value: Any, reader: TableReader, way: Way) -> tuple[Bulletin, ...]:
    bulletins: tuple[Bulletin, ...] = _BULLETINS.read(value, reader, way)
    different_names([bulletin.folder for bulletin in bulletins])
    return bulletins


_LABELS = dict.fromkeys(LABELS, text)
_LISTS = dict.fromkeys(Lists._fields, list_size)
_DATES = {"date": pattern(check_day, "bad-pattern"), "date_time": pattern(check_moment, "bad-pattern")}
_NUMBERS = dict.fromkeys(Numbers._fields, pattern(number_formatter, "bad-number-pattern"))
_MACHINES: dict[str, Field] = {
    "publisher": text,
    "listed": yes_or_no,
    "head": some_of(HEAD),
    "feeds": some_of(FEEDS),
    "full_text": yes_or_no,
    "extras": some_of(EXTRAS),
}
_CMS: dict[str, Field] = {
    "repo": needed_text,
    "backend": one_of(BACKENDS),
    "branch": needed_text,
    "base_url": link,
    "app_id": text,
}
_CHECKS: dict[str, Field] = {
    "off": some_of(RULES),
    "except": _rows(CheckExcept, "files", off=some_of(RULES)),
}
_SHORTCUTS = _rows(Shortcut, "title", to=link)
_BULLETINS = _rows(Bulletin, name=needed_text, feed=needed_text, folder=folder)

SETTINGS: dict[str, Field] = {
    "name": needed_text,
    "title": needed_text,
    "place": text,
    "description": text,
    "address": address,
    "language": language,
    "zone": zone,
    "menu": different_names,
    "dateline": dateline,
    "keep_together": names,
    "note": text,
    "side": some_of(SIDE_LISTS),
    "below": some_of(BELOW),
    "aids": some_of(AIDS),
    "share": some_of(SHARE),
    "video_hosts": hosts,
    "share_cards": some_of(CARD_SHAPES),
    "section_label": yes_or_no,
    "search": yes_or_no,
    "publish": one_of(PUBLISH),
    "lists": _group(Lists, _LISTS),
    "dates": _group(Dates, _DATES),
    "numbers": _group(Numbers, _NUMBERS),
    "machines": _group(Machines, _MACHINES),
    "pictures": _group(Pictures, {"widths": widths}),
    "labels": Nested(_labels, _LABELS),
    "cms": Nested(_cms, _CMS),
    "check": Nested(_checks, _CHECKS),
    "deploy": Nested(_targets),
    "imprint": _rows(ImprintLine, "label", "value", url=link),
    "shortcuts": _SHORTCUTS,
    "charts": _rows(HomeChart, "data", "title", "to", form=one_of(FORMS)),
    "boxes": _rows(Box, "title", links=_SHORTCUTS),
    "bulletins": _BULLETINS._replace(read=_bulletins),
}
