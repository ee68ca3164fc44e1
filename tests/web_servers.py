"""nginx, Apache and Caddy on loopback, each with the configuration that `host-files` writes."""

import http.client
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

from bantin.content.old_address import old_address
from bantin.deploy import redirect_rules
from bantin.deploy.servers import WRITERS
from bantin.deploy.servers.served import ServedSite
from bantin.site.redirects import Redirect
from tests import hosts

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
