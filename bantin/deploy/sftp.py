"""Deploy by SFTP, for hosts without a shell: one run of the system's `sftp` with its batch commands."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from bantin.config.targets import Target
from bantin.deploy import in_place, openssh
from bantin.deploy.host_lock import HOLDER, LOCK
from bantin.deploy.in_place import InPlaceSession
from bantin.deploy.manifest import File
from bantin.deploy.openssh import Ssh
from bantin.deploy.paths import emptied_folders, folders_of
from bantin.deploy.session import HostError, SessionContext
from bantin.i18n import gettext

_PARTIAL = ".bantin-part"
_PROMPT, _MARK = "sftp> ", "#bantin"


@contextmanager
def open_session(target: Target, context: SessionContext) -> Iterator[InPlaceSession]:
    with openssh.prepared(target, context) as ssh:
        client = SftpClient(ssh, target)
        try:
            store = SftpStore(target, client)
            with in_place.session(store, target, context) as session:
                yield session
        finally:
            client.close()


class SftpClient:
    """A running `sftp`. It ends at the first command that fails, unless that begins with a hyphen."""

    def __init__(self, ssh: Ssh, target: Target) -> None:
        self._target = target
        command = ["sftp", *ssh.options, "-P", str(ssh.port), "-b", "-", ssh.address]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
        except FileNotFoundError as fault:
            raise HostError(gettext("sftp is not installed; install it and deploy again")) from fault

    def run(self, lines: Sequence[str]) -> str:
        """Run these commands and return their output. Raises HostError if one fails that must not."""
        process = self._process
        assert process.stdin and process.stdout
        printed: list[str] = []
        with suppress(BrokenPipeError):  # then the loop below reaches the end
            process.stdin.write("".join(f"{line}\n" for line in [*lines, _MARK]).encode())
            process.stdin.flush()
        for line in process.stdout:  # `sftp` echoes each line before running it, also comments
            text = line.decode(errors="replace").rstrip("\n")
            if text == _PROMPT + _MARK:
                return "\n".join(printed)
            if not text.startswith(_PROMPT):
                printed.append(text)
        raise openssh.refusal(self._target, "\n".join(printed))

    def close(self) -> None:
        with suppress(BrokenPipeError):
            self._process.communicate()


class SftpStore:
    """Files below target.path."""

    def __init__(self, target: Target, client: SftpClient) -> None:
        self._path, self._target, self._client = target.path.rstrip("/"), target, client
        self._made: set[str] = set()

    def read(self, name: str) -> bytes | None:
        with tempfile.TemporaryDirectory(prefix="bantin-sftp-") as folder:
            local = os.path.join(folder, "file")
            self._client.run([f"-get {self._at(name)} {_quoted(local)}"])
            try:
                with open(local, "rb") as file:
                    return file.read()
            except FileNotFoundError:
                return None

    def write(self, name: str, data: bytes) -> None:
        with tempfile.NamedTemporaryFile(prefix="bantin-sftp-") as file:
            file.write(data)
            file.flush()
            self._client.run(self._put(name, file.name))

    def acquire(self) -> bool:
        absolute = "/" if self._path.startswith("/") else ""
        parents = folders_of([f"{self._path.strip('/')}/x"])
        self._client.run([f"-mkdir {_quoted(absolute + folder)}" for folder in parents])
        output = self._client.run([f"-mkdir {self._at(LOCK)}"])
        if "ermission denied" in output or "o such file" in output:
            raise openssh.refusal(self._target, output)
        return not output

    def release(self) -> None:
        self._client.run([f"-rm {self._at(HOLDER)}", f"-rmdir {self._at(LOCK)}"])

    def send(self, files: Sequence[File]) -> None:
        folders = [folder for folder in folders_of(file.name for file in files) if folder not in self._made]
        lines = [f"-mkdir {self._at(folder)}" for folder in folders]
        for file in files:
            lines += self._put(file.name, file.path)
        self._client.run(lines)
        self._made.update(folders)

    def delete(self, names: Sequence[str]) -> None:
        lines = [f"-rm {self._at(name)}" for name in names]
        self._client.run(lines + [f"-rmdir {self._at(folder)}" for folder in emptied_folders(names)])

    def _put(self, name: str, local: str) -> list[str]:
        """Send a file under another name, then rename it, so that nobody reads half of it."""
        partial = self._at(_PARTIAL)
        return [f"put {_quoted(local)} {partial}", f"rename {partial} {self._at(name)}"]

    def _at(self, name: str) -> str:
        return _quoted(f"{self._path}/{name}")


def _quoted(path: str) -> str:
    """Return a path in quotes for `sftp`, with pattern characters escaped."""
    for sign in '"*?[':
        path = path.replace(sign, f"\\{sign}")
    return f'"{path}"'
