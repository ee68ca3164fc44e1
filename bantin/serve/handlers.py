"""What is answered to a browser: pages with the reload script added, serve's own files, problems."""

import os
import re
from urllib.parse import quote

import livereload
from tornado.web import HTTPError, RequestHandler

from bantin.errors import printable
from bantin.i18n import gettext
from bantin.serve import error_page
from bantin.serve.origin_check import Guard, allowable
from bantin.serve.static_files import look_up, type_of
from bantin.serve.status import OWN, SiteStatus

_HERE = os.path.dirname(os.path.abspath(__file__))
_LIBRARY = os.path.join(os.path.dirname(livereload.__file__), "vendors", "livereload.js")
_HEAD_END = re.compile(rb"</head\s*>", re.IGNORECASE)
_HTML = "text/html; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"

# Milliseconds that a page which lost its socket waits before it tries again: serve may be back soon.
_RETRY = "mindelay=250&maxdelay=2000"


class GuardedHandler(RequestHandler):
    """Answers only who may ask, and lets nothing be kept."""

    def initialize(self, guard: Guard, desk: SiteStatus, folder: str) -> None:
        self.guard = guard
        self.desk = desk
        self.folder = folder

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def prepare(self) -> None:
        if self.guard.admits(self.request.headers):
            return
        host = self.request.headers.get("Host", "")
        if self.guard.knows(host):
            raise HTTPError(403)
        host_shown = printable(host)
        self.desk.refuse(host_shown)
        self.set_status(403)
        message = gettext(
            "{host} is no name of this server; if it leads here, start serve with --allow {name}",
            host=host_shown,
            name=allowable(host_shown),
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

    def script(self, edition: str) -> str:
        """The address of the script that listens for news, for a page of that edition."""
        host = quote(self.guard.name_in(self.request.host), safe="[]:")
        there = f"host={host}&port={self.guard.port_in(self.request.host)}"
        return f"{OWN}livereload.js?{there}&{_RETRY}&edition={edition}"


class Pages(GuardedHandler):
    """The site, as a static host would serve it."""

    async def get(self) -> None:
        await self.desk.ready.wait()
        # The edition first: a site swapped in between is then reloaded once too often, not once too few.
        edition = self.desk.edition
        if self.desk.bad and not self.desk.has_site:
            self.set_status(500)
            page = error_page.page(self.desk.bad, script=self.script(edition), style=f"{OWN}live.css")
            self.send(page.encode(), _HTML)
            return
        answer = look_up(self.folder, self.desk.base, self.request.path)
        if answer.address:
            query = f"?{self.request.query}" if self.request.query else ""
            self.redirect(answer.address + query)
            return
        file = answer.file
        if not file:
            self.set_status(404)
            file = look_up(self.folder, self.desk.base, f"{self.desk.base}404.html").file
        self._send_file(file, edition)

    head = get

    def _send_file(self, file: str, edition: str) -> None:
        try:
            with open(file, "rb") as opened:
                body = opened.read()
        except OSError:  # swapped away a moment ago, or there is no 404.html
            self.set_status(404)
            self.send(b"404 Not Found\n", _TEXT)
            return
        type_ = type_of(file)
        self.send(with_script(body, self.script(edition)) if type_ == _HTML else body, type_)


class ServeAssets(GuardedHandler):
    """The script, the style and the problems that pages under serve ask for."""

    def get(self, name: str) -> None:
        if name == "livereload.js":
            self.send(_read(os.path.join(_HERE, "live.js")) + _read(_LIBRARY), type_of(name))
        elif name == "live.css":
            self.send(_read(os.path.join(_HERE, name)), type_of(name))
        elif name != "problems":
            raise HTTPError(404)
        elif self.desk.bad:
            self.send(error_page.overlay(self.desk.bad).encode(), _HTML)
        else:
            self.set_status(204)


def with_script(page: bytes, address: str) -> bytes:
    """The page with one deferred script more, at the end of its head."""
    tag = f'<script src="{address.replace("&", "&amp;")}" defer></script>\n'.encode()
    end = _HEAD_END.search(page)
    at = end.start() if end else len(page)
    return page[:at] + tag + page[at:]


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
