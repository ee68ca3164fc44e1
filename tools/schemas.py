"""Write the JSON Schemas of front matter, site.toml and chart data: `python -m tools.schemas`.

They follow from the converters that validate: each is called with a value of every JSON type, to learn which
types it takes and which words it knows. A test compares the files in docs/schemas/ with the result.
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
from bantin.schema.values import FieldError, FieldPartsError

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
# The codes of errors for a wrong type, not a wrong value.
_TYPE_ERRORS = frozenset(
    "not-quoted not-yes-or-no not-a-size not-an-array not-rows not-a-table not-text not-a-list not-a-number "
    "not-a-whole-number not-widths bad-image values-not-rows bars-not-rows "
    "bad-shows not-quoted bad-derived".split()
)


# Numbers in chart data are decimals as written, within the range of years and ranks.
_CHART_SAMPLES = {**_SAMPLES, "string": "rank", "integer": 26, "number": Decimal("1.5")}
_YEAR_SAMPLES = {**_CHART_SAMPLES, "integer": 2018}


def schema_of(read: Read, samples: Mapping[str, Any] = _SAMPLES) -> Schema:
    """Return the schema of the values that a converter takes."""
    types, words = [], ()
    for name, sample in samples.items():
        try:
            fault = _fault(read, sample)
        except (TypeError, AttributeError):
            continue
        if fault and fault.code in _TYPE_ERRORS:
            continue
        names = fault.values.get("known", ()) if fault else ()
        words = names if isinstance(names, tuple) and names else words
        types.append(name)
    schema: Schema = {"type": types[0] if len(types) == 1 else types} if types else {}
    if words and types == ["string"]:
        return {"enum": [*words]}
    return {**schema, "items": {"enum": [*words]}} if words else schema


def _object(parts: Mapping[str, Schema], **more: Any) -> Schema:
    return {
        "type": "object",
        "properties": dict(sorted(parts.items())),
        "additionalProperties": False,
        **more,
    }


def _top(title: str, schema: Schema) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}


def front_matter() -> Schema:
    """Return the schema of an article. bantin reads all values as texts; other programs read them as YAML."""
    fields = Fields(read_zone("Asia/Ho_Chi_Minh")).article
    plain = {"type": ["string", "number", "boolean", "null"]}
    lists = {"type": ["array", "string"], "items": {"type": ["string", "number"]}}
    parts: dict[str, Schema] = {}
    for name, read in fields.items():
        takes_list = _takes(read, ("xx",))
        parts[name] = lists if takes_list else plain
    parts["check_off"] = {"type": "array", "items": {"enum": [*RULES]}}
    image = dict.fromkeys(("src", "alt", "caption", "credit", "focus"), plain)
    parts["image"] = {"anyOf": [{"type": "string"}, _object(image)]}
    return _top("Front matter of an article", _object(parts, required=["title"]))


def _takes(read: Read, value: Any) -> bool:
    fault = _fault(read, value)
    return fault is None or fault.code not in _TYPE_ERRORS


def _fault(read: Read, value: Any) -> FieldError | None:
    """Return why a converter refuses a value, the first reason if there are several; None if it does not."""
    try:
        read(value)
    except FieldError as fault:
        return fault
    except FieldPartsError as faults:
        return faults.faults[0][1]
    return None


def site() -> Schema:
    parts = {name: _setting(field) for name, field in SETTINGS.items()}
    return _top("site.toml", _object(parts, required=["name", "address"]))


def _setting(field: Field) -> Schema:
    if not isinstance(field, Nested):
        return schema_of(field)
    if not field.fields:
        return {"type": "object"}
    more = {"required": [*field.required]} if field.required else {}
    table = _object({name: _setting(below) for name, below in field.fields.items()}, **more)
    return {"type": "array", "items": table} if field.is_list else table


def chart_data() -> Schema:
    values = {name: schema_of(read, _CHART_SAMPLES) for name, read in charts.VALUE.items()}
    values["year"] = schema_of(charts.VALUE["year"], _YEAR_SAMPLES)
    series = {name: schema_of(read, _CHART_SAMPLES) for name, read in charts.SERIES.items()}
    top = {name: schema_of(read, _CHART_SAMPLES) for name, read in charts.TOP.items()}
    series["values"] = {"type": "array", "minItems": 1, "items": _object(values, required=["year"])}
    top["series"] = {"type": "array", "minItems": 1, "items": _object(series, required=["index", "values"])}
    bar = _object(
        {name: schema_of(read, _CHART_SAMPLES) for name, read in charts.BAR.items()}, required=[*charts.BAR]
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
