"""Old addresses redirect: by small pages, and by rules that are tested with the servers themselves."""

import http.client
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import hosts
from tests.conftest import Site

LIST = """\
old,new,status
/tin/View.aspx?ItemID=70&List=3,/tin/hop-bao.html,301
/tin/View.aspx?ItemID=71,/tin/ke-hoach.html,302
/node/123,/tin/hop-bao.html,301
/tệp/kế%20hoạch.pdf,https://moi.example/ke-hoach.pdf,301
/tin/da-xoa.html,,410
/Cu/Hop-Bao.html,/tin/hop-bao.html,301
/lien-he.php,/tin/,301
/tim.aspx?ten=kế hoạch,/tin/ke-hoach.html,301
"""
# What is asked for, and what is answered: a status with where it leads.
ASKED = [
    ("/tin/View.aspx?ItemID=70&List=3", 301, "/tin/hop-bao.html"),
    ("/tin/View.aspx?fbclid=abc&List=3&ItemID=70", 301, "/tin/hop-bao.html"),
    ("/TIN/view.ASPX?ItemID=71", 302, "/tin/ke-hoach.html"),
    ("/tin/View.aspx?ItemID=7", 404, ""),
    ("/tin/View.aspx?ItemID=700&List=3", 404, ""),
    ("/node/123", 301, "/tin/hop-bao.html"),
    ("/node/123?utm_source=zalo", 301, "/tin/hop-bao.html"),
    ("/node/1234", 404, ""),
    ("/t%E1%BB%87p/k%E1%BA%BF%20ho%E1%BA%A1ch.pdf", 301, "https://moi.example/ke-hoach.pdf"),
    ("/tin/da-xoa.html", 410, ""),
    ("/Cu/Hop-Bao.html", 301, "/tin/hop-bao.html"),
    ("/cu/bi-danh.html", 301, "/tin/ke-hoach.html"),
    ("/muc-cu/", 301, "/tin/"),
    ("/tim.aspx?ten=k%E1%BA%BF%20ho%E1%BA%A1ch", 301, "/tin/ke-hoach.html"),
    ("/tim.aspx?ten=k%e1%ba%bf+ho%e1%ba%a1ch&x=1", 301, "/tin/ke-hoach.html"),
    ("/tin/hop-bao.html", 200, ""),
]


@pytest.fixture
def moved(site: Site) -> Site:
    site.article("content/tin/_index.md", title="Tin tức", date="", aliases=["/muc-cu/"])
    site.article("content/tin/hop-bao.md", title="Họp báo")
    site.article("content/tin/ke-hoach.md", title="Kế hoạch", aliases=["/cu/bi-danh.html", "/x.aspx?id=1"])
    site.write("content/data/redirects.csv", LIST)
    return site


# ---- the list ----


@pytest.mark.parametrize("sign", [";", "\t"])
def test_the_list_may_be_as_excel_writes_it(
    site: Site, capsys: pytest.CaptureFixture[str], sign: str
) -> None:
    """Where a comma is the decimal sign, Excel separates values by semicolons."""
    site.article("content/tin/hop-bao.md", title="Họp báo")
    rows = [*LIST.splitlines()[:2], "/cu,/tin/hop-bao.html", ""]
    site.write("content/data/redirects.csv", "\ufeff" + "\r\n".join(rows).replace(",", sign))
    assert site.main(capsys, "aliases").out.splitlines() == [
        "301 /tin/View.aspx?ItemID=70&List=3 tin/hop-bao.html",
        "301 /cu tin/hop-bao.html",
    ]


@pytest.mark.parametrize("first", ["cu.aspx?id=1,/tin/hop-bao.html", "/cu,/tin/hop-bao.html"])
def test_a_list_may_begin_without_names_of_columns(
    site: Site, capsys: pytest.CaptureFixture[str], first: str
) -> None:
    site.article("content/tin/hop-bao.md", title="Họp báo")
    site.write("content/data/redirects.csv", f"{first}\n")
    assert site.main(capsys, "aliases").out == f"301 /{first.lstrip('/').replace(',/', ' ')}\n"


@pytest.mark.parametrize(
    "row",
    [",/tin/hop-bao.html,301", '"/cu,/tin/hop-bao.html,301\n/ke,/tin/hop-bao.html', "/cu /tin/hop-bao.html"],
)
def test_a_row_without_an_old_address_is_reported(
    site: Site, capsys: pytest.CaptureFixture[str], row: str
) -> None:
    site.article("content/tin/hop-bao.md", title="Họp báo")
    site.write("content/data/redirects.csv", f"địa chỉ cũ,địa chỉ mới\n{row}\n")
    ended = site.main(capsys, "check")
    assert (ended.code, ended.out.count("content/data/redirects.csv:")) == (1, 1)


