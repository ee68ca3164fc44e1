"""Deploys of a small built site to a host of each kind."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import hosts
from tests.conftest import CommandResult, Site

PAGE = '<link rel="stylesheet" href="/assets/bantin.{css}.css">{text}'
SETTINGS = 'name = "Bản tin"\naddress = "https://bantin.gov.vn/"\nsearch = false\n'


class PublishedSite:
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

    def deploy(self, *arguments: str) -> CommandResult:
        return self.site.main(self._capsys, "deploy", *arguments)


@pytest.fixture
def published(site: Site, capsys: pytest.CaptureFixture[str]) -> PublishedSite:
    return PublishedSite(site, capsys)


def tree(folder: Path) -> dict[str, str]:
    """Return the files that readers can request: all but those of the deploy itself."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".bantin"))
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def built(published: PublishedSite) -> dict[str, str]:
    return tree(published.site.folder / "output")


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


@pytest.fixture
def www(published: PublishedSite, tmp_path: Path) -> Path:
    published.target(kind="folder", path=str(tmp_path / "www"))
    return tmp_path / "www"
