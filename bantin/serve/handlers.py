"""The HTTP handlers: pages with the reload script added, the server's own files, problems."""

import os
import re
from urllib.parse import quote

import livereload
from tornado.web import HTTPError, RequestHandler

from bantin.errors import printable
from bantin.i18n import gettext
from bantin.serve import error_page
from bantin.serve.origin_check import Guard, allow_value
from bantin.serve.static_files import look_up, type_of
from bantin.serve.status import OWN_PATH, SiteStatus

_HERE = os.path.dirname(os.path.abspath(__file__))
_LIBRARY = os.path.join(os.path.dirname(livereload.__file__), "vendors", "livereload.js")
_HEAD_END = re.compile(rb"</head\s*>", re.IGNORECASE)
_HTML = "text/html; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"

# Milliseconds after which a page that lost its socket tries to connect again.
_RETRY_DELAYS = "mindelay=250&maxdelay=2000"


class GuardedHandler(RequestHandler):
    """Answers only requests that the Guard allows, and forbids caching."""

    def initialize(self, guard: Guard, site_status: SiteStatus, folder: str) -> None:
        self.guard = guard
        self.site_status = site_status
        self.folder = folder

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def prepare(self) -> None:
        if self.guard.allows(self.request.headers):
            return
        host = self.request.headers.get("Host", "")
        if self.guard.is_own_host(host):
            raise HTTPError(403)
        host_shown = printable(host)
        self.site_status.note_refused(host_shown)
        self.set_status(403)
        message = gettext(
            "{host} is not a name of this server; if it leads here, start serve with --allow {name}",
            host=host_shown,
            name=allow_value(host_shown),
        )
        self.send(f"403 Forbidden\n{message}\n".encode(), _TEXT)

    def write_error(self, status_code: int, **_kwargs: object) -> None:
        self.set_header("Content-Type", _TEXT)
        self.finish(f"{status_code} {self._reason}\n")

    def compute_etag(self) -> None:
        return None

    def send(self, body: bytes, type_: str) -> None:
        self.set_header("Content-Type", type_)
        self.finish(body)

    def script(self, build_id: str) -> str:
        """Return the URL of the reload script, for a page of this build of the site."""
        host = quote(self.guard.name_in(self.request.host), safe="[]:")
        server = f"host={host}&port={self.guard.port_in(self.request.host)}"
        return f"{OWN_PATH}livereload.js?{server}&{_RETRY_DELAYS}&build_id={build_id}"


class Pages(GuardedHandler):
    """Serves the site as a static host would."""

    async def get(self) -> None:
        await self.site_status.ready.wait()
        # Read the build id first: after a swap in between, the page then reloads once too often, not too
        # seldom.
        build_id = self.site_status.build_id
        if self.site_status.failure and not self.site_status.has_site:
            self.set_status(500)
            page = error_page.page(
                self.site_status.failure, script=self.script(build_id), style=f"{OWN_PATH}live.css"
            )
            self.send(page.encode(), _HTML)
            return
        answer = look_up(self.folder, self.site_status.base, self.request.path)
        if answer.address:
            query = f"?{self.request.query}" if self.request.query else ""
            self.redirect(answer.address + query)
            return
        file = answer.file
        if not file:
            self.set_status(404)
            file = look_up(self.folder, self.site_status.base, f"{self.site_status.base}404.html").file
        self._send_file(file, build_id)

    head = get

    def _send_file(self, file: str, build_id: str) -> None:
        try:
            with open(file, "rb") as opened:
                body = opened.read()
        except OSError:  # the site was swapped a moment ago, or there is no 404.html
            self.set_status(404)
            self.send(b"404 Not Found\n", _TEXT)
            return
        type_ = type_of(file)
        self.send(with_script(body, self.script(build_id)) if type_ == _HTML else body, type_)


class ServeAssets(GuardedHandler):
    """Serves the script, the style sheet and the problems that pages request from the server itself."""

    def get(self, name: str) -> None:
        if name == "livereload.js":
            self.send(_read(os.path.join(_HERE, "live.js")) + _read(_LIBRARY), type_of(name))
        elif name == "live.css":
            self.send(_read(os.path.join(_HERE, name)), type_of(name))
        elif name != "problems":
            raise HTTPError(404)
        elif self.site_status.failure:
            self.send(error_page.overlay(self.site_status.failure).encode(), _HTML)
        else:
            self.set_status(204)


def with_script(page: bytes, address: str) -> bytes:
    """Return the page with a deferred script added at the end of its head. address: the script's URL."""
    tag = f'<script src="{address.replace("&", "&amp;")}" defer></script>\n'.encode()
    end = _HEAD_END.search(page)
    position = end.start() if end else len(page)
    return page[:position] + tag + page[position:]


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
