"""Profiles: how the parts of a portal's pages are found."""

import os

from tests.behaviour.importer.conftest import BODY, Importing
from tests.old_portals import LEAD, PARAGRAPHS, TITLE

OWN_PROFILE = """\
title = "Cổng xã"
date_format = ["HH'h'mm - dd.MM.yyyy"]

[match]
select = ["#xa-noi-dung"]

[html]
title = ["h2.ten"]
date = ["p.luc >> Đăng lúc {date}"]
body = ["#xa-noi-dung"]
views = ["p.xem >> {views} người đã đọc"]
"""


OWN_PAGE = (
    "<meta charset=utf-8><h2 class=ten>Xã mở lớp dùng dịch vụ công</h2>"
    "<p class=luc>Đăng lúc 07h45 - 03.02.2020</p>"
    f"<p class=xem>45 người đã đọc</p><div id=xa-noi-dung><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></div>"
)


def test_an_editor_writes_a_profile_for_another_portal(importing: Importing) -> None:
    importing.site.write("profiles/cong-xa.toml", OWN_PROFILE)
    page = importing.save("a.html", OWN_PAGE)
    shown = importing.run("--explain", str(page)).out
    assert "a.html: profile cong-xa" in shown
    assert "  date        2020-02-03T07:45\n" in shown
    assert importing.articles() == {}
    importing.run()
    values, _ = importing.article()
    assert (values["title"], values["date"], values["views"]) == (
        "Xã mở lớp dùng dịch vụ công",
        "2020-02-03T07:45",
        "45",
    )


def test_mistakes_of_a_profile_are_reported_with_their_lines(importing: Importing) -> None:
    importing.site.write(
        "profiles/sai.toml",
        'date_format = ["ngày QQ"]\n[html]\ntitel = ["h1"]\nbody = ["div["]\n[text]\ndateline = ["{ngay}"]\n',
    )
    page = importing.save("a.html", OWN_PAGE)
    error = importing.run(str(page), code=1).err
    path = os.path.relpath(importing.site.folder / "profiles" / "sai.toml")
    assert f"{path}:1: `ngày QQ` in `date_format` contains an unknown part" in error
    assert f"{path}:3: unknown field `titel`; did you mean `title`?" in error
    assert f"{path}:4: `div[` in `body` is not a CSS selector" in error
    assert f"{path}:6: `{{ngay}}` in `dateline` contains an unknown part (ngay)" in error


def test_a_text_that_no_profile_fits_is_read_by_the_date_below_its_title(importing: Importing) -> None:
    head = f"Trang chủ\nTin tức\n{TITLE}\n\nThứ tư, 28/08/2019, 14:36 GMT+7\n\n"
    tail = "\n\nCác tin khác\nMột bài khác (20/08/2019)\n"
    importing.save("a.txt", head + BODY + tail)
    importing.save(
        "danh-sach.txt", "\n\n".join(f"{TITLE} {at}\n\n0{at}/08/2019\n\n{BODY[:200]}" for at in (1, 2))
    )
    importing.save("ghi-chu.txt", "Ghi chú\n\nKhông có ngày nào ở đây.\n")
    said = importing.run(code=1).out
    values, body = importing.article()
    assert (values["title"], values["date"], body) == (TITLE, "2019-08-28T14:36", BODY)
    assert "luu/danh-sach.txt: this is a list of articles" in said
    known = "bac-giang, lai-chau, liferay, vi-xuyen"
    assert f"luu/ghi-chu.txt: no profile fits this text; name one with --profile ({known}), or write" in said


def test_a_page_that_no_profile_fits_is_guessed_and_the_report_says_so(importing: Importing) -> None:
    text = "".join(f"<p>{paragraph} {paragraph.lower()}</p>" for paragraph in (LEAD, *PARAGRAPHS))
    importing.save(
        "a.html",
        f'<html><head><meta charset="utf-8"><title>{TITLE} | Cổng xã</title>'
        '<meta property="article:published_time" content="2019-08-28T14:36:00+07:00"></head>'
        f'<body><div class="khung"><h1>{TITLE}</h1>{text}</div></body></html>',
    )
    assert "luu/a.html: no profile fits; its text was guessed" in importing.run().out
    values, body = importing.article()
    assert (values["title"], values["date"]) == (TITLE, "2019-08-28T14:36")
    assert PARAGRAPHS[1] in body
