"""Three portals, one engine: what a reader sees on each, and the faults of their models that none may have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from bantin import config, pipeline
from bantin.pipeline import Options, Report
from bantin.vietnamese import fold
from tests.conftest import NOW, ROOT, Site

# ---- pages as trees ----

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(eq=False)
class Node:
    tag: str
    attributes: dict[str, str]
    children: list["Node | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, selector: str) -> list["Node"]:
        """All below that fit `tag`, `.class`, `tag.class` or several of these: "h1,h2"."""
        wanted = [one.partition(".") for one in selector.split(",")]
        return [
            node
            for node in self.walk()
            if any(tag in ("", node.tag) and name in ("", *node.classes) for tag, _, name in wanted)
        ]

    def one(self, selector: str) -> "Node":
        [found] = self.all(selector)
        return found

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @cached_property
    def raw(self) -> str:
        if self.tag in ("script", "style"):
            return ""
        return "".join(child if isinstance(child, str) else child.raw for child in self.children)

    @property
    def text(self) -> str:
        """What is read, with single spaces."""
        return " ".join(self.raw.split())


class Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.open = [Node("", {})]
        self.feed(html)
        self.close()
        assert [node.tag for node in self.open] == [""], "a tag is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


# ---- the portals ----


class Portal(NamedTuple):
    """pages: trees by URL. articles: those of them that are articles."""

    pages: dict[str, Node]
    articles: dict[str, Node]
    report: Report


FOLDERS = {
    "lai-chau": ROOT,
    "vi-xuyen": ROOT / "examples" / "vi-xuyen",
    "bac-giang": ROOT / "examples" / "bac-giang",
}
# An article of each that has all its portal shows.
SAMPLES = {
    "lai-chau": "/ket-qua/papi/papi-len-37-bac.html",
    "vi-xuyen": "/cai-cach-hanh-chinh/so-ket-6-thang-2020.html",
    "bac-giang": "/chi-dao-dieu-hanh/nang-chi-so-2018.html",
}


@pytest.fixture(scope="session")
def portals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Portal]:
    return {name: build(folder, tmp_path_factory.mktemp(name)) for name, folder in FOLDERS.items()}


def build(folder: Path, scratch: Path) -> Portal:
    output = scratch / "output"
    settings = config.load(str(folder), engine=str(ROOT), output=str(output), cache=str(scratch / "cache"))
    report = pipeline.build(settings, Options(NOW))
    pages = {
        "/" + path.relative_to(output).as_posix().removesuffix("index.html"): tree(path)
        for path in sorted(output.rglob("*.html"))
    }
    return Portal(pages, {url: page for url, page in pages.items() if is_article(page)}, report)


def tree(path: Path) -> Node:
    return Reader(path.read_text(encoding="utf-8")).open[0]


def is_article(page: Node) -> bool:
    return any(node.attributes.get("property") == "article:published_time" for node in page.all("meta"))


@pytest.fixture(params=FOLDERS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def portal(portals: dict[str, Portal], name: str) -> Portal:
    return portals[name]


@pytest.fixture
def sample(portal: Portal, name: str) -> Node:
    return portal.articles[SAMPLES[name]]


def texts(page: Node, selector: str) -> list[str]:
    return [node.text for node in page.all(selector)]


def block(page: Node, title: str) -> Node | None:
    """The section of a page that has this heading."""
    found = [node for node in page.all("section") if texts(node, "h2")[:1] == [title]]
    return found[0] if found else None


def meta(page: Node, name: str) -> str:
    found = [
        node
        for node in page.all("meta")
        if name in (node.attributes.get("property"), node.attributes.get("name"))
    ]
    return found[0].attributes["content"] if found else ""


def by_name(lai_chau: object, vi_xuyen: object, bac_giang: object) -> dict[str, object]:
    return {"lai-chau": lai_chau, "vi-xuyen": vi_xuyen, "bac-giang": bac_giang}


# ---- what a reader sees on each ----


def test_the_examples_have_eight_articles_and_need_no_layouts_of_their_own(
    portals: dict[str, Portal],
) -> None:
    for name in ("vi-xuyen", "bac-giang"):
        assert len(portals[name].articles) >= 8
        assert not (FOLDERS[name] / "layouts").exists()


def test_a_portal_is_built_without_a_warning(portal: Portal) -> None:
    assert [str(one) for one in portal.report.warnings] == []


def test_the_breadcrumb_and_the_label_tell_the_section(name: str, sample: Node) -> None:
    crumbs = by_name(
        ["Trang chủ", "Kết quả, chỉ số", "PAPI"],
        ["Trang chủ", "Cải cách hành chính"],
        ["Trang chủ", "Chỉ đạo điều hành"],
    )
    labels = by_name([], ["Cải cách hành chính"], ["Chỉ đạo điều hành"])
    assert texts(sample.one("nav.crumbs"), "li")[:-1] == crumbs[name]
    head = sample.one("header.article-head")
    assert texts(head, ".kicker") == labels[name]
    assert texts(head, ".kicker,h1") == [*texts(head, ".kicker"), *texts(head, "h1")]


def test_the_dateline_has_the_portals_own_pattern_and_order(name: str, sample: Node) -> None:
    datelines = by_name(
        "Ngày đăng: 10/07/2019 Cập nhật: 5:01 CH, 11/07/2019 1.871 lượt xem",
        "20/06/2020 07:00 · 70 lượt xem",
        "Số lần xem: 1.871 · Ngày đăng: 11/10/2018",
    )
    assert sample.one(".dateline").text == datelines[name]


def test_the_lead_stands_under_the_title_and_is_not_repeated_by_the_text(portal: Portal) -> None:
    assert any(page.all(".article-head__lead") for page in portal.articles.values())
    for page in portal.articles.values():
        for lead in texts(page, ".article-head__lead"):
            assert lead == meta(page, "description")
            assert lead not in texts(page.one(".prose"), "p")


def test_pictures_have_a_caption_and_a_credit(name: str, sample: Node) -> None:
    captions = by_name(
        ("Ba mươi bảy bậc thang", "Minh họa: Ban biên tập"),
        ("Hai mươi bốn mái nhà cho 24 xã, thị trấn", "Minh họa: Ban biên tập"),
        ("Năm quầy tiếp nhận, chung một phần mềm.", "Minh họa: Ban biên tập"),
    )
    caption = sample.one("figcaption")
    credit = caption.one(".figure__credit").text
    assert (caption.text.removesuffix(credit).strip(), credit) == captions[name]


def test_only_the_portal_that_tells_updates_shows_them(name: str, portal: Portal) -> None:
    shown = [url for url, page in portal.pages.items() if "Cập nhật:" in " ".join(texts(page, ".dateline"))]
    assert bool(shown) is (name == "lai-chau")
    if shown:
        assert "/tro-nang.html" in shown  # a standing page too


def test_the_end_mark_is_drawn_and_not_written(portal: Portal) -> None:
    assert [url for url, page in portal.articles.items() if page.one(".prose").text.endswith("/.")] == []


def test_the_first_list_has_the_portals_title_and_a_date_beside_each_entry(name: str, sample: Node) -> None:
    titles = by_name("Tin liên quan", "Tin khác", "Các tin bài khác")
    listed = block(sample, str(titles[name]))
    assert listed
    entries = listed.all("li")
    assert 4 <= len(entries) <= 5
    assert all(entry.one("a").text and entry.one("time").text for entry in entries)


def test_only_the_first_portal_lists_the_newest_five_newest_first(name: str, portal: Portal) -> None:
    newest = sorted(
        (meta(page, "article:published_time")[:10] for page in portal.articles.values()), reverse=True
    )
    for page in portal.articles.values():
        listed = block(page, "Tin mới nhất")
        assert bool(listed) is (name == "lai-chau")
        if listed:
            days = [time.attributes["datetime"][:10] for time in listed.all("time")]
            assert days == newest[:5]


def test_the_boxes_lead_to_pages_that_are_there(name: str, portal: Portal, sample: Node) -> None:
    wanted = by_name(
        [],
        [],
        ["Văn bản mới - chính sách mới", "Đường dây nóng", "Danh bạ điện tử", "10 thành tựu nổi bật"],
    )
    boxes = [node for node in sample.one("aside").all("section") if node.all(".places")]
    assert [box.one("h2").text for box in boxes] == wanted[name]
    for box in boxes:
        assert [a.attributes["href"] for a in box.all("a") if a.attributes["href"] not in portal.pages] == []


# ---- the faults that are designed out, by their number in the table of rules ----


def related(page: Node) -> list[str]:
    return [a.attributes["href"] for node in page.all("section.related") for a in node.all("a")]


def test_1_an_article_is_never_related_to_itself(portal: Portal) -> None:
    assert [url for url, page in portal.articles.items() if url in related(page)] == []


def test_2_an_article_bears_one_date_wherever_it_stands(portal: Portal) -> None:
    dates: dict[str, set[tuple[str, str]]] = {url: set() for url in portal.articles}
    for page in portal.pages.values():
        for node in page.all("li,.card,.lead-card"):
            times, targets = node.all("time"), {a.attributes["href"] for a in node.all("a")} & dates.keys()
            if len(times) == len(targets) == 1:
                dates[targets.pop()].add((times[0].attributes["datetime"], times[0].text))
    for url, page in portal.articles.items():
        own = [(time.attributes["datetime"], time.text) for time in page.one(".dateline").all("time")]
        posted = [one for one in own if one[0] == meta(page, "article:published_time")]
        assert [*dates[url]] == posted, url


def test_3_a_date_without_a_time_is_shown_without_one(portal: Portal) -> None:
    times = [time for page in portal.pages.values() for time in page.all("time")]
    assert {"T" in time.attributes["datetime"] for time in times} >= {False} or len(portal.articles) == 8
    assert [
        time.text for time in times if (":" in time.text) is not ("T" in time.attributes["datetime"])
    ] == []


def test_3_midnight_as_the_old_portal_prints_it_is_no_time(site: Site) -> None:
    site.article("content/tin/a.md", date="29/06/2017 12:00:00 SA")
    site.build()
    assert '<time datetime="2017-06-29">29/06/2017</time>' in site.page("tin/a.html")


def test_4_articles_of_different_years_do_not_have_one_related_list(portals: dict[str, Portal]) -> None:
    articles = portals["lai-chau"].articles.values()
    lists = [(meta(page, "article:published_time")[:4], related(page)) for page in articles]
    assert len({year for year, _ in lists}) >= 4
    assert [
        one
        for (year, one), (other_year, other) in combinations(lists, 2)
        if year != other_year and one == other
    ] == []


def test_5_the_breadcrumb_follows_the_sections_and_ends_with_the_page(portal: Portal) -> None:
    for url, page in portal.pages.items():
        for crumbs in page.all("nav.crumbs"):
            *above, last = crumbs.all("li")
            assert last.one("span").attributes == {"aria-current": "page"}
            assert last.text == page.one("h1").text
            assert [one.one("a").attributes["href"] for one in above][0] == "/"
            assert above[0].text == "Trang chủ"
            for one in above[1:]:
                assert portal.pages[one.one("a").attributes["href"]].one("h1").text == one.text, url
        assert "Home" not in page.text


def test_6_no_heading_stands_over_nothing(portal: Portal) -> None:
    for url, page in portal.pages.items():
        parts = list(outline(page.one("body")))
        for (level, title), (next_level, next_title) in pairwise([*parts, (1, "the end")]):
            empty = level and next_level and next_level <= level
            assert not empty, f"{url}: nothing between {title} and {next_title}"


def outline(node: Node) -> Iterator[tuple[int, str]]:
    """Headings with their level, and 0 for text between them."""
    for child in node.children:
        if isinstance(child, str):
            if child.strip():
                yield 0, child
        elif child.tag in ("h1", "h2", "h3", "h4"):
            yield int(child.tag[1]), child.text
        else:
            yield from outline(child)


STRAY = re.compile(r"\s[:;,.!?)]|\(\s|[:;,][^\W\d]|\(Ngày đăng|\d\(")


def test_7_no_stray_space_stands_round_colons_and_brackets(portal: Portal) -> None:
    for url, page in portal.pages.items():
        shown = " ".join(
            texts(
                page, "h1,h2,time,.dateline,.links,.ranked,.card,.side,.byline,.article-head__lead,figcaption"
            )
        )
        assert STRAY.findall(shown) == [], url


def test_8_counts_are_written_as_vietnamese_numbers(portals: dict[str, Portal]) -> None:
    for portal in portals.values():
        shown = " ".join(page.text for page in portal.pages.values())
        assert re.findall(r"\d{4,} (?:lượt|lần) xem|lần xem: \d{4,}", shown) == []
    assert "34.502 lượt xem" in portals["lai-chau"].pages["/"].text
    assert "1.871 lần xem" in portals["bac-giang"].pages["/doc-nhieu.html"].text


def test_9_a_caption_is_a_figcaption_once_with_its_credit_apart(portal: Portal) -> None:
    for url, page in portal.articles.items():
        for caption in page.all("figcaption"):
            words = "".join(child for child in caption.children if isinstance(child, str)).strip()
            assert not re.search(r"(Ảnh|Minh họa|Nguồn):", words), url
            assert page.one("main").text.count(words or caption.text) == 1, url


def test_10_the_imprint_is_a_list_of_pairs(portal: Portal) -> None:
    for page in portal.pages.values():
        for imprint in page.all("footer"):
            pairs = [[one.tag for one in pair.walk()][1:3] for pair in imprint.one("dl").all("div")]
            assert pairs == [["dt", "dd"]] * len(pairs)
            labels = texts(imprint, "dt")
            assert {"Chịu trách nhiệm chính", "Trụ sở", "Số điện thoại", "Email"} < set(labels)
            assert not any(label.endswith(":") for label in labels)
            assert all(texts(imprint, "dd"))
            assert imprint.all("table") == []


def test_11_icons_are_hidden_and_labels_carry_their_marks(portal: Portal) -> None:
    for page in portal.pages.values():
        assert all(svg.attributes.get("aria-hidden") == "true" for svg in page.all("svg"))
        labels = texts(page, "h2,dt,summary") if page.all("aside") else []
        assert [
            one for one in labels if fold(one) == one.casefold() and not re.match(r"Email|[A-Z]{3}", one)
        ] == []


def test_12_space_is_not_made_of_blanks_and_empty_paragraphs(portal: Portal) -> None:
    for url, page in portal.pages.items():
        assert [
            node for node in page.all("p,li,td,dd,h1,h2,h3") if not node.text and not node.all("img")
        ] == [], url
        assert not re.search(r"\u00a0[\s\u00a0]|[\s\u00a0]\u00a0|(?m:^)\u00a0", page.raw), url


def test_15_author_source_credit_and_alternative_text_are_shown(portals: dict[str, Portal]) -> None:
    for portal in portals.values():
        for url, page in portal.articles.items():
            assert page.one(".byline").text.startswith("Tác giả: Ban biên tập"), url
            pictures = [img for figure in page.all("figure") for img in figure.all("img")]
            assert all(len(img.attributes["alt"]) > 10 for img in pictures), url
            assert len(page.all(".figure__credit")) == len(pictures), url
    page = portals["lai-chau"].articles["/ket-qua/par-index/cong-bo-chi-so-2016.html"]
    assert page.one(".byline").text.endswith("Nguồn: Quyết định số 1868/QĐ-BNV")


def test_15_the_imprint_names_the_parent_body_and_the_licence(portal: Portal) -> None:
    assert {"Cơ quan chủ quản", "Giấy phép"} < {*texts(portal.pages["/"].one("footer"), "dt")}
