"""Content of other generators, such as Hugo and Jekyll, is imported: front matter, addresses, tags."""

import pytest

from tests.behaviour.importer.conftest import PNG, Importing
from tests.old_portals import LEAD, PARAGRAPHS, TITLE


@pytest.mark.parametrize(
    "name, text",
    [
        (
            "hugo/content/mot-cua/ho-so.md",
            f'+++\ntitle = "{TITLE}"\ndate = 2019-08-28T14:36:00+07:00\n'
            "lastmod = 2020-01-02T08:00:00+07:00\n"
            f'description = "{LEAD}"\ntags = ["Đất đai"]\naliases = ["/cu/12/"]\ndraft = false\n+++\n'
            f'{PARAGRAPHS[0]}\n\n{{{{< figure src="hop.png" caption="Buổi họp" >}}}}\n\n'
            "{{< youtube abc >}}\n",
        ),
        (
            "jekyll/mot-cua/_posts/2019-08-28-ho-so.md",
            f"---\ntitle: {TITLE}\ndate: 2019-08-28 14:36:00 +0700\n"
            "last_modified_at: 2020-01-02 08:00:00 +0700\n"
            f"excerpt: {LEAD}\ntags: [Đất đai]\nredirect_from:\n  - /cu/12/\n---\n{PARAGRAPHS[0]}\n\n"
            '![](hop.png "Buổi họp")\n\n{% youtube abc %}\n',
        ),
        (
            "pelican/content/mot-cua/ho-so.md",
            f"Title: {TITLE}\nDate: 2019-08-28 14:36\nModified: 2020-01-02 08:00\nSummary: {LEAD}\n"
            f"Tags: Đất đai\nAliases: /cu/12/\n\n{PARAGRAPHS[0]}\n\n"
            '![](hop.png "Buổi họp")\n\n{{< youtube abc >}}\n',
        ),
    ],
    ids=["hugo", "jekyll", "pelican"],
)
def test_content_of_other_generators_is_imported(importing: Importing, name: str, text: str) -> None:
    importing.save(name, text)
    importing.save(f"{name.rpartition('/')[0]}/hop.png", PNG)
    report = importing.run(str(importing.saved / name.partition("/")[0])).out
    (path,) = importing.articles()
    values, body = importing.article()
    assert path.startswith("mot-cua/")
    assert values == {
        "title": TITLE,
        "date": "2019-08-28T14:36",
        "updated": "2020-01-02T08:00",
        "summary": LEAD,
        "tags": ["Đất đai"],
    }
    stem = path.rpartition("/")[2].removesuffix(".md")
    assert body.startswith(f'{PARAGRAPHS[0]}\n\n![]({stem}-1.png "Buổi họp")')
    assert "1 shortcodes are left in the text, the first of them `youtube`" in report
    old = {"hugo": ["/mot-cua/ho-so/"], "jekyll": ["/mot-cua/2019/08/28/ho-so.html"], "pelican": []}
    assert [row[:2] for row in importing.table("redirects.csv")] == [
        [address, f"/{path.removesuffix('.md')}.html"]
        for address in ("/cu/12/", *old[name.partition("/")[0]])
    ]


def test_addresses_in_liquid_are_resolved_and_links_that_lead_nowhere_are_reported(
    importing: Importing,
) -> None:
    text = (
        f"{PARAGRAPHS[0]} [kế hoạch]({{{{ site.baseurl }}}}/tep/ke-hoach.pdf), [bài cũ](bai-cu.md)\n\n"
        '![Buổi họp]({{ "/tep/hop.png" | relative_url }})\n'
    )
    importing.save("blog/_posts/2019-08-28-ho-so.md", f"---\ntitle: {TITLE}\n---\n{text}")
    importing.save("blog/tep/hop.png", PNG)
    importing.save("blog/tep/ke-hoach.pdf", b"%PDF-1.4")
    report = importing.run(str(importing.saved / "blog")).out
    (path,) = importing.articles()
    stem = path.rpartition("/")[2].removesuffix(".md")
    assert importing.article()[1] == (
        f"{PARAGRAPHS[0]} [kế hoạch]({stem}-ke-hoach.pdf), bài cũ\n\n![Buổi họp]({stem}-1.png)"
    )
    assert f"content/{path}: 1 links lead to what was not saved, the first of them to bai-cu.md" in report


def test_pictures_and_links_in_tags_become_markdown_but_not_in_code(importing: Importing) -> None:
    text = (
        f'{PARAGRAPHS[0]} <img src="hop.png" alt="Buổi họp"> <a href="/cu/">Bài cũ</a> còn đây.\n\n'
        "[![](hop.png)](hop-to.png)\n\n```html\n<img src=x.png>\n```\n\n    <img src=y.png>\n\n"
        '- <a href="/cu/"><b>mục</b></a>\n'
    )
    importing.save("luu/ho-so.md", f"---\ntitle: {TITLE}\ndate: 2019-08-28\n---\n{text}")
    importing.save("luu/hop.png", PNG)
    importing.run()
    (path,) = importing.articles()
    _, body = importing.article()
    picture = f"({path.rpartition('/')[2].removesuffix('.md')}-1.png)"
    assert body == (
        f"{PARAGRAPHS[0]}\n\n![Buổi họp]{picture}\n\nBài cũ còn đây.\n\n![]{picture}\n\n"
        "```html\n<img src=x.png>\n```\n\n    <img src=y.png>\n\n- <b>mục</b>"
    )
