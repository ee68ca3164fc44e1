"""The system's OpenSSH: verification of the host, our key, and a shell on the host."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from bantin.config.targets import Target
from bantin.deploy.host_faults import known_fault_of_lines
from bantin.deploy.session import HostError, SessionContext
from bantin.i18n import gettext
from bantin.system.named_tuple import NamedTuple

_CONNECT_SECONDS = 20
_END = "bantin-end"


class Ssh(NamedTuple):
    """A connection. options: for both `ssh` and `sftp`. address: user@host."""

    options: tuple[str, ...]
    address: str
    port: int


@contextmanager
def prepared(target: Target, context: SessionContext) -> Iterator[Ssh]:
    """Yield the options for the host. Host keys are always verified; ssh never asks for a password."""
    with tempfile.TemporaryDirectory(prefix="bantin-ssh-") as folder:
        settings = {
            "BatchMode": "yes",
            "LogLevel": "ERROR",
            "StrictHostKeyChecking": "yes",
            "ConnectTimeout": str(_CONNECT_SECONDS),
            "ServerAliveInterval": "15",
            # rsync uses the shell's connection
            "ControlMaster": "auto",
            "ControlPath": os.path.join(folder, "control"),
        }
        if target.host_key:
            known_hosts = os.path.join(folder, "known_hosts")
            _write_private(known_hosts, f"{_known_hosts_name(target)} {target.host_key}\n")
            settings |= {"UserKnownHostsFile": known_hosts, "GlobalKnownHostsFile": os.devnull}
        if key := context.secret(target, "SSH_KEY"):
            path = os.path.join(folder, "key")
            _write_private(path, key.strip().replace("\r\n", "\n") + "\n")
            _refuse_unusable(path)
            settings |= {"IdentityFile": path, "IdentitiesOnly": "yes"}
        options = [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]
        address = f"{target.user}@{target.host}" if target.user else target.host
        yield Ssh(tuple(options), address, target.port or 22)


def _refuse_unusable(path: str) -> None:
    """Raise HostError for a file that is not a private key, or has a passphrase, for which ssh would ask."""
    with suppress(FileNotFoundError):
        done = subprocess.run(["ssh-keygen", "-y", "-P", "", "-f", path], capture_output=True, check=False)
        if done.returncode:
            raise HostError(
                gettext(
                    "BANTIN_SSH_KEY holds no private key, or one with a passphrase; put the whole text of "
                    'the private key into it, from -----BEGIN to -----END, made with `ssh-keygen -N ""`'
                )
            )


def _known_hosts_name(target: Target) -> str:
    """Return the host's name in the form of known_hosts files."""
    return target.host if target.port in (0, 22) else f"[{target.host}]:{target.port}"


def _write_private(path: str, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def run(command: Sequence[str], target: Target, *, given: str = "") -> str:
    """Run a program of the system and return its output. Raises HostError with its message."""
    try:
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    except FileNotFoundError as fault:
        raise HostError(
            gettext("{first} is not installed; install it and deploy again", first=command[0])
        ) from fault
    if done.returncode:
        raise refusal(target, done.stderr)
    return done.stdout


def refusal(target: Target, message: str) -> HostError:
    """Return the error for a message of OpenSSH or rsync, with a way out."""
    host = target.host
    if "REMOTE HOST IDENTIFICATION HAS CHANGED" in message or "Host key verification failed" in message:
        return HostError(
            gettext(
                "the host key of {host} is not the expected one, or not known; have its operator "
                'confirm the key, then write it as host_key = "…" under [deploy.{name}]',
                host=host,
                name=target.name,
            )
        )
    if "Permission denied" in message and "publickey" in message:
        return HostError(
            gettext(
                "{host} does not let {value} in; put the private key into BANTIN_SSH_KEY and the "
                "public one into the host's authorized_keys",
                host=host,
                value=target.user or gettext("this user"),
            )
        )
    if sentence := known_fault_of_lines(host, message):
        return HostError(sentence)
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return HostError(
        gettext(
            "{host}: {value}; the site there is unchanged, or the next deploy completes it",
            host=host,
            value=lines[-1][:300] if lines else gettext("no reason was given"),
        )
    )


class RemoteShell:
    """A shell on the host for a whole session, so that commands need no new connections.

    The host ends it when this process ends, in any way, and with it the lock that the shell holds.
    """

    def __init__(self, ssh: Ssh, target: Target, command: str) -> None:
        self._target = target
        try:
            self._process = subprocess.Popen(
                ["ssh", *ssh.options, "-p", str(ssh.port), "--", ssh.address, command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except FileNotFoundError as fault:
            raise HostError(gettext("ssh is not installed; install it and deploy again")) from fault
        try:
            self.run("true")  # the lock is held from here on
        except HostError:
            self.close()
            raise

    def run(self, script: str) -> str:
        """Run lines of POSIX shell and return their output. Raises HostError if they fail."""
        process = self._process
        assert process.stdin and process.stdout and process.stderr
        lines: list[str] = []
        with suppress(BrokenPipeError):  # then the loop below reaches the end
            process.stdin.write(f"( set -e\n{script}\n) 2>&1\necho {_END} $?\n".encode())
            process.stdin.flush()
        for line in process.stdout:
            text = line.decode(errors="replace").rstrip("\n")
            # The last line of the output may have no line end.
            before, mark, status = text.rpartition(f"{_END} ")
            if mark:
                printed = "\n".join([*lines, *([before] if before else [])])
                if status != "0":
                    raise refusal(self._target, printed)
                return printed
            lines.append(text)
        message = process.stderr.read().decode(errors="replace")
        raise refusal(self._target, message or "\n".join(lines))

    def close(self) -> None:
        process = self._process
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()
        try:
            process.wait(_CONNECT_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
