"""`build.py serve`: what browsers and editors get, and which requests are refused."""

import os
import re
import signal
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tornado.httpclient import HTTPClientError

from tests.conftest import NOW, Site
from tests.serving import POLICY, PROBLEMS, RELOAD, Serving, is_alive, serving, small_site, until


@pytest.fixture
def small(tmp_path: Path) -> Site:
    return small_site(tmp_path / "site")


@pytest.fixture
def server(small: Site) -> Iterator[Serving]:
    with serving(small) as running:
        yield running


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A server under a base path whose site is not edited."""
    site = small_site(tmp_path_factory.mktemp("still") / "site")
    site.write("site.toml", 'name = "Thử"\naddress = "https://thu.example/cchc/"\n')
    with serving(site) as running:
        yield running


# ---- pages ----


def test_a_page_is_the_built_one_and_one_script_of_our_own(server: Serving, small: Site) -> None:
    got = server.get("/tin/hop-bao.html")
    small.build(now=NOW)
    built = small.page("tin/hop-bao.html")
    assert (got.status, got.headers["Cache-Control"]) == (200, "no-store")
    added = re.findall(r'<script src="/__bantin__/livereload\.js\?[^"]*" defer></script>\n', got.text)
    assert len(added) == 1
    assert got.text.replace(added[0], "") == built
    assert POLICY.search(built)


def test_the_script_is_ours_and_the_librarys_from_the_same_origin(server: Serving) -> None:
    address = re.search(r'src="(/__bantin__/[^"]*)"', server.get("/").text)
    assert address
    got = server.get(address[1].replace("&amp;", "&"))
    assert got.headers["Content-Type"].startswith("text/javascript")
    assert "LiveReloadPluginBantin" in got.text
    assert "official-7" in got.text
    assert f"host=127.0.0.1&amp;port={server.port}&amp;" in address[1]


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/cchc/", 200, "text/html; charset=utf-8"),
        ("/cchc/tin/", 200, "text/html; charset=utf-8"),
        ("/cchc/tin/hop-bao.html", 200, "text/html; charset=utf-8"),
        ("/cchc/tin/hop-bao", 200, "text/html; charset=utf-8"),
        ("/cchc/cau-hinh.xml", 200, "application/xml"),
        ("/cchc/rss.xml", 200, "application/xml"),
        ("/cchc/khong-co.html", 404, "text/html; charset=utf-8"),
        ("/cchc/cau-hinh.xml/", 404, "text/html; charset=utf-8"),
        ("/tin/hop-bao.html", 404, "text/html; charset=utf-8"),
        ("/__bantin__/khac", 404, "text/plain; charset=utf-8"),
    ],
)
def test_addresses_are_answered_as_static_hosts_do(still: Serving, path: str, status: int, kind: str) -> None:
    got = still.get(path)
    assert (got.status, got.headers["Content-Type"]) == (status, kind)


def test_missing_pages_are_answered_with_the_404_page_of_the_site(still: Serving) -> None:
    assert "Không tìm thấy trang" in still.get("/elsewhere").text


@pytest.mark.parametrize(
    ("path", "goal"), [("/", "/cchc/"), ("/cchc", "/cchc/"), ("/cchc/tin?a=1", "/cchc/tin/?a=1")]
)
def test_the_root_and_folders_redirect(still: Serving, path: str, goal: str) -> None:
    got = still.get(path)
    assert (got.status, got.headers["Location"]) == (302, goal)


def test_head_gives_only_headers_and_other_methods_are_refused(still: Serving) -> None:
    got = still.get("/cchc/", method="HEAD")
    assert (got.status, got.body) == (200, b"")
    assert got.headers["Content-Length"] == str(len(still.get("/cchc/").body))
    assert still.get("/cchc/", method="POST").status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/cchc/../../../../site.toml",
        "/cchc/..%2f..%2f..%2f..%2fsite.toml",
        "/cchc/%2e%2e/%2e%2e/%2e%2e/%2e%2e/site.toml",
        "/cchc//etc/passwd",
        "/cchc/%2fetc/passwd",
        "/cchc/tin/%00",
        "/cchc/%ff",
        "/cchc/ra-ngoai.txt",
        "/cchc/..",
        "/cchc/.",
    ],
)
def test_nothing_outside_the_folder_is_served(still: Serving, path: str) -> None:
    still.get("/cchc/")
    link = still.folder / ".cache/serve/site/ra-ngoai.txt"
    if not link.is_symlink():
        link.symlink_to(still.folder / "site.toml")
    assert still.get(path).status == 404


def test_an_article_appears_when_it_is_due(small: Site) -> None:
    with serving(small, "--published") as server, server.page() as page:
        soon = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=3)
        small.article("content/tin/hen-gio.md", title="Hẹn giờ", date=soon.isoformat())
        while datetime.now(UTC) < soon:  # saving it is told as well
            assert page.next_reload() == RELOAD
        assert server.get("/tin/hen-gio.html").status == 200


# ---- strangers ----


@pytest.mark.parametrize("host", ["evil.example:{}", "evil.example", "127.0.0.1:1", "127.0.0.1", ""])
@pytest.mark.parametrize("path", ["/cchc/", PROBLEMS, "/__bantin__/livereload.js", "/livereload"])
def test_a_foreign_host_is_refused(still: Serving, host: str, path: str) -> None:
    assert still.get(path, Host=host.format(still.port)).status == 403


@pytest.mark.parametrize("host", ["localhost:{}", "LOCALHOST:{}", "127.0.0.1:{}", "[::1]:{}"])
def test_this_machine_is_answered_by_any_of_its_own_names(still: Serving, host: str) -> None:
    name = host.format(still.port)
    assert still.get("/cchc/", Host=name, Origin=f"http://{name}").status == 200


FOREIGN = [
    "http://evil.example",
    "null",
    "https://127.0.0.1:{}",
    "http://127.0.0.1:1",
    "http://evil.example:{}",
]


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_foreign_origin_is_refused(still: Serving, origin: str) -> None:
    foreign = origin.format(still.port)
    assert still.get("/cchc/", Origin=foreign).status == 403
    with pytest.raises(HTTPClientError) as refused, still.page(build_id="x", origin=foreign):
        pass
    assert refused.value.code == 403


def test_a_refused_request_is_explained_in_the_answer_and_on_the_terminal(small: Site) -> None:
    with serving(small, "--allow", "localhost:8080") as server:
        got = server.get("/", Host="localhost:8081")
        assert got.status == 403
        assert "start serve with --allow localhost:8081" in got.text
        server.get("/", Host="localhost:8081")
        until(lambda: server.err.read_text().count("--allow localhost:8081") == 1)
        page = server.get("/", Host="localhost:8080", Origin="http://localhost:8080")
        assert page.status == 200
        assert "port=8080" in page.text


def test_the_socket_refuses_a_foreign_host(still: Serving) -> None:
    with (
        pytest.raises(HTTPClientError) as refused,
        still.page(build_id="x", Host=f"evil.example:{still.port}"),
    ):
        pass
    assert refused.value.code == 403


# ---- processes ----


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_without_output_and_ends_its_builder(server: Serving, number: int) -> None:
    with server.page():
        builder = server.builder()
        assert server.end(number) == 0
    assert not is_alive(builder)
    assert server.err.read_text() == ""


def test_its_builder_ends_with_it(server: Serving) -> None:
    builder = server.builder()
    server.end(signal.SIGKILL)
    until(lambda: not is_alive(builder))


def test_its_builder_stops_in_the_middle_of_a_build_when_serve_is_killed(small: Site) -> None:
    for number in range(1500):
        small.article(f"content/tin/bai-{number}.md", title=f"Bài {number}")
    with serving(small, "--jobs", "1") as server:
        until((small.folder / ".cache/serve/.site.lock").exists)
        builder = server.builder(idle=False)
        server.end(signal.SIGKILL)
        until(lambda: not is_alive(builder))
    assert [file.name for file in (small.folder / ".cache/serve").iterdir()] == [".site.lock"]


def test_a_builder_that_died_is_restarted(server: Serving, small: Site) -> None:
    with server.page() as page:
        os.kill(server.builder(), signal.SIGKILL)
        small.article("content/tin/hop-bao.md", title="Họp báo", body="Sau đó.\n")
        while page.next_reload() != RELOAD:  # the interrupted build is reported first
            small.article("content/tin/hop-bao.md", title="Họp báo", body="Sau đó nữa.\n")
    assert "Sau đó" in server.get("/tin/hop-bao.html").text


def test_a_port_in_use_is_one_sentence(small: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = small.run("serve", "--port", port)
    assert ended.code == 2
    assert ended.err == (
        f"build.py: port {port} of 127.0.0.1 is in use; end what holds it, or choose another with --port\n"
    )
    assert not (small.folder / ".cache").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--port", "65536"), "is not a port"),
        (("--site", "."), "name one --site"),
        (("--now", "hôm qua"), "--now hôm qua is not a date"),
        (("--content", "khong-co"), "there is no content folder"),
        (("--output", "x"), "unrecognized arguments"),
    ],
)
def test_impossible_options_are_reported_at_once(small: Site, options: tuple[str, ...], message: str) -> None:
    ended = small.run("serve", "--port", "0", *options)
    assert ended.code == 2
    assert message in ended.err


def test_drafts_and_a_day_of_ones_choice_are_shown(small: Site) -> None:
    small.article("content/tin/nhap.md", title="Nháp", draft=True)
    small.article("content/tin/mai.md", title="Mai sau", date="2031-01-02")
    with serving(small, "--now", "2031-02-01", "--published") as server:
        assert [server.get(f"/tin/{name}.html").status for name in ("mai", "nhap")] == [200, 404]
    with serving(small) as server:
        assert [server.get(f"/tin/{name}.html").status for name in ("mai", "nhap")] == [200, 200]
