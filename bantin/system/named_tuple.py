"""A NamedTuple whose classes are created in a tenth of the time that `typing.NamedTuple` takes.

`typing.NamedTuple` examines the type of every field, and compiles a constructor from text for every class:
50 µs. A cold build creates two hundred of these classes, a build that finds nothing changed sixty. Here the
constructor of one class serves all others with as many fields, under the names of theirs.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import namedtuple
    from functools import cache
    from types import FunctionType

    @cache
    def _template(count):
        """Return a named tuple with `count` fields."""
        return namedtuple("Template", [f"field{number}" for number in range(count)])

    def _annotations(body):
        """Return the annotations of a class body: since Python 3.14 a function computes them (PEP 649)."""
        compute = body.get("__annotate_func__")
        return compute(1) if compute else body.get("__annotations__", {})

    def _constructor(name, fields, defaults):
        """Return the `__new__` of a class."""
        template = _template(len(fields)).__new__
        code = template.__code__.replace(co_varnames=("_cls", *fields), co_qualname=f"{name}.__new__")
        return FunctionType(code, template.__globals__, "__new__", defaults)

    # ---- the methods of all named tuples, as `collections.namedtuple` has them ----

    @classmethod
    def _make(cls, values):
        new = tuple.__new__(cls, values)
        if len(new) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(new)}")
        return new

    def _replace(self, /, **changes):
        new = tuple.__new__(type(self), map(changes.pop, self._fields, self))
        if changes:
            raise TypeError(f"Got unexpected field names: {list(changes)!r}")
        return new

    def _asdict(self):
        return dict(zip(self._fields, self, strict=True))

    def _repr(self):
        fields = [f"{name}={value!r}" for name, value in self._asdict().items()]
        return f"{type(self).__name__}({', '.join(fields)})"

    def _getnewargs(self):
        return tuple(self)

    _METHODS = {
        "__slots__": (),
        "_make": _make,
        "_replace": _replace,
        "_asdict": _asdict,
        "__repr__": _repr,
        "__getnewargs__": _getnewargs,
    }

    class _Maker(type):
        """Create a named tuple from a class body: annotated names are fields, everything else is methods."""

        def __new__(cls, name, _bases, body):
            fields = tuple(_annotations(body))
            template = _template(len(fields))
            defaults = {field: body.pop(field) for field in fields if field in body}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"a field of {name} without a default follows one with a default")
            readers = [vars(template)[field] for field in template._fields]
            return type(
                name,
                (tuple,),
                {
                    **_METHODS,
                    "__new__": _constructor(name, fields, tuple(defaults.values())),
                    "__match_args__": fields,
                    "_fields": fields,
                    "_field_defaults": defaults,
                    **dict(zip(fields, readers, strict=True)),
                    **body,
                },
            )

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})
