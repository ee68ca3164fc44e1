"""Every address that the root site names leads to something, at a domain's root and below a path."""

import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from bantin import config
from bantin.build import pipeline
from bantin.build.options import Options
from tests.conftest import ENGINE, NOW, SAMPLE


class Page(HTMLParser):
    """The addresses that a page names, and the ids to which others may link."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.addresses += [given[name] for name in ("href", "src") if name in given]
        if (given.get("property") or given.get("name")) in ("og:url", "og:image"):
            self.addresses.append(given["content"])
        if "id" in given:
            assert given["id"] not in self.ids, f"the id {given['id']} stands twice"
            self.ids.add(given["id"])


class PublishedSite:
    """The sample site, built for an address."""

    def __init__(self, folder: Path, address: str) -> None:
        shutil.copytree(SAMPLE / "content", folder / "content")
        settings = (SAMPLE / "site.toml").read_text(encoding="utf-8")
        moved = re.sub(r'^address = ".*"$', f'address = "{address}"', settings, flags=re.MULTILINE)
        (folder / "site.toml").write_text(moved, encoding="utf-8")
        pipeline.build(config.load(str(folder), engine=str(ENGINE)), Options(NOW))
        self.address = address
        self.output = folder / "output"
        pages = {path: path.read_text(encoding="utf-8") for path in self.output.rglob("*.html")}
        self.pages = {path: Page(text) for path, text in pages.items()}

    def file_of(self, url: str) -> Path:
        path = unquote(url[len(self.address) :].partition("#")[0].partition("?")[0])
        return self.output / (f"{path}index.html" if not path or path.endswith("/") else path)

    def url_of(self, path: Path) -> str:
        return self.address + path.relative_to(self.output).as_posix()


@pytest.fixture(scope="module", params=["https://x.vn/", "https://x.vn/cchc/"])
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> PublishedSite:
    return PublishedSite(tmp_path_factory.mktemp("published") / "site", request.param)


def test_every_link_and_every_picture_leads_to_a_file_and_to_a_place_in_it(published: PublishedSite) -> None:
    assert len(published.pages) > 40
    wrong = []
    for path, page in published.pages.items():
        for written in page.addresses:
            url = urljoin(published.url_of(path), written)
            if urlsplit(url).netloc != "x.vn":
                continue
            file = published.file_of(url)
            fragment = urlsplit(url).fragment
            if not url.startswith(published.address) or not file.is_file():
                wrong.append(f"{path.name}: {written}")
            elif fragment and fragment not in published.pages[file].ids:
                wrong.append(f"{path.name}: {written}, where there is no such place")
    assert wrong == []


@pytest.mark.parametrize(
    "feed", ["rss.xml", "atom.xml", "feed.json", "sitemap.xml", "robots.txt", "llms.txt", "index.html"]
)
def test_feeds_name_whole_addresses_that_are_there(published: PublishedSite, feed: str) -> None:
    text = unescape((published.output / feed).read_text(encoding="utf-8")).replace('\\"', '"')
    named = set(re.findall(r"https?://x\.vn/[^\s<\"()#]*", text))
    assert named
    assert [url for url in named if not published.file_of(url).is_file()] == []


def test_the_sitemap_names_all_pages_that_may_be_found_and_nothing_hidden(published: PublishedSite) -> None:
    named = set(re.findall(r"<loc>(.*?)</loc>", (published.output / "sitemap.xml").read_text()))
    texts = {published.url_of(path): path.read_text(encoding="utf-8") for path in published.pages}
    noted = re.compile(r'<meta (name="robots" content="noindex"|http-equiv="refresh")')
    shown = {url.removesuffix("index.html") for url, text in texts.items() if not noted.search(text)}
    assert named == shown
