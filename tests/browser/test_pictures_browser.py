"""Pictures in a real browser: which file is chosen, when it is requested, and that nothing moves."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from tests.browser.conftest import served
from tests.conftest import Site
from tests.unit.images.samples import encoded, photo

pytestmark = pytest.mark.browser

# Articles whose pictures stand in every place there is, far below each other.
FAR = "Một đoạn văn dài.\n\n" * 60
BODY = f"![Đầu](lon.jpg)\n\n{FAR}![Giữa](lon.jpg)\n\n{FAR}![Nhỏ](nho.jpg)\n\n![Cao](cao.jpg)\n"
GALLERIES = "\n\n".join(" ".join(["![Ảnh](lon.jpg)"] * count) for count in (2, 3, 4, 5))
PLACES = {
    "opens with a figure": "tin/a.html",
    "picture at its head": "tin/b.html",
    "galleries": "tin/c.html",
    "home": "",
    "section": "tin/",
}

# The width that a picture's `sizes` gave the browser to go by, and that in which it is drawn; a high one
# does not fill its box.
SLOTS = """() => [...document.querySelectorAll('main picture')].map(picture => {
  const said = picture.querySelector('source').sizes.split(/,(?![^(]*\\))/).map(one => one.trim())
  const length = said.map(one => one.match(/^(\\(.*?\\)) (.*)$/)).map((found, at) =>
    !found ? said[at] : matchMedia(found[1]).matches ? found[2] : '').find(one => one)
  const ruler = document.createElement('div')
  ruler.style.cssText = `position: absolute; width: ${length}`
  document.documentElement.append(ruler)
  const promised = ruler.getBoundingClientRect().width
  ruler.remove()
  const image = picture.querySelector('img'), box = image.getBoundingClientRect()
  const ratio = image.getAttribute('width') / image.getAttribute('height')
  const is_whole = getComputedStyle(image).objectFit === 'contain'
  return [promised, is_whole ? Math.min(box.width, box.height * ratio) : box.width]
})"""
CHOSEN = """() => [...document.querySelectorAll('main picture img')].map(one => one.currentSrc)"""
SHIFTS = """() => new Promise(done => {
  let sum = 0
  new PerformanceObserver(list => list.getEntries().forEach(one => { sum += one.value }))
    .observe({ type: 'layout-shift', buffered: true })
  setTimeout(() => done(sum), 300)
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A photograph of 2000 by 1200 pixels in every use, and one that is narrower than its column."""
    site = Site(tmp_path_factory.mktemp("pictures") / "site")
    blurred = photo(300, 180).resize((2000, 1200), Image.Resampling.BICUBIC)
    site.write("content/tin/lon.jpg", encoded(blurred, "JPEG", quality=90))
    site.write("content/tin/cao.jpg", encoded(blurred.crop((600, 0, 1400, 1200)), "JPEG", quality=90))
    site.write("content/tin/nho.jpg", encoded(photo(300, 180), "JPEG"))
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/a.md", title="Mở đầu bằng ảnh", body=BODY, image="lon.jpg")
    site.article("content/tin/b.md", title="Ảnh đại diện", body=FAR, image="lon.jpg", date="2026-07-01")
    site.article("content/tin/c.md", title="Nhiều ảnh", body=f"{GALLERIES}\n\n{FAR}", date="2026-06-30")
    for number in range(8):
        title, date = f"Bài {number}", f"2026-06-{10 + number}"
        site.article(f"content/tin/{number}.md", title=title, date=date, image="lon.jpg", body=FAR)
    site.build()
    return site


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with served(str(site.folder / "output")) as url:
        yield url


@contextmanager
def opened(browser: Browser, width: int, *, sharpness: float = 1) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 800}, device_scale_factor=sharpness)
    yield context.new_page()
    context.close()


def asked_for(page: Page) -> list[str]:
    """Return a list to which pictures are added as they are requested."""
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url) if "/anh/" in request.url else None)
    return urls


def width_in(url: str) -> int:
    match = re.search(r"-(\d+)\.[0-9a-f]{10}\.avif$", url)
    assert match, f"{url} is not of the best format"
    return int(match[1])


@pytest.mark.parametrize("width", [320, 480, 600, 700, 768, 960, 1024, 1060, 1280, 1600])
def test_sizes_say_how_wide_pictures_are_drawn(browser: Browser, address: str, width: int) -> None:
    with opened(browser, width) as page:
        for path in PLACES.values():
            page.goto(address + path)
            slots = page.evaluate(SLOTS)
            assert slots
            for promised, drawn in slots:
                assert promised == pytest.approx(drawn, abs=4), f"/{path} at {width}"


@pytest.mark.parametrize(
    ("path", "width", "sharpness", "chosen"),
    [
        ("tin/a.html", 360, 1, 360),
        ("tin/a.html", 360, 2, 720),
        ("tin/a.html", 360, 3, 1080),
        ("tin/a.html", 1280, 1, 1080),
        ("tin/a.html", 1280, 2, 1600),
        ("tin/c.html", 360, 1, 360),
        ("tin/c.html", 600, 1, 360),
        ("tin/c.html", 1280, 1, 720),
        ("tin/", 360, 2, 720),
        ("tin/", 1280, 1, 360),
        ("", 1280, 1, 720),
    ],
)
def test_the_smallest_file_is_chosen_that_is_sharp(
    browser: Browser, address: str, path: str, width: int, sharpness: float, chosen: int
) -> None:
    with opened(browser, width, sharpness=sharpness) as page:
        page.goto(address + path)
        for _ in range(100):  # the strict policy forbids to wait for a text that is a function
            if page.evaluate(CHOSEN)[0]:
                break
            page.wait_for_timeout(20)
        assert width_in(page.evaluate(CHOSEN)[0]) == chosen


@pytest.mark.parametrize(
    ("width", "path"), [(360, "tin/a.html"), (1280, "tin/b.html"), (1280, ""), (360, "tin/")]
)
def test_nothing_jumps_when_pictures_come(browser: Browser, address: str, width: int, path: str) -> None:
    """The reader scrolls while each picture is still loading."""

    def late(route: Route) -> None:
        time.sleep(0.05)
        route.continue_()

    with opened(browser, width) as page:
        page.route("**/anh/**", late)
        page.goto(address + path)
        for _ in range(6):
            page.mouse.wheel(0, 1800)
            page.wait_for_timeout(40)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(SHIFTS) < 0.001


def test_distant_pictures_are_requested_when_they_come_near(browser: Browser, address: str) -> None:
    with opened(browser, 360) as page:
        asked = asked_for(page)
        page.goto(address + "tin/a.html", wait_until="networkidle")
        assert len(asked) == 1, "the one that is seen at once"
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(200)
        assert any("nho." in url for url in asked)


def test_a_picture_smaller_than_its_column_is_not_enlarged(browser: Browser, address: str) -> None:
    with opened(browser, 1280) as page:
        page.goto(address + "tin/a.html")
        assert page.evaluate("document.querySelector('main img[alt=Nhỏ]').width") == 300


def test_printed_pages_show_every_picture(browser: Browser, address: str) -> None:
    with opened(browser, 1280) as page:
        asked = asked_for(page)
        page.goto(address + "tin/a.html", wait_until="networkidle")
        page.pdf(format="A4")
        assert any("nho." in url for url in asked), "one far below, which nobody has scrolled to"
