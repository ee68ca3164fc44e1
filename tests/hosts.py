"""Real servers on loopback, each in a folder of its own, as hosts for the tests of `deploy`.

Tests whose program is missing are skipped with a message; under CI=true they fail.
"""

import asyncio
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple, NoReturn
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

TIMEOUT_SECONDS = 60.0  # seconds, for a busy machine; a test that passes never waits so long


def program(name: str) -> str:
    """Return the path of a program of the system."""
    folders = [os.path.dirname(sys.executable), os.environ.get("PATH", ""), "/usr/local/sbin", "/usr/sbin"]
    path = shutil.which(name, path=os.pathsep.join(folders))
    return path or missing(f"there is no {name}: install it (apt-get install {PACKAGES.get(name, name)})")


PACKAGES = {
    "sshd": "openssh-server",
    "ssh": "openssh-client",
    "nginx": "nginx-light",
    "flock": "util-linux",
    "node": "nodejs",
}


def missing(message: str) -> NoReturn:
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(message)
    pytest.skip(message)


def free_port() -> int:
    with socket.socket() as connection:
        connection.bind(("127.0.0.1", 0))
        return int(connection.getsockname()[1])


def wait_for(port: int) -> None:
    end = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < end:
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    pytest.fail(f"nothing listens at port {port}")


@contextmanager
def running(*command: str, port: int, log: Path, user: int | None = None) -> Iterator[None]:
    """Run a server in the foreground of a process of its own.

    user: under which it runs if root starts it.
    """
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, user=user)
    try:
        wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(TIMEOUT_SECONDS)


def nobody() -> int | None:
    """Return a user without rights if this process has any to lose."""
    return 65534 if os.geteuid() == 0 else None


def fetch(address: str) -> str:
    with urlopen(address, timeout=TIMEOUT_SECONDS) as answer:
        return str(answer.read().decode())


# ---- sshd ----


class Sshd(NamedTuple):
    """An SSH server.

    key: the private key by which this user may log in. host_key: as in site.toml.
    """

    port: int
    key: str
    host_key: str
    user: str


@contextmanager
def sshd(folder: Path) -> Iterator[Sshd]:
    server = program("sshd")
    for name in ("host", "user"):
        command = [program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(folder / name)]
        subprocess.run(command, check=True)
    shutil.copy(folder / "user.pub", folder / "authorized_keys")
    if os.geteuid() == 0:
        os.makedirs("/run/sshd", exist_ok=True)  # which sshd wants to find
    port = free_port()
    settings = {
        "HostKey": folder / "host",
        "AuthorizedKeysFile": folder / "authorized_keys",
        "PidFile": "none",
        "ListenAddress": "127.0.0.1",
        "StrictModes": "no",
        "UsePAM": "no",
        "PasswordAuthentication": "no",
        "PermitRootLogin": "yes",
        "Subsystem": "sftp internal-sftp",
        "MaxStartups": "100",
    }
    config = folder / "sshd_config"
    config.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    with running(server, "-D", "-e", "-f", str(config), "-p", str(port), port=port, log=folder / "sshd.log"):
        host_key = " ".join((folder / "host.pub").read_text().split()[:2])
        user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        yield Sshd(port, (folder / "user").read_text(), host_key, user)


# ---- FTP over TLS ----


class Ftpd(NamedTuple):
    port: int
    root: Path
    certificate: Path
    password: str


