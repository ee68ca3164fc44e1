"""Deploy by FTP over TLS, for shared hosting: several connections at a time."""

import ftplib
import io
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from threading import Thread

from bantin.config.targets import Target
from bantin.deploy import in_place
from bantin.deploy.host_faults import known_fault
from bantin.deploy.host_lock import HOLDER, LOCK
from bantin.deploy.in_place import InPlaceSession
from bantin.deploy.manifest import File
from bantin.deploy.paths import emptied_folders, folders_of
from bantin.deploy.session import HostError, SessionContext
from bantin.i18n import gettext

_SECONDS = 60
_IDLE_SECONDS = 20  # after which a server may have ended a connection; many do after five minutes
# Replies (RFC 959, 5.4) for a missing or an existing file; some servers use others.
_MISSING = ("550",)
_THERE_OR_NOT = ("550", "521", "451")

_Waiting = SimpleQueue[File]


class _Ftp(ftplib.FTP_TLS):
    """FTP_TLS with two additions.

    Data connections reuse the TLS session of the control connection, as many servers require. A connection
    may begin with TLS, as on port 990.
    """

    def connect_encrypted(self, host: str, port: int) -> str:
        """Connect to a server that expects TLS from the first byte."""
        self.host, self.port = host, port
        plain = socket.create_connection((host, port), self.timeout)
        self.af = plain.family
        try:
            self.sock = self.context.wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise
        self.file = self.sock.makefile("r", encoding=self.encoding)
        self.welcome = self.getresp()
        return self.welcome

    def ntransfercmd(self, cmd: str, rest: int | str | None = None) -> tuple["ssl.SSLSocket", int | None]:
        plain, size = super(ftplib.FTP_TLS, self).ntransfercmd(cmd, rest)
        session = self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
        return self.context.wrap_socket(plain, server_hostname=self.host, session=session), size


@contextmanager
def open_session(target: Target, context: SessionContext) -> Iterator[InPlaceSession]:
    store = FtpStore(target, context.secret(target, "PASSWORD"))
    try:
        with in_place.session(store, target, context) as session:
            yield session
    finally:
        store.close()