# ---- pages ----


def test_pages_are_written_where_a_file_can_answer_and_nowhere_else(moved: Site) -> None:
    moved.build()
    files = moved.bytes()
    for path, target in {
        "muc-cu/index.html": "/tin/",
        "cu/bi-danh.html": "/tin/ke-hoach.html",
        "node/123/index.html": "/tin/hop-bao.html",
        "Cu/Hop-Bao.html": "/tin/hop-bao.html",
    }.items():
        assert f'content="0; url={target}"' in files[path].decode()
    assert not [path for path in files if "aspx" in path or "da-xoa" in path or path.endswith(".php")]


def test_a_version_at_the_end_of_an_old_address_is_not_a_file_extension(site: Site) -> None:
    site.article("content/tin.md", title="Bản mới", aliases=["/ban/1.94.1", "/ban/moi.7z"])
    site.build()
    assert 'content="0; url=/tin.html"' in site.page("ban/1.94.1/index.html")
    assert [path for path in site.bytes() if path.startswith("ban/")] == ["ban/1.94.1/index.html"]


def test_a_whole_address_is_not_put_below_the_site_s_path_twice(moved: Site) -> None:
    moved.write("site.toml", 'name = "Bản tin thử"\naddress = "https://thu.example/cchc/"\nsearch = false\n')
    moved.write(
        "content/data/redirects.csv", "/cchc/tin/cu.html,/cchc/tin/hop-bao.html\n/tin/cu-2.html,/tin/\n"
    )
    moved.build()
    assert 'url=/cchc/tin/hop-bao.html"' in moved.page("tin/cu.html")
    assert 'url=/cchc/tin/"' in moved.page("tin/cu-2.html")
    assert not (moved.folder / "output" / "cchc").exists()


def test_a_quick_build_applies_a_changed_list(moved: Site) -> None:
    moved.build()
    moved.write("content/data/redirects.csv", "/node/123,/tin/ke-hoach.html,301\n")
    moved.build()
    quick = moved.bytes()
    moved.build(clean=True)
    assert quick == moved.bytes()
    assert "ke-hoach" in moved.page("node/123/index.html")


def test_loops_chains_and_conflicts_are_reported_with_both_lines(moved: Site) -> None:
    moved.write(
        "content/data/redirects.csv",
        "/a.html,/b.html\n/b.html,/a.html\n/c.html,/d.html\n/d.html,/tin/hop-bao.html\n"
        "/c.html,/tin/ke-hoach.html\n/tin/hop-bao.html,/tin/\n/e.html,/tin/khong-co.html\n"
        "/f.html,/tin/,307\n/,/tin/\n",
    )
    problems = "\n".join(moved.problems())
    for line in (
        "redirects.csv:1: /a.html leads back to itself by content/data/redirects.csv:2",
        "redirects.csv:5: /c.html also leads to /d.html, by content/data/redirects.csv:3",
        "redirects.csv:3: /c.html leads to an address that "
        "content/data/redirects.csv:4 redirects to /tin/hop-bao.html",
        "redirects.csv:6: /tin/hop-bao.html is a page of this site",
        "redirects.csv:7: /e.html leads to /tin/khong-co.html, and nothing is published there",
        "redirects.csv:8: this row, `/f.html,/tin/,307`, is not an old address",
        "redirects.csv:9: `/` cannot be an old address of a page",
    ):
        assert line in problems


# ---- rules ----


