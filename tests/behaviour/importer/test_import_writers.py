"""What people write in besides portals is imported: Medium, Google Docs, Notion, Wix."""

from tests.behaviour.importer.conftest import PNG, Importing
from tests.old_portals import LEAD, PARAGRAPHS, TITLE

MEDIUM = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}</title></head><body>
<article class="h-entry"><header><h1 class="p-name">{TITLE}</h1></header>
<section data-field="subtitle" class="p-summary">{LEAD}</section>
<section data-field="body" class="e-content"><section class="section"><hr class="section-divider">
<h3 class="graf graf--title">{TITLE}</h3><h4 class="graf graf--subtitle">{LEAD}</h4>
<p class="graf">{PARAGRAPHS[0]}</p><ul class="postList"><li class="graf">Tách thửa</li></ul>
</section></section>
<footer><p>By <a href="https://medium.com/@mai" class="p-author h-card">Lò Thị Mai</a> on
<time class="dt-published" datetime="2019-08-28T07:36:00.000Z">August 28, 2019</time>.</p>
<p>Exported from <a href="https://medium.com">Medium</a> on November 20, 2026.</p></footer></article>
</body></html>"""


def test_a_page_with_the_parts_of_an_entry_is_read_by_them(importing: Importing) -> None:
    importing.save("posts/2019-08-28_bai.html", MEDIUM)
    importing.run()
    values, body = importing.article()
    assert values == {
        "title": TITLE,
        "date": "2019-08-28T14:36",
        "summary": LEAD,
        "author": "Lò Thị Mai",
    }
    assert body == f"{PARAGRAPHS[0]}\n\n- Tách thửa"


def test_emphasis_and_links_of_google_docs_are_kept(importing: Importing) -> None:
    link = "https://www.google.com/url?q=https://dvc.example/p?a%3D1&amp;sa=D&amp;source=editors&amp;ust=16"
    importing.save(
        "bai.html",
        '<html><head><meta charset="utf-8"><style>.c1{color:#000}.c2{font-weight:700}.c5{font-style:italic}'
        f'</style></head><body class="c3 doc-content"><p class="title"><span class="c1">{TITLE}</span></p>'
        f'<p><span class="c1">Ngày 28/08/2019</span></p><p><span>{PARAGRAPHS[1]}</span></p>'
        f'<p><span class="c1">{PARAGRAPHS[0]} Có </span><span class="c2">mười hai</span>'
        '<span class="c1"> loại, theo </span><span class="c5">Kế hoạch 12</span>'
        f'<span>, xem </span><span><a href="{link}">cổng</a></span><span>.</span></p></body></html>',
    )
    importing.run()
    values, body = importing.article()
    assert values["title"] == TITLE
    assert body == (
        f"{PARAGRAPHS[1]}\n\n{PARAGRAPHS[0]} Có **mười hai** loại, theo *Kế hoạch 12*, xem [cổng](https://dvc.example/p?a=1)."
    )


NOTION_ID = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"


def test_a_page_of_notion_has_its_title_and_fields_above_the_text(importing: Importing) -> None:
    text = (
        f"# {TITLE}\n\nNgày đăng: August 28, 2019\nTags: Một cửa, Đất đai\nNgười viết: Lò Thị Mai\n\n"
        f"{PARAGRAPHS[0]}\n\n<aside>\n💡 Mang theo giấy tờ.\n\n</aside>\n\n"
        f"![Buổi họp](anh/hop.png)\n\nXem [bài kia](B%C3%A0i%20kia%20{NOTION_ID}.md)\n"
    )
    folder = f"ban/Tin tức {NOTION_ID}"
    importing.save(f"{folder}/Bài này {NOTION_ID}.md", text)
    importing.save(
        f"{folder}/Bài kia {NOTION_ID}.md", "# Bài kia\n\nNgày: 01/08/2019\n\nLưu ý: mang giấy tờ.\n"
    )
    importing.save(f"{folder}/anh/hop.png", PNG)
    importing.run(str(importing.saved / "ban"))
    articles = importing.articles()
    (path,) = (path for path in articles if "bai-kia" not in path)
    assert articles[path] == (
        f"---\ntitle: {TITLE}\ndate: 2019-08-28\nauthor: Lò Thị Mai\ntags:\n  - Một cửa\n  - Đất đai\n---\n\n"
        f"{PARAGRAPHS[0]}\n\n> 💡 Mang theo giấy tờ.\n\n"
        f"![Buổi họp]({path.rpartition('/')[2].removesuffix('.md')}-1.png)\n\nXem [bài kia](bai-kia.md)\n"
    )
    assert articles["tin-tuc/bai-kia.md"].endswith("---\n\nLưu ý: mang giấy tờ.\n")


def test_lists_within_a_cell_are_read(importing: Importing) -> None:
    importing.save(
        "bai.csv",
        "Title,Published Date,Plain Content,Categories,Tags\n"
        f'{TITLE},2021-08-28T07:36:00Z,Chữ của bài.,"[""Một cửa""]","[""Đất đai"",""Hộ tịch""]"\n',
    )
    importing.run()
    assert importing.article()[0]["tags"] == ["Đất đai", "Hộ tịch"]
    assert next(iter(importing.articles())).startswith("mot-cua/")
