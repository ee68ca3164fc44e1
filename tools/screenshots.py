"""Retake the pictures in README.md, of the sample bulletin: `make screenshots`."""

import tempfile
from io import BytesIO
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from bantin import config
from bantin.build import pipeline
from bantin.build.options import Options
from tests.browser.conftest import ARGUMENTS, find_chromium, served
from tests.conftest import NOW, ROOT, SAMPLE

FOLDER = ROOT / "docs/screenshots"
COLOURS = 256
# Things that most phones have and a headless browser lacks: apps to share with, a voice.
DEVICE = """
navigator.share = async () => {}
speechSynthesis.getVoices = () => [{lang: "vi-VN", name: "Linh", default: true, localService: true}]
"""


class Shot(NamedTuple):
    """The top of a page. width, height: of the window, in CSS pixels. waits_for: a selector to wait for."""

    page: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    waits_for: str = "main"


SHOTS = {
    "home-1280": Shot("", 1280, 900),
    "article-360": Shot("cap-tinh/lai-chau-15-nam.html", 360, 740, waits_for=".aids"),
    "article-1280-dark": Shot("ket-qua/papi/papi-len-37-bac.html", 1280, 900, "dark", waits_for=".aids"),
    "search-360": Shot("tim-kiem.html?q=mot+cua", 360, 740, waits_for="mark"),
}


def take(browser: Browser, site: str, shot: Shot) -> bytes:
    """Return the picture as PNG."""
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme=shot.scheme,
    )
    page.add_init_script(DEVICE)
    response = page.goto(site + shot.page)
    assert response and response.ok, shot.page
    page.locator(shot.waits_for).first.wait_for()
    picture = page.screenshot()
    page.close()
    return picture


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        output = f"{folder}/output"
        settings = config.load(str(SAMPLE), engine=str(ROOT), output=output, cache=f"{folder}/cache")
        pipeline.build(settings, Options(NOW, search="build"))
        chromium = playwright.chromium
        executable = find_chromium(chromium.executable_path)
        browser = chromium.launch(executable_path=executable or None, args=ARGUMENTS)
        with served(output) as site:
            for name, shot in SHOTS.items():
                picture = Image.open(BytesIO(take(browser, site, shot))).convert("RGB")
                picture.quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