def asked(port: int, target: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", target)
        answer = connection.getresponse()
        location = (answer.headers.get("Location") or "").replace(f"http://127.0.0.1:{port}", "")
        return answer.status, location
    finally:
        connection.close()


def rules(moved: Site, capsys: pytest.CaptureFixture[str], server: str) -> Path:
    moved.build()
    # The small pages would answer as well; here the rules are asked.
    for path in ("muc-cu", "cu", "node", "Cu"):
        shutil.rmtree(moved.folder / "output" / path)
    folder = moved.folder / "may-chu"
    ended = moved.main(capsys, "aliases", "--rules", server, "--to", str(folder), "--now", "2026-08-05")
    assert (ended.code, ended.err) == (0, "")
    return folder


def all_answers(port: int) -> list[tuple[str, int, str]]:
    return [(target, *asked(port, target)) for target, _, _ in ASKED]


def nginx(folder: Path, output: Path, port: int) -> list[str]:
    written = (folder / "bantin-redirects.conf").read_text(encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    lines = [line.removeprefix("#   ") for line in written.splitlines() if line.startswith("#   if")]
    (folder / "nginx.conf").write_text(
        f"{user}daemon off; error_log stderr; pid {folder}/pid; events {{ }}\n"
        f"http {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;\n"
        f"fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n"
        f"include {folder}/bantin-redirects.conf;\n"
        f"server {{ listen 127.0.0.1:{port}; absolute_redirect off; root {output};\n"
        + "\n".join(lines)
        + "\n} }\n",
        encoding="utf-8",
    )
    return [hosts.program("nginx"), "-c", str(folder / "nginx.conf"), "-p", str(folder)]


def apache(folder: Path, output: Path, port: int) -> list[str]:
    shutil.copy(folder / "redirects.htaccess", output / ".htaccess")
    modules = "/usr/lib/apache2/modules"
    names = ("mpm_event", "authz_core", "dir", "rewrite", "mime")
    loaded = "".join(f"LoadModule {name}_module {modules}/mod_{name}.so\n" for name in names)
    (folder / "httpd.conf").write_text(
        f"{loaded}ServerRoot {folder}\nServerName thu.example\nListen 127.0.0.1:{port}\n"
        f"PidFile {folder}/pid\nErrorLog {folder}/log\nTypesConfig /etc/mime.types\nDocumentRoot {output}\n"
        f"<Directory {output}>\nAllowOverride All\nRequire all granted\n</Directory>\n"
    )
    return [hosts.program("apache2"), "-X", "-d", str(folder), "-f", str(folder / "httpd.conf")]


def caddy(folder: Path, output: Path, port: int) -> list[str]:
    (folder / "Caddyfile").write_text(
        "{\n\tadmin off\n\tauto_https off\n\tpersist_config off\n}\n"
        f"http://127.0.0.1:{port} {{\n\timport redirects.caddy\n\troot {output}\n\tfile_server\n}}\n"
    )
    return [hosts.program("caddy"), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


@pytest.mark.parametrize("server", [nginx, apache, caddy], ids=["nginx", "apache", "caddy"])
def test_each_server_redirects(
    moved: Site, capsys: pytest.CaptureFixture[str], server: Callable[[Path, Path, int], list[str]]
) -> None:
    folder = rules(moved, capsys, server.__name__)
    port = hosts.free_port()
    command = server(folder, moved.folder / "output", port)
    with hosts.running(*command, port=port, log=folder / "log.txt"):
        assert all_answers(port) == ASKED


@pytest.mark.parametrize(
    "server, line, left",
    [
        ("netlify", "/tin/View.aspx ItemID=71 /tin/ke-hoach.html 302", 0),
        ("cloudflare", "/node/123 /tin/hop-bao.html 301", 5),
        ("gitlab", "/node/123 /tin/hop-bao.html 301", 5),
    ],
)
def test_what_a_host_cannot_answer_is_named_and_counted_and_never_written_wrongly(
    moved: Site, capsys: pytest.CaptureFixture[str], server: str, line: str, left: int
) -> None:
    ended = moved.main(capsys, "aliases", "--rules", server, "--now", "2026-08-05")
    assert line in ended.out
    assert ended.err.count(f"warning: {server} cannot answer ") == left
    if left:
        assert "ItemID" not in ended.out
        assert (
            f"warning: {server} cannot answer /tin/View.aspx?ItemID=71 (it ignores query parameters)"
            in ended.err
        )
        assert f"{left} old addresses are left out." in ended.err


def test_iis_has_a_map_of_paths_and_a_rule_for_each_query(
    moved: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    from xml.etree import ElementTree

    text = moved.main(capsys, "aliases", "--rules", "iis", "--now", "2026-08-05").out
    tree = ElementTree.fromstring(text)
    entries = {entry.get("key"): entry.get("value") for entry in tree.iter("add") if entry.get("key")}
    assert entries["/tệp/kế hoạch.pdf"] == "https://moi.example/ke-hoach.pdf"
    queries = [entry.get("pattern") for entry in tree.iter("add") if entry.get("input") == "{QUERY_STRING}"]
    assert "(?:^|&)ItemID=71(?:&|$)" in queries


def test_a_list_of_old_addresses_is_checked(moved: Site, capsys: pytest.CaptureFixture[str]) -> None:
    addresses = [
        "https://cu.example/tin/View.aspx?List=3&ItemID=70",
        "/tin/View.aspx?ItemID=72",
        "/tin/hop-bao.html",
        "/muc-cu/",
        "/muc-cu",
        "/tin/mat.html",
        "https://cu.example/",
    ]
    listed = moved.write("cu.txt", "\n".join(addresses))
    ended = moved.main(capsys, "aliases", "--check", str(listed), "--now", "2026-08-05")
    assert (ended.code, ended.out) == (
        1,
        "/tin/View.aspx?ItemID=72 leads nowhere\n/tin/mat.html leads nowhere\n"
        "7 addresses were checked, 2 lead nowhere.\n",
    )
