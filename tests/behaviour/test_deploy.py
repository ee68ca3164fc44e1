"""Taking a site to its host: what readers see before, during and after, on every kind of target."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from bantin import config
from bantin.config import targets
from bantin.config.targets import Target
from bantin.deploy import command, git_branch, in_place, openssh, redirect_hosts, refusals, s3
from bantin.deploy.host_faults import known_fault
from bantin.deploy.manifest import File, read_release
from bantin.deploy.session import HostError, Session, SessionContext
from tests import hosts
from tests.behaviour.test_readme import DEPLOYS
from tests.conftest import NOW, ROOT, Ended, Site

PAGE = '<link rel="stylesheet" href="/assets/bantin.{css}.css">{text}'
SETTINGS = 'name = "Bản tin"\naddress = "https://bantin.gov.vn/"\nsearch = false\n'


class Published:
    """A built site in output/, written by hand, and the command that deploys it."""

    def __init__(self, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
        self.site, self._capsys = site, capsys
        self.lay_out(css="a" * 10, a="Bài một.", b="Bài hai.")

    def target(self, **options: object) -> None:
        lines = [
            f"{name} = {str(value).lower() if isinstance(value, bool) else repr(value)}"
            for name, value in options.items()
        ]
        self.site.write("site.toml", "\n".join([SETTINGS, "[deploy.chinh]", *lines, ""]))

    def lay_out(self, css: str, **pages: str) -> None:
        """Write the site for the next deploy: these pages in the section tin/."""
        output = self.site.folder / "output"
        for old in output.rglob("*.html"):
            old.unlink()
        for old in output.rglob("*.css"):
            old.unlink()
        for name, text in {
            "index": "Trang chủ.",
            **{f"tin/{name}": text for name, text in pages.items()},
        }.items():
            self.site.write(f"output/{name}.html", PAGE.format(css=css, text=text))
        self.site.write(f"output/assets/bantin.{css}.css", f"/* {css} */")
        self.site.write("output/robots.txt", "User-agent: *\nSitemap: https://bantin.gov.vn/sitemap.xml\n")

    def deploy(self, *arguments: str) -> Ended:
        return self.site.main(self._capsys, "deploy", *arguments)


@pytest.fixture
def published(site: Site, capsys: pytest.CaptureFixture[str]) -> Published:
    return Published(site, capsys)


def tree(folder: Path) -> dict[str, str]:
    """Return the files that readers can request: all but those of the deploy itself."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".bantin"))
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def built(published: Published) -> dict[str, str]:
    return tree(published.site.folder / "output")


# ---- all kinds of targets ----


class Host(NamedTuple):
    """A target: its settings, and the files that its readers see."""

    options: dict[str, object]
    seen: Callable[[], dict[str, str]]


