"""The generated files, read by the servers they are for: real nginx, Apache and Caddy on loopback."""

import gzip
import http.client
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

import brotli
import pytest

from bantin.content.old_address import old_address
from bantin.deploy import redirect_rules
from bantin.deploy.compressed import add_compressed
from bantin.deploy.manifest import read_release
from bantin.deploy.servers import WRITERS
from bantin.deploy.servers.served import ServedSite
from bantin.site import links
from bantin.site.redirects import Redirect
from bantin.urls import MEDIA_TYPES
from tests import hosts

TEXT = "Một đoạn dài, để nén có ích. " * 100
FILES: dict[str, str] = {
    "index.html": f"<p>Trang chủ. {TEXT}",
    "404.html": f"<p>Không thấy trang này. {TEXT}",
    "ket-qua/index.html": "<p>Kết quả.",
    "tin/a.html": f"<p>Một bài. {TEXT}",
    "rss.xml": f"<rss>{TEXT}</rss>",
    "tin/rss.xml": "<rss/>",
    "feed.json": "{}",
    "sitemap.xml": "<urlset/>",
    "speculation-rules.json": "{}",
    "manifest.webmanifest": "{}",
    "assets/bantin.0123456789.css": f"/* {TEXT} */",
    "anh/a.0123456789.avif": "không phải ảnh",
    "tim-kiem/trang-0123456789/words-0.json": "{}",
    "tep/van ban.docx": "văn bản",
    ".well-known/security.txt": "Contact: mailto:a@bantin.gov.vn",
    ".bantin-manifest.json": "{}",
}
FOREVER = "public, max-age=31536000, immutable"
PROXIED = {"Host": "bantin.gov.vn"}


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Server(NamedTuple):
    """A server with the site under `base`, and a file outside the site beside it."""

    port: int
    base: str

    def get(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=hosts.TIMEOUT_SECONDS)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", self.base + path, headers=PROXIED | named)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


# Old addresses: a plain one, two with a query (Joomla does not encode its signs), and one that is gone.
JOOMLA = "/index.php?option=com_content&id=5:bai,cu/a"
OLD = (
    ("/cu.html", "tin/a.html", 301),
    ("/tin.aspx?id=12", "tin/a.html", 301),
    (JOOMLA, "tin/b.html", 301),
    ("/xoa.html", "", 410),
)


def rules(server: str, base: str) -> str:
    """Return these addresses in the server's form, below `base`."""
    redirects = [
        Redirect(old_address(base.rstrip("/") + old), new, status, "", 0) for old, new, status in OLD
    ]
    return redirect_rules.WRITERS[server](redirects, base).text


def lay_out(root: Path, *, compressed: bool) -> None:
    for name, text in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (root.parent / "bi-mat.html").write_text("bí mật")
    if compressed:
        add_compressed(read_release(str(root)).files.items(), str(root.parent / "kept"), str(root))


BROTLI = [f"/usr/lib/nginx/modules/ngx_http_brotli_{kind}_module.so" for kind in ("filter", "static")]


@contextmanager
def nginx(folder: Path, base: str) -> Iterator[Server]:
    program, port = hosts.program("nginx"), hosts.free_port()
    if not os.path.exists(BROTLI[0]):
        hosts.missing(
            "nginx has no Brotli module: apt-get install libnginx-mod-http-brotli-filter and -static"
        )
    served = ServedSite(
        "https://bantin.gov.vn",
        base,
        str(folder / "site"),
        brotli=True,
        compressed=True,
        rules=rules("nginx", base),
    )
    text = WRITERS["nginx"](served)["bantin.conf"]
    (folder / "bantin.conf").write_text(text.replace("listen 80;", f"listen 127.0.0.1:{port};"))
    loads = "".join(f"load_module {module};\n" for module in BROTLI)
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"{loads}daemon off; pid {folder}/pid; error_log stderr; worker_processes 1; user root;\n"
        f"events {{ }}\nhttp {{ access_log off; {paths} include {folder}/bantin.conf; }}\n"
    )
    with hosts.running(program, "-c", str(folder / "nginx.conf"), port=port, log=folder / "log"):
        yield Server(port, base)


APACHE_MODULES = "/usr/lib/apache2/modules"