class FtpStore:
    """Files below target.path. Connections are opened when needed, and reused."""

    def __init__(self, target: Target, password: str) -> None:
        if not password:
            raise HostError(
                gettext(
                    "there is no password for {name}; put it into the environment as BANTIN_PASSWORD",
                    name=target.name,
                )
            )
        self._target, self._password = target, password
        self._first: _Ftp | None = None
        self._used_at = 0.0
        self._made: set[str] = set()

    def close(self) -> None:
        if self._first:
            _quit(self._first)

    def read(self, name: str) -> bytes | None:
        parts: list[bytes] = []
        try:
            self._do(lambda ftp: ftp.retrbinary(f"RETR {self._at(name)}", parts.append))
        except _MissingError:
            return None
        return b"".join(parts)

    def write(self, name: str, data: bytes) -> None:
        self._do(lambda ftp: self._put(ftp, name, io.BytesIO(data), "0"))

    def acquire(self) -> bool:
        absolute = "/" if self._target.path.startswith("/") else ""
        for folder in folders_of([f"{self._target.path.strip('/')}/x"]):
            self._make(absolute + folder)
        try:
            self._do(lambda ftp: ftp.mkd(self._at(LOCK)), _THERE_OR_NOT)
        except _MissingError:
            return False
        return True

    def release(self) -> None:
        self._delete(self._at(HOLDER))
        self._remove(self._at(LOCK))

    def send(self, files: Sequence[File]) -> None:
        for folder in folders_of(file.name for file in files):
            if folder not in self._made:
                self._make(self._at(folder))
                self._made.add(folder)
        waiting: _Waiting = SimpleQueue()
        for file in files:
            waiting.put(file)
        faults: list[Exception] = []
        count = min(self._target.connections, len(files))
        threads = [Thread(target=self._work, args=(str(number), waiting, faults)) for number in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if faults:
            raise faults[0]

    def delete(self, names: Sequence[str]) -> None:
        for name in names:
            self._delete(self._at(name))
        for folder in emptied_folders(names):
            self._remove(self._at(folder))

    def _work(self, worker: str, waiting: _Waiting, faults: list[Exception]) -> None:
        """Send files over one connection until none is left, or one cannot be sent."""
        try:
            ftp = self._connected()
            try:
                while not faults:
                    local = waiting.get_nowait()
                    with open(local.path, "rb") as file:
                        self._put(ftp, local.name, file, worker)
            finally:
                _quit(ftp)
        except Empty:
            return
        except (OSError, EOFError, ftplib.Error) as fault:
            faults.append(_refusal(self._target, fault))
        except HostError as fault:
            faults.append(fault)

    def _put(self, ftp: _Ftp, name: str, file: "io.BufferedIOBase", worker: str) -> None:
        """Send a file under another name, then rename it, so that nobody reads half of it."""
        partial, destination = self._at(f".bantin-part-{worker}"), self._at(name)
        ftp.storbinary(f"STOR {partial}", file)
        try:
            ftp.rename(partial, destination)
        except ftplib.error_perm:  # a server that does not rename over an existing file
            ftp.delete(destination)
            ftp.rename(partial, destination)

    def _make(self, folder: str) -> None:
        self._try(lambda ftp: ftp.mkd(folder))

    def _delete(self, path: str) -> None:
        self._try(lambda ftp: ftp.delete(path))

    def _remove(self, folder: str) -> None:
        self._try(lambda ftp: ftp.rmd(folder))

    def _at(self, name: str) -> str:
        return f"{self._target.path.rstrip('/')}/{name}"

    def _try(self, act: Callable[[_Ftp], object]) -> None:
        with suppress(_MissingError):
            self._do(act, _THERE_OR_NOT)

    def _do(self, act: Callable[[_Ftp], object], missing: tuple[str, ...] = _MISSING) -> None:
        """Call `act`. Raises _MissingError for a reply that begins with one of `missing`."""
        try:
            self._first = self._still_open() or self._connected()
            act(self._first)
            self._used_at = time.monotonic()
        except (OSError, EOFError, ftplib.Error) as fault:
            if str(fault).startswith(missing):
                raise _MissingError from fault
            raise _refusal(self._target, fault) from fault

    def _still_open(self) -> _Ftp | None:
        """Return the first connection; None if the server has ended it while others sent a large file."""
        if self._first and time.monotonic() - self._used_at > _IDLE_SECONDS:
            try:
                self._first.voidcmd("NOOP")
            except (OSError, EOFError, ftplib.Error):
                self._first.close()
                return None
        return self._first

    def _connected(self) -> _Ftp:
        target = self._target
        ftp = _Ftp(timeout=_SECONDS, context=ssl.create_default_context(), encoding="utf-8")
        try:
            if target.tls == "implicit":
                ftp.connect_encrypted(target.host, target.port or 990)
            else:
                ftp.connect(target.host, target.port or 21)
            ftp.login(target.user, self._password)
            ftp.prot_p()
        except BaseException:
            ftp.close()
            raise
        return ftp


class _MissingError(Exception):
    """The file does not exist, or exists already."""


def _quit(ftp: _Ftp) -> None:
    with suppress(OSError, EOFError, ftplib.Error):
        ftp.quit()
    ftp.close()


def _refusal(target: Target, fault: BaseException) -> HostError:
    if isinstance(fault, ssl.SSLCertVerificationError):
        if sentence := known_fault(target.host, fault.verify_message):
            return HostError(sentence)
        return HostError(
            gettext(
                "the certificate of {host} cannot be trusted ({verify_message}); have its "
                "operator correct it; no password is sent to a host that cannot be verified",
                host=target.host,
                verify_message=fault.verify_message,
            )
        )
    message = str(fault).strip() or type(fault).__name__
    if message.startswith("530"):
        return HostError(
            gettext("{host} does not take the user and the password (530); check both", host=target.host)
        )
    if sentence := known_fault(target.host, message):
        return HostError(sentence)
    return HostError(
        gettext(
            "{host}: {value}; the next deploy completes what this one began",
            host=target.host,
            value=message[:200],
        )
    )
