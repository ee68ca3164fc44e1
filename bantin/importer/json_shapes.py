"""Read parts of JSON whose shape is known but not sure: what has another shape counts as empty."""

from typing import Any


def objects(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list; none of any other value."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def object_of(value: object) -> dict[str, Any]:
    """Return an object; an empty one for any other value."""
    return value if isinstance(value, dict) else {}
