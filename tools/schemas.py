"""Write the JSON Schemas of front matter, site.toml and chart data: `python -m tools.schemas`.

They are made by asking the very functions that validate: which of JSON's types each takes, and which words it
knows. A test holds the files in docs/schemas/ equal to what is made here.
"""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from bantin.charts import fields as charts
from bantin.config import read_zone
from bantin.config.fields import SETTINGS
from bantin.content.fields import Fields
from bantin.i18n.messages import RULES
from bantin.schema.tables import Field, Nested
from bantin.schema.values import FieldError

FOLDER = Path(__file__).parents[1] / "docs" / "schemas"

Schema = dict[str, Any]
Read = Callable[[Any], object]

_SAMPLES: dict[str, Any] = {
    "string": "xx",
    "boolean": True,
    "integer": 7,
    "number": 1.5,
    "array": ["xx"],
    "object": {},
}
# What a function complains of where the type is wrong, not the value.
_OF_TYPES = frozenset(
    "not-quoted not-yes-or-no not-a-size not-an-array not-rows not-a-table not-text not-a-list not-a-number "
    "not-a-whole-number not-widths bad-image values-not-rows bars-not-rows "
    "bad-shows not-quoted bad-derived".split()
)


# Charts read numbers with decimals as they are written, and know years and places.
_OF_CHARTS = {**_SAMPLES, "string": "rank", "integer": 26, "number": Decimal("1.5")}
_YEAR = {**_OF_CHARTS, "integer": 2018}


def asked(read: Read, samples: Mapping[str, Any] = _SAMPLES) -> Schema:
    """Return what a function that validates takes."""
    types, known = [], ()
    for name, sample in samples.items():
        try:
            read(sample)
        except FieldError as fault:
            if fault.code in _OF_TYPES:
                continue
            words = fault.args_.get("known", ())
            known = words if isinstance(words, tuple) else known
        except (TypeError, AttributeError):
            continue
        types.append(name)
    found: Schema = {"type": types[0] if len(types) == 1 else types} if types else {}
    if known and types == ["string"]:
        return {"enum": [*known]}
    return {**found, "items": {"enum": [*known]}} if known else found


def _object(parts: Mapping[str, Schema], **more: Any) -> Schema:
    return {
        "type": "object",
        "properties": dict(sorted(parts.items())),
        "additionalProperties": False,
        **more,
    }


def _top(title: str, found: Schema) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **found}


def front_matter() -> Schema:
    """Of an article. Its values are texts to bantin, and whatever YAML makes of them to other programs."""
    known = Fields(read_zone("Asia/Ho_Chi_Minh")).article
    plain = {"type": ["string", "number", "boolean", "null"]}
    lists = {"type": ["array", "string"], "items": {"type": ["string", "number"]}}
    parts: dict[str, Schema] = {}
    for name, read in known.items():
        takes_list = _takes(read, ("xx",))
        parts[name] = lists if takes_list else plain
    parts["check_off"] = {"type": "array", "items": {"enum": [*RULES]}}
    image = dict.fromkeys(("src", "alt", "caption", "credit", "focus"), plain)
    parts["image"] = {"anyOf": [{"type": "string"}, _object(image)]}
    return _top("Front matter of an article", _object(parts, required=["title"]))


def _takes(read: Read, value: Any) -> bool:
    try:
        read(value)
    except FieldError as fault:
        return fault.code not in _OF_TYPES
    return True


def site() -> Schema:
    parts = {name: _setting(field) for name, field in SETTINGS.items()}
    return _top("site.toml", _object(parts, required=["name", "address"]))


def _setting(field: Field) -> Schema:
    if not isinstance(field, Nested):
        return asked(field)
    if not field.fields:
        return {"type": "object"}
    more = {"required": [*field.required]} if field.required else {}
    table = _object({name: _setting(below) for name, below in field.fields.items()}, **more)
    return {"type": "array", "items": table} if field.is_list else table


def chart_data() -> Schema:
    values = {name: asked(read, _OF_CHARTS) for name, read in charts.VALUE.items()}
    values["year"] = asked(charts.VALUE["year"], _YEAR)
    series = {name: asked(read, _OF_CHARTS) for name, read in charts.SERIES.items()}
    top = {name: asked(read, _OF_CHARTS) for name, read in charts.TOP.items()}
    series["values"] = {"type": "array", "minItems": 1, "items": _object(values, required=["year"])}
    top["series"] = {"type": "array", "minItems": 1, "items": _object(series, required=["index", "values"])}
    bar = _object(
        {name: asked(read, _OF_CHARTS) for name, read in charts.BAR.items()}, required=[*charts.BAR]
    )
    top |= {name: {"type": "array", "minItems": 1, "items": bar} for name in ("bars", "parts")}
    return _top("Data of charts", _object(top, required=["title"]))


SCHEMAS: dict[str, Callable[[], Schema]] = {
    "front-matter.json": front_matter,
    "site.json": site,
    "chart-data.json": chart_data,
}


def text(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, make in SCHEMAS.items():
        (FOLDER / name).write_text(text(make()), encoding="utf-8")
