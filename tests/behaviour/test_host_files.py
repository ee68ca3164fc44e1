"""The generated configuration files, read by their servers: real nginx, Apache and Caddy on loopback."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from bantin.deploy.compressed import add_compressed
from bantin.deploy.manifest import read_release
from bantin.deploy.servers.served import ServedSite
from bantin.site import links
from bantin.urls import MEDIA_TYPES
from tests.web_servers import OLD, SERVERS, Server

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


def lay_out(root: Path, *, compressed: bool) -> None:
    for name, text in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (root.parent / "bi-mat.html").write_text("bí mật")
    if compressed:
        add_compressed(read_release(str(root)).files.values(), str(root.parent / "kept"), str(root))


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