@contextmanager
def apache(folder: Path, base: str) -> Iterator[Server]:
    """Run Apache as shared hosting does: the site may use .htaccess only."""
    program, port = hosts.program("apache2"), hosts.free_port()
    site = folder / "site"
    (site / ".htaccess").write_text(
        WRITERS["apache"](ServedSite("https://bantin.gov.vn", base, rules=rules("apache", base)))[".htaccess"]
    )
    if not os.path.isdir(APACHE_MODULES):
        hosts.missing("Apache's modules are not where Debian has them")
    names = "mpm_event authz_core dir mime alias rewrite headers filter deflate brotli"
    loads = "".join(f"LoadModule {n}_module {APACHE_MODULES}/mod_{n}.so\n" for n in names.split())
    alias = f'Alias "{base.rstrip("/")}" "{site}"\n' if base != "/" else ""
    (folder / "apache.conf").write_text(
        f"{loads}ServerRoot {folder}\nServerName bantin.gov.vn\nListen 127.0.0.1:{port}\n"
        f"PidFile {folder}/pid\n"
        f"ErrorLog {folder}/error.log\nDocumentRoot {site if base == '/' else folder / 'other'}\n{alias}"
        "TypesConfig /etc/mime.types\n"
        f"<Directory {folder}>\nAllowOverride FileInfo\nRequire all granted\n</Directory>\n"
        '<Files ".ht*">\nRequire all denied\n</Files>\n'
    )
    (folder / "other").mkdir()
    with hosts.running(
        program, "-X", "-d", str(folder), "-f", str(folder / "apache.conf"), port=port, log=folder / "log"
    ):
        yield Server(port, base)


