"""Imported posts of Hugo and Jekyll keep their links, covers, sections and publication status."""

import pytest

from tests.behaviour.importer.conftest import PNG, Importing
from tests.old_portals import LEAD, PARAGRAPHS

DATED = "date: 2019-08-28\n"


def post(title: str, more: str = DATED, body: str = "Chữ của bài.") -> str:
    return f"---\ntitle: {title}\n{more}---\n{body}\n"


def imported(importing: Importing, name: str) -> str:
    """Return the imported article whose file has this name."""
    return next(
        text for path, text in importing.articles().items() if path.rpartition("/")[2] == f"{name}.md"
    )


@pytest.mark.parametrize(
    ("source", "other", "link"),
    [
        ("hugo/content/tin/mot.md", "hugo/content/tin/hai.md", "hai.md"),
        ("hugo/content/tin/mot.md", "hugo/content/khac/hai.md", '{{< ref "hai.md" >}}'),
        ("hugo/content/tin/mot.md", "hugo/content/khac/hai.md", '{{% relref "/khac/hai" %}}'),
        ("hugo/content/tin/mot/index.md", "hugo/content/khac/hai/index.md", "/khac/hai/#muc"),
        ("hugo/content/tin/mot.md", "hugo/content/khac/hai.md", "../khac/hai/"),
        ("blog/_posts/2019-08-01-mot.md", "blog/_posts/2019-08-28-hai.md", "{% post_url 2019-08-28-hai %}"),
        (
            "blog/_posts/2019-08-01-mot.md",
            "blog/_posts/2019-08-28-hai.md",
            "{% link _posts/2019-08-28-hai.md %}",
        ),
        (
            "blog/_posts/2019-08-01-mot.md",
            "blog/_posts/2019-08-28-hai.markdown",
            "{{ site.baseurl }}/2019/08/28/hai.html",
        ),
    ],
)
def test_a_link_to_another_post_leads_to_its_article(
    importing: Importing, source: str, other: str, link: str
) -> None:
    importing.save(source, post("Một", body=f"Xem [bài kia]({link}) và [nơi khác](khong-co.md)."))
    importing.save(other, post("Hai"))
    folder = str(importing.saved / source.partition("/")[0])
    report = importing.run(folder).out
    there = next(path for path in importing.articles() if path.endswith("hai.md"))
    here = next(path for path in importing.articles() if path.endswith("mot.md"))
    same = there.partition("/")[0] == here.partition("/")[0]
    assert f"Xem [bài kia]({'hai.md' if same else f'../{there}'}) và nơi khác." in imported(importing, "mot")
    assert "the first of them to khong-co.md" in report
    before = importing.all_files()
    importing.run(folder)
    assert importing.all_files() == before


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("blog/_posts/2019-08-28-mot.md", "published: false\n"),
        ("blog/_drafts/mot.md", DATED),
        ("hugo/content/tin/mot.md", f"{DATED}draft: true\n"),
    ],
)
def test_what_was_not_published_is_a_draft(importing: Importing, name: str, more: str) -> None:
    importing.save(name, post("Một", more))
    importing.run()
    assert "\ndraft: true\n" in imported(importing, "mot")


def test_a_post_without_a_day_gets_advice_about_its_front_matter(importing: Importing) -> None:
    importing.save("blog/_drafts/mot.md", post("Một", ""))
    said = importing.run(code=1)
    assert "its front matter has no date of publication; add a line such as `date:" in said.out + said.err


@pytest.mark.parametrize(
    "cover", ["image: bia.png\n", "cover:\n  image: bia.png\n", "featured_image: /images/bia.png\n"]
)
def test_the_picture_of_the_front_matter_comes_first(importing: Importing, cover: str) -> None:
    importing.save("hugo/content/tin/mot.md", post("Một", DATED + cover))
    importing.save("hugo/static/images/bia.png", PNG)
    importing.run()
    assert "---\n\n![](mot-1.png)\n\nChữ của bài." in imported(importing, "mot")


