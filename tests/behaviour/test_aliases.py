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
