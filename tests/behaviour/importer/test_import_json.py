"""Articles in JSON are imported, in the shapes in which systems export them."""

import json
from collections.abc import Mapping

import pytest

from tests.behaviour.importer.conftest import PNG, Importing
from tests.old_portals import LEAD, PARAGRAPHS, TITLE

HTML = f'<p>{PARAGRAPHS[0]}</p><p>Xem <a href="https://khac.example/">thêm</a>.</p>'
TEXT = f"{PARAGRAPHS[0]}\n\nXem [thêm](https://khac.example/)."

GHOST = {
    "db": [
        {
            "meta": {"version": "5.80.0"},
            "data": {
                "posts": [
                    {
                        "id": "1",
                        "title": TITLE,
                        "slug": "ho-so",
                        "lexical": '{"root":{"children":[{"text":"một hai ba bốn năm sáu"}]}}',
                        "html": f'{HTML}<img src="__GHOST_URL__/content/hop.png" alt="Buổi họp">',
                        "plaintext": "Một hai ba bốn năm sáu.",
                        "type": "post",
                        "status": "published",
                        "created_at": "2019-08-20T01:00:00.000Z",
                        "published_at": "2019-08-28T07:36:00.000Z",
                        "custom_excerpt": LEAD,
                        "feature_image": None,
                    },
                    {
                        "id": "2",
                        "title": "Giới thiệu",
                        "slug": "gioi-thieu",
                        "html": "<p>Văn phòng Sở.</p>",
                        "type": "page",
                        "status": "published",
                        "published_at": "2019-01-01T00:00:00.000Z",
                    },
                    {
                        "id": "3",
                        "title": "Còn viết dở",
                        "slug": "do",
                        "html": "<p>Chưa xong.</p>",
                        "type": "post",
                        "status": "draft",
                        "created_at": "2019-08-20T01:00:00.000Z",
                        "published_at": None,
                    },
                ],
                "tags": [{"id": "t1", "name": "Đất đai"}, {"id": "t2", "name": "Một cửa"}],
                "posts_tags": [
                    {"post_id": "1", "tag_id": "t1", "sort_order": 1},
                    {"post_id": "1", "tag_id": "t2", "sort_order": 0},
                ],
                "users": [{"id": "u1", "name": "Lò Thị Mai"}],
                "posts_authors": [{"post_id": "1", "author_id": "u1", "sort_order": 0}],
            },
        }
    ]
}


def test_posts_pages_and_drafts_of_ghost_are_imported(importing: Importing) -> None:
    importing.save("ghost.json", json.dumps(GHOST))
    importing.save("content/hop.png", PNG)
    report = importing.run().out
    articles = {path.rpartition("/")[2]: text for path, text in importing.articles().items()}
    (name,) = (name for name in articles if name.startswith("muong-than"))
    assert articles[name] == (
        f"---\ntitle: {TITLE}\ndate: 2019-08-28T14:36\nsummary: {LEAD}\nauthor: Lò Thị Mai\n"
        f"tags:\n  - Một cửa\n  - Đất đai\n---\n\n{TEXT}\n\n![Buổi họp]({name.removesuffix('.md')}-1.png)\n"
    )
    assert articles["gioi-thieu.md"] == "---\ntitle: Giới thiệu\nlayout: page\n---\n\nVăn phòng Sở.\n"
    assert "\ndate: 2019-08-20T08:00\ndraft: true\n" in articles["con-viet-do.md"]
    assert "/ho-so/" in [row[0] for row in importing.table("redirects.csv")]
    assert "columns" not in report


