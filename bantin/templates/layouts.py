"""A site's layouts: the references between them, and a digest of each with all it refers to."""

import os
from collections.abc import Iterable

from jinja2 import Environment, meta
from jinja2.exceptions import TemplateNotFound

from bantin.cache.blobs import digest_bytes, load, save
from bantin.errors import ContentError, Problem, not_utf8, problem
from bantin.system.os_errors import affects_every_file
from bantin.templates import limits
from bantin.templates.layout_errors import LAYOUT_EXCEPTIONS, LayoutErrors
from bantin.text import unsafe_characters

MAX_CHARACTERS = 200_000  # of one layout: Jinja compiles 100 KB in a second
_COMPUTED = ""


class Layouts:
    """The layouts that the environment's loader finds. Methods raise ContentError for a faulty layout.

    compiled: the cache folder. It also stores the names that each layout refers to, by the digest of its
    text. Finding these needs parsing, so the layout is compiled at the same time: together 3 ms.
    """

    def __init__(self, environment: Environment, errors: LayoutErrors, *, compiled: str) -> None:
        self._environment = environment
        self._errors = errors
        self._digests: dict[str, bytes] = {}
        self._parsed: dict[str, tuple[bytes, frozenset[str]]] = {}
        self._references_file = os.path.join(compiled, "references")
        self._references: dict[bytes, tuple[str, ...]] = load(self._references_file) or {}

    def digest(self, layout: str) -> bytes:
        """Return a digest of the layout and of all it extends, includes or imports.

        A layout that includes by a computed name depends on all. Raises ContentError if one is faulty.
        """
        if layout not in self._digests:
            digests, problems = self._closure([layout])
            if problems:
                raise ContentError(problems)
            self._digests[layout] = digest_bytes(b"".join(sorted(digests)))
        return self._digests[layout]

    def problems(self, layout: str) -> list[Problem]:
        """Return why this layout and those it refers to cannot be compiled, one problem for each layout."""
        return self._closure([layout])[1]

    def compile(self, layouts: list[str]) -> Iterable[str]:
        """Compile these layouts and all they refer to. Return the names of those without an error."""
        self._closure(layouts)
        return self._parsed.keys()

    def _closure(self, layouts: list[str]) -> tuple[set[bytes], list[Problem]]:
        """Return the digests of these layouts and of all they refer to, and their problems."""
        digests: set[bytes] = set()
        problems: list[Problem] = []
        before = len(self._references)
        waiting = [(layout, "") for layout in layouts]  # (layout, the layout that refers to it)
        visited = set(layouts)
        while waiting:
            name, parent = waiting.pop()
            try:
                text_digest, references = self._parse(name, parent)
            except ContentError as fault:
                problems += fault.problems
                continue
            digests.add(text_digest)
            waiting += [(other, name) for other in references - visited]
            visited |= references
        if len(self._references) > before:
            os.makedirs(os.path.dirname(self._references_file), exist_ok=True)
            save(self._references_file, self._references)
        return digests, problems

    def _parse(self, name: str, parent: str) -> tuple[bytes, frozenset[str]]:
        """Return the digest of a layout's own text, and the names of the layouts it refers to."""
        if name not in self._parsed:
            text, path = self._read(name, parent)
            text_digest = digest_bytes(f"{name}\0{text}".encode())
            if text_digest not in self._references:
                self._references[text_digest] = self._compile(name, text, path)
            names = self._references[text_digest]
            all_layouts = self._environment.list_templates() if _COMPUTED in names else ()
            self._parsed[name] = (text_digest, frozenset(all_layouts or names))
        return self._parsed[name]

    def _read(self, name: str, parent: str) -> tuple[str, str | None]:
        """Return a layout's text and the path of its file. parent: the layout that refers to it, or ""."""
        loader = self._environment.loader
        assert loader
        try:
            text, path, _ = loader.get_source(self._environment, name)
        except TemplateNotFound as fault:
            path, line = self._position_of(name, parent)
            raise self._errors.error(path, line, f"there is no layout {name}") from fault
        except UnicodeDecodeError as fault:
            raise ContentError([not_utf8(self._errors.shown_as + name, fault)]) from fault
        except OSError as fault:
            if affects_every_file(fault):
                raise
            raise self._errors.error(name, 0, fault.strerror) from fault
        if len(text) > MAX_CHARACTERS:
            raise self._errors.error(name, 0, f"it has more than {MAX_CHARACTERS} characters")
        return text, path

    def _position_of(self, name: str, parent: str) -> tuple[str, int]:
        """Return layout and line of the reference to `name` in `parent`; `name` itself without a parent."""
        if not parent:
            return name, 0
        text, _ = self._read(parent, "")
        return parent, text.partition(name)[0].count("\n") + 1

    def _compile(self, name: str, text: str, path: str | None) -> tuple[str, ...]:
        """Compile a layout. Return the names it refers to; _COMPUTED for a name known only when rendering."""
        if problems := [
            problem(
                self._errors.shown_as + name,
                line,
                "control-character",
                point=unsafe_characters.code_point(character),
            )
            for line, character in unsafe_characters.lines(text)
        ]:
            raise ContentError(problems)
        try:
            tree = self._environment.parse(text, name)
            names = {other or _COMPUTED for other in meta.find_referenced_templates(tree)}
            for line, message in limits.violations(tree):
                raise self._errors.error(name, line, message)
            compiled = self._environment.compile(tree, name, path)
        except LAYOUT_EXCEPTIONS as fault:
            raise self._errors.as_content_error(fault, name) from fault
        if cache := self._environment.bytecode_cache:
            bucket = cache.get_bucket(self._environment, name, path, text)
            bucket.code = compiled
            cache.set_bucket(bucket)
        return tuple(sorted(names))
