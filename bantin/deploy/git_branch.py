"""Deploy to a branch of a git repository, which GitHub, GitLab and Forgejo Pages read.

The branch has one commit without history: a history of whole sites would fill a repository within weeks. The
previous commit is kept under another name, for `--rollback`.
"""

import base64
import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

from bantin.config.targets import Target
from bantin.deploy import openssh
from bantin.deploy.host_faults import known_fault_of_lines
from bantin.deploy.manifest import Manifest, Release
from bantin.deploy.session import HostError, SessionContext
from bantin.errors import UsageError
from bantin.i18n import gettext

PREVIOUS = "refs/bantin/previous"
CNAME, NO_JEKYLL = "CNAME", ".nojekyll"
_OF_THE_HOST = (CNAME, NO_JEKYLL)  # files of the branch that are in no release
_MODE = "100644"


@contextmanager
def open_session(target: Target, context: SessionContext) -> Iterator["GitSession"]:
    """Open a session. It needs no lock: the host accepts a push only if the branch has not changed."""
    repository = os.path.join(context.kept, "git")
    os.makedirs(repository, exist_ok=True)
    with ExitStack() as stack:
        environment = dict(os.environ) | _identity() | _without_local_settings()
        token = context.secret(target, "GIT_TOKEN")
        if token:
            environment |= _authorization(target.remote, token)
        else:
            ssh = stack.enter_context(openssh.prepared(target, context))
            environment["GIT_SSH_COMMAND"] = " ".join(("ssh", *map(shlex.quote, ssh.options)))
        git = Git(repository, environment, secret=token, host=_host_of(target.remote))
        git.run("init", "--quiet", "--bare", ".")
        yield GitSession(target, git)


def _host_of(remote: str) -> str:
    """Return the host of a remote such as `https://github.com/a/b.git` or `git@github.com:a/b.git`."""
    match = re.match(r"(?:\w+://)?(?:[^@/]+@)?([\w.-]+)(?::|/)", remote)
    return match[1] if match else remote