@pytest.mark.parametrize(
    "document",
    [
        {
            "version": "https://jsonfeed.org/version/1.1",
            "items": [
                {
                    "id": "7",
                    "url": "https://cu.example/bai-7",
                    "title": TITLE,
                    "content_html": HTML,
                    "summary": LEAD,
                    "date_published": "2019-08-28T14:36:00+07:00",
                    "authors": [{"name": "Lò Thị Mai", "url": "https://cu.example/mai"}],
                    "tags": ["Đất đai"],
                }
            ],
        },
        {
            "jsonapi": {"version": "1.0"},
            "data": [
                {
                    "type": "node--article",
                    "id": "a1",
                    "attributes": {
                        "title": TITLE,
                        "status": True,
                        "created": "2019-08-28T07:36:00+00:00",
                        "body": {"value": "Thô", "format": "full_html", "processed": HTML, "summary": LEAD},
                        "path": {"alias": "/bai-7", "pid": 3},
                        "author": "Lò Thị Mai",
                        "tags": ["Đất đai"],
                    },
                    "relationships": {"uid": {"data": {"type": "user--user"}}},
                }
            ],
        },
        [
            {"type": "header", "version": "5.2.1", "comment": "Export to JSON plugin for PHPMyAdmin"},
            {"type": "database", "name": "cong"},
            {
                "type": "table",
                "name": "bai_viet",
                "data": [
                    {
                        "id": "7",
                        "tieu_de": TITLE,
                        "ngay_dang": "2019-08-28 14:36:00",
                        "tom_tat": LEAD,
                        "noi_dung": HTML,
                        "tac_gia": "Lò Thị Mai",
                        "tu_khoa": "Đất đai",
                        "duong_dan": "/bai-7",
                    }
                ],
            },
        ],
        [
            {
                "id": 7,
                "date": "2019-08-28T14:36:00",
                "link": "https://cu.example/bai-7",
                "status": "publish",
                "type": "post",
                "title": {"rendered": TITLE},
                "content": {"rendered": HTML, "protected": False},
                "excerpt": {"rendered": f"<p>{LEAD}</p>\n", "protected": False},
                "author": "Lò Thị Mai",
                "categories": [4, 5],
                "tags": ["Đất đai"],
            }
        ],
    ],
    ids=["json feed", "drupal", "phpmyadmin", "wordpress"],
)
def test_lists_of_articles_in_json_are_imported(importing: Importing, document: object) -> None:
    importing.save("bai.json", json.dumps(document))
    report = importing.run().out
    values, body = importing.article()
    assert values == {
        "title": TITLE,
        "date": "2019-08-28T14:36",
        "summary": LEAD,
        "author": "Lò Thị Mai",
        "tags": ["Đất đai"],
    }
    assert body == TEXT
    assert [row[0] for row in importing.table("redirects.csv")] == ["/bai-7"]
    assert "warning" not in report
    assert ", 1 unchanged" in importing.run().out


def test_enclosed_files_are_linked_and_other_texts_are_named(importing: Importing) -> None:
    item = {
        "title": TITLE,
        "date_published": "2019-08-28",
        "content_text": "Bài đủ chữ để đọc.",
        "attachments": [{"url": "tep/quyet-dinh.pdf", "mime_type": "application/pdf", "title": "Quyết định"}],
        "ghi_chu_rieng": "năm chữ trở lên thì nêu",
        "id": 7,
    }
    importing.save("bai.json", json.dumps({"items": [item]}))
    importing.save("tep/quyet-dinh.pdf", b"%PDF-1.4")
    report = importing.run().out
    (path,) = importing.articles()
    stem = path.rpartition("/")[2].removesuffix(".md")
    body = importing.article()[1]
    assert body == f"Bài đủ chữ để đọc.\n\n[quyet-dinh.pdf]({stem}-quyet-dinh.pdf)"
    assert "there are columns that are not imported: ghi_chu_rieng;" in report


def test_what_cannot_be_an_article_is_named(importing: Importing) -> None:
    importing.save(
        "hai.json", json.dumps([{"title": "Một", "date": "2019-08-28"}, {"title": "", "date": "x"}])
    )
    importing.save("hong.json", '{"items": [')
    importing.save("khac.json", json.dumps({"text": "chữ " * 40}))
    importing.save("package.json", '{"name": "may", "version": "1.0", "title": "x"}')
    report = importing.run(code=1)
    said = report.out + report.err
    assert "luu/hai.json#1: this row has neither a text nor a summary" in said
    assert "luu/hai.json#2: this row has no title" in said
    assert "luu/hong.json: " in said
    assert "luu/khac.json: no list in this JSON has objects with a title and a date" in said
    assert "package.json" not in said


