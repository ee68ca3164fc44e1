"""JSON-LD contains exactly the given values, and never ends the element that contains it."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bantin.model import PageLink
from bantin.pages.linked_data import LinkedData, Publication, Story

texts = st.text() | st.sampled_from(["</script>", "<!--", '"', "\\", "\u2028", "<script", "]]>", "\0"])
ORIGIN = "https://thu.example"


@given(texts, texts, texts, texts, texts, st.lists(texts, max_size=3), st.lists(texts, max_size=3))
def test_every_text_comes_back_as_it_was(
    title: str, description: str, author: str, section: str, publisher: str, tags: list[str], above: list[str]
) -> None:
    linked = LinkedData(
        Publication(ORIGIN, f"{ORIGIN}/", title=title, publisher=publisher, language="vi", logo="")
    )
    url = f"{ORIGIN}/a.html"
    story = Story(url, title, description, (), "2026-08-05", "2026-08-05", author, section, tuple(tags), ())
    crumbs = tuple(PageLink(f"/{number}/", name) for number, name in enumerate(above))
    text = linked.article(story, crumbs)
    assert "<" not in text
    news, breadcrumb = json.loads(text)["@graph"]
    assert (news["headline"], news["description"], news["publisher"]["name"]) == (
        title,
        description,
        publisher,
    )
    assert (news.get("articleSection", ""), news.get("keywords", [])) == (section, tags)
    assert news["author"]["name"] == (author or publisher)
    steps = breadcrumb["itemListElement"]
    assert [(step["position"], step["name"]) for step in steps] == [*enumerate([*above, title], 1)]
    page = json.loads(linked.page((*crumbs, PageLink("/a.html", title))))
    assert page["@graph"] == [breadcrumb]
    assert json.loads(linked.home())["@graph"][0]["name"] == title
