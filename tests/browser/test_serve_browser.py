"""`build.py serve` in a real Chromium: pages that reload, and problems shown over them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Site
from tests.serving import TIMEOUT_SECONDS, Serving, serving, small_site

pytestmark = pytest.mark.browser

BROKEN = "---\ntitle: Hỏng\ndate: 31/02/2026\n---\n\nChữ.\n"
OVERLAY = "dialog[role=alertdialog]"


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """A busy machine may be slow; Playwright's own limit is 5 seconds."""
    expect.set_options(timeout=TIMEOUT_SECONDS * 1000)
    yield
    expect.set_options(timeout=5000)


@pytest.fixture
def small(tmp_path: Path) -> Site:
    return small_site(tmp_path / "site")


@pytest.fixture
def server(small: Site) -> Iterator[Serving]:
    with serving(small) as running:
        yield running


@pytest.fixture
def page(browser: Browser, server: Serving) -> Iterator[Page]:
    """A page whose console must stay free of errors, which include everything that the CSP blocks."""
    errors: list[str] = []
    opened = browser.new_page()
    opened.on(
        "console",
        lambda message: errors.append(message.text) if message.type in ("error", "warning") else None,
    )
    opened.on("pageerror", lambda error: errors.append(str(error)))
    connected = opened.expect_websocket()
    with connected:
        opened.goto(f"{server.url}/tin/hop-bao.html")
    yield opened
    opened.close()
    assert errors == []


def write(site: Site, body: str) -> None:
    site.article("content/tin/hop-bao.md", title="Họp báo", body=body)


def test_a_page_reloads_at_each_save_and_its_policy_allows_the_socket(page: Page, small: Site) -> None:
    expect(page.get_by_text("Bản đầu.")).to_be_visible()
    for text in ("Bản hai.", "Bản ba.", "Bản bốn."):
        write(small, text)
        expect(page.get_by_text(text)).to_be_visible()


def test_problems_are_shown_over_the_page_until_they_are_corrected(page: Page, small: Site) -> None:
    small.write("content/tin/hop-bao.md", BROKEN)
    overlay = page.locator(OVERLAY)
    expect(overlay).to_be_visible()
    expect(overlay).to_have_accessible_name("Not built: 1 problem")
    expect(overlay).to_contain_text("content/tin/hop-bao.md:3")
    expect(overlay).to_contain_text("correct the day")
    expect(overlay.locator("mark")).to_have_text("3 date: 31/02/2026")
    assert overlay.locator("mark").evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    expect(overlay.get_by_role("button")).to_be_focused()
    expect(page.get_by_text("Bản đầu.")).to_be_attached()
    assert overlay.evaluate("e => getComputedStyle(e).borderTopWidth") == "8px"  # our style has arrived
    write(small, "Đã sửa.")
    expect(page.get_by_text("Đã sửa.")).to_be_visible()
    expect(overlay).to_have_count(0)


@pytest.mark.parametrize("way", ["Escape", "button"])
def test_problems_can_be_hidden_and_come_back_with_the_next_ones(page: Page, small: Site, way: str) -> None:
    small.write("content/tin/hop-bao.md", BROKEN)
    overlay = page.locator(OVERLAY)
    expect(overlay).to_be_visible()
    if way == "button":
        overlay.get_by_role("button").click()
    else:
        page.keyboard.press(way)
    expect(overlay).to_have_count(0)
    small.write("content/tin/hop-bao.md", BROKEN.replace("31/02", "32/02") + "\n")
    expect(overlay).to_contain_text("32/02/2026")
    page.reload()
    expect(overlay).to_be_visible()


def test_drafts_and_scheduled_articles_are_shown_and_marked(page: Page, small: Site, server: Serving) -> None:
    small.article("content/tin/nhap.md", title="Bài nháp", draft=True)
    expect(page.locator("body")).to_contain_text("Bài nháp")
    page.goto(f"{server.url}/tin/")
    expect(page.locator("main li", has_text="Bài nháp").first).to_contain_text("Bản nháp")
    page.goto(f"{server.url}/tin/nhap.html")
    expect(page.locator("main")).to_contain_text("Bản nháp")


def test_a_page_without_a_site_waits_for_it(browser: Browser, small: Site) -> None:
    small.write("content/tin/hop-bao.md", BROKEN)
    with serving(small) as server:
        page = browser.new_page()
        answer = page.goto(f"{server.url}/tin/hop-bao.html")
        assert answer
        assert answer.status == 500
        expect(page.get_by_role("heading")).to_have_text("Not built: 1 problem")
        expect(page.locator(OVERLAY)).to_have_count(0)
        write(small, "Đã sửa.")
        expect(page.get_by_text("Đã sửa.")).to_be_visible()
        page.close()


def test_a_page_reconnects_when_serve_is_started_again(browser: Browser, small: Site) -> None:
    page = browser.new_page()
    with serving(small) as first:
        with page.expect_websocket():
            page.goto(f"{first.url}/tin/hop-bao.html")
        assert first.end() == 0
        write(small, "Lúc vắng.")
        with serving(small, "--port", str(first.port)):
            expect(page.get_by_text("Lúc vắng.")).to_be_visible()
    page.close()