@pytest.fixture(scope="session")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[hosts.Sshd]:
    with hosts.sshd(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture(scope="session")
def ftpd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[hosts.Ftpd]:
    with hosts.ftpd(tmp_path_factory.mktemp("ftpd")) as server:
        yield server


@pytest.fixture(scope="session")
def objects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[hosts.Objects]:
    with hosts.objects(tmp_path_factory.mktemp("objects")) as server:
        yield server


def now() -> int:
    return int(time.time())


KINDS = ("folder", "ssh", "sftp", "ftps", "s3", "git")
IN_PLACE = ("sftp", "ftps", "s3")
numbers = count(1)


@pytest.fixture
def host(kind: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    base = tmp_path / "trên mạng"  # neither a space nor a mark may hinder a deploy
    if kind == "folder":
        return Host({"path": str(base)}, lambda: tree(base / "current"))
    if kind in ("ssh", "sftp"):
        hosts.program("rsync")
        server: hosts.Sshd = request.getfixturevalue("sshd")
        monkeypatch.setenv("BANTIN_SSH_KEY", server.key)
        options = {"host": "127.0.0.1", "port": server.port, "user": server.user, "host_key": server.host_key}
        shown = base / "current" if kind == "ssh" else base
        return Host({**options, "path": str(base)}, lambda: tree(shown))
    if kind == "ftps":
        ftp: hosts.Ftpd = request.getfixturevalue("ftpd")
        monkeypatch.setenv("BANTIN_CHINH_PASSWORD", ftp.password)
        monkeypatch.setenv("SSL_CERT_FILE", str(ftp.certificate))
        folder = f"web {next(numbers)}"
        options = {"host": "127.0.0.1", "port": ftp.port, "user": "bantin", "tls": "implicit"}
        return Host({**options, "path": f"/{folder}", "connections": 2}, lambda: tree(ftp.root / folder))
    if kind == "s3":
        store: hosts.Objects = request.getfixturevalue("objects")
        monkeypatch.setenv("BANTIN_ACCESS_KEY_ID", "khoa")
        monkeypatch.setenv("BANTIN_SECRET_ACCESS_KEY", "bi-mat")
        bucket = store.new_bucket(f"bantin-{next(numbers)}")
        return Host({"endpoint": store.url, "bucket": bucket}, lambda: store.tree(bucket))
    repository = hosts.bare_repository(tmp_path / "pages.git")
    return Host({"remote": str(repository)}, lambda: hosts.branch(repository, "pages"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_deploy_publishes_the_build_and_a_rollback_the_previous_release(
    kind: str, host: Host, published: Published
) -> None:
    published.target(kind=kind, **host.options)
    first = published.deploy()
    assert (first.code, first.err) == (0, "")
    assert "5 files sent, 0 kept, 0 deleted" in first.out
    before = built(published)
    assert host.seen() == before
    # One page goes, another gets an edit of the same length, and no file a later time.
    page = published.site.folder / "output/tin/a.html"
    stat = page.stat()
    published.lay_out(css="b" * 10, a="Bài hay.", c="Bài ba.")
    os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    dry = published.deploy("--dry-run")
    assert "- tin/b.html\n" in dry.out
    assert "4 files to send, 1 there already, 2 to delete. Nothing was sent." in dry.out
    assert host.seen() == before
    second = published.deploy()
    assert "4 files sent, 1 kept, 2 deleted" in second.out
    assert host.seen() == built(published)
    assert "has all 5 files already" in published.deploy().out
    back = published.deploy("--rollback")
    assert (back.code, back.err) == (0, "")
    assert host.seen() == before
    assert published.deploy().code == 0
    assert host.seen() == built(published)


@pytest.mark.parametrize("kind", KINDS)
def test_without_an_earlier_release_nothing_can_be_rolled_back(
    kind: str, host: Host, published: Published
) -> None:
    published.target(kind=kind, **host.options)
    published.deploy()
    ended = published.deploy("--rollback")
    assert (ended.code, ended.out) == (2, "")
    assert "build the site as it was and deploy that" in ended.err
    assert host.seen() == built(published)


@pytest.mark.parametrize("kind", ("folder", "ssh"))
def test_unchanged_files_keep_inode_and_time_and_old_releases_are_deleted(
    kind: str, host: Host, published: Published
) -> None:
    """By inode and time web servers tell browsers that a file has not changed."""
    published.target(kind=kind, keep=2, **host.options)
    base = Path(str(host.options["path"]))
    published.deploy()
    before = (base / "current/tin/b.html").stat()
    os.utime(published.site.folder / "output/tin/b.html", (1, 1))  # as a clone has new times everywhere
    for text in ("hai", "ba"):
        published.site.write("output/tin/a.html", text)
        assert "1 files sent, 4 kept, 0 deleted" in published.deploy().out
    after = (base / "current/tin/b.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len([path for path in (base / "releases").iterdir() if path.is_dir()]) == 2
    published.deploy("--rollback")
    assert host.seen()["tin/a.html"] == "hai"


# ---- broken off ----


def is_whole(seen: dict[str, str]) -> bool:
    """Tell whether each page that readers can see has its style sheet."""
    pages = [text for name, text in seen.items() if name.endswith(".html")]
    return all(text.partition('href="/')[2].partition('"')[0] in seen for text in pages)


class Memory:
    """A host in memory that fails at the n-th change, before or after it."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.left = 10**9

    def _change(self, name: str, data: bytes | None) -> None:
        self.left -= 1
        if self.left < 0:
            raise HostError("the line is dead")
        if data is None:
            self.files.pop(name, None)
        else:
            self.files[name] = data

    def read(self, name: str) -> bytes | None:
        return self.files.get(name)

    def write(self, name: str, data: bytes) -> None:
        self._change(name, data)

    def acquire(self) -> bool:
        if in_place.LOCK in self.files:
            return False
        self._change(in_place.LOCK, b"")
        return True

    def release(self) -> None:
        for name in (f"{in_place.LOCK}.json", in_place.LOCK):
            self._change(name, None)

    def send(self, files: Sequence[tuple[str, File]]) -> None:
        for name, file in files:
            self._change(name, Path(file.path).read_bytes())

    def delete(self, names: Sequence[str]) -> None:
        for name in names:
            self._change(name, None)

    def seen(self) -> dict[str, str]:
        return {name: data.decode() for name, data in self.files.items() if not name.startswith(".bantin")}


def test_an_interrupted_deploy_leaves_complete_pages_and_the_next_completes_it(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The host dies at each of its changes; what readers see then is whole."""
    store = Memory()

    def open_memory(target: Target, context: SessionContext, locked: bool) -> AbstractContextManager[Session]:
        return in_place.session(store, target, context, locked)

    monkeypatch.setitem(command.OPENERS, "s3", open_memory)
    monkeypatch.setattr(in_place, "_BATCH", 1)
    monkeypatch.setattr(in_place, "_GRACE", 0)
    monkeypatch.setattr(in_place, "_is_running", lambda process: False)  # each deploy ends with its process
    published.target(kind="s3", bucket="trong-bo-nho")
    assert published.deploy().code == 0
    first, changes = dict(store.files), 0
    for changes in count():
        store.files, store.left = dict(first), changes
        published.lay_out(css="b" * 10, a="Bài hay.", c="Bài ba.")
        ended = published.deploy()
        assert is_whole(store.seen())
        store.left = 10**9
        if ended.code == 0:
            break
        assert "the line is dead" in ended.err
        if changes % 2:  # the office changes its mind before it deploys again
            published.lay_out(css="a" * 10, a="Bài một.", b="Bài hai.")
        assert published.deploy().code == 0
        assert store.seen() == built(published)
    assert changes > 15


def test_a_failing_store_is_reported_and_the_next_deploy_completes(
    objects: hosts.Objects, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "khoa")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "bi-mat")
    monkeypatch.setattr(s3, "_RETRIES", 0)
    bucket = objects.new_bucket("bantin-hong")
    published.target(kind="s3", endpoint=objects.url, bucket=bucket)
    assert published.deploy().code == 0
    published.lay_out(css="b" * 10, a="Bài hay.", b="Bài sửa.")
    objects.failing[0] = 3
    ended = published.deploy()
    objects.failing[0] = 0
    assert (ended.code, ended.out) == (2, "")
    assert "bi-mat" not in ended.err
    assert "the next deploy completes what this one began" in ended.err
    assert is_whole(objects.tree(bucket))
    assert published.deploy().code == 0
    assert objects.tree(bucket) == built(published)


def test_objects_have_content_types_and_cache_control(
    objects: hosts.Objects, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "khoa")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "bi-mat")
    bucket = objects.new_bucket("bantin-loai")
    published.site.write("output/manifest.webmanifest", "{}")
    published.target(kind="s3", endpoint=objects.url, bucket=bucket, path="cchc")
    assert published.deploy().code == 0
    stored = {name: headers for name, (_, headers) in objects.stored(bucket).items()}
    kept = {name: (file["content-type"], file["cache-control"]) for name, file in stored.items()}
    assert kept["cchc/tin/a.html"] == ("text/html; charset=utf-8", "no-cache")
    assert kept["cchc/manifest.webmanifest"] == ("application/manifest+json", "no-cache")
    style = f"cchc/assets/bantin.{'a' * 10}.css"
    assert kept[style] == ("text/css; charset=utf-8", "public, max-age=31536000, immutable")


# ---- two at a time ----


@pytest.mark.parametrize("kind", ("folder", "ssh", *IN_PLACE))
def test_one_deploy_at_a_time(kind: str, host: Host, published: Published) -> None:
    published.target(kind=kind, **host.options)
    [target] = config.load_deployment(str(published.site.folder)).targets
    context = SessionContext(str(published.site.folder), str(published.site.folder / "kept"), os.environ, now)
    with command.OPENERS[kind](target, context, True):
        ended = published.deploy()
    assert (ended.code, ended.out) == (2, "")
    assert "another deploy" in ended.err
    assert host.seen() == {}
    assert published.deploy().code == 0


def test_a_branch_that_has_changed_is_not_overwritten(published: Published, tmp_path: Path) -> None:
    repository = hosts.bare_repository(tmp_path / "pages.git")
    published.target(kind="git", remote=str(repository))
    published.deploy()
    [target] = config.load_deployment(str(published.site.folder)).targets
    context = SessionContext(str(published.site.folder), str(published.site.folder / "kept"), os.environ, now)
    with git_branch.open_session(target, context, True) as session:
        published.site.write("output/tin/a.html", "của người khác")
        assert published.deploy().code == 0
        published.site.write("output/tin/a.html", "của ta")
        with pytest.raises(HostError, match="another deploy has changed the branch meanwhile"):
            session.publish(read_release(str(published.site.folder / "output")))
    assert hosts.branch(repository, "pages")["tin/a.html"] == "của người khác"


def test_the_lock_of_a_dead_process_is_taken_over(published: Published) -> None:
    """Whoever holds it on another machine keeps it for a quarter of an hour."""
    holder = f"{in_place.LOCK}.json"

    def code_with(**held: object) -> int:
        store = Memory()
        store.files = {in_place.LOCK: b"", holder: json.dumps(held).encode()}
        target, folder = Target("chinh", "s3"), str(published.site.folder)
        context = SessionContext(folder, folder, {}, lambda: NOW)
        try:
            with in_place.session(store, target, context, True):
                return 0
        except HostError:
            return 2

    gone = subprocess.Popen(["true"])
    gone.wait()
    here = socket.gethostname()
    assert code_with(host=here, process=gone.pid, until=NOW + 100) == 0
    assert code_with(host=here, process=os.getpid(), until=NOW + 100) == 2
    assert code_with(host="may-khac", process=gone.pid, until=NOW + 100) == 2
    assert code_with(host="may-khac", process=gone.pid, until=NOW - 100) == 0


# ---- refused ----


def refused(published: Published, *arguments: str) -> str:
    ended = published.deploy(*arguments)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.endswith("Nothing was deployed.\n")
    return ended.err.splitlines()[0]


@pytest.fixture
def www(published: Published, tmp_path: Path) -> Path:
    published.target(kind="folder", path=str(tmp_path / "www"))
    return tmp_path / "www"


def test_an_example_address_is_never_deployed(published: Published, www: Path) -> None:
    settings = (published.site.folder / "site.toml").read_text()
    for host in ("bantin.example", "example.com", "localhost:8000", "127.0.0.1"):
        published.site.write("site.toml", settings.replace("bantin.gov.vn", host))
        assert refused(published).startswith("site.toml:2: `address` is at ")
    assert not www.exists()


def test_a_site_built_for_another_address_is_not_deployed(published: Published, www: Path) -> None:
    settings = (published.site.folder / "site.toml").read_text()
    published.site.write("site.toml", settings.replace("gov.vn/", "gov.vn/cchc/"))
    assert "built for https://bantin.gov.vn/, and `address` is https://bantin.gov.vn/cchc/ now" in refused(
        published
    )
    assert not www.exists()


def test_an_empty_site_is_not_deployed(published: Published, www: Path) -> None:
    for page in (published.site.folder / "output").rglob("*.html"):
        page.unlink()
    assert refused(published) == "output: there is no page here to deploy; build the site first"
    assert not www.exists()


def test_drafts_are_not_deployed(site: Site, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    site.write("site.toml", f'{SETTINGS}[deploy.chinh]\nkind = "folder"\npath = "{tmp_path / "www"}"\n')
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/a.md", draft=True)
    assert site.main(capsys, "build", "--drafts").code == 0
    assert site.main(capsys, "build", "--drafts").code == 0  # nothing to do, and still with drafts
    ended = site.main(capsys, "deploy")
    assert "output: this site was built with drafts" in ended.err
    assert (ended.code, (tmp_path / "www").exists()) == (1, False)
    site.article("content/tin/b.md")
    assert site.main(capsys, "build").code == 0
    assert site.main(capsys, "deploy").code == 0
    assert {path.name for path in (tmp_path / "www/current/tin").glob("*.html")} == {"b.html", "index.html"}


def test_most_pages_are_deleted_only_with_yes(published: Published, www: Path) -> None:
    published.lay_out(css="a" * 10, a="Một.", b="Hai.", c="Ba.", d="Bốn.")
    published.deploy()
    published.lay_out(css="a" * 10, a="Một.")
    assert refused(published).startswith("output: 3 of the 5 published pages would be deleted; ")
    assert len(tree(www / "current")) == 7
    assert published.deploy("--yes").code == 0
    assert len(tree(www / "current")) == 4


def test_what_a_host_does_not_accept_is_reported_before_sending(
    published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = refusals.Limit(files=3, total=200, file=100, source="thử")
    monkeypatch.setitem(refusals.LIMITS, "cloudflare", few)
    monkeypatch.setattr(refusals, "MIB", 1)
    published.target(kind="folder", path=str(tmp_path / "www"), server="cloudflare")
    published.site.write("output/anh.jpg", b"x" * 150)
    ended = published.deploy()
    assert "output: the site has 7 files, and cloudflare accepts 3 (thử)" in ended.err
    assert "cloudflare accepts 200 MiB (thử)" in ended.err
    assert (
        "output/anh.jpg: this file has 150 MiB, and cloudflare accepts files up to 100 MiB (thử)" in ended.err
    )
    assert (ended.code, (tmp_path / "www").exists()) == (1, False)


@pytest.mark.parametrize(
    "line", ['password = "mo-cua"', 'secret_access_key = "x"', 'user = "ghp_abcdefghijklmnopqrstu"']
)
def test_a_secret_in_site_toml_is_refused_with_its_line(line: str, published: Published, www: Path) -> None:
    settings = (published.site.folder / "site.toml").read_text()
    published.site.write("site.toml", f"{settings}{line}\n")
    line_number = settings.count("\n") + 1
    assert refused(published).startswith(
        f"site.toml:{line_number}: `{line.partition(' ')[0]}` is a secret, or looks like one"
    )
    assert "mo-cua" not in published.deploy().err


@pytest.mark.parametrize("path", ["output", "content/www", "assets", "./layouts/../output/x", ".cache/www"])
def test_the_folders_of_the_site_itself_are_no_target(path: str, published: Published) -> None:
    before = built(published)
    published.target(kind="folder", path=path)
    ended = published.deploy()
    assert (ended.code, ended.out) == (2, "")
    assert "`path` of [deploy.chinh] is in " in ended.err
    assert built(published) == before and not (published.site.folder / "content" / "www").exists()


@pytest.mark.parametrize(
    "path, sentence",
    [
        (".", "where other files are; name a folder of its own"),
        ("/", "where other files are; name a folder of its own"),
        ("~/www", "begins with ~, which only a shell replaces"),
        ("www", "is a folder, and deploy makes a link of that name; move it away"),
    ],
)
def test_a_folder_that_is_no_target_gets_no_releases(path: str, sentence: str, published: Published) -> None:
    (published.site.folder / "www" / "current").mkdir(parents=True)
    published.target(kind="folder", path=path)
    ended = published.deploy()
    assert (ended.code, ended.out, sentence in ended.err) == (2, "", True)
    assert not any((folder / "current").is_symlink() for folder in (Path("/"), published.site.folder))


NOWHERE = {"host": "127.0.0.1", "port": 1, "path": "/srv/www"}
KEYS = {"BANTIN_PASSWORD": "x", "BANTIN_ACCESS_KEY_ID": "x", "BANTIN_SECRET_ACCESS_KEY": "x"}


@pytest.mark.parametrize(
    "options, sentence",
    [
        ({"kind": "ssh", **NOWHERE}, "127.0.0.1 refuses connections at this port; check host and port"),
        ({"kind": "ftps", **NOWHERE, "user": "an"}, "127.0.0.1 refuses connections at this port"),
        (
            {"kind": "ssh", "host": "khong-co.invalid", "path": "/w"},
            "no machine has the name khong-co.invalid",
        ),
        ({"kind": "git", "remote": "/khong-co.git"}, "has nothing of the name in site.toml"),
    ],
)
def test_a_host_that_cannot_be_reached_is_told_with_a_way_out(
    options: dict[str, object], sentence: str, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    published.target(**options)
    ended = published.deploy()
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err


@pytest.mark.parametrize(
    "message, sentence",
    [
        ("rsync: write failed: No space left on device (28)", "there is no space left at may-chu"),
        ("552 Requested action aborted: quota exceeded", "there is no space left at may-chu"),
        ("Connection to may-chu closed by remote host.", "may-chu has closed the connection"),
        ("<Code>SignatureDoesNotMatch</Code>", "may-chu does not accept the keys"),
        ("550 Permission denied.", "may-chu does not let this user write to the folder"),
        ("connect to host may-chu port 22: Connection timed out", "may-chu does not answer"),
        ("something that nobody has seen", ""),
    ],
)
def test_messages_of_hosts_become_sentences_with_a_way_out(message: str, sentence: str) -> None:
    assert known_fault("may-chu", message).startswith(sentence)
    assert bool(known_fault("may-chu", message)) == bool(sentence)


def test_sftp_gives_its_reason_before_it_says_that_the_connection_is_closed() -> None:
    message = "ssh: Could not resolve hostname may-chu: Name or service not known\nConnection closed\n"
    target = Target(kind="sftp", name="web", host="may-chu", path="/")
    assert str(openssh.refusal(target, message)).startswith("no machine has the name may-chu")


@pytest.mark.parametrize("kind", ("ssh", "sftp"))
def test_an_unknown_host_is_refused(kind: str, host: Host, published: Published) -> None:
    wrong = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE5vdCB0aGUga2V5IG9mIHRoaXMgaG9zdCBhdCBhbGwh"
    published.target(kind=kind, **{**host.options, "host_key": wrong})
    ended = published.deploy()
    assert (ended.code, ended.out) == (2, "")
    assert "the host key of 127.0.0.1 is not the expected one, or not known" in ended.err
    assert host.seen() == {}


@pytest.mark.parametrize("kind", ["ftps"])
def test_a_password_is_never_printed_and_goes_to_no_host_without_a_trusted_certificate(
    kind: str, host: Host, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    published.target(kind=kind, **host.options)
    monkeypatch.setenv("BANTIN_CHINH_PASSWORD", "sai-mat-khau")
    ended = published.deploy()
    assert "does not take the user and the password (530)" in ended.err
    assert "sai-mat-khau" not in ended.err
    monkeypatch.delenv("SSL_CERT_FILE")
    assert "the certificate of 127.0.0.1 cannot be trusted" in published.deploy().err
    monkeypatch.delenv("BANTIN_CHINH_PASSWORD")
    assert "put it into the environment as BANTIN_PASSWORD" in published.deploy().err
    assert host.seen() == {}


def test_a_token_is_passed_to_git_only(published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANTIN_GIT_TOKEN", "rat-bi-mat")
    published.target(kind="git", remote="https://127.0.0.1:1/bantin.git")
    ended = published.deploy()
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("build.py: git ls-remote: 127.0.0.1 refuses connections")
    assert "rat-bi-mat" not in ended.err


def test_a_branch_keeps_its_domain_and_has_one_commit(published: Published, tmp_path: Path) -> None:
    repository = hosts.bare_repository(tmp_path / "pages.git")
    published.target(kind="git", remote=str(repository), domain="bantin.gov.vn", branch="trang")
    published.deploy()
    published.target(kind="git", remote=str(repository), branch="trang")
    published.site.write("output/tin/a.html", "sửa")
    assert published.deploy().code == 0
    assert hosts.git(repository, "show", "trang:CNAME") == "bantin.gov.vn\n"
    assert hosts.git(repository, "show", "trang:.nojekyll") == ""
    assert hosts.git(repository, "rev-list", "--count", "trang") == "1\n"


def test_one_of_several_targets_is_named(published: Published, tmp_path: Path) -> None:
    tables = "".join(
        f'[deploy.{name}]\nkind = "folder"\npath = "{tmp_path / name}"\n' for name in ("thu", "that")
    )
    published.site.write("site.toml", SETTINGS)
    assert "site.toml has no [deploy.…] table" in published.deploy().err
    published.site.write("site.toml", SETTINGS + tables)
    assert "name one of thu, that" in published.deploy().err
    assert "there is no target thuu; site.toml has thu, that" in published.deploy("thuu").err
    assert published.deploy("thu").code == 0
    assert ((tmp_path / "thu").exists(), (tmp_path / "that").exists()) == (True, False)


@pytest.mark.parametrize("line", DEPLOYS)
def test_a_command_of_the_docs_can_be_run(line: str, published: Published, www: Path) -> None:
    published.deploy()
    published.lay_out(css="b" * 10, a="Bài sửa.")
    published.deploy()
    ended = published.deploy(*line.split()[3:])
    assert (ended.code, ended.err) == (0, "")
    assert ended.out


XUAT_BAN = (ROOT / "docs" / "xuat-ban.md").read_text(encoding="utf-8")
TARGETS = re.findall(r"^ *```toml\n(.*?)^ *```$", XUAT_BAN, re.MULTILINE | re.DOTALL)


def test_the_targets_of_the_guide_are_taken_and_none_has_more_than_ten_steps(published: Published) -> None:
    assert len(TARGETS) == 5
    for table in TARGETS:
        published.site.write("site.toml", SETTINGS + textwrap.dedent(table))
        assert len(config.load_deployment(str(published.site.folder)).targets) == 1
    for host in XUAT_BAN.split("\n## ")[1:6]:
        steps = re.findall(r"^(\d+)\. ", host, re.MULTILINE)
        assert steps == [str(number + 1) for number in range(len(steps))]
        assert 5 <= len(steps) <= 10


def test_the_timer_of_the_guide_is_one_that_systemd_takes(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if not verify:
        pytest.skip("there is no systemd here, as in most containers")
    for unit in re.findall(r"^```ini\n(.*?)^```$", XUAT_BAN, re.MULTILINE | re.DOTALL):
        name = unit.splitlines()[0].rpartition("/")[2]
        runnable = unit.replace("/srv/ban-tin/.venv/bin/python", sys.executable).replace("User=bantin\n", "")
        (tmp_path / name).write_text(runnable.replace("/srv/ban-tin", str(tmp_path)))
    units = [str(tmp_path / name) for name in ("bantin.service", "bantin.timer")]
    done = subprocess.run([verify, "verify", *units], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_option_of_a_target_is_explained_with_its_kinds() -> None:
    text = (ROOT / "docs" / "site-toml.md").read_text(encoding="utf-8").partition("\n## deploy\n")[2]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", text.partition("\n## ")[0], re.MULTILINE))
    every = {"kind", "server", "compress"}
    for name, kind in targets.KINDS.items():
        explained = {option for option, kinds in rows.items() if re.search(rf"\b(all|{name})\b", kinds)}
        assert (name, explained) == (name, every | {*kind.needs, *kind.takes})
    assert rows.keys() == {*Target._fields} - {"name"}
    hosting = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    assert (
        set(re.findall(r"^\| `(\w+)` \|", hosting, re.MULTILINE))
        >= command.OPENERS.keys()
        == targets.KINDS.keys()
    )


def test_hidden_files_that_hosts_look_for_are_published_and_no_others(site: Site) -> None:
    site.article("content/a.md")
    published = (".well-known/security.txt", ".nojekyll", ".htaccess")
    for name in (*published, ".env", ".git/config", "con/.htaccess"):
        site.write(f"assets/root/{name}", "x")
    site.write("content/root/.htaccess", "x")
    site.build()
    assert {name for name in site.bytes() if "/." in f"/{name}"} == set(published)
    site.write("assets/root/.htaccess", "y")
    site.build()
    assert site.page(".htaccess") == "y"


def test_old_addresses_are_deployed_in_the_servers_form(published: Published, tmp_path: Path) -> None:
    published.site.article("content/tin/a.md", aliases=("/cu.html", "/tin.aspx?id=12"))
    published.target(kind="folder", path=str(tmp_path / "www"), server="apache")
    assert published.deploy().err == ""
    assert '"/tin/a.html" [R=301,NE,QSD,L]' in tree(tmp_path / "www/current")[".htaccess"]
    published.target(kind="folder", path=str(tmp_path / "www"), server="cloudflare")
    ended = published.deploy()
    assert ended.err.startswith("warning: cloudflare cannot answer 1 old addresses; ")
    shown = tree(tmp_path / "www/current")
    assert shown["_redirects"] == "/cu.html /tin/a.html 301\n"
    assert "/assets/*" in shown["_headers"]


def test_more_old_addresses_than_a_host_takes_are_refused_beforehand(
    published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redirect_hosts, "_GITLAB_RULES", 2)
    published.site.article("content/tin/a.md", aliases=[f"/cu-{number}.html" for number in range(5)])
    published.target(kind="folder", path=str(tmp_path / "www"), server="gitlab")
    assert refused(published).startswith("output: 3 old addresses are more than gitlab can redirect; ")
    assert not (tmp_path / "www").exists()
    assert published.deploy("--yes").code == 0
    assert tree(tmp_path / "www/current")["_redirects"].count("\n") == 2