def test_a_section_has_the_title_of_its_file(importing: Importing) -> None:
    importing.save("hugo/content/tin/_index.md", "---\ntitle: Tin tức\n---\n")
    importing.save("hugo/content/tin/2019.md", post("Một"))
    said = importing.run()
    assert "list of articles" not in said.out + said.err
    index = importing.site.folder / "content/tin-tuc/_index.md"
    assert index.read_text(encoding="utf-8") == "---\ntitle: Tin tức\n---\n"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            '{{< figure src="hop.png" caption="Buổi họp." attr="Hải Yến" >}}',
            '![](mot-1.png "Buổi họp. Nguồn: Hải Yến")',
        ),
        ("![Hai người](hop.png)\n*Buổi họp*", '![Hai người](mot-1.png "Buổi họp")'),
        ('![Hai người](hop.png){: .giua width="300" }\n*Buổi họp*', '![Hai người](mot-1.png "Buổi họp")'),
        ("{{< youtube dQw4w9WgXcQ >}}", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ('{% include youtube.html id="dQw4w9WgXcQ" %}', "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("{{< highlight go >}}\nx := 1\n{{< /highlight >}}", "```go\nx := 1\n```"),
        ("{% highlight ruby %}\nputs 1\n{% endhighlight %}", "```ruby\nputs 1\n```"),
        ("{% raw %}chữ{% endraw %}", "chữ"),
        ("* Mục lục\n{:toc}\n\nChữ.", "Chữ."),
        ("Chữ.\n{: .lon}", "Chữ."),
        ("`{: .lon}` là mã.", "`{: .lon}` là mã."),
    ],
)
def test_signs_with_an_equivalent_become_markdown(importing: Importing, written: str, read: str) -> None:
    importing.save("hugo/content/tin/mot.md", post("Một", body=f"{written}\n\nHết."))
    importing.save("hugo/content/tin/hop.png", PNG)
    said = importing.run()
    assert imported(importing, "mot").endswith(f"---\n\n{read}\n\nHết.\n")
    assert "shortcodes are left" not in said.out + said.err


@pytest.mark.parametrize(
    ("name", "more", "address"),
    [
        ("hugo/content/tin/mot.vi.md", DATED, "/tin/mot/"),
        ("hugo/content/tin/mot.en.md", DATED, "/en/tin/mot/"),
        ("blog/_posts/2019-08-28-mot.md", "categories: tin mot-cua\n", "/tin/mot-cua/2019/08/28/mot.html"),
        ("blog/_posts/2019-08-28-mot.html", "", "/2019/08/28/mot.html"),
    ],
)
def test_the_old_address_is_that_of_the_generator(
    importing: Importing, name: str, more: str, address: str
) -> None:
    importing.save(name, post("Một", more, "<p>Chữ <b>đậm</b></p>"))
    importing.run(str(importing.saved / name.partition("/")[0]))
    assert [row[0] for row in importing.table("redirects.csv")] == [address]


def test_an_article_that_expires_keeps_its_day(importing: Importing) -> None:
    importing.save("hugo/content/tin/mot.md", post("Một", f"{DATED}expiryDate: 2030-01-01\n"))
    importing.run()
    assert "\nexpires: 2030-01-01\n" in imported(importing, "mot")


def test_pages_mirrored_by_httrack_have_their_address_and_lead_to_each_other(importing: Importing) -> None:
    """HTTrack names a page with a query by its digest, and notes the address in a comment."""
    for number, name in enumerate(("index9b2c", "index7f1a"), 1):
        other = {"index9b2c": "index7f1a", "index7f1a": "index9b2c"}[name]
        importing.save(
            f"xa-a.example/{name}.html",
            f'<html><head><meta charset="utf-8"><title>Bài {number} ở xã</title></head>'
            f"<!-- Mirrored from xa-a.example/index.php?id={number} by HTTrack Website Copier/3.x -->"
            f"<body><div><h1>Bài {number} ở xã</h1><p>Ngày đăng: 28/08/2019 - 14:36 | Lượt xem: 56</p>"
            f"<div><p>{LEAD}</p><p>{PARAGRAPHS[number]}</p>"
            f'<p>Xem <a href="{other}.html">bài kia</a>.</p></div>'
            "</div></body></html>",
        )
    importing.run()
    assert [row[0] for row in importing.table("redirects.csv")] == ["/index.php?id=1", "/index.php?id=2"]
    assert "\ndate: 2019-08-28T14:36\n" in imported(importing, "bai-1-o-xa")
    assert "Xem [bài kia](bai-2-o-xa.md)." in imported(importing, "bai-1-o-xa")
