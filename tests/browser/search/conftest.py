"""A site of a thousand articles on a host, and a browser that searches it."""

import random
import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from http.server import ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page

from bantin.search import index
from bantin.text.vietnamese import fold
from tests.browser.conftest import Host
from tests.browser.test_pages import Reader, reading
from tests.conftest import Site

COUNT = 1000


SECTIONS = ("tin", "tin/xa", "so-hoa")


ONSETS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x".split(" ")


VOWELS = "a ă â e ê i o ô ơ u ư oa oe uy".split(" ")


TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]


ENDS = ["", "n", "ng", "nh", "m", "t", "c", "p"]


class Article(NamedTuple):
    """An article as it was written: its address, all its text, and the values by which results are sorted."""

    address: str
    text: str
    date: str
    section: str


class Library(NamedTuple):
    """A site on a host, and the articles that were written for it."""

    url: str
    articles: list[Article]
    requests: list[str]


def syllable(draw: random.Random) -> str:
    """Return a syllable, with its tone on the first or the second vowel: both spellings of `hoà` occur."""
    vowel, end = draw.choice(VOWELS), draw.choice(ENDS)
    on = draw.randint(1, len(vowel)) if not end else len(vowel)
    spelt = draw.choice(ONSETS) + vowel[:on] + draw.choice(TONES) + vowel[on:] + end
    return unicodedata.normalize("NFC", spelt)


def write_articles(site: Site) -> list[Article]:
    draw = random.Random(7)
    vocabulary = sorted({syllable(draw) for _ in range(2500)}) + [str(number) for number in range(40)]
    weights = [1 / (rank + 5) for rank in range(len(vocabulary))]
    draw.shuffle(vocabulary)
    articles = []
    for number in range(COUNT):
        section = draw.choice(SECTIONS)
        title, summary, tag, body = (" ".join(draw.choices(vocabulary, weights, k=k)) for k in (7, 15, 2, 60))
        body = body.replace(" ", ", ", 3).replace(" ", "/", 1) + "."
        date = f"{2016 + number % 10}-{1 + number % 12:02d}-{1 + number % 27:02d}"
        site.article(
            f"content/{section}/bai-{number}.md",
            title=f'"{title}"',
            date=date,
            summary=f'"{summary}"',
            tags=(f'"{tag}"',),
            body=body + "\n",
        )
        text = f"{title} {summary} {tag} {body}"
        articles.append(Article(f"{section}/bai-{number}.html", text, date, section))
    return articles


SPECIAL = {
    "content/tin/duong-day-nong.md": (
        "Gọi cho ai",
        "Có việc cần hỏi.\n\nGọi **đường dây nóng** của tỉnh.\n\nSố máy: 0213 3876 501.",
    ),
    "content/tin/nhieu-chu.md": ("Chuyện khác", "Con đường xa. Dây điện. Trời nóng. Ban ngày."),
    "content/tin/uy-ban.md": ("Việc của uỷ ban", "Một câu."),
    "content/tin/uy-ban-khac.md": ("Việc của ủy ban", "Một câu."),
    "content/tin/mot-cua.md": (
        "Qua một cửa",
        f"Một câu.\n\nMột cửa {'mở ' * 40}.\n\n{'Cán bộ ' * 20} chuyển hồ sơ.",
    ),
    "content/tin/cua-mot.md": ("Của một người", "Một câu."),
    "content/tin/chung-thuc.md": ("Chứng thực bản sao", "Công dân nộp bản chính."),
    "content/tin/hop-ve-chung-thuc.md": (
        "Họp về chứng thực bản sao tại các xã vùng cao",
        "Công dân được chứng thực bản sao.",
    ),
}


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    site = Site(tmp_path_factory.mktemp("library") / "site")
    site.write("site.toml", 'name = "Thử"\naddress = "https://thu.example/"\nshare_cards = []\n')
    for path, title in zip(SECTIONS, ("Tin tức", "Tin xã", "Số hóa"), strict=True):
        site.section(f"content/{path}", title=title)
    articles = write_articles(site)
    for number, (path, (title, body)) in enumerate(SPECIAL.items()):
        site.article(path, title=title, date=f"2015-0{number + 1}-01T08:30", body=body + "\n")
        address = path.removeprefix("content/").replace(".md", ".html")
        articles.append(Article(address, f"{title} {body}", f"2015-0{number + 1}-01", "tin"))
    site.article(
        "content/gioi-thieu.md", title="Giới thiệu", date="", layout="page", body="Đường dây nóng.\n"
    )
    articles.append(Article("gioi-thieu.html", "Giới thiệu Đường dây nóng", "", ""))
    with pytest.MonkeyPatch.context() as patch:  # parts of a year, and one of 2015 and 2016
        patch.setattr(index, "FEW", COUNT // 10)
        site.build(search="build")
    requests: list[str] = []

    class Noting(Host):
        def do_GET(self) -> None:  # noqa: N802 - as the library calls it
            requests.append(self.path)
            super().do_GET()

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Noting, directory=str(site.folder / "output")))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Library(f"http://127.0.0.1:{server.server_port}/", articles, requests)
    server.shutdown()
    server.server_close()
    thread.join()


@cache  # every question is asked of every article
def folded_words(text: str) -> frozenset[str]:
    """Return the folded words of a text; `kỹ` and `kĩ`, `quý` and `quí` are spellings of one word."""
    return frozenset(
        f"{word[:-1]}i" if re.fullmatch("(qu|[^aeiou]*)y", word) else word
        for word in re.findall(r"[^\W_]+", fold(text))
    )


def common_word(articles: list[Article]) -> str:
    """Return the word that most articles have, without diacritics."""
    counts = Counter(word for article in articles for word in folded_words(article.text))
    return max(counts, key=lambda word: (counts[word], word))


def search(reader: Reader, library: Library, q: str, **narrowed: str) -> Page:
    """Search, and wait until the page of results is complete."""
    reader.open(f"{library.url}tim-kiem.html?{urlencode({'q': q, **narrowed})}")
    reader.page.locator(".results[data-quoted], .results__failed[data-now]").first.wait_for()
    return reader.page


def results(page: Page) -> list[str]:
    """Return the addresses on this page of results, in order."""
    links = page.locator(".results .card__title a").all()
    return [(link.get_attribute("href") or "").partition("#")[0].lstrip("/") for link in links]


@pytest.fixture(scope="module")
def reader(browser: Browser, library: Library) -> Iterator[Reader]:
    with reading(browser, 1280) as somebody:
        yield somebody


def questions(articles: list[Article]) -> list[str]:
    """Return one to four words of an article: unchanged, without diacritics, decomposed, or in capitals."""
    draw = random.Random(11)
    forms = (str, fold, partial(unicodedata.normalize, "NFD"), str.upper)
    asked = []
    for number in range(60):
        words = re.findall(r"[^\W_]+", draw.choice(articles).text)
        at = draw.randrange(len(words))
        some = words[at : at + 2] if number % 2 else draw.sample(words, min(len(words), 1 + number % 4))
        asked.append(forms[number // 4 % 4](" ".join(some)))
    return [
        *asked,
        "duong day nong",
        "đường dây nóng",
        "ủy ban",
        "uỷ ban",
        "uy ban",
        "1022",
        "khongcochunay mot",
    ]


def results_in(page: Page, index: int) -> list[str]:
    links = page.locator(".results ol").nth(index).locator(".card__title a").all()
    return [(link.get_attribute("href") or "").partition("#")[0].lstrip("/") for link in links]