@contextmanager
def caddy(folder: Path, base: str) -> Iterator[Server]:
    program, port = hosts.program("caddy"), hosts.free_port()
    served = ServedSite(
        "https://bantin.gov.vn", base, str(folder / "site"), compressed=True, rules=rules("caddy", base)
    )
    text = WRITERS["caddy"](served)["Caddyfile"].replace(
        "https://bantin.gov.vn {", f"http://bantin.gov.vn:{port} {{"
    )
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n\tpersist_config off\n\tauto_https off\n}}\n{text}")
    command = (program, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile")
    with hosts.running(*command, port=port, log=folder / "log"):
        yield Server(port, base)


SERVERS: dict[str, Callable[[Path, str], AbstractContextManager[Server]]] = {
    "nginx": nginx,
    "apache": apache,
    "caddy": caddy,
}


@pytest.fixture(
    scope="module", params=[(name, base) for name in SERVERS for base in ("/", "/cchc/")], ids=str
)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    name, base = request.param
    folder = tmp_path_factory.mktemp(name)
    lay_out(folder / "site", compressed=name != "apache")
    with SERVERS[name](folder, base) as started:
        yield started


TYPES = {
    "": "text/html; charset=utf-8",
    "tin/a.html": "text/html; charset=utf-8",
    "rss.xml": "application/rss+xml; charset=utf-8",
    "tin/rss.xml": "application/rss+xml; charset=utf-8",
    "feed.json": "application/feed+json",
    "sitemap.xml": "application/xml; charset=utf-8",
    "speculation-rules.json": "application/speculationrules+json",
    "manifest.webmanifest": "application/manifest+json",
    "assets/bantin.0123456789.css": "text/css; charset=utf-8",
    "anh/a.0123456789.avif": "image/avif",
    "tim-kiem/trang-0123456789/words-0.json": "application/json",
    "tep/van%20ban.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def test_every_file_has_its_type_and_is_kept_as_long_as_it_may(server: Server) -> None:
    for path, kind in TYPES.items():
        answer = server.get(path)
        media_type = answer.headers["Content-Type"].lower().removesuffix("; charset=utf-8")
        assert (answer.status, path, media_type) == (200, path, kind.removesuffix("; charset=utf-8"))
        if "charset" in kind:
            assert "charset=utf-8" in answer.headers["Content-Type"].lower(), path
        assert answer.headers["Cache-Control"] == (FOREVER if "0123456789" in path else "no-cache"), path


def test_pages_and_404_answers_have_headers(server: Server) -> None:
    for path in ("", "assets/bantin.0123456789.css", "khong/co.0123456789.avif"):
        headers = server.get(path).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert headers["Strict-Transport-Security"] == "max-age=31536000"
        assert headers["Permissions-Policy"].startswith("camera=()")
        assert headers["Speculation-Rules"] == f'"{server.base}speculation-rules.json"'


def test_a_missing_page_is_404_with_its_page_and_is_not_cached(server: Server) -> None:
    for path in ("khong-co.html", "assets/cu.0123456789.css", "anh/cu.0123456789.avif"):
        answer = server.get(path)
        assert (answer.status, answer.body.decode()) == (404, FILES["404.html"])
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["Content-Type"].lower() == "text/html; charset=utf-8"


def test_a_section_without_its_slash_redirects_behind_any_proxy(server: Server) -> None:
    answer = server.get("ket-qua")
    assert answer.status in (301, 308)
    target = answer.headers["Location"].removeprefix("http://bantin.gov.vn").removeprefix(f":{server.port}")
    assert target.endswith("ket-qua/") and "://" not in target
    assert server.get("ket-qua/").body.decode() == FILES["ket-qua/index.html"]


def test_pages_are_compressed_and_proxies_keep_them_apart(server: Server) -> None:
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}
    for coding, decompress in unpack.items():
        for path in ("tin/a.html", "rss.xml", "assets/bantin.0123456789.css"):
            answer = server.get(path, Accept_Encoding=coding)
            assert (path, answer.headers["Content-Encoding"]) == (path, coding)
            assert "accept-encoding" in answer.headers["Vary"].lower()
            assert decompress(answer.body).decode() == FILES[path]
            assert len(answer.body) < len(FILES[path]) / 10
    assert server.get("tin/a.html").headers["Content-Encoding"] is None


def test_range_requests_work_and_unchanged_files_give_304(server: Server) -> None:
    part = server.get("anh/a.0123456789.avif", Range="bytes=0-3")
    assert (part.status, part.body) == (206, FILES["anh/a.0123456789.avif"].encode()[:4])
    tag = server.get("tin/a.html").headers["ETag"]
    assert server.get("tin/a.html", If_None_Match=tag).status == 304


def test_nothing_hidden_and_nothing_outside_can_be_reached(server: Server) -> None:
    secrets = [
        "../bi-mat.html",
        "%2e%2e/bi-mat.html",
        "..%2fbi-mat.html",
        "tin/../../bi-mat.html",
        ".htaccess",
    ]
    for path in [*secrets, ".bantin-manifest.json"]:
        answer = server.get(path)
        assert answer.status in (400, 403, 404), path
        assert "bí mật" not in answer.body.decode()
    outside = Server(server.port, "/").get("bi-mat.html" if server.base == "/" else "tin/a.html")
    assert outside.status == 404
    assert server.get(".well-known/security.txt").body.decode() == FILES[".well-known/security.txt"]


def test_old_addresses_redirect(server: Server) -> None:
    for old, new, status in OLD:
        answer = server.get(old.lstrip("/"))
        assert (old, answer.status) == (old, status)
        if new:
            assert answer.headers["Location"].endswith(f"{server.base}{new}")
    assert server.get("tin.aspx?id=13").status == 404
    assert server.get("index.php?id=5%3abai%2Ccu%2Fa&option=com_content&Itemid=9").status == 301
    assert server.get("cu.html?fbclid=x").status == 301


def test_the_path_of_the_site_may_be_typed_without_its_slash(server: Server) -> None:
    if server.base != "/":
        answer = Server(server.port, "/").get(server.base.strip("/"))
        assert (answer.status, answer.headers["Location"].endswith(server.base)) == (301, True)


def test_every_file_that_may_be_published_has_a_type() -> None:
    assert links.ATTACHMENT_TYPES.keys() - MEDIA_TYPES.keys() == set()


def test_the_form_editor_may_sign_in_by_a_window_and_run_webassembly() -> None:
    plain, form = (
        dict(ServedSite("https://bantin.gov.vn", "/", has_form=has).headers) for has in (False, True)
    )
    assert plain["Cross-Origin-Opener-Policy"] == "same-origin"
    assert form["Cross-Origin-Opener-Policy"] == "same-origin-allow-popups"
    assert "wasm" not in plain["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in form["Content-Security-Policy"]
