"""The code of all modules that commands load, stored in one file.

Python looks for each of three hundred modules in several folders and opens a file for it: an eighth of the
time of a build after a small edit. A stored module is loaded as long as its source has the size and the time
that it had when it was compiled, as Python itself judges files of `__pycache__`; otherwise Python loads it as
usual.

Commands import this module before all others, so it imports little itself.
"""

import marshal
import os
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType
from zlib import crc32

from bantin.system.descriptors import READ, read_at, read_whole

# A source: its path, whether it is a package, its mtime (ns) and size.
_Source = tuple[str, bool, int, int]
# A stored module: its source, then position, length and CRC-32 of its code.
_Entry = tuple[_Source, int, int, int]

_FORM = 1  # increase this when the form of the file changes
_HEAD = 12  # bytes: position and CRC-32 of the index, which follows the code of all modules
_PYC_HEAD = 16  # bytes: magic number, flags, mtime in seconds and size of the source (PEP 552)


class StoredModules:
    """Finds stored modules, as an entry of `sys.meta_path`. path: of the file, which need not exist."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._entries: dict[str, _Entry] = {}
        self._descriptor = -1
        try:
            self._descriptor = os.open(path, READ)
            self._entries = _read_index(self._descriptor)
        except OSError:
            return  # the first command, or a system without the right to read

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """Return how to load a module, or None if it is not stored as it is now."""
        entry = self._entries.get(name)
        if entry is None or not _is_unchanged(entry[0]):
            return None
        path, is_package, _, _ = entry[0]
        loader = _Loader(name, path, self._descriptor, entry)
        spec = ModuleSpec(name, loader, origin=path, is_package=is_package)
        spec.has_location = True  # so that the module gets a __file__
        if is_package:
            spec.submodule_search_locations = [os.path.dirname(path)]
        return spec

    def save(self) -> None:
        """Store the modules that were loaded from their own files, if the folder exists and is writable."""
        if not os.access(os.path.dirname(self._path), os.W_OK):
            return
        codes: dict[str, tuple[_Source, bytes]] = {}
        for module in [*sys.modules.values()]:
            spec = getattr(module, "__spec__", None)
            if spec and self._is_new(spec) and (compiled := _compiled(spec)):
                codes[spec.name] = compiled
        if not codes:
            return
        from bantin.system.regular_files import replace_file

        for name, entry in self._entries.items():
            source, position, length, _ = entry
            if _is_unchanged(source):
                codes[name] = source, read_at(self._descriptor, length, position)
        try:
            replace_file(self._path, _as_file(codes))
        except OSError:
            return  # the next command tries again

    def _is_new(self, spec: ModuleSpec) -> bool:
        """Tell whether the module was loaded from a file of its own, and is not stored as it is now."""
        entry = self._entries.get(spec.name)
        is_stored = entry is not None and _is_unchanged(entry[0])
        return type(spec.loader) is SourceFileLoader and not is_stored


class _Loader(SourceFileLoader):
    """Loads a stored module; from its own file if what is stored is damaged."""

    def __init__(self, name: str, path: str, descriptor: int, entry: _Entry) -> None:
        super().__init__(name, path)
        self._descriptor = descriptor
        self._entry = entry

    def get_code(self, fullname: str) -> CodeType | None:
        _, position, length, check = self._entry
        code = read_at(self._descriptor, length, position)
        if crc32(code) != check:
            return super().get_code(fullname)
        compiled: CodeType = marshal.loads(code)  # noqa: S302 - Python's own bytes, undamaged
        return compiled


def _read_index(descriptor: int) -> dict[str, _Entry]:
    """Return the stored modules; none if the index is damaged, or if Python would look elsewhere."""
    head, size = read_at(descriptor, _HEAD, 0), os.fstat(descriptor).st_size
    position, check = int.from_bytes(head[:8], "big"), int.from_bytes(head[8:], "big")
    index = read_at(descriptor, size - position, position) if position < size else b""
    if not index or crc32(index) != check:
        return {}
    conditions, entries = marshal.loads(index)  # noqa: S302 - of `_as_file`, undamaged
    return entries if conditions == _conditions() else {}


def _as_file(codes: dict[str, tuple[_Source, bytes]]) -> bytes:
    """Return the bytes of a file with these modules: the source and the code of each."""
    entries: dict[str, _Entry] = {}
    position = _HEAD
    for name, (source, code) in codes.items():
        entries[name] = (source, position, len(code), crc32(code))
        position += len(code)
    index = marshal.dumps((_conditions(), entries))
    head = position.to_bytes(8, "big") + crc32(index).to_bytes(4, "big")
    return b"".join((head, *(code for _, code in codes.values()), index))


def _conditions() -> tuple[int, str, int, list[str]]:
    """Return the form of this file, and what decides where Python finds modules and how it compiles them."""
    return _FORM, sys.version, sys.flags.optimize, sys.path


def _is_unchanged(source: _Source) -> bool:
    path, _, modified, size = source
    try:
        status = os.stat(path)
    except OSError:
        return False
    return status.st_mtime_ns == modified and status.st_size == size


def _compiled(spec: ModuleSpec) -> tuple[_Source, bytes] | None:
    """Return a module's source and its code in `__pycache__`; None if they do not belong together."""
    if spec.origin is None or spec.cached is None:
        return None
    try:
        data, status = read_whole(spec.cached), os.stat(spec.origin)
    except OSError:
        return None
    stamps = (0, int(status.st_mtime), status.st_size)
    expected = b"".join([(stamp & 0xFFFFFFFF).to_bytes(4, "little") for stamp in stamps])
    if data[4:_PYC_HEAD] != expected:
        return None
    is_package = spec.submodule_search_locations is not None
    return (spec.origin, is_package, status.st_mtime_ns, status.st_size), data[_PYC_HEAD:]
