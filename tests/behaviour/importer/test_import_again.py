"""Importing again, in parts or after a kill: nothing is lost or imported twice."""

import json
import signal
import subprocess
import sys

import pytest

from tests import old_portals
from tests.behaviour.importer.conftest import BODY, Importing
from tests.conftest import ROOT
from tests.old_portals import LEAD, PARAGRAPHS, ShownArticle


def test_importing_again_changes_nothing(importing: Importing) -> None:
    importing.save("a.html", old_portals.nukeviet())
    importing.save(
        "b.txt",
        old_portals.vi_xuyen(ShownArticle(title="Một bài khác hẳn của huyện", lead="Lời dẫn khác hẳn.")),
    )
    importing.run()
    before = importing.all_files()
    assert "0 articles were imported, 2 unchanged" in importing.run().out
    assert importing.all_files() == before


def test_an_article_that_an_editor_has_changed_is_never_overwritten(importing: Importing) -> None:
    importing.save("a.txt", old_portals.lai_chau())
    importing.run()
    (path,) = importing.articles()
    file = importing.site.folder / "content" / path
    file.write_text(file.read_text(encoding="utf-8") + "\nBiên tập viên thêm câu này.\n", encoding="utf-8")
    importing.save("a.txt", old_portals.lai_chau(tail="Đoạn mới trên cổng.\n\n"))
    assert f"content/{path} was changed by an editor and stays" in importing.run().out
    assert "Biên tập viên thêm" in importing.articles()[path]
    assert "Đoạn mới" not in importing.articles()[path]


def test_a_page_saved_again_updates_its_article(importing: Importing) -> None:
    importing.save("a.txt", old_portals.lai_chau())
    importing.run()
    importing.save("a.txt", old_portals.lai_chau(tail="Đoạn mới trên cổng.\n\n"))
    assert "1 updated" in importing.run().out
    assert importing.article()[1] == f"{BODY}\n\nĐoạn mới trên cổng."


def test_two_pages_of_one_article_become_one(importing: Importing) -> None:
    importing.save("a.html", old_portals.liferay())
    importing.save("b.txt", old_portals.lai_chau())
    other = ShownArticle(title="Tên bài đã sửa trên cổng sau khi đăng", lead="Lời dẫn cũng đã sửa.")
    importing.save("c.html", old_portals.nukeviet(other))
    importing.save("d.html", old_portals.nukeviet(other, head='<meta name="x">').replace(LEAD, "Khác."))
    report = importing.run(code=0).out
    assert len(importing.articles()) == 2
    assert "luu/b.txt: the same article as content/" in report
    assert "luu/d.html: the same article as content/" in report  # by its canonical address


def test_articles_of_one_title_and_day_with_different_texts_are_both_imported(importing: Importing) -> None:
    importing.save("a.txt", old_portals.vi_xuyen(ShownArticle(title="Thông báo lịch tiếp công dân")))
    others = tuple(f"Câu thứ {at} của một thông báo hoàn toàn khác, về việc đóng đường." for at in range(5))
    importing.save(
        "b.txt", old_portals.vi_xuyen(ShownArticle("Thông báo lịch tiếp công dân", "Lời dẫn khác.", others))
    )
    importing.run()
    assert len(importing.articles()) == 2


def test_related_titles_become_references_and_missing_ones_are_noted(importing: Importing) -> None:
    importing.save("a.txt", old_portals.lai_chau())
    third = ShownArticle(
        title="Huyện Tân Uyên có thêm ba quầy một cửa", lead="Ba quầy mở trong tháng Bảy ở huyện."
    )
    importing.save(
        "b.txt",
        old_portals.lai_chau(third._replace(paragraphs=PARAGRAPHS[:3]), posted="02/07/2019 3:15:09 CH"),
    )
    importing.save(
        "c.html",
        old_portals.nukeviet(
            ShownArticle(title="Trang có liên quan chưa về", lead="Dẫn.", paragraphs=PARAGRAPHS[1:])
        ),
    )
    importing.run()
    path = next(path for path in importing.articles() if "muong-than" in path)
    assert "related:\n  - huyen-tan-uyen-co-them-ba-quay-mot-cua\n" in importing.articles()[path]
    assert [row[1] for row in importing.table("imported-related.csv")] == ["Ba quầy mới ở Tân Uyên"]


