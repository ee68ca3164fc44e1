"""What is not deployed, and what hosts refuse."""

from pathlib import Path

import pytest

from bantin.config.targets import Target
from bantin.deploy import openssh, redirect_hosts, refusals
from bantin.deploy.host_faults import known_fault
from tests import hosts
from tests.behaviour.deploy.conftest import SETTINGS, Host, PublishedSite, built, tree
from tests.conftest import Site


def refused(published: PublishedSite, *arguments: str) -> str:
    ended = published.deploy(*arguments)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.endswith("Nothing was deployed.\n")
    return ended.err.splitlines()[0]


def test_an_example_address_is_never_deployed(published: PublishedSite, www: Path) -> None:
    settings = (published.site.folder / "site.toml").read_text()
    for host in ("bantin.example", "example.com", "localhost:8000", "127.0.0.1"):
        published.site.write("site.toml", settings.replace("bantin.gov.vn", host))
        assert refused(published).startswith("site.toml:2: `address` is at ")
    assert not www.exists()


def test_a_site_built_for_another_address_is_not_deployed(published: PublishedSite, www: Path) -> None:
    settings = (published.site.folder / "site.toml").read_text()
    published.site.write("site.toml", settings.replace("gov.vn/", "gov.vn/cchc/"))
    assert "built for https://bantin.gov.vn/, and `address` is https://bantin.gov.vn/cchc/ now" in refused(
        published
    )
    assert not www.exists()


def test_an_empty_site_is_not_deployed(published: PublishedSite, www: Path) -> None:
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


def test_most_pages_are_deleted_only_with_yes(published: PublishedSite, www: Path) -> None:
    published.lay_out(css="a" * 10, a="Một.", b="Hai.", c="Ba.", d="Bốn.")
    published.deploy()
    published.lay_out(css="a" * 10, a="Một.")
    assert refused(published).startswith("output: 3 of the 5 published pages would be deleted; ")
    assert len(tree(www / "current")) == 7
    assert published.deploy("--yes").code == 0
    assert len(tree(www / "current")) == 4


def test_a_branch_with_other_files_is_replaced_only_with_yes(
    published: PublishedSite, tmp_path: Path
) -> None:
    """For example, the branch with the articles."""
    (tmp_path / "nguon").mkdir()
    (tmp_path / "nguon/site.toml").write_text("")
    hosts.git(tmp_path / "nguon", "init", "--quiet", "--initial-branch=main", ".")
    hosts.git(tmp_path / "nguon", "add", ".")
    who = ("-c", "user.name=A", "-c", "user.email=a@b.vn")
    hosts.git(tmp_path / "nguon", *who, "commit", "--quiet", "--message", "Bài")
    repository = hosts.bare_repository(tmp_path / "kho.git")
    hosts.git(tmp_path / "nguon", "push", "--quiet", str(repository), "main")
    published.target(kind="git", remote=str(repository), branch="main")
    assert refused(published).startswith(
        "output: the target has 1 files that belong to no site, such as site.toml"
    )
    assert hosts.branch(repository, "main") == {"site.toml": ""}
    assert published.deploy("--yes").code == 0


@pytest.mark.parametrize("kind", ["ssh", "sftp", "ftps"])
def test_a_home_folder_is_not_named_by_a_tilde(kind: str, published: PublishedSite) -> None:
    published.target(kind=kind, host="127.0.0.1", user="bantin", path="~/www")
    ended = published.deploy()
    assert (ended.code, "the path from the home folder" in ended.err) == (2, True)


