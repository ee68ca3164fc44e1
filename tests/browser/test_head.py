"""What the pages' content security policy allows of what their heads contain."""

import json

import pytest
from playwright.sync_api import Browser

from tests.browser.test_pages import ARTICLE, reading, wait_until

pytestmark = pytest.mark.browser

ADD = """kind => {
  const added = document.createElement('script')
  added.type = kind
  added.textContent = kind ? '{}' : 'window.ran = true'
  document.head.append(added)
}"""


def test_the_policy_does_not_take_data_in_the_head_for_a_script(browser: Browser, address: str) -> None:
    with reading(browser, 1280) as reader:
        reader.open(address + ARTICLE)
        page = reader.page
        text = page.locator('script[type="application/ld+json"]').text_content()
        assert [node["@type"] for node in json.loads(text or "")["@graph"]] == [
            "NewsArticle",
            "BreadcrumbList",
        ]
        page.evaluate(ADD, "application/ld+json")
        assert (page.evaluate("violations"), reader.complaints) == ([], [])
        page.evaluate(ADD, "")  # as a check that the policy watches at all
        wait_until(page, "violations.length == 1")
        assert page.evaluate("[violations[0], window.ran ?? null]") == ["inline", None]


def test_the_browser_takes_the_manifest(browser: Browser, address: str) -> None:
    with reading(browser, 360) as reader:
        reader.open(address)
        session = reader.page.context.new_cdp_session(reader.page)
        answer = session.send("Page.getAppManifest")
        assert (answer["url"], answer["errors"]) == (address + "manifest.webmanifest", [])
        assert json.loads(answer["data"])["display"] == "minimal-ui"
        assert reader.page.evaluate("violations") == []
