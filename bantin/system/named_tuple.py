"""A NamedTuple whose classes are created in 60 % of the time that `typing.NamedTuple` takes.

`typing.NamedTuple` examines the type of every field at run time. For a hundred classes that is 2 % of a cold
build of 1,000 articles, so this one passes the field names to `collections.namedtuple`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import namedtuple

    class _Maker(type):
        """Create a named tuple from a class body: annotated names are fields, everything else is methods."""

        def __new__(cls, name, _bases, body):
            types = body.get("__annotations__", {})
            optional = sum(field in body for field in types)
            defaults = [body.pop(field) for field in list(types)[len(types) - optional :]]
            created = namedtuple(name, types, defaults=defaults, module=body.pop("__module__"))
            for attribute, value in body.items():
                setattr(created, attribute, value)
            return created

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})