@contextmanager
def ftpd(folder: Path, *, idle_seconds: float | None = None) -> Iterator[Ftpd]:
    """Run an FTP server. idle_seconds: after which it ends a connection."""
    import aioftp

    root, certificate, key = folder / "root", folder / "certificate.pem", folder / "key.pem"
    root.mkdir()
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    command = [
        program("openssl"),
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
    ]
    subprocess.run(
        [*command, "-keyout", str(key), "-out", str(certificate), *subject], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    rights = aioftp.Permission("/", readable=True, writable=True)
    user = aioftp.User("bantin", "mat-khau", base_path=root, permissions=[rights])
    loop = asyncio.new_event_loop()
    server = aioftp.Server([user], ssl=context, idle_timeout=idle_seconds)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(server.start("127.0.0.1", 0), loop).result(TIMEOUT_SECONDS)
    try:
        yield Ftpd(server.server_port, root, certificate, "mat-khau")
    finally:
        asyncio.run_coroutine_threadsafe(server.close(), loop).result(TIMEOUT_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(TIMEOUT_SECONDS)
        loop.close()


# ---- object storage ----


class Objects(NamedTuple):
    """S3 in memory, behind a connection that can break.

    failing: [n]: from the n-th file on, 0 for never.
    """

    url: str
    failing: list[int]

    def new_bucket(self, name: str) -> str:
        self._ask(f"/{name}", "PUT")
        return name

    def tree(self, bucket: str) -> dict[str, str]:
        return {
            name: data.decode() for name, (data, _) in self.stored(bucket).items() if ".bantin" not in name
        }

    def stored(self, bucket: str) -> dict[str, tuple[bytes, HTTPMessage]]:
        """Return the bytes and the headers of each object."""
        names = re.findall(r"<Key>(.*?)</Key>", self._ask(f"/{bucket}?list-type=2")[0].decode())
        return {name: self._ask(f"/{bucket}/{quote(name)}") for name in names}

    def _ask(self, path: str, method: str = "GET") -> tuple[bytes, HTTPMessage]:
        """Send a request in the name of a user; moto checks no signature."""
        who = "AWS4-HMAC-SHA256 Credential=khoa/20260101/us-east-1/s3/aws4_request"
        request = Request(self.url + path, method=method, headers={"Authorization": who})
        with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            return answer.read(), answer.headers


class _BreakableProxy(BaseHTTPRequestHandler):
    """Passes requests on to the server at `port`, until `failing` makes it answer 500.

    failing: as in Objects.
    """

    protocol_version = "HTTP/1.1"
    port: int
    failing: list[int]

    def _pass_on(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.command == "PUT" and "/.bantin" not in self.path and self.failing[0]:
            self.failing[0] = max(self.failing[0] - 1, 1)
            if self.failing[0] == 1:  # from then on
                self._answer(500, [], b"")
                return
        connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request(self.command, self.path, data, dict(self.headers.items()))
            answer = connection.getresponse()
            self._answer(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _pass_on  # noqa: N815

    def _answer(self, status: int, headers: list[tuple[str, str]], data: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in ("content-length", "transfer-encoding", "connection", "date", "server"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@contextmanager
def objects(folder: Path) -> Iterator[Objects]:
    moto = Path(sys.prefix) / "objects" / "bin" / "moto_server"
    if not moto.exists():
        missing("there is no S3 to test with: run `make objects`")
    port, failing = free_port(), [0]
    proxy = type("Proxy", (_BreakableProxy,), {"port": port, "failing": failing})
    with running(str(moto), "-H", "127.0.0.1", "-p", str(port), port=port, log=folder / "moto.log"):
        line = ThreadingHTTPServer(("127.0.0.1", 0), proxy)
        thread = threading.Thread(target=line.serve_forever, daemon=True)
        thread.start()
        try:
            yield Objects(f"http://127.0.0.1:{line.server_port}", failing)
        finally:
            line.shutdown()
            line.server_close()
            thread.join(TIMEOUT_SECONDS)


# ---- git ----


def git(repository: Path, *arguments: str) -> str:
    command = [program("git"), "-C", str(repository), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def bare_repository(folder: Path) -> Path:
    folder.mkdir()
    git(folder, "init", "--quiet", "--bare", ".")
    return folder


def branch(repository: Path, name: str) -> dict[str, str]:
    """Return the files of a branch, without those that belong to the host."""
    names = git(repository, "ls-tree", "-r", "--name-only", name).split()
    of_host = (".nojekyll", "CNAME")
    return {file: git(repository, "show", f"{name}:{file}") for file in names if file not in of_host}
