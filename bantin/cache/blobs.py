"""Files of plain data, verified when read. A damaged file counts as absent."""

import marshal
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from hashlib import sha256
from typing import Any

from bantin.system.descriptors import BINARY, CLOSED_ON_EXEC, READ, lock, read_at, read_whole
from bantin.system.named_tuple import NamedTuple
from bantin.system.regular_files import replace_file

SIZE = 16  # bytes of a digest


class DamagedCacheError(Exception):
    """A file that the state refers to is missing or damaged: ignore the state and build everything."""


def digest(value: Any) -> bytes:
    """Return a 16-byte digest of a value that consists of tuples, lists, strings, bytes, numbers and None.

    marshal's version 2 has no back references, so that equal values give equal bytes.
    """
    return sha256(marshal.dumps(value, 2)).digest()[:SIZE]


def digest_bytes(data: bytes | memoryview) -> bytes:
    """Return the digest of bytes: SHA-256 cut to 16 bytes, twice as fast as BLAKE2b on most processors."""
    return sha256(data).digest()[:SIZE]


def save(path: str, value: Any) -> None:
    """Write a value of plain data (never code) with its digest in front, in one rename."""
    data = marshal.dumps(value)
    replace_file(path, digest_bytes(data) + data)


def load(path: str) -> Any:
    """Return the value saved there, or None when it is missing or damaged."""
    try:
        data = memoryview(read_whole(path))
    except OSError:
        return None
    if bytes(data[:SIZE]) != digest_bytes(data[SIZE:]):
        return None
    return marshal.loads(data[SIZE:])  # noqa: S302 - our own bytes, under a digest just checked


def read_verified(path: str, expected: bytes) -> bytes:
    """Return a file's bytes.

    Raise DamagedCacheError if it is missing or its digest is not `expected`; then delete it.
    """
    try:
        data = read_whole(path)
    except (FileNotFoundError, IsADirectoryError) as fault:
        raise DamagedCacheError from fault
    if digest_bytes(data) != expected:
        with suppress(FileNotFoundError):
            os.unlink(path)
        raise DamagedCacheError
    return data


def delete_blocking_folder(path: str) -> None:
    """Delete the folder at `path`, if there is one: a file will be written there."""
    if os.path.isdir(path):
        import shutil

        shutil.rmtree(path)


class StoredValue:
    """A value of plain data, kept in a file named by its digest and loaded lazily.

    `StoredValue(digest, read)` is a value on disk; `read` returns the bytes for a digest, or raises
    DamagedCacheError if they are lost. `StoredValue.of(make)` is a new value, computed by `make` on first
    use. `make` is forgotten then: it may refer to the whole build, and thereby to the builds before it.
    """

    def __init__(self, digest: bytes, read: Callable[[bytes], bytes]) -> None:
        self._stored_digest = digest
        self._read = read
        self._is_new = False
        self._make: Callable[[], Any] | None = None

    @classmethod
    def of(cls, make: Callable[[], Any]) -> "StoredValue":
        """Return a value that is not stored yet."""
        new = cls(b"", lambda _: b"")
        new._is_new, new._make = True, make
        return new

    @cached_property
    def digest(self) -> bytes:
        return digest_bytes(self.data) if self._is_new else self._stored_digest

    @cached_property
    def data(self) -> bytes:
        return marshal.dumps(self.value) if self._is_new else self._read(self._stored_digest)

    @cached_property
    def value(self) -> Any:
        if self._make is None:
            return marshal.loads(self.data)  # noqa: S302 - as in `load`
        value = self._make()
        self._make = None
        return value


_APPEND_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_APPEND | CLOSED_ON_EXEC | BINARY


class PackSpan(NamedTuple):
    """The position of an entry in a pack file (in bytes), and its digest."""

    offset: int
    length: int
    digest: bytes


class Pack:
    """An append-only file of entries; several processes may append to it at once.

    fresh_from: offset in bytes. Entries from there on were written by this build and are not verified when
    read. descriptor: of the file if it is already open, else -1.
    """

    def __init__(self, path: str, *, fresh_from: int = sys.maxsize, descriptor: int = -1) -> None:
        self._path = path
        self._fresh_from = fresh_from
        self._descriptor = descriptor

    def append(self, entries: Sequence[tuple[bytes, bytes]]) -> list[PackSpan]:
        """Append (entry, digest) pairs in one write and return their spans. Raise OSError naming the pack."""
        descriptor = os.open(self._path, _APPEND_FLAGS, 0o644)
        try:
            with os.fdopen(descriptor, "ab") as file:
                lock(descriptor, wait=True)
                offset = os.fstat(descriptor).st_size
                file.write(b"".join([entry for entry, _ in entries]))
        except OSError as fault:
            fault.filename = self._path
            raise
        spans = []
        for entry, digest in entries:
            spans.append(PackSpan(offset, len(entry), digest))
            offset += len(entry)
        return spans

    @contextmanager
    def opened(self) -> Iterator["Pack"]:
        """Yield the pack with its file kept open for many reads; opening it for each read takes 3 µs."""
        descriptor = self._open()
        try:
            yield Pack(self._path, fresh_from=self._fresh_from, descriptor=descriptor)
        finally:
            if descriptor >= 0:
                os.close(descriptor)

    def read(self, span: PackSpan) -> bytes | None:
        """Return the entry, or None if the pack no longer holds these bytes."""
        descriptor = self._descriptor if self._descriptor >= 0 else self._open()
        if descriptor < 0:
            return None
        try:
            data = read_at(descriptor, span.length, span.offset)
        finally:
            if descriptor != self._descriptor:
                os.close(descriptor)
        is_fresh = span.offset >= self._fresh_from and len(data) == span.length
        return data if is_fresh or digest_bytes(data) == span.digest else None

    def _open(self) -> int:
        """Return a descriptor for reading, or -1 if the file cannot be opened."""
        try:
            return os.open(self._path, READ)
        except OSError:
            return -1

    def size(self) -> int:
        try:
            return os.stat(self._path).st_size
        except OSError:
            return 0
