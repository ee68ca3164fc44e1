"""The parts of serve: the builder's answers, messages to pages, watched folders."""

import socket
from pathlib import Path

import pytest

from bantin import i18n
from bantin.build import pipeline
from bantin.errors import UsageError
from bantin.serve import BuilderSettings, builder, error_page
from bantin.serve.network import addresses_for_others
from bantin.serve.origin_check import Guard, host_addresses
from bantin.serve.protocol import (
    BuildFailed,
    BuildSucceeded,
    ListenAddress,
    Message,
    ShownProblem,
    SitePublished,
    from_line,
    to_line,
)
from bantin.serve.session import Session
from bantin.serve.status import PROBLEMS, RELOAD, SiteStatus
from bantin.serve.watch import Watch
from tests.conftest import NOW, ROOT, Site
from tests.serving import until

GOOD = BuildSucceeded(
    "/", written=1, kept=2, removed=0, seconds=0.1, next_change=0, warnings=("content/a.md: lưu ý",)
)
SAME = GOOD._replace(written=0)
BAD = BuildFailed(
    "content", (ShownProblem("content/a.md:4", "hỏng", "sửa", ((3, "a"), (4, "b"))),), seconds=0.2
)


def order(site: Site) -> BuilderSettings:
    folder = str(site.folder)
    return BuilderSettings(folder, str(ROOT), f"{folder}/content", f"{folder}/.cache", now=NOW)


def failing_with(error: Exception) -> object:
    def build(*_: object, **__: object) -> None:
        raise error

    return build


@pytest.mark.parametrize(
    "message", [GOOD, BAD, SitePublished("/cchc/"), BuildFailed("bug", (), "Traceback\n")]
)
def test_a_message_arrives_as_it_was_sent(message: Message) -> None:
    assert from_line(to_line(message)) == message


def test_a_bug_is_an_answer_with_its_traceback(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "build", failing_with(KeyError("mất")))
    bad = builder.build_once(order(site), send=lambda _: None)
    assert isinstance(bad, BuildFailed)
    assert (bad.kind, bad.problems[0].sentence) == ("bug", "this is a bug in bantin")
    assert "KeyError: 'mất'" in bad.trace
    assert "KeyError: &#x27;mất&#x27;" in error_page.overlay(bad)
    assert "Not built: a bug in bantin" in error_page.overlay(bad)


def test_the_page_of_problems_speaks_the_language_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_language", "vi")
    page = error_page.page(BAD, script="a.js", style="a.css")
    assert '<html lang="vi">' in page
    assert "Chưa dựng được: 1 lỗi" in page
    assert "Trang này tự tải lại" in page
    assert "Ẩn (Esc)" in error_page.overlay(BAD)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (UsageError("khóa"), "khóa"),
        (
            OSError(28, "No space left on device", "/x"),
            "/x: the disk or your quota is full; free some space (or inodes), then try again",
        ),
    ],
)
def test_an_error_of_the_system_is_an_answer(
    site: Site, monkeypatch: pytest.MonkeyPatch, error: Exception, message: str
) -> None:
    monkeypatch.setattr(pipeline, "build", failing_with(error))
    bad = builder.build_once(order(site), send=lambda _: None)
    assert isinstance(bad, BuildFailed)
    assert (bad.kind, [str(problem) for problem in bad.problems]) == ("usage", [message])


