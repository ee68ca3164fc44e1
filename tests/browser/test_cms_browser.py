"""/quan-tri/ in a real Chromium without a network: write an article, edit another, and read what was saved.

The local repository is the origin's private file system, which the browser hands out in place of a folder.
"""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.conftest import ROOT, Site
from tests.serving import TIMEOUT_SECONDS, serving
from tests.trees import read_tree

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (ROOT / "cms/cms.js").exists(), reason="`make cms` has not been run here"),
]

TABLE = """\
---
title: "Bảng số liệu"
date: 2026-08-01T08:30
summary: Số liệu tháng Tám của bộ phận một cửa, viết gọn trong một bảng cho dễ theo dõi.
tags:
  - Một cửa
views: 12
---

Số liệu như sau.[^ky]

| Cấp | Hồ sơ |
| :--- | ---: |
| Huyện | 6.584 |
| Xã | 11.740 |

![Thứ hạng](/data/papi.toml#papi "Bốn năm. Biểu đồ: Ban biên tập")

- Mục **đậm**
- Mục có [liên kết](https://dichvucong.gov.vn/)

[^ky]: Tính đến 31/8.
"""
DATA = """\
title = "PAPI"
unit = "Tỉnh"
places = 63
[[series]]
index = "PAPI"
values = [{ year = 2017, rank = 40 }, { year = 2018, rank = 26 }]
"""

# 64 by 48 pixels of one red, packed as by a phone.
HEIC = (
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA"
    "AAAAACJpbG9jAAAAAERAAAEAAQAAAAABoQABAAAAAAAAABoAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAA"
    "AA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNw"
    "AAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFz"
    "wIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAA"
    "Av////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAACJtZGF0AAAAFigBrxmA70mlv//p"
    "xl/tVr/Qq1pj5uA="
)

SEED = """async (files) => {
  const root = await navigator.storage.getDirectory();
  await root.getDirectoryHandle(".git", { create: true });
  for (const [path, text] of Object.entries(files)) {
    const names = path.split("/");
    let folder = root;
    for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
    const file = await (await folder.getFileHandle(names.at(-1), { create: true })).createWritable();
    await file.write(text);
    await file.close();
  }
}"""
READ = """async () => {
  const found = {};
  const walk = async (folder, path) => {
    for await (const [name, entry] of folder.entries()) {
      if (entry.kind === "directory") await walk(entry, `${path}${name}/`);
      else if (/[.](md|toml)$/.test(name)) found[path + name] = await (await entry.getFile()).text();
      else found[path + name] = [...new Uint8Array(await (await entry.getFile()).arrayBuffer())];
    }
  };
  await walk(await navigator.storage.getDirectory(), "");
  return found;
}"""
NEW = "content/mot-cua/khai-truong-quay-so-5-duong-do-uoc.md"


@pytest.fixture
def office(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site")
    site.engine = ROOT  # the tests' engine has no form editor
    site.write(
        "site.toml",
        'name = "B"\naddress = "https://b.vn/"\nsearch = false\ncms = { repo = "to-chuc/ban-tin" }\n',
    )
    site.section("content/mot-cua", title="Một cửa")
    site.write("content/mot-cua/bang.md", TABLE)
    site.write("content/data/papi.toml", DATA)
    return site


@pytest.fixture
def page(browser: Browser, office: Site) -> Iterator[Page]:
    """Open the editor on the site's own content; its policy must refuse nothing that it needs."""
    with serving(office, engine=office.engine) as server:
        context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 1400})
        context.add_init_script("window.showDirectoryPicker = () => navigator.storage.getDirectory()")
        context.route(lambda url: not url.startswith(server.url), lambda route: route.abort())
        context.set_default_timeout(TIMEOUT_SECONDS * 1000)
        opened, refused = context.new_page(), list[str]()
        opened.on(
            "console", lambda message: refused.append(message.text) if "Policy" in message.text else None
        )
        opened.on("pageerror", lambda error: refused.append(str(error)))
        opened.goto(f"{server.url}/")
        opened.evaluate(SEED, written(office))
        opened.goto(f"{server.url}/quan-tri/")
        opened.get_by_role("button", name="Làm việc với kho mã nguồn cục bộ").click()
        expect(opened.get_by_text("Một cửa").first).to_be_visible()
        yield opened
        context.close()
        assert refused == []


