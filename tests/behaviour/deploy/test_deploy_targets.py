"""Deploying a site: what is published on every kind of target."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from bantin.deploy import ftps
from bantin.deploy.manifest import File
from tests import hosts
from tests.behaviour.deploy.conftest import Host, PublishedSite, built, tree
from tests.conftest import Site

KINDS = ("folder", "ssh", "sftp", "ftps", "s3", "git")


@pytest.mark.parametrize("kind", KINDS)
def test_a_deploy_publishes_the_build_and_a_rollback_the_previous_release(
    kind: str, host: Host, published: PublishedSite
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
    published.site.write("output/tin/a.html", "Bài sửa lại.")
    assert published.deploy().code == 0
    assert host.seen() == built(published)
    assert published.deploy("--rollback").code == 0
    assert host.seen() == before  # what readers saw, not the release that was rolled back


@pytest.mark.parametrize("kind", KINDS)
def test_without_an_earlier_release_nothing_can_be_rolled_back(
    kind: str, host: Host, published: PublishedSite
) -> None:
    published.target(kind=kind, **host.options)
    published.deploy()
    ended = published.deploy("--rollback")
    assert (ended.code, ended.out) == (2, "")
    assert "build the site as it was and deploy that" in ended.err
    assert host.seen() == built(published)


@pytest.mark.parametrize("kind", ("folder", "ssh"))
def test_unchanged_files_keep_inode_and_time_and_old_releases_are_deleted(
    kind: str, host: Host, published: PublishedSite
) -> None:
    """Web servers tell browsers by time, or by inode and time, that a file has not changed."""
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


def test_objects_have_content_types_and_cache_control(
    objects: hosts.Objects, published: PublishedSite, monkeypatch: pytest.MonkeyPatch
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


def test_a_branch_keeps_its_domain_and_has_one_commit(published: PublishedSite, tmp_path: Path) -> None:
    repository = hosts.bare_repository(tmp_path / "pages.git")
    published.target(kind="git", remote=str(repository), domain="bantin.gov.vn", branch="trang")
    published.deploy()
    published.target(kind="git", remote=str(repository), branch="trang")
    published.site.write("output/tin/a.html", "sửa")
    assert published.deploy().code == 0
    assert hosts.git(repository, "show", "trang:CNAME") == "bantin.gov.vn\n"
    assert hosts.git(repository, "show", "trang:.nojekyll") == ""
    assert hosts.git(repository, "rev-list", "--count", "trang") == "1\n"


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


def test_old_addresses_are_deployed_in_the_servers_form(published: PublishedSite, tmp_path: Path) -> None:
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


def test_a_connection_that_idles_while_files_are_sent_is_opened_again(
    published: PublishedSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hosts.ftpd(tmp_path, idle_seconds=0.2) as server:
        monkeypatch.setenv("BANTIN_PASSWORD", server.password)
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
        monkeypatch.setattr(ftps, "_IDLE_SECONDS", 0)
        send = ftps.FtpStore.send

        def send_slowly(store: ftps.FtpStore, files: Sequence[File]) -> None:
            send(store, files)
            time.sleep(0.5)

        monkeypatch.setattr(ftps.FtpStore, "send", send_slowly)
        published.target(
            kind="ftps", host="localhost", port=server.port, user="bantin", tls="implicit", path="/www"
        )
        assert published.deploy().err == ""
        assert tree(server.root / "www") == built(published)
