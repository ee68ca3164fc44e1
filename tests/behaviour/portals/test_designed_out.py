"""The faults of the old portals that are designed out, by their numbers."""

import re
from itertools import combinations, pairwise

from bantin.text.vietnamese import fold
from tests.behaviour.portals.conftest import Portal, posted
from tests.conftest import SAMPLE, Site
from tests.trees import Node, outline, read_site


def related(page: Node) -> list[str]:
    return [url for listed in page.all("section.related") for url in listed.hrefs()]


def test_1_an_article_is_never_related_to_itself(portal: Portal) -> None:
    assert [url for url, page in portal.articles.items() if url in related(page)] == []


def test_2_an_article_has_the_same_date_everywhere(portal: Portal) -> None:
    dates: dict[str, set[tuple[str, str]]] = {url: set() for url in portal.articles}
    for page in portal.pages.values():
        for node in page.all("li,.card,.lead-card"):
            times, targets = node.all("time"), dates.keys() & node.hrefs()
            if len(times) == len(targets) == 1:
                dates[targets.pop()].add((times[0].attributes["datetime"], times[0].text))
    for url, page in portal.articles.items():
        own = {time.attributes["datetime"]: time.text for time in page.one(".dateline").all("time")}
        [(machine, day)] = dates[url]
        assert machine == posted(page) and day in own[machine], (
            "lists show the day, the article its hour, too"
        )


def test_3_a_date_without_a_time_is_shown_without_one(portal: Portal) -> None:
    """Lists show no time either."""
    for page in portal.pages.values():
        own = [time for line in page.all(".dateline") for time in line.all("time")]
        assert [time for time in own if (":" in time.text) is not ("T" in time.attributes["datetime"])] == []
        assert sum(":" in time.text for time in page.all("time")) == sum(":" in time.text for time in own)


def test_3_midnight_as_the_old_portal_prints_it_is_not_taken_for_a_time(site: Site) -> None:
    site.article("content/tin/a.md", date="29/06/2017 12:00:00 SA")
    site.build()
    assert '<time datetime="2017-06-29">29/06/2017</time>' in site.page("tin/a.html")


def test_4_articles_of_different_years_do_not_have_one_related_list(portals: dict[str, Portal]) -> None:
    articles = portals["lai-chau"].articles
    years = {url: posted(page)[:4] for url, page in articles.items()}
    assert len({*years.values()}) >= 4
    alike = [
        {first, second}
        for first, second in combinations(articles, 2)
        if years[first] != years[second] and related(articles[first]) == related(articles[second])
    ]
    # Neighbours may be alike: each leaves out the other.
    neighbours = [
        {url, other}
        for url, page in articles.items()
        for links in page.all(".neighbours")
        for other in links.hrefs()
    ]
    assert [pair for pair in alike if pair not in neighbours] == []


def test_5_the_breadcrumb_follows_the_sections_and_ends_with_the_page(portal: Portal) -> None:
    for url, page in portal.pages.items():
        for crumbs in page.all("nav.crumbs"):
            home, *above, last = crumbs.all("li")
            assert (home.text, home.hrefs()) == ("Trang chủ", ["/"])
            assert [portal.pages[link.hrefs()[0]].one("h1").text for link in above] == [
                link.text for link in above
            ]
            assert (last.text, last.hrefs()) == (page.one("h1").text, []), url
        assert "Home" not in page.text


def headings_over_nothing(page: Node) -> list[str]:
    following = pairwise([*outline(page.one("body")), (1, "")])
    return [title for (level, title), (below, _) in following if level and 0 < below <= level]


def test_6_no_heading_is_above_an_empty_list(portal: Portal) -> None:
    assert {
        url: headings for url, page in portal.pages.items() if (headings := headings_over_nothing(page))
    } == {}


def test_6_the_only_article_of_a_site_has_no_headings_for_lists(site: Site) -> None:
    site.article("content/tin/a.md")
    site.write("site.toml", 'name = "A"\naddress = "https://a.example/"\nside = ["most_read", "boxes"]\n')
    site.build()
    pages = read_site(site.folder / "output")
    assert pages["/tin/a.html"].one("main").texts("h1,h2,h3") == ["Một bài"]
    assert [url for url, page in pages.items() if headings_over_nothing(page)] == []


def test_7_there_are_no_stray_spaces_around_colons_and_brackets(portal: Portal) -> None:
    stray = re.compile(r"\s[:;,.!?)]|\(\s|[:;,][^\W\d]|[^\s(]\(")
    for url, page in portal.pages.items():
        shown = page.texts(
            "h1,h2,h3,time,.dateline,.links,.ranked,.card,.byline,.article-head__lead,figcaption"
        )
        assert [text for text in shown if stray.search(text)] == [], url


