"""A page's values to text: the Jinja environment, its slots, a layout's digest. Values are handed in."""

import os
import re
import traceback
from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    TemplateError,
    meta,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup, escape

from bantin import layout_limits, unseen
from bantin.cache import digest_bytes, load, save
from bantin.clock import TimeUpError
from bantin.errors import ContentError, Problem, problem
from bantin.model import Slots
from bantin.render.undefined import Unknown, undefined_type

SLOT = "\0"
SECONDS = 10  # for one page
MAX_CHARACTERS = 200_000  # of one layout: Jinja compiles 100 KB in a second
_COMPUTED = ""

_ENDLESS: dict[type[Exception], str] = {
    RecursionError: "it includes or calls itself without an end",
    MemoryError: "it makes more than there is room for",
    SyntaxError: "it is nested too deep",  # Python's word for more than 20 loops in each other
    TimeUpError: f"it takes longer than {SECONDS} seconds",
}
# What Jinja raises, and what the expressions in a layout may raise.
_FAULTS: tuple[type[Exception], ...] = (
    *(TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError),
    *_ENDLESS,
)


class Renderer:
    """Renders the layouts of `folders` (the first that has a layout wins). One a process.

    Raises ContentError, naming the layout and its line, for layouts that cannot be used. With `note`, names
    that nobody gives a layout are noted, and rendering goes on.
    """

    def __init__(
        self,
        folders: Iterable[str],
        *,
        compiled: str,
        shown_as: str = "layouts/",
        note: Callable[[Problem], object] | None = None,
    ) -> None:
        self._folders = tuple(folders)
        self._shown_as = shown_as
        self._note = note
        self._digests: dict[str, bytes] = {}
        self._own: dict[str, tuple[bytes, frozenset[str]]] = {}
        # What a layout refers to, by its text's digest: asking Jinja's parser takes 5 ms a layout.
        self._references_file = os.path.join(compiled, "references")
        self._known: dict[bytes, tuple[str, ...]] = load(self._references_file) or {}
        self._environment = _Environment(
            loader=FileSystemLoader(self._folders, encoding="utf-8-sig"),
            autoescape=_is_escaped,
            undefined=undefined_type(self._meet_unknown),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=_Compiled(compiled),
        )
        self._environment.globals = {"slot": slot_marker}
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
        self._environment.filters = {
            name: one for name, one in self._environment.filters.items() if name not in layout_limits.FILTERS
        }

    def render(self, layout: str, values: Mapping[str, Any]) -> str:
        """The layout with these values; where it calls `slot("x")` stands NUL x NUL."""
        self.digest(layout)  # finds a layout that is missing or unreadable, and the place that names it
        try:
            return self._environment.get_template(layout).render(values)
        except _FAULTS as fault:
            raise self._told(fault, layout) from fault

    def macro(self, layout: str, name: str) -> Callable[..., Markup]:
        """A macro of a layout, to be called from here with what it takes."""
        self.digest(layout)
        try:
            macro: Callable[..., Markup] = getattr(self._environment.get_template(layout).module, name)
        except AttributeError as fault:
            raise self.refusal(layout, 0, f"it has no macro {name}") from fault
        except _FAULTS as fault:
            raise self._told(fault, layout) from fault

        def call(*arguments: object) -> Markup:
            try:
                return macro(*arguments)
            except _FAULTS:
                try:
                    self._environment.handle_exception()  # raises it anew with the layout's own lines
                except _FAULTS as fault:
                    raise self._told(fault, layout) from fault

        return call

    def _told(self, fault: Exception, layout: str) -> Exception:
        """The fault as a problem with its place; itself where the mistake is not the layout's but ours."""
        if isinstance(fault, TemplateSyntaxError):
            return self.refusal(fault.name or layout, fault.lineno, fault.message)
        if isinstance(fault, TemplateNotFound):
            return self.refusal(layout, 0, f"there is no layout {fault.name}")
        name, line = _place_in_layouts(fault, self._folders)
        for kind, said in _ENDLESS.items():
            if isinstance(fault, kind):
                return self.refusal(name or layout, line, said)
        return self.refusal(name, line, str(fault)) if name else fault

    def digest(self, layout: str) -> bytes:
        """Changes with the layout and all it extends, includes or imports.

        A layout that includes by a computed name depends on all layouts.
        """
        if layout not in self._digests:
            names = self._closure(layout)
            self._digests[layout] = digest_bytes(b"".join(self._source(name)[0] for name in sorted(names)))
        return self._digests[layout]

    def faults(self, layout: str) -> list[Problem]:
        """All that keeps this layout and those it refers to from being compiled, one fault a layout."""
        found: list[Problem] = []
        seen: set[str] = set()
        waiting = {layout: ""}  # beside the layout that names it
        while waiting:
            name, asker = waiting.popitem()
            seen.add(name)
            try:
                waiting |= dict.fromkeys(self._source(name, asker)[1] - seen, name)
                self._environment.get_template(name)
            except ContentError as fault:
                found += fault.problems
            except _FAULTS as fault:
                told = self._told(fault, name)
                if not isinstance(told, ContentError):
                    raise
                found += told.problems
        return found

    def _closure(self, layout: str) -> set[str]:
        found: set[str] = set()
        waiting = {layout: ""}  # beside the layout that names it
        while waiting:
            name, asker = waiting.popitem()
            found.add(name)
            waiting |= dict.fromkeys(self._source(name, asker)[1] - found, name)
        return found

    def _source(self, name: str, asker: str = "") -> tuple[bytes, frozenset[str]]:
        """A layout's own digest, and the names it refers to."""
        if name not in self._own:
            try:
                text, _, _ = self._environment.loader.get_source(self._environment, name)  # type: ignore[union-attr]
            except TemplateNotFound as fault:
                place, line = self._place_of(name, asker)
                raise self.refusal(place, line, f"there is no layout {name}") from fault
            except UnicodeDecodeError as fault:
                line = fault.object.count(b"\n", 0, fault.start) + 1
                where = problem(self._shown_as + name, line, "not-utf8", byte=fault.start + 1)
                raise ContentError([where]) from fault
            except OSError as fault:
                raise self.refusal(name, 0, fault.strerror) from fault
            own = digest_bytes(f"{name}\0{text}".encode())
            if len(text) > MAX_CHARACTERS:
                raise self.refusal(name, 0, f"it has more than {MAX_CHARACTERS} characters")
            if own not in self._known:
                self._known[own] = self._references(name, text)
                os.makedirs(os.path.dirname(self._references_file), exist_ok=True)
                save(self._references_file, self._known)
            names = self._known[own]
            everything = self._environment.list_templates() if _COMPUTED in names else ()
            self._own[name] = (own, frozenset(everything or names))
        return self._own[name]

    def _place_of(self, name: str, asker: str) -> tuple[str, int]:
        """Where `asker` names that layout; the layout itself where nobody does."""
        if not asker:
            return name, 0
        text, _, _ = self._environment.loader.get_source(self._environment, asker)  # type: ignore[union-attr]
        return asker, text.partition(name)[0].count("\n") + 1

    def _references(self, name: str, text: str) -> tuple[str, ...]:
        """The layouts that a layout names; _COMPUTED for a name that only rendering can tell."""
        if problems := [
            problem(self._shown_as + name, line, "control-character", point=unseen.point(found))
            for line, found in unseen.lines(text)
        ]:
            raise ContentError(problems)
        try:
            tree = self._environment.parse(text, name)
            names = set(meta.find_referenced_templates(tree))
        except _FAULTS as fault:
            raise self._told(fault, name) from fault
        for line, said in layout_limits.faults(tree):
            raise self.refusal(name, line, said)
        return tuple(sorted(one or _COMPUTED for one in names))

    def _meet_unknown(self, unknown: Unknown) -> None:
        layout, line, name, guess, hint = unknown
        if hint:
            found = self.refusal(layout, line, hint).problems[0]
        else:
            code = "layout-name-near" if guess else "layout-name"
            found = problem(self._shown_as + layout, line, code, name=name, guess=guess)
        if self._note is None:
            raise ContentError([found])
        self._note(found)

    def refusal(self, name: str, line: int, said: str | None) -> ContentError:
        """That this layout cannot be used."""
        return ContentError(
            [problem(self._shown_as + name, line, "layout-error", said=said or "unknown fault")]
        )