def test_the_site_is_announced_as_soon_as_it_is_published(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, messages = pipeline.build, list[Message]()

    def build(settings, options, tell):  # type: ignore[no-untyped-def]
        tell("write")
        assert messages == []
        tell(builder.TIDY)
        return real(settings, options)

    monkeypatch.setattr(pipeline, "build", build)
    assert isinstance(builder.build_once(order(site), messages.append), BuildSucceeded)
    assert SitePublished("/") in messages


def test_a_problem_comes_with_its_line_and_the_neighbours(site: Site) -> None:
    site.write("content/a.md", "---\ntitle: <b>A</b>\ndate: 31/02/2026\n---\n\nChữ.\n")
    bad = builder.build_once(order(site), send=lambda _: None)
    assert isinstance(bad, BuildFailed)
    [trouble] = bad.problems
    assert [number for number, _ in trouble.excerpt] == [1, 2, 3, 4, 5]
    overlay = error_page.overlay(bad)
    assert (
        "<i>2</i> title: &lt;b&gt;A&lt;/b&gt;\n<mark><i>3</i> date: 31/02/2026</mark>\n<i>4</i> ---"
        in overlay
    )
    assert bad.seconds > 0


@pytest.mark.parametrize(
    ("host", "authority", "knows"),
    [
        ("0.0.0.0", "192.168.1.5:5500", True),
        ("0.0.0.0", "[fd00::5]:5500", True),
        ("0.0.0.0", "may-phong:5500", True),
        ("0.0.0.0", "may-phong.local:5500", True),
        ("0.0.0.0", "192.168.1.6:5500", False),
        ("0.0.0.0", "192.168.1.5:80", False),
        ("0.0.0.0", "evil.example:5500", False),
        ("127.0.0.1", "192.168.1.5:5500", False),
        ("127.0.0.1", "localhost:8080", True),
        ("127.0.0.1", "localhost:8081", False),
        ("127.0.0.1", "bantin.phong:5500", True),
    ],
)
def test_the_guard_allows_own_hosts_only(
    monkeypatch: pytest.MonkeyPatch, host: str, authority: str, *, knows: bool
) -> None:
    monkeypatch.setattr("bantin.serve.origin_check.host_addresses", lambda: ["192.168.1.5", "fd00::5"])
    monkeypatch.setattr("socket.gethostname", lambda: "May-Phong")
    guard = Guard(host, 5500, frozenset({"localhost:8080", "bantin.phong"}))
    assert guard.is_own_host(authority) is knows
    assert guard.is_own_origin(f"http://{authority}") is knows


def test_urls_for_phones_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bantin.serve.network.host_addresses", lambda: ["192.168.1.5", "fd00::5"])
    lines = addresses_for_others(5500, with_code=True)
    assert [line.strip() for line in lines[1:3]] == ["http://192.168.1.5:5500/", "http://[fd00::5]:5500/"]
    assert len({len(line) for line in lines[3:]}) == 1  # a square of blocks
    assert addresses_for_others(5500, with_code=False) == lines[:3]
    monkeypatch.setattr("bantin.serve.network.host_addresses", list)
    assert "is it on a network?" in addresses_for_others(5500, with_code=True)[0]


def test_addresses_of_this_machine_can_be_reached_from_others() -> None:
    assert not [
        address for address in host_addresses() if address.startswith(("127.", "::1", "fe80", "169.254."))
    ]


def test_lan_listens_for_the_whole_network(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as bound:

        def bind(host: str, _port: int) -> list[socket.socket]:
            asked.append(host)
            return [bound]

        monkeypatch.setattr("bantin.serve.session._bind", bind)
        for where in (ListenAddress(), ListenAddress(lan=True), ListenAddress(host="::1")):
            Session(order(site), where)
    assert asked == ["127.0.0.1", "0.0.0.0", "::1"]


def test_pages_are_notified_of_changes_only() -> None:
    desk = SiteStatus()
    assert [desk.update(outcome) for outcome in (SAME, SAME, GOOD, BAD, BAD, SAME, SAME)] == [
        RELOAD,  # the first site
        "",
        RELOAD,
        PROBLEMS,
        PROBLEMS,
        RELOAD,  # corrected, with the same bytes as before
        "",
    ]


def test_a_published_site_is_notified_once() -> None:
    desk = SiteStatus()
    assert [desk.update(outcome) for outcome in (SitePublished("/"), GOOD, GOOD)] == [RELOAD, "", RELOAD]
    assert desk.update(SAME._replace(base="/moi/")) == RELOAD


def test_a_connecting_page_gets_missed_messages() -> None:
    desk = SiteStatus()
    desk.update(BAD)
    assert (desk.missed_message(desk.build_id), desk.missed_message("0")) == (
        "",
        RELOAD,
    )  # the page itself shows the problems
    desk.update(GOOD)
    assert (desk.missed_message(desk.build_id), desk.missed_message("0")) == ("", RELOAD)
    desk.update(BAD)
    assert (desk.missed_message(desk.build_id), desk.missed_message("0")) == (PROBLEMS, RELOAD)


def test_folders_that_cannot_be_watched_are_reported_with_a_way_out(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bantin.serve.watch.watch", failing_with(OSError(28, "no space left on device")))
    messages: list[str] = []
    watch = Watch(order(site), lambda: None, messages.append)
    watch.start()
    until(lambda: len(messages) == 2)  # one for each thread
    watch.stop()
    assert "no space left on device" in messages[0]
    assert "WATCHFILES_FORCE_POLLING=1" in messages[0]


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("content/tin/a.md", True),
        ("content", True),
        ("content/tin", True),
        ("layouts/base.html", True),
        ("assets/css/base.css", True),
        ("content/tin/a.md~", False),
        ("content/.git/index", False),
        ("content/tin/.a.md.swp", False),
        ("content/tin/4913", False),
        ("output/index.html", False),
        (".cache/serve/site/index.html", False),
        ("content2/a.md", False),
    ],
)
def test_only_sources_count_as_changes(tmp_path: Path, path: str, *, counts: bool) -> None:
    watch = Watch(order(Site(tmp_path / ".work/site")), lambda: None, lambda _: None)
    assert watch.is_relevant(str(tmp_path / ".work/site" / path)) is counts