def test_posts_of_a_facebook_page_are_imported(importing: Importing) -> None:
    """Facebook writes each byte of UTF-8 as a letter, and has no titles."""

    def written(text: str) -> str:
        return text.encode().decode("latin-1")

    def post(text: str, *shown: Mapping[str, object]) -> dict[str, object]:
        said = [{"post": written(text)}] if text else []
        return {
            "timestamp": 1567000000,
            "data": [*said, {"update_timestamp": 1}],
            "attachments": [{"data": shown}],
        }

    media = {"media": {"uri": "posts/media/Anh_1/1.png", "title": "", "description": written("Họp")}}
    link = {"external_context": {"url": "https://khac.example/bai"}}
    posts = [
        post(f"THÔNG BÁO NHẬN HỒ SƠ\n\n{PARAGRAPHS[0]}\n#cchc #LaiChâu", media, link),
        post(f"{PARAGRAPHS[1]} {PARAGRAPHS[2]} {PARAGRAPHS[0]}"),
        post("Chúc mừng ngày Quốc khánh!"),
        post("", media),
        post(""),
    ]
    importing.save("fb/posts/your_posts_1.json", json.dumps(posts))
    importing.save("fb/posts/media/Anh_1/1.png", PNG)
    said = importing.run(str(importing.saved / "fb"), code=1).out
    assert said.count("this row has no title") == 1
    notice, cut, whole = sorted(
        importing.articles().values(), key=lambda text: ("THÔNG" not in text, -len(text))
    )
    assert notice == (
        "---\ntitle: THÔNG BÁO NHẬN HỒ SƠ\ndate: 2019-08-28T20:46\ntags:\n  - cchc\n  - LaiChâu\n---\n\n"
        f"![](thong-bao-nhan-ho-so-1.png)\n\n{PARAGRAPHS[0]}\n\nhttps://khac.example/bai\n"
    )
    assert cut.endswith(f"---\n\n{PARAGRAPHS[1]} {PARAGRAPHS[2]} {PARAGRAPHS[0]}\n")
    assert whole.endswith("Chúc mừng ngày Quốc khánh!\n")


DEEP: object = "x"
for _ in range(400):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    "document",
    [
        {"posts": [1, {"title": "A", "date": "2020-01-01"}], "posts_tags": [3, {}], "tags": [1], "users": 5},
        {"posts": 5, "posts_tags": None, "tags": {}},
        {
            "posts": [{"id": 1, "title": "A", "published_at": "2020-01-01"}],
            "posts_tags": [{"post_id": 1, "tag_id": [1], "sort_order": "a"}, {"post_id": 1, "sort_order": 1}],
            "tags": [{"id": {}}],
        },
        [{"timestamp": 1, "data": [{"post": "Chữ"}], "attachments": [5, {"data": [7]}]}],
        [{"timestamp": 1, "data": [{"post": 5}], "attachments": {"data": 5}}],
        [{"timestamp": 1, "data": [{"post": "Chữ"}], "attachments": [{"data": [{"media": 5}]}]}],
        [{"title": {"a": 1}, "date": ["x", {"b": []}], "body": [[["x"]]]}, {"title": 5, "date": None}],
        [{"title": DEEP, "date": "2020-01-01", "body": "Chữ"}],
    ],
    ids=["ghost 1", "ghost 2", "ghost 3", "facebook 1", "facebook 2", "facebook 3", "rows", "deep"],
)
def test_json_of_another_shape_is_refused_in_a_sentence(importing: Importing, document: object) -> None:
    importing.save("bai.json", json.dumps(document))
    assert " with problems" in importing.run(code=1).out
