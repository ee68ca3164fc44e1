"""The tables of site.toml: the fields of each, with their converters."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bantin.config.colours import DARK_GROUNDS, LIGHT_GROUNDS
from bantin.config.converters import (
    MAX_ENTRIES,
    accent,
    address,
    boolean,
    check_day,
    check_moment,
    check_number,
    dateline,
    distinct_names,
    file_of_assets,
    folder,
    hosts,
    language,
    link,
    list_size,
    names,
    one_of,
    pattern,
    repository,
    required_text,
    rules,
    subset_of,
    text,
    widths,
    zone,
)
from bantin.config.values import (
    AIDS,
    BACKENDS,
    BELOW,
    CARD_SHAPES,
    DEAD_LINKS,
    EXTRAS,
    FEEDS,
    FORMS,
    HEAD,
    OUTSIDE_PICTURES,
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
    Identity,
    ImprintLine,
    Lists,
    Machines,
    Numbers,
    Pictures,
    Shortcut,
)
from bantin.i18n.labels import LABELS
from bantin.schema.tables import Field, Nested, TableReader
from bantin.schema.values import FieldError, KeyPath

if TYPE_CHECKING:
    from bantin.config.targets import Target


def _table(value: Any, reader: TableReader, key_path: KeyPath, fields: Mapping[str, Field]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise FieldError("not-a-table")
    return reader.convert(value, fields, key_path)


def _table_of(kind: Callable[..., Any], fields: Mapping[str, Field]) -> Nested:
    """Return a field that holds a table, converted to `kind`, which has the defaults."""
    return Nested(lambda value, reader, key_path: kind(**_table(value, reader, key_path, fields)), fields)


_WITHOUT = {"links": "row-without-links", "off": "row-without-list"}  # what a text cannot fill


def _tables_of(kind: type[Any], *texts: str, **others: Field) -> Nested:
    """Return a field that holds a list of tables, each converted to `kind`.

    texts: names of plain text fields. others: converters of other fields. Fields of `kind` without a default
    are required.
    """
    fields = {**dict.fromkeys(texts, text), **others}
    needed = tuple([name for name in kind._fields if name not in kind._field_defaults])

    def read(value: Any, reader: TableReader, key_path: KeyPath) -> tuple[Any, ...]:
        if not (isinstance(value, list) and all(isinstance(row, dict) for row in value)):
            raise FieldError("not-rows")
        if len(value) > MAX_ENTRIES:
            raise FieldError("too-many-items", limit=MAX_ENTRIES)
        rows = [_table(row, reader, (*key_path, index), fields) for index, row in enumerate(value)]
        for index, row in enumerate(value):
            for name in needed:
                if name not in row:
                    code = _WITHOUT.get(name, "row-without")
                    reader.report((*key_path, index), code, field=key_path[-1], name=name)
        return tuple(kind(**row) for row in rows if row.keys() >= set(needed))

    return Nested(read, fields, needed, is_list=True)


def _labels(value: Any, reader: TableReader, key_path: KeyPath) -> dict[str, str]:
    return {**LABELS, **_table(value, reader, key_path, _LABELS)}


def _cms(value: Any, reader: TableReader, key_path: KeyPath) -> Cms | None:
    values = _table(value, reader, key_path, _CMS)
    if "repo" in values:
        return Cms(**values)
    if "repo" not in value:
        reader.report(key_path, "row-without", field="cms", name="repo")
    return None


def _checks(value: Any, reader: TableReader, key_path: KeyPath) -> Checks:
    values = _table(value, reader, key_path, _CHECKS)
    return Checks(values.get("off", ()), values.get("except", ()))


def _targets(value: Any, reader: TableReader, key_path: KeyPath) -> "tuple[Target, ...]":
    if not isinstance(value, dict):
        raise FieldError("not-a-table")
    from bantin.config.targets import read_targets

    targets, faults = read_targets(value)
    for below, fault in faults:
        reader.report((*key_path, *below), fault.code, **fault.values)
    return targets


def _bulletins(value: Any, reader: TableReader, key_path: KeyPath) -> tuple[Bulletin, ...]:
    bulletins: tuple[Bulletin, ...] = _BULLETINS.read(value, reader, key_path)
    distinct_names([bulletin.folder for bulletin in bulletins])
    return bulletins


_IDENTITY: dict[str, Field] = {
    "accent": accent(LIGHT_GROUNDS, towards="#000000"),
    "dark_accent": accent(DARK_GROUNDS, towards="#ffffff"),
    "emblem": file_of_assets("svg", "png"),
    "hem": file_of_assets("svg"),
}
_LABELS = dict.fromkeys(LABELS, text)
_LISTS = {**dict.fromkeys(Lists._fields, list_size(1000)), "share_cards": list_size(100_000)}
_DATES = {"date": pattern(check_day, "bad-pattern"), "date_time": pattern(check_moment, "bad-pattern")}
_NUMBERS = dict.fromkeys(Numbers._fields, pattern(check_number, "bad-number-pattern"))
_MACHINES: dict[str, Field] = {
    "publisher": text,
    "listed": boolean,
    "head": subset_of(HEAD),
    "feeds": subset_of(FEEDS),
    "full_text": boolean,
    "extras": subset_of(EXTRAS),
}
_CMS: dict[str, Field] = {
    "repo": repository,
    "backend": one_of(BACKENDS),
    "branch": required_text,
    "base_url": link,
    "app_id": text,
}
_CHECKS: dict[str, Field] = {
    "off": rules,
    "except": _tables_of(CheckExcept, "files", off=rules),
}
_SHORTCUTS = _tables_of(Shortcut, "title", to=link)
_BULLETINS = _tables_of(Bulletin, name=required_text, feed=required_text, folder=folder)

SETTINGS: dict[str, Field] = {
    "name": required_text,
    "title": required_text,
    "place": text,
    "description": text,
    "address": address,
    "language": language,
    "zone": zone,
    "menu": distinct_names,
    "dateline": dateline,
    "keep_together": names,
    "note": text,
    "side": subset_of(SIDE_LISTS),
    "below": subset_of(BELOW),
    "aids": subset_of(AIDS),
    "share": subset_of(SHARE),
    "video_hosts": hosts,
    "share_cards": subset_of(CARD_SHAPES),
    "section_label": boolean,
    "search": boolean,
    "publish": one_of(PUBLISH),
    "identity": _table_of(Identity, _IDENTITY),
    "dead_links": one_of(DEAD_LINKS),
    "outside_pictures": one_of(OUTSIDE_PICTURES),
    "lists": _table_of(Lists, _LISTS),
    "dates": _table_of(Dates, _DATES),
    "numbers": _table_of(Numbers, _NUMBERS),
    "machines": _table_of(Machines, _MACHINES),
    "pictures": _table_of(Pictures, {"widths": widths}),
    "labels": Nested(_labels, _LABELS),
    "cms": Nested(_cms, _CMS),
    "check": Nested(_checks, _CHECKS),
    "deploy": Nested(_targets),
    "imprint": _tables_of(ImprintLine, "label", "value", url=link),
    "shortcuts": _SHORTCUTS,
    "portals": _SHORTCUTS,
    "report": link,
    "charts": _tables_of(HomeChart, "data", "title", "to", form=one_of(FORMS)),
    "boxes": _tables_of(Box, "title", links=_SHORTCUTS),
    "bulletins": _BULLETINS._replace(read=_bulletins),
}
