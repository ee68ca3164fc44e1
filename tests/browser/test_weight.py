"""The weight of pages: bytes under brotli, requests, and no host except the site's own."""

import re
from functools import lru_cache
from urllib.parse import urlsplit
from urllib.request import urlopen

import brotli
import pytest
from playwright.sync_api import Browser, Response

from tests.browser.test_pages import ARTICLE, CHARTED, PAGES, TABLED, reading

pytestmark = pytest.mark.browser

KB = 1024
HEADERS = 300  # bytes of an answer's headers
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
    assert len([answer for answer in answers if answer.request.resource_type != "image"]) <= 4


@lru_cache(maxsize=16)
def weight(url: str) -> int:
    """Return the bytes of a file as a server compresses it while it answers, with headers."""
    with urlopen(url) as answer:
        return len(brotli.compress(answer.read(), quality=9)) + HEADERS


def test_every_article_without_a_chart_is_14_kb_with_headers_even_if_compressed_quickly(address: str) -> None:
    with urlopen(f"{address}sitemap.xml") as answer:
        pages = re.findall(r"<loc>https://[^/]+/(.+\.html)</loc>", answer.read().decode())
    weights = {}
    for page in pages:
        with urlopen(address + page) as answer:
            html = answer.read().decode()
        if 'content="article"' in html and 'class="figure chart"' not in html:
            files = re.findall(r'<(?:link rel="stylesheet" href|script src)="/([^"]+)"', html)
            weights[page] = sum(weight(address + file) for file in (page, *files))
    assert len(weights) > 30
    assert {page: size for page, size in weights.items() if size > 14 * KB} == {}
