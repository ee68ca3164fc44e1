"""The texts of all values that a layout is given."""

from collections.abc import Iterator, Mapping
from types import SimpleNamespace

from bantin.templates.regions import BodySlot


def printed(value: object) -> Iterator[str]:
    """Yield every text in a value, down to the last field, and its pictures in two sizes."""
    if isinstance(value, str | bytes | int | float | None):
        yield str(value)
    elif isinstance(value, BodySlot):
        yield value.__html__()
    elif callable(value):  # `PictureView.at`
        yield str(value("lead", "Ảnh"))
        yield str(value("row-card"))
    elif isinstance(value, Mapping | SimpleNamespace):
        for key, item in (value if isinstance(value, Mapping) else vars(value)).items():
            yield str(key)
            yield from printed(item)
    else:
        yield type(value).__name__
        for item in value:  # type: ignore[attr-defined]
            yield from printed(item)