def test_related_articles_of_a_later_import_are_linked_then(importing: Importing) -> None:
    importing.save("dau/a.txt", old_portals.lai_chau())
    importing.run(str(importing.saved / "dau"))
    (path,) = importing.articles()
    title = "Huyện Tân Uyên có thêm ba quầy một cửa"
    assert [row[1] for row in importing.table("imported-related.csv")] == [title]
    third = ShownArticle(title=title, lead="Ba quầy mở trong tháng Bảy ở huyện.", paragraphs=PARAGRAPHS[:3])
    importing.save("sau/b.txt", old_portals.lai_chau(third, posted="02/07/2019 3:15:09 CH"))
    ended = importing.run(str(importing.saved / "sau"))
    assert "1 article of an earlier import was given related articles" in ended.out
    assert "related:\n  - huyen-tan-uyen-co-them-ba-quay-mot-cua\n" in importing.articles()[path]
    assert title not in [row[1] for row in importing.table("imported-related.csv")]
    before = importing.all_files()
    importing.run()
    assert importing.all_files() == before


def test_a_later_import_does_not_change_an_editors_article(importing: Importing) -> None:
    importing.save("dau/a.txt", old_portals.lai_chau())
    importing.run(str(importing.saved / "dau"))
    (path,) = importing.articles()
    file = importing.site.folder / "content" / path
    file.write_text(importing.articles()[path].replace("title: ", "title: Sửa: "), encoding="utf-8")
    touched = file.read_bytes()
    third = ShownArticle(title="Huyện Tân Uyên có thêm ba quầy một cửa", paragraphs=PARAGRAPHS[:3])
    importing.save("sau/b.txt", old_portals.lai_chau(third, posted="02/07/2019 3:15:09 CH"))
    importing.run(str(importing.saved / "sau"))
    assert file.read_bytes() == touched
    assert third.title in [row[1] for row in importing.table("imported-related.csv")]


def test_old_addresses_are_listed_and_links_between_old_pages_lead_to_articles(importing: Importing) -> None:
    link = '<p>Xem <a href="/vi/news/mot-cua/muong-than-nhan-ho-so-12.html?fbclid=x">bài trước</a>.</p>'
    second = old_portals.nukeviet(
        ShownArticle(title="Bài sau nhắc lại bài trước", lead="Dẫn khác."), body=link
    )
    importing.save("a.html", old_portals.nukeviet())
    importing.save("b.html", second.replace('muong-than-nhan-ho-so-12.html"', 'bai-sau-13.html"', 1))
    importing.run()
    first, other = sorted(importing.articles(), key=lambda path: "bai-sau" in path)
    assert f"[bài trước]({first.rpartition('/')[2]})" in importing.articles()[other]
    assert [row[:2] for row in importing.table("redirects.csv")] == [
        ["/vi/news/mot-cua/bai-sau-13.html", f"/{other.removesuffix('.md')}.html"],
        ["/vi/news/mot-cua/muong-than-nhan-ho-so-12.html", f"/{first.removesuffix('.md')}.html"],
    ]


def test_a_dry_run_writes_nothing_and_prints_the_same_report(importing: Importing) -> None:
    importing.save("a.txt", old_portals.lai_chau())
    report = json.loads(importing.run(str(importing.saved), "--dry-run", "--format", "json").out)
    assert importing.all_files() == {}
    done = json.loads(importing.run(str(importing.saved), "--format", "json").out)
    assert report["imported"] == done["imported"]
    assert [article["path"].removeprefix("content/") for article in done["imported"]] == [
        *importing.articles()
    ]


@pytest.mark.parametrize("writes", [2, 5, 10])
def test_after_a_kill_content_is_complete_and_the_next_run_finishes(
    importing: Importing, writes: int
) -> None:
    for at in range(6):
        article = ShownArticle(
            title=f"Bài số {at} về nhận hồ sơ qua mạng", paragraphs=(*PARAGRAPHS, f"Đoạn riêng {at}.")
        )
        importing.save(f"{at}.txt", old_portals.lai_chau(article))
    program = (
        "import os, sys\nfrom bantin.importer.staging import Staging\n"
        "move, left = Staging.move, [int(sys.argv[1])]\n"
        "def dying(self, *given, **more):\n left[0] -= 1\n left[0] or os.kill(os.getpid(), 9)\n"
        " return move(self, *given, **more)\n"
        "Staging.move = dying\nfrom bantin.cli.main import main\n"
        "sys.exit(main(['import', *sys.argv[2:], '--now', '2026-08-05'], engine='.'))\n"
    )
    arguments = [str(importing.saved), "--site", str(importing.site.folder)]
    killed = subprocess.run([sys.executable, "-c", program, str(writes), *arguments], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    for text in importing.articles().values():
        assert text.endswith(".\n") and "Đoạn riêng" in text
    importing.run()
    completed = importing.all_files()
    assert len(importing.articles()) == 6
    assert len(importing.table("imported.csv")) == 6
    for path in sorted((importing.site.folder / "content").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    importing.run()
    assert importing.all_files() == completed