class Git:
    """The system's git in a bare repository of our own. Secrets are passed in its environment only."""

    def __init__(self, folder: str, environment: Mapping[str, str], *, secret: str, host: str) -> None:
        self._folder, self._environment, self._secret, self._host = folder, environment, secret, host

    def run(self, *arguments: str, stdin: bytes = b"", **environment: str) -> str:
        """Run git and return its output. Raises HostError with its message."""
        try:
            done = subprocess.run(
                ["git", *arguments],
                cwd=self._folder,
                env={**self._environment, **environment, "LC_ALL": "C"},  # its messages are recognized below
                input=stdin,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as fault:
            raise HostError(gettext("git is not installed; install it and deploy again")) from fault
        if done.returncode:
            raise self._refusal(arguments[0], done.stderr.decode(errors="replace"))
        return done.stdout.decode(errors="surrogateescape")

    def _refusal(self, command: str, message: str) -> HostError:
        if self._secret:
            message = message.replace(self._secret, "***")
        if "stale info" in message or "fetch first" in message:
            return HostError(gettext("another deploy has changed the branch meanwhile; deploy again"))
        lines = [
            line for line in message.splitlines() if line.startswith(("fatal:", "error:", "remote:", "!"))
        ]
        reason = "; ".join(lines) or message.strip()
        reason = known_fault_of_lines(self._host, message) or reason[:300]
        return HostError(gettext("git {command}: {reason}", command=command, reason=reason))


class GitSession:
    """A branch that serves a site."""

    def __init__(self, target: Target, git: Git) -> None:
        self._target, self._git = target, git
        self._ref = f"refs/heads/{target.branch}"
        self._published = self._fetch()

    def manifest(self) -> Manifest:
        """Return the manifest of the branch, with git's digests."""
        if not self._published:
            return {}
        listed = self._git.run("ls-tree", "-r", "-z", self._published).split("\0")
        entries = (line.partition("\t") for line in listed if line)
        return {name: head.split()[2] for head, _, name in entries if name not in _OF_THE_HOST}

    def release_manifest(self, release: Release) -> Manifest:
        """Return the manifest of the release, with git's digests."""
        return {name: entry for name, entry in self._blobs(release).items() if name not in _OF_THE_HOST}

    def publish(self, release: Release) -> str:
        entries = self._blobs(release)
        entries.setdefault(NO_JEKYLL, self._blob(b""))
        if self._target.domain:
            entries[CNAME] = self._blob(f"{self._target.domain}\n".encode())
        elif kept := self._published_blob(CNAME):
            entries.setdefault(CNAME, kept)
        commit = self._commit(entries)
        if not self._has_same_files(commit):
            self._push(commit, previous=self._published)
        return commit[:10]

    def rollback(self) -> str:
        listed = self._git.run("ls-remote", self._target.remote, PREVIOUS)
        if not listed:
            raise UsageError(gettext("no earlier release is kept; build the site as it was and deploy that"))
        self._git.run("fetch", "--quiet", "--depth=1", "--no-tags", self._target.remote, PREVIOUS)
        commit = listed.split()[0]
        self._push(commit, previous=self._published)
        return commit[:10]

    def _fetch(self) -> str:
        """Fetch the branch, and return its commit; "" if it does not exist."""
        listed = self._git.run("ls-remote", self._target.remote, self._ref)
        if not listed:
            return ""
        self._git.run("fetch", "--quiet", "--depth=1", "--no-tags", self._target.remote, self._ref)
        return listed.split()[0]

    def _has_same_files(self, commit: str) -> bool:
        """Tell whether the published commit has the same files."""
        trees = [
            self._git.run("rev-parse", f"{revision}^{{tree}}")
            for revision in (commit, self._published)
            if revision
        ]
        return len(trees) == 2 and trees[0] == trees[1]

    def _published_blob(self, name: str) -> str:
        """Return git's digest of a published file, "" if there is none of this name."""
        listed = self._git.run("ls-tree", self._published, name) if self._published else ""
        return listed.split()[2] if listed else ""

    def _blobs(self, release: Release) -> dict[str, str]:
        """Add every file to the local repository; return the digests by path."""
        paths = "".join(f"{file.path}\n" for file in release.files.values())
        digests = self._git.run(
            "hash-object", "-w", "--no-filters", "--stdin-paths", stdin=os.fsencode(paths)
        )
        return dict(zip(release.files, digests.split(), strict=True))

    def _blob(self, data: bytes) -> str:
        return self._git.run("hash-object", "-w", "--stdin", stdin=data).strip()

    def _commit(self, entries: Mapping[str, str]) -> str:
        with tempfile.TemporaryDirectory(prefix="bantin-git-") as folder:
            index = os.path.join(folder, "index")
            lines = "".join(f"{_MODE} {digest}\t{name}\0" for name, digest in entries.items())
            self._git.run(
                "update-index", "-z", "--index-info", stdin=os.fsencode(lines), GIT_INDEX_FILE=index
            )
            tree = self._git.run("write-tree", GIT_INDEX_FILE=index).strip()
        return self._git.run("commit-tree", tree, "-m", "Deploy").strip()

    def _push(self, commit: str, *, previous: str) -> None:
        pushed = [f"{commit}:{self._ref}", *([f"+{previous}:{PREVIOUS}"] if previous else [])]
        lease = f"--force-with-lease={self._ref}:{self._published}"
        self._git.run("push", "--quiet", lease, self._target.remote, *pushed)


def _identity() -> dict[str, str]:
    who = {"NAME": "bantin", "EMAIL": "bantin@localhost"}
    return {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}


def _without_local_settings() -> dict[str, str]:
    """Return options that disable this machine's hooks, filters, signatures and questions."""
    return {"GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}


def _authorization(remote: str, token: str) -> dict[str, str]:
    credentials = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{remote}.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {credentials}",
    }