def test_what_a_host_does_not_accept_is_reported_before_sending(
    published: PublishedSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
def test_a_secret_in_site_toml_is_refused_with_its_line(
    line: str, published: PublishedSite, www: Path
) -> None:
    settings = (published.site.folder / "site.toml").read_text()
    published.site.write("site.toml", f"{settings}{line}\n")
    line_number = settings.count("\n") + 1
    assert refused(published).startswith(
        f"site.toml:{line_number}: `{line.partition(' ')[0]}` is a secret, or looks like one"
    )
    assert "mo-cua" not in published.deploy().err


@pytest.mark.parametrize("path", ["output", "content/www", "assets", "./layouts/../output/x", ".cache/www"])
def test_the_folders_of_the_site_itself_are_refused_as_targets(path: str, published: PublishedSite) -> None:
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
def test_nothing_is_written_into_a_folder_that_is_not_a_target(
    path: str, sentence: str, published: PublishedSite
) -> None:
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
        ({"kind": "git", "remote": "ssh://git@127.0.0.1:1/a.git"}, "127.0.0.1 refuses connections"),
    ],
)
def test_a_host_that_cannot_be_reached_is_reported_with_a_way_out(
    options: dict[str, object], sentence: str, published: PublishedSite, monkeypatch: pytest.MonkeyPatch
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
        ("/bin/sh: 1: flock: not found", "a program is missing at may-chu"),
        ("protocol version mismatch -- is your shell clean?", "the account at may-chu prints text"),
        ("ssl: certificate is not yet valid", "the clock of this machine differs"),
        ("connect to host may-chu port 22: Connection timed out", "may-chu does not answer"),
        ("something that nobody has seen", ""),
    ],
)
def test_messages_of_hosts_become_sentences_with_a_way_out(message: str, sentence: str) -> None:
    assert known_fault("may-chu", message).startswith(sentence)
    assert bool(known_fault("may-chu", message)) == bool(sentence)


@pytest.mark.parametrize("options", [{"kind": "ssh", **NOWHERE}, {"kind": "git", "remote": "a@b.invalid:c"}])
def test_a_key_that_ssh_cannot_use_is_reported_before_it_connects(
    options: dict[str, object], published: PublishedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For example, a public key, or one with a passphrase."""
    monkeypatch.setenv("BANTIN_SSH_KEY", "ssh-ed25519 AAAA a@b")
    published.target(**options)
    assert "BANTIN_SSH_KEY holds no private key" in published.deploy().err


def test_sftp_gives_its_reason_before_it_says_that_the_connection_is_closed() -> None:
    message = "ssh: Could not resolve hostname may-chu: Name or service not known\nConnection closed\n"
    target = Target(kind="sftp", name="web", host="may-chu", path="/")
    assert str(openssh.refusal(target, message)).startswith("no machine has the name may-chu")


@pytest.mark.parametrize("kind", ("ssh", "sftp"))
def test_an_unknown_host_is_refused(kind: str, host: Host, published: PublishedSite) -> None:
    wrong = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE5vdCB0aGUga2V5IG9mIHRoaXMgaG9zdCBhdCBhbGwh"
    published.target(kind=kind, **{**host.options, "host_key": wrong})
    ended = published.deploy()
    assert (ended.code, ended.out) == (2, "")
    assert "the host key of 127.0.0.1 is not the expected one, or not known" in ended.err
    assert host.seen() == {}


@pytest.mark.parametrize("kind", ["ftps"])
def test_a_password_is_never_printed_and_goes_to_no_host_without_a_trusted_certificate(
    kind: str, host: Host, published: PublishedSite, monkeypatch: pytest.MonkeyPatch
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


def test_a_token_is_passed_to_git_only(published: PublishedSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANTIN_GIT_TOKEN", "rat-bi-mat")
    published.target(kind="git", remote="https://127.0.0.1:1/bantin.git")
    ended = published.deploy()
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("build.py: git ls-remote: 127.0.0.1 refuses connections")
    assert "rat-bi-mat" not in ended.err


def test_one_of_several_targets_is_named(published: PublishedSite, tmp_path: Path) -> None:
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


def test_more_old_addresses_than_a_host_takes_are_refused_beforehand(
    published: PublishedSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redirect_hosts, "_GITLAB_RULES", 2)
    published.site.article("content/tin/a.md", aliases=[f"/cu-{number}.html" for number in range(5)])
    published.target(kind="folder", path=str(tmp_path / "www"), server="gitlab")
    assert refused(published).startswith("output: 3 old addresses are more than gitlab can redirect; ")
    assert not (tmp_path / "www").exists()
    assert published.deploy("--yes").code == 0
    assert tree(tmp_path / "www/current")["_redirects"].count("\n") == 2