def test_8_counts_are_written_as_vietnamese_numbers(portals: dict[str, Portal]) -> None:
    for portal in portals.values():
        shown = " ".join(page.text for page in portal.pages.values())
        assert re.findall(r"\d{4,} (?:lượt|lần) xem|lần xem: \d{4,}", shown) == []
    assert "34.502 lượt xem" in portals["lai-chau"].pages["/"].text
    assert "1.871 lần xem" in portals["bac-giang"].pages["/doc-nhieu.html"].text


def test_9_a_caption_is_shown_once_apart_from_its_credit(portal: Portal) -> None:
    for url, page in portal.articles.items():
        for caption in page.all("figcaption"):
            words = "".join(child for child in caption.children if isinstance(child, str)).strip()
            assert not re.search(r"(Ảnh|Minh họa|Nguồn):", words), url
            shown = (words or caption.text).replace("\xa0", " ")
            assert page.one("main").text.count(shown) == 1, url


def test_10_the_imprint_is_a_list_of_pairs(portal: Portal) -> None:
    for page in portal.pages.values():
        for imprint in page.all("footer"):
            labels, values = imprint.texts("dt"), imprint.texts("dd")
            assert imprint.one("dl").texts("div") == list(map(str.__add__, labels, values))
            assert {"Chịu trách nhiệm chính", "Trụ sở", "Số điện thoại", "Email"} < {*labels}
            assert {"Cơ quan chủ quản", "Giấy phép"} < {*labels}  # rule 15: the parent body and the licence
            assert all(values) and not any(label.endswith(":") for label in labels)


def test_11_icons_are_hidden_and_labels_carry_their_marks(portal: Portal) -> None:
    for page in portal.pages.values():
        drawings = [svg for svg in page.all("svg") if svg.attributes.get("aria-hidden") != "true"]
        # What is not hidden is not an icon but a chart: one image with a name and a description in words.
        assert all(svg.attributes["role"] == "img" for svg in drawings)
        assert all(svg.one("title").text and svg.one("desc").text for svg in drawings)
        labels = [text for node in page.all("aside,nav,footer") for text in node.texts("h2,dt,summary,a")]
        bare = {label for label in labels if " " in label and fold(label) == label.casefold()}
        numbers = {label for label in bare if label.replace(" ", "").isdecimal()}
        assert bare - numbers <= {"PAR INDEX"}


def test_12_space_is_not_made_of_blanks_and_empty_paragraphs(portal: Portal) -> None:
    for url, page in portal.pages.items():
        empty = [node for node in page.all("p,li,td,dd,h1,h2,h3") if not node.text and not node.all("img")]
        assert empty == [], url
        assert not re.search(r"\xa0\s|\s\xa0", page.raw), url


# Rules 12 to 14 are advice of `check` as well: tests/cases/check/wording.txt.


def test_13_no_title_is_a_lead_and_no_paragraph_fills_a_screen(portal: Portal) -> None:
    for url, page in portal.articles.items():
        assert len(page.one("h1").text.split()) <= 30, url
        assert max(map(len, page.one(".prose").texts("p"))) <= 1000, url


def test_14_titles_and_leads_keep_to_the_editors_word_list(portal: Portal) -> None:
    words = (SAMPLE / "content/data/tu-ngu.txt").read_text("utf-8").splitlines()
    wrong = {line.partition(" = ")[0] for line in words if not line.startswith("#")}
    assert {"SISAS", "cchc"} < wrong
    for url, page in portal.articles.items():
        shown = " ".join(page.texts("h1,.article-head__lead"))
        assert not wrong & {*re.findall(r"\w+", shown)}, url
        pair = {word for word in re.findall(r"\w+", page.one("main").text.casefold()) if word in ("ủy", "uỷ")}
        assert len(pair) < 2, url


def test_15_author_source_credit_and_alternative_text_are_shown(portals: dict[str, Portal]) -> None:
    for portal in portals.values():
        for url, page in portal.articles.items():
            assert page.one(".byline").text.startswith("Tác giả: Ban biên tập"), url
            for figure in page.all("figure"):
                if figure.all("figcaption"):
                    # A drawing has a description; bars are a table, whose figures are words themselves.
                    texts = [node.text for node in figure.all("desc,.bars")]
                    assert len((texts or [figure.one("img").attributes["alt"]])[0]) > 10, url
                    assert figure.one(".figure__credit").text, url
    page = portals["lai-chau"].articles["/ket-qua/par-index/cong-bo-chi-so-2016.html"]
    assert page.one(".byline").text.endswith("Nguồn: Quyết định số 1868/QĐ-BNV")
