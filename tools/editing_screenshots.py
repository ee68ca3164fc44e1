"""Retake the pictures of the editors' guides, of a new office's site: `make screenshots`.

The terminal is drawn by the browser, with what the commands really print. The form needs `make cms`.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from html import escape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, find_chromium
from tests.browser.test_cms_browser import SEED
from tests.conftest import ROOT
from tests.serving import Serving, serving
from tools.screenshots import COLOURS, FOLDER

NOW = "2026-08-05T08:30"
CONSOLE = "import sys; sys.argv[0] = 'bantin'; from bantin.cli.console import main; main()"
ARTICLE = "content/tin-tuc/hop-bao-thang-tam.md"
MISTAKE = "---\ntitle: Họp báo tháng Tám\ndate: 31/02/2026\ntag: Một cửa\n---\n\nBa thủ tục mới.\n"
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 20px 24px; background: #1b1b1f; color: #e6e6ea }
pre { margin: 0; white-space: pre-wrap; font: 15px/1.55 "DejaVu Sans Mono", monospace }
b { color: #8fd18f; font-weight: 400 }
</style><pre>%s</pre>"""


class Office(NamedTuple):
    """A site's folder, and what `bantin` says there."""

    folder: Path

    def say(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", CONSOLE, *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "BANTIN_LANG": "vi"},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout + done.stderr


def terminal(page: Page, office: Office) -> None:
    new = ("new", "Họp báo tháng Tám", "--section", "tin-tuc", "--now", NOW)
    commands = [(f'new "{new[1]}" --section tin-tuc', new), ("check", ("check",)), ("build", ("build",))]
    lines = [
        f"<b>$ .venv/bin/bantin {escape(text)}</b>\n{escape(office.say(*real))}" for text, real in commands
    ]
    page.set_viewport_size({"width": 1000, "height": 320})
    page.set_content(TERMINAL % "\n".join(lines))


def mistakes(page: Page, office: Office, server: Serving) -> None:
    page.goto(f"{server.url}/tin-tuc/ban-tin-len-mang.html")
    (office.folder / ARTICLE).write_text(MISTAKE, "utf-8")
    page.locator("dialog[role=alertdialog]").wait_for()


def draft(page: Page, office: Office, server: Serving) -> None:
    (office.folder / ARTICLE).unlink()
    office.say("new", "Họp báo tháng Tám", "--section", "tin-tuc", "--now", NOW)
    page.goto(f"{server.url}/tin-tuc/")
    page.get_by_text("Họp báo tháng Tám").first.wait_for()
    page.goto(f"{server.url}/tin-tuc/hop-bao-thang-tam.html")


def form(page: Page, office: Office, server: Serving) -> None:
    content = office.folder / "content"
    files = [file for file in content.rglob("*") if file.suffix in (".md", ".svg")]
    page.goto(server.url)
    page.evaluate(
        SEED, {f"content/{file.relative_to(content).as_posix()}": file.read_text("utf-8") for file in files}
    )
    page.goto(f"{server.url}/quan-tri/")
    page.get_by_role("button", name="Làm việc với kho mã nguồn cục bộ").click()
    page.get_by_text("Tin tức").first.wait_for()
    page.evaluate("location.hash = '#/collections/tin-tuc/entries/ban-tin-len-mang'")
    page.locator('section[data-key-path="body"]').wait_for()
    page.wait_for_timeout(1500)  # its fonts and its text box arrive one after the other
    page.locator('section[data-key-path="title"]').scroll_into_view_if_needed()


def main() -> None:
    os.environ["BANTIN_LANG"] = "vi"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        office = Office(Path(folder) / "ban-tin")
        begin = ["init", str(office.folder), "--place", "tỉnh Lai Châu", "--now", NOW]
        subprocess.run([sys.executable, str(ROOT / "build.py"), *begin], check=True)
        settings = office.folder / "site.toml"
        settings.write_text('cms = { repo = "to-chuc/ban-tin" }\n' + settings.read_text("utf-8"), "utf-8")
        chromium = playwright.chromium
        executable = find_chromium(chromium.executable_path)
        browser = chromium.launch(executable_path=executable or None, args=ARGUMENTS)
        shoot(browser, "cua-so-lenh", lambda page: terminal(page, office))
        with serving(office) as server:
            shoot(browser, "loi-tren-trang", lambda page: mistakes(page, office, server))
            shoot(browser, "ban-nhap", lambda page: draft(page, office, server))
            shoot(browser, "quan-tri", lambda page: form(page, office, server))
        browser.close()


def shoot(browser: Browser, name: str, arrange: Callable[[Page], object]) -> None:
    page = browser.new_page(viewport={"width": 1000, "height": 760}, locale="vi-VN")
    page.add_init_script("window.showDirectoryPicker = () => navigator.storage.getDirectory()")
    arrange(page)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)
    page.close()


if __name__ == "__main__":
    main()
