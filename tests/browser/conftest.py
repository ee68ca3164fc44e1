"""A real Chromium, and the root site as a host serves it. Under CI=true a missing browser is a failure."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, sync_playwright

from bantin import config
from bantin.build import pipeline
from bantin.build.options import Options
from tests.conftest import ENGINE, NOW, SAMPLE

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium(playwrights_own: str) -> str:
    """Return $CHROMIUM, else one on the PATH, else the one that Playwright has installed; "" for none."""
    named = os.environ.get("CHROMIUM", "")
    candidates = [named] if named else [*NAMES, playwrights_own]
    return next((path for name in candidates if (path := shutil.which(name))), "")


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserType]:
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(chromium: BrowserType) -> Iterator[Browser]:
    executable = find_chromium(chromium.executable_path)
    if not executable:
        missing = "there is no Chromium: install one, or name it in CHROMIUM"
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(missing)
        pytest.skip(missing)
    opened = chromium.launch(executable_path=executable, args=ARGUMENTS)
    yield opened
    opened.close()


class Host(SimpleHTTPRequestHandler):
    """A plain static host: files as they are, and 404.html for missing ones."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD" and code == HTTPStatus.NOT_FOUND:
            self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@contextmanager
def served(output: str) -> Iterator[str]:
    """Serve a finished site; yield its URL, such as "http://127.0.0.1:40123/"."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=output))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build and serve the root site; yield its URL."""
    folder = tmp_path_factory.mktemp("root")
    output, cache = str(folder / "output"), str(folder / "cache")
    settings = config.load(str(SAMPLE), engine=str(ENGINE), output=output, cache=cache)
    pipeline.build(settings, Options(NOW, search="build"))
    with served(output) as url:
        yield url
