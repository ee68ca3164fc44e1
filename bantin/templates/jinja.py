"""The Jinja environment of layouts: faster escaping, calls, loading and a bytecode cache."""

import marshal
import operator
import os
import re
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from itertools import repeat
from typing import Any

import markupsafe
from jinja2 import BytecodeCache, Environment, FileSystemLoader, Template, Undefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro
from jinja2.utils import internalcode, missing
from markupsafe import Markup, escape

from bantin.cache.blobs import load, save
from bantin.templates import limits

# Markupsafe's own C function takes a quarter of the time of `escape`; a test compares the two.
_escaped: Callable[[str], str] = markupsafe._escape_inner  # type: ignore[attr-defined]


def escape_text(value: object) -> str:
    """Escape like `markupsafe.escape`, but return a plain str, which is faster than Markup.

    Raises TypeError for a value without a text of its own, such as a function.
    """
    if type(value) is str:
        return _escaped(value)
    if type(value) is Markup:
        return value
    if type(value) is int:  # the sides of a picture
        return str(value)
    if reason := _unprintable(value):
        raise TypeError(reason)
    return escape(value)


def _unprintable(value: object) -> str:
    """Return why a value has no text of its own, only Python's, which differs between runs; else ""."""
    if isinstance(value, Undefined) or hasattr(value, "__html__"):
        return ""
    if fields := getattr(value, "_fields", ()):
        return f"{type(value).__name__} cannot be printed; print one of its values: {', '.join(fields)}"
    if isinstance(value, list | Iterator):
        return "the result of a filter is a list; add `|join`, or print its items in a loop"
    return "a function is printed; call it, with ()" if callable(value) else ""


_ALL_MISSING = repeat(missing)


def is_escaped(layout: str | None) -> bool:
    return not (layout or "").endswith(".txt")


class _CodeGenerator(CodeGenerator):
    """Jinja's code generator, with own functions for output, attributes, calls, macros, `*` and `%`."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("escape_text(")

    def blockvisit(self, body: Iterable[nodes.Node], frame: Frame) -> None:
        """Collect the pieces of a layout or block in a list, as those of a macro: Jinja yields each."""
        is_whole = frame.buffer is None
        if is_whole:
            self.buffer(frame)
        super().blockvisit(body, frame)
        if is_whole:
            self.writeline(f"yield concat({frame.buffer})")

    def visit_Call(  # noqa: N802 - Jinja's name
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Write a plain call: no function that layouts can call needs Jinja's context."""
        self.write("call(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("call, escape_text = environment.call, environment.escape_text")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write Python's own `getattr`; call Jinja's function, which takes twice as long, only for the rest.

        A page reads 160 attributes. The rest are items of dictionaries and undefined names.
        """
        value = self.temporary_identifier()
        self.write(f"({value} if ({value} := getattr(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, missing)) is not missing else environment.getattr(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}))")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("environment.")
        super().macro_def(macro_ref, frame)

    def visit_Mul(self, node: nodes.BinExpr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self._write_call("product", node, frame)

    def visit_Mod(self, node: nodes.BinExpr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self._write_call("remainder", node, frame)

    def _write_call(self, function: str, node: nodes.BinExpr, frame: Frame) -> None:
        self.write(f"environment.{function}(")
        self.visit(node.left, frame)
        self.write(", ")
        self.visit(node.right, frame)
        self.write(")")


def _macro(
    environment: Environment,
    function: Callable[..., str],
    name: str,
    arguments: tuple[str, ...],
    *others: bool,
) -> Callable[..., str]:
    """Return a macro as a plain function. Calls take half the time of those of Jinja's class; a page has 12.

    others: whether it uses `kwargs`, `varargs`, `caller`, and whether its text is escaped.
    """
    whole = Macro(environment, function, name, [*arguments], *others)
    *uses_others, is_escaped = others
    if any(uses_others):
        return whole

    @internalcode
    def call(*given: Any, **named: Any) -> str:
        values = (*given, *map(named.pop, arguments[len(given) :], _ALL_MISSING))
        if named or len(given) > len(arguments):
            return whole(*given, **named)  # which raises TypeError
        text = function(*values)
        return str.__new__(Markup, text) if is_escaped else text

    return call


class LayoutEnvironment(Environment):
    code_generator_class = _CodeGenerator
    Macro = staticmethod(_macro)
    call: Any = operator.call
    escape_text = staticmethod(escape_text)
    product = staticmethod(limits.product)
    remainder = staticmethod(limits.remainder)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._templates: dict[tuple[object, str | None], Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """Return a template, cached in a dict: a page asks for three or four."""
        if (name, parent) not in self._templates:
            self._templates[name, parent] = super().get_template(name, parent, globals)
        return self._templates[name, parent]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the environment's own globals for a layout that adds none.

        Jinja would create a `ChainMap`, which costs 4 of 60 µs a page.
        """
        return super().make_globals(d) if d else self.globals

    def join_path(self, template: str, parent: str) -> str:
        """Return the name of a layout that another one refers to. Raise TypeError for plain text in HTML."""
        if is_escaped(parent) and not is_escaped(template):
            raise TypeError(f"{template} is plain text, which only layouts that end in .txt can take in")
        return template

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item by a computed name. Raise TypeError for a name that `limits` forbids."""
        if isinstance(argument, str) and (reason := limits.forbidden_name(argument)):
            raise TypeError(reason)
        return super().getitem(obj, argument)


class LayoutLoader(FileSystemLoader):
    """Reads each layout once, so that the text that is rendered is the text that was digested."""

    def __init__(self, folders: Sequence[str]) -> None:
        super().__init__(folders, encoding="utf-8-sig")
        self._read: dict[str, tuple[str, str, Callable[[], bool]]] = {}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        if template not in self._read:
            self._read[template] = super().get_source(environment, template)
        return self._read[template]


class LayoutBytecodeCache(BytecodeCache):
    """Compiled layouts in the cache folder, verified by their digest."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def _path(self, bucket: Bucket) -> str:
        return os.path.join(self._folder, re.sub(r"[^0-9a-f]", "", bucket.key))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the bytecode directly: the bucket's own method takes four times as long."""
        kept = load(self._path(bucket))
        if isinstance(kept, tuple) and kept[0] == bucket.checksum:
            bucket.code = marshal.loads(kept[1])  # noqa: S302 - our own, under a digest just checked

    def dump_bytecode(self, bucket: Bucket) -> None:
        os.makedirs(self._folder, exist_ok=True)
        save(self._path(bucket), (bucket.checksum, marshal.dumps(bucket.code)))
