"""Old addresses that front matter names."""

import pytest

from tests.conftest import Site
from tests.lists import links, news, page


@pytest.mark.parametrize("alias, file", [("/cu/118.html", "cu/118.html"), ("cu/", "cu/index.html")])
def test_an_old_address_leads_to_where_the_article_is_now(site: Site, alias: str, file: str) -> None:
    site.article("content/tin/moi.md", title="Bài mới", aliases=(alias,))
    site.build()
    old = page(site, file)
    assert links(old) == [("/tin/moi.html", "Bài mới")]
    contents = [node.attributes.get("content") for node in old.all("meta")]
    assert {"0; url=/tin/moi.html", "noindex"} <= {*contents}
    assert "/cu/" not in site.page("sitemap.xml")


def test_two_articles_cannot_have_one_old_address(site: Site) -> None:
    news(site, 2)
    site.article("content/tin/bai-1.md", title="Bài 1", aliases=("/cu.html",))
    site.article("content/tin/bai-2.md", title="Bài 2", aliases=("/CU.html",))
    [problem] = site.problems()
    assert "content/tin/bai-1.md" in problem and "content/tin/bai-2.md" in problem


def test_an_alias_with_too_many_bytes_for_a_file_name_is_reported_with_its_article(site: Site) -> None:
    news(site, 1)
    site.article("content/tin/moi.md", aliases=(f"/{'日' * 100}/",))
    [problem] = site.problems()
    assert problem.startswith("content/tin/moi.md:")
    assert "longer than the name of a file may be" in problem


def test_an_alias_may_be_the_articles_own_address_or_repeat_another(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.article(
        "content/tin/moi.md", aliases=("/tin/moi.html", "/node/12", "/node/12/", "/cu/A.html", "/cu/a.html")
    )
    site.build()
    assert "Một bài" in page(site, "tin/moi.html").all("h1")[0].text
    assert links(page(site, "node/12/index.html")) == [("/tin/moi.html", "Một bài")]
    assert [name for name in site.bytes() if name.startswith("cu/")] == ["cu/A.html"]
    rules = site.main(capsys, "aliases", "--rules", "nginx").out
    assert "/cu/a.html" in rules
    assert "= /tin/moi.html" not in rules
