"""What a visit costs on a slow line: bytes under brotli, requests, and nobody else's host."""

from urllib.parse import urlsplit

import brotli
import pytest
from playwright.sync_api import Browser, Response

from tests.browser.test_pages import ARTICLE, CHARTED, PAGES, TABLED, reading

pytestmark = pytest.mark.browser

KB = 1024
LIMITS = {"stylesheet": 8 * KB, "script": 6 * KB}


@pytest.mark.parametrize("url", [ARTICLE, CHARTED, TABLED, PAGES["article with three tables"]])
def test_an_article_without_its_pictures_is_14_kb_in_4_requests(
    browser: Browser, address: str, url: str
) -> None:
    answers: list[Response] = []
    with reading(browser, 360) as reader:
        reader.page.on("response", lambda answer: answers.append(answer))
        reader.open(address + url)
        reader.page.wait_for_load_state("networkidle")
        weights: dict[str, int] = {}
        for answer in answers:
            kind = answer.request.resource_type
            assert urlsplit(answer.url).netloc == urlsplit(address).netloc
            if kind != "image":
                weights[kind] = weights.get(kind, 0) + len(brotli.compress(answer.body()))
        assert reader.page.context.cookies() == []
    assert {kind for kind, weight in weights.items() if weight > LIMITS.get(kind, 14 * KB)} == set()
    assert {"document", "stylesheet", "script"} <= weights.keys()
    assert sum(weights.values()) <= 14 * KB, weights
    assert len([one for one in answers if one.request.resource_type != "image"]) <= 4