def written(office: Site) -> dict[str, str]:
    content = office.folder / "content"
    files = (file for file in content.rglob("*") if file.is_file())
    return {f"content/{file.relative_to(content).as_posix()}": file.read_text("utf-8") for file in files}


def fill(page: Page, field: str, text: str) -> None:
    page.locator(f'section[data-key-path="{field}"]').locator("input, textarea").first.fill(text)


def edit(page: Page, entry: str) -> None:
    page.evaluate("place => { location.hash = place }", f"#/collections/mot-cua/{entry}")


def save(page: Page) -> None:
    """Save, and wait for the list of articles that is then shown."""
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page).to_have_url(re.compile("#/collections/mot-cua$"), timeout=TIMEOUT_SECONDS * 1000)


def test_bantin_reads_what_the_form_writes(page: Page, office: Site) -> None:
    edit(page, "new")
    fill(page, "title", "Khai trương quầy số 5: đường Đo Ước")
    fill(page, "date", "2026-08-04T08:30")
    fill(page, "summary", "Quầy mới nhận hồ sơ đất đai từ tháng Tám, mở cả sáng thứ Bảy hằng tuần.")
    fill(page, "tags", "Một cửa")
    page.locator('section[data-key-path="body"] [contenteditable=true]').first.click()
    page.keyboard.type("Quầy số 5 mở cửa từ hôm nay.")
    save(page)
    edit(page, "entries/bang")
    fill(page, "title", "Bảng số liệu, bản sửa")
    save(page)

    saved = page.evaluate(READ)
    before = written(office)
    assert {path for path in saved if before.get(path) != saved[path]} == {NEW, "content/mot-cua/bang.md"}
    body = saved["content/mot-cua/bang.md"].partition("\n---\n")[2]
    assert body == TABLE.partition("\n---\n")[2], "nothing of the text is rewritten in passing"
    assert "views: 12\n" in saved["content/mot-cua/bang.md"]
    for path in (NEW, "content/mot-cua/bang.md"):
        office.write(path, saved[path])
    ended = office.run("check", "--strict", "--now", "2026-08-05T08:30")
    assert (ended.code, ended.err) == (0, ""), ended.out
    refused = office.run("new", "Khai trương quầy số 5: đường Đo Ước", "--section", "mot-cua")
    assert "already exists" in refused.err, "both give a title the same name"
    office.build()
    article = read_tree(office.page("mot-cua/khai-truong-quay-so-5-duong-do-uoc.html"))
    assert article.one("h1").text == "Khai trương quầy số 5: đường Đo Ước"


def test_a_photo_of_a_phone_becomes_one_that_every_browser_shows(page: Page, office: Site) -> None:
    edit(page, "new")
    fill(page, "title", "Ảnh từ điện thoại")
    fill(page, "date", "2026-08-04T08:30")
    page.locator('section[data-key-path="body"] [contenteditable=true]').first.click()
    page.keyboard.type("Quầy số 5.")
    page.locator('section[data-key-path="image"]').get_by_role("checkbox").click()
    source = page.locator('section[data-key-path="image.src"]')
    photo = FilePayload(name="IMG_2043.HEIC", mimeType="image/heic", buffer=base64.b64decode(HEIC))
    source.locator("input[type=file]").first.set_input_files(files=[photo])
    expect(source).to_contain_text("img_2043.webp", timeout=TIMEOUT_SECONDS * 1000)
    save(page)
    saved = page.evaluate(READ)
    office.write("content/mot-cua/img_2043.webp", bytes(saved["content/mot-cua/img_2043.webp"]))
    office.write("content/mot-cua/anh.md", saved["content/mot-cua/anh-tu-dien-thoai.md"])
    office.build()
    assert 'width="64" height="48"' in office.page("mot-cua/anh.html")