def slot_marker(name: str) -> Markup:
    """Stands in a page for a part that is put in afterwards, as bytes."""
    return Markup(f"{SLOT}{name}{SLOT}")  # noqa: S704 - names stand in layouts and code, not in content


def _place_in_layouts(fault: BaseException, folders: tuple[str, ...]) -> tuple[str, int]:
    """The layout and line that raised, as Jinja writes them into the traceback."""
    for frame in reversed(traceback.extract_tb(fault.__traceback__)):
        for folder in folders:
            if frame.filename.startswith(folder + os.sep):
                return os.path.relpath(frame.filename, folder).replace(os.sep, "/"), frame.lineno or 0
    return "", 0


def escape_text(value: object) -> str:
    """What `markupsafe.escape` gives, but for texts in a third of the time: a page has a hundred of them."""
    if type(value) is str:
        if "&" in value:
            value = value.replace("&", "&amp;")
        return value.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;").replace('"', "&#34;")
    return value if type(value) is Markup else escape(value)


def _is_escaped(layout: str | None) -> bool:
    return not (layout or "").endswith(".txt")


class _CodeGenerator(CodeGenerator):
    """Jinja's own, but that what is printed goes through `escape_text`."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escape_text(")

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


class _Environment(Environment):
    code_generator_class = _CodeGenerator
    escape_text = staticmethod(escape_text)
    product = staticmethod(layout_limits.product)
    remainder = staticmethod(layout_limits.remainder)

    def join_path(self, template: str, parent: str) -> str:
        """Called for each layout that another one names."""
        if _is_escaped(parent) and not _is_escaped(template):
            raise TypeError(f"{template} is plain text, which only layouts that end in .txt can take in")
        return template

    def getitem(self, obj: Any, argument: Any) -> Any:
        """By a computed name; names that stand in a layout are read from its syntax tree."""
        if isinstance(argument, str) and argument.startswith("_"):
            raise TypeError(f"`{argument}` is not allowed")
        return super().getitem(obj, argument)


class _Compiled(BytecodeCache):
    """Jinja's compiled layouts in the cache folder, each under its own digest and Python's version."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def _path(self, bucket: Bucket) -> str:
        return os.path.join(self._folder, re.sub(r"[^0-9a-f]", "", bucket.key))

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = load(self._path(bucket))
        if isinstance(kept, bytes):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        os.makedirs(self._folder, exist_ok=True)
        save(self._path(bucket), bucket.bytecode_to_string())


