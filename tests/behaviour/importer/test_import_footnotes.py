"""Footnotes stay footnotes, whatever program wrote their numbers and links."""

import pytest

from tests.behaviour.importer.conftest import Importing
from tests.old_portals import PARAGRAPHS, TITLE

FIRST, SECOND = "Tính đến 30/6/2021.", "Theo *kế hoạch* số 12."
# Number, link, and list: as programs write them. {0} and {1} are the notes in HTML.
SHAPES = {
    "jetpack": (
        '<sup id="fnref-9-1"><a href="#fn-9-1">1</a></sup>',
        '<sup id="fnref-9-2"><a href="#fn-9-2">2</a></sup>',
        '<div class="footnotes"><hr><ol><li id="fn-9-1">{0} <a href="#fnref-9-1">&#8617;</a></li>'
        '<li id="fn-9-2">{1} <a href="#fnref-9-2">&#8617;</a></li></ol></div>',
    ),
    "word": (
        '<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>',
        '<a href="#_ftn2" name="_ftnref2"><sup>[2]</sup></a>',
        '<hr><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> {0}</p></div>'
        '<div id="ftn2"><p><a href="#_ftnref2" name="_ftn2">[2]</a> {1}</p></div>',
    ),
    "saved page": (
        '<sup>[<a href="https://cu.example/bai.html#n1">1</a>]</sup>',
        '<sup>[<a href="https://cu.example/bai.html#n2">2</a>]</sup>',
        '<h3>Chú thích</h3><p id="n1"><sup>1</sup> {0}</p><p id="n2">2. {1}</p>',
    ),
    "easy footnotes": (
        '<span id="efn-1"></span><span class="easy-footnote"><a href="#efb-1"><sup>1</sup></a></span>',
        '<span id="efn-2"></span><span class="easy-footnote"><a href="#efb-2"><sup>2</sup></a></span>',
        '<ol><li><span id="efb-1"></span>{0}<a href="#efn-1">&#8617;</a></li>'
        '<li><span id="efb-2"></span>{1}<a href="#efn-2">&#8617;</a></li></ol>',
    ),
    "mediawiki": (
        '<sup id="cite_ref-1"><a href="#cite_note-1"><span>[</span>1<span>]</span></a></sup>',
        '<sup id="cite_ref-2"><a href="#cite_note-2"><span>[</span>2<span>]</span></a></sup>',
        '<ol><li id="cite_note-1"><span><b><a href="#cite_ref-1">^</a></b></span> <span>{0}</span></li>'
        '<li id="cite_note-2"><span><b><a href="#cite_ref-2">^</a></b></span> <span>{1}</span></li></ol>',
    ),
}


def post(text: str) -> str:
    return f"""<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>{TITLE}</title>
<content:encoded><![CDATA[{text}]]></content:encoded><wp:post_id>12</wp:post_id>
<wp:post_date>2021-03-02 08:30:00</wp:post_date><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type></item></channel></rss>"""


def page(text: str) -> str:
    return (
        f'<meta name="generator" content="WordPress 6.5"><h1 class="entry-title">{TITLE}</h1>'
        '<time class="entry-date" datetime="2019-08-28T14:36:00+07:00">28/08/2019</time>'
        f'<div class="entry-content">{text}</div>'
    )


@pytest.mark.parametrize("wrap, name", [(post, "a.xml"), (page, "a.html")], ids=["export", "page"])
@pytest.mark.parametrize("first, second, notes", SHAPES.values(), ids=list(SHAPES))
def test_numbers_that_lead_to_notes_become_footnotes(
    importing: Importing, first: str, second: str, notes: str, wrap: object, name: str
) -> None:
    assert callable(wrap)
    listed = notes.format(FIRST, "Theo <em>kế hoạch</em> số 12.")
    text = f"<p>{PARAGRAPHS[0]}{first}</p><p>{PARAGRAPHS[1]}{second}{first}</p>{listed}"
    importing.save(name, wrap(text))
    importing.run()
    assert importing.article()[1].split("\n\n") == [
        f"{PARAGRAPHS[0]}[^1]",
        f"{PARAGRAPHS[1]}[^2][^1]",
        f"[^1]: {FIRST}",
        f"[^2]: {SECOND}",
    ]


def test_notes_in_shortcodes_of_plugins_become_footnotes(importing: Importing) -> None:
    importing.save(
        "a.xml", post(f"{PARAGRAPHS[0]} [mfn]{FIRST}[/mfn]\n\nHai [efn_note]Xem b.[/efn_note] nữa.")
    )
    assert "shortcode" not in importing.run().out
    assert importing.article()[1].split("\n\n") == [
        f"{PARAGRAPHS[0]}[^1]",
        "Hai[^2] nữa.",
        f"[^1]: {FIRST}",
        "[^2]: Xem b.",
    ]


def test_a_note_of_several_paragraphs_keeps_them(importing: Importing) -> None:
    note = '<ol><li id="a"><p>Một.</p><p>Hai.</p></li></ol>'
    importing.save("a.xml", post(f'<p>{PARAGRAPHS[0]}<sup><a href="#a">1</a></sup></p>{note}'))
    importing.run()
    assert importing.article()[1].endswith("[^1]\n\n[^1]: Một.\n\n    Hai.")
    importing.site.build()
    (path,) = importing.articles()
    assert "<p>Một.</p>" in importing.site.page(path.replace(".md", ".html"))


def test_links_with_numbers_that_are_no_marks_stay_as_they_are(importing: Importing) -> None:
    parts = '<p>Xem phần <a href="#p2">2</a>.</p><p id="p2">Phần hai nói về hồ sơ.</p>'
    importing.save("a.xml", post(f"<p>{PARAGRAPHS[0]}</p>{parts}"))
    importing.run()
    assert importing.article()[1].endswith("Xem phần 2.\n\nPhần hai nói về hồ sơ.")


def test_a_note_of_the_lead_is_a_paragraph(importing: Importing) -> None:
    lead = "Người dân trong xã nộp được mười hai loại hồ sơ."
    notes = f'<p>{PARAGRAPHS[0]}</p><p id="a">Nguồn 1.</p>'
    text = post(f'<p>{lead}<sup><a href="#a">1</a></sup></p>{notes}')
    excerpt = f"<excerpt:encoded><![CDATA[{lead}]]></excerpt:encoded></item>"
    importing.save("a.xml", text.replace("</item>", excerpt).replace("<rss", '<rss xmlns:excerpt="x"'))
    importing.run()
    values, body = importing.article()
    assert (values["summary"], body) == (lead, f"{PARAGRAPHS[0]}\n\nNguồn 1.")


def test_a_number_whose_note_is_outside_of_the_article_stays(importing: Importing) -> None:
    text = page(f'<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}<sup><a href="#b">1</a></sup></p>')
    importing.save("a.html", f'{text}<div id="b">Chú thích ở cuối trang.</div>')
    importing.run()
    assert importing.article()[1].endswith(f"{PARAGRAPHS[1]}<sup>1</sup>")
