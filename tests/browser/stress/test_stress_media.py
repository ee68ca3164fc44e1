"""Difficult content: pictures of all shapes, sound and video."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_pages import reading

pytestmark = pytest.mark.browser


def test_an_upright_photo_keeps_its_head_and_a_scroll_its_width(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        reader.open(address)
        position = "getComputedStyle(document.querySelector('.card__picture img')).objectPosition"
        assert reader.page.evaluate(position) == "50% 10%"
        reader.open(address + "tin/hinh.html")
        figures = "[...document.querySelectorAll('.figure img')]"
        load = "e => { e.loading = 'eager'; return e.decode() }"
        loaded = f"Promise.all({figures}.map({load})).then(() => 1)"
        reader.page.evaluate(loaded)  # a picture that is not there yet may be 0 wide
        widths = reader.page.evaluate(f"{figures}.map(e => e.width)")
        assert widths[0] == 469, "upright: as wide as 44rem of height allow"
        assert widths[1] >= 640, "a scroll of 1000 by 4000: the text's width"


def test_a_transparent_picture_has_a_light_ground_in_dark_mode(browser: Browser, address: str) -> None:
    with reading(browser, 360, color_scheme="dark") as reader:
        reader.open(address + "tin/hinh.html")
        ground = "getComputedStyle(document.querySelector('.figure img[src$=png]')).backgroundColor"
        assert reader.page.evaluate(ground) == "rgb(255, 255, 255)"
        reader.page.locator(".zoom", has=reader.page.get_by_role("img", name="Sơ đồ")).click()
        enlarged = reader.page.get_by_role("dialog").get_by_role("img")
        expect(enlarged).to_have_css("background-color", "rgb(255, 255, 255)")


def test_pictures_in_a_row_are_a_gallery(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        reader.open(address + "tin/hinh.html")
        # Measured at once: pictures above that arrive in between would move the later ones.
        tops = "images => images.map(image => image.getBoundingClientRect().top)"
        positions = reader.page.locator(".gallery img").evaluate_all(tops)
        assert len(set(positions)) == 1 and len(positions) == 3
        crop = "getComputedStyle(document.querySelector('.gallery img')).objectPosition"
        assert reader.page.evaluate(crop) == "100% 10%", "as the editor says, else near the top"


def test_a_picture_is_enlarged_and_put_back_by_keyboard(browser: Browser, address: str) -> None:
    with reading(browser, 360) as reader:
        reader.open(address + "tin/hinh.html")
        page = reader.page
        link = page.locator(".zoom").first
        link.focus()
        page.keyboard.press("Enter")
        enlarged = page.get_by_role("dialog").get_by_role("img", name="Người")
        expect(enlarged).to_be_visible()
        expect(enlarged).to_have_js_property("width", 900)  # wider than the screen
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(link).to_be_focused()
        assert reader.complaints == []
        linked = page.get_by_role("link", name="Có liên kết")
        assert linked.get_attribute("href") == "/tin/ngan.html", "a picture that leads elsewhere does"


def test_a_picture_opens_as_a_file_if_the_script_that_enlarges_it_never_comes(
    browser: Browser, address: str
) -> None:
    with reading(browser, 360) as reader:
        page = reader.page
        page.clock.install()
        page.route("**/figures.*.js", lambda route: None)
        page.goto(address + "tin/hinh.html")
        link = page.locator(".zoom").first
        picture = str(link.get_attribute("href"))
        link.click()
        page.clock.fast_forward(4000)
        page.wait_for_url(f"**{picture}")


def test_a_video_keeps_its_room_and_is_fetched_only_when_it_is_played(browser: Browser, address: str) -> None:
    with reading(browser, 360) as reader:
        page, asked = reader.page, []
        page.on("request", lambda request: asked.append(request.url))
        reader.open(address + "tin/phim.html")
        video = page.get_by_label("Lễ khai trương")
        box = video.bounding_box()
        assert box and round(box["width"] / box["height"], 2) == 1.78
        sound = page.get_by_label("Bản tin phát thanh").bounding_box()
        assert sound and sound["height"] >= 32, "buttons of a player that nobody can hit"
        assert not [url for url in asked if url.endswith((".mp4", ".mp3"))]
        video.evaluate("e => e.load()")
        page.wait_for_timeout(200)
        assert page.evaluate("violations") == []


def test_an_outside_video_is_loaded_when_a_reader_clicks_it(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        page, asked = reader.page, []
        page.route("https://phim.example/**", lambda route: route.fulfill(body="<p>phim"))
        page.on("request", lambda request: asked.append(request.url))
        reader.open(address + "tin/phim.html")
        assert all(url.startswith((address, "about:")) for url in asked)
        page.get_by_role("link", name="phóng sự").click()
        expect(page.frame_locator("iframe").get_by_text("phim")).to_be_visible()
        expect(page.locator("iframe")).to_be_focused()
        assert page.locator("iframe").get_attribute("title") == "phóng sự"
        assert page.evaluate("violations") == [] and page.url.endswith("tin/phim.html")