# ---- slots ----


def fill_slots(
    text: str, names: Mapping[str, str], parts: Mapping[str, bytes], own: Mapping[str, bytes] | None = None
) -> tuple[bytes, Slots]:
    """The page as bytes with each slot's part in its place, and where the parts stand.

    `names` tells which slot a page means by a name ("menu" may be "menu:ket-qua" here). `own` are parts
    of this page alone, whose places nobody need know.
    """
    out: list[bytes] = []
    slots: list[str] = []
    bounds = array("I")
    at = 0
    for index, piece in enumerate(text.split(SLOT)):
        if index % 2 and own and piece in own:
            data = own[piece]
        elif index % 2:
            slot = names.get(piece, piece)
            data = parts[slot]
            slots.append(slot)
            bounds.extend((at, at + len(data)))
        else:
            data = piece.encode()
        out.append(data)
        at += len(data)
    return b"".join(out), Slots(tuple(slots), bounds.tobytes())


def splice(page: bytes, slots: Slots, parts: Mapping[str, bytes]) -> tuple[bytes, Slots]:
    """The page with the present parts in place of those at `slots`."""
    before, bounds = array("I", slots.bounds), array("I")
    out: list[bytes] = []
    last = at = 0
    for slot, start, stop in zip(slots.names, before[::2], before[1::2], strict=True):
        data = parts[slot]
        out += (page[last:start], data)
        at += start - last
        bounds.extend((at, at + len(data)))
        at += len(data)
        last = stop
    out.append(page[last:])
    return b"".join(out), slots._replace(bounds=bounds.tobytes())
