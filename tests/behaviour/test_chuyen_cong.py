"""docs/chuyen-cong.md: its commands run in their order, and its profile reads a page."""

import re
import shlex

import pytest

from tests import old_portals
from tests.conftest import ROOT, Site
from tests.old_portals import LEAD, PARAGRAPHS, TITLE

DOCUMENT = (ROOT / "docs" / "chuyen-cong.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"```sh\npython3 build\.py (.+)\n```", DOCUMENT)
PROFILE = re.search(r"<!-- (profiles/\S+) -->\n```toml\n(.*?)```", DOCUMENT, re.DOTALL)

PAGE = f"""<meta charset="utf-8"><title>{TITLE} - Cổng xã</title>
<div class="duong-dan"><a href="/">Trang chủ</a> <a href="/tin">Tin xã</a></div>
<h1 class="ten-bai">{TITLE}</h1>
<p class="ngay-dang">Đăng ngày 28/08/2019 14:36</p><p class="ngay-dang">Có 1.204 lượt xem</p>
<p class="tom-tat">{LEAD}</p><div id="noi-dung-bai"><p>{PARAGRAPHS[0]}</p><p>Nguồn: Phòng Nội vụ</p>
<div class="chia-se">Chia sẻ</div><p>Các tin khác</p><p>Một tin khác ở dưới bài</p></div>"""


def test_the_commands_run_in_their_order(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.folder)
    page = old_portals.nukeviet().replace("<figure", "<!--").replace("</figure>", "-->")
    site.write("trang-luu/bai-1.html", page)
    site.write("dia-chi-cu.txt", "/vi/news/mot-cua/muong-than-nhan-ho-so-12.html?fbclid=1\n")
    outputs = []
    assert len(COMMANDS) == 9
    for command in COMMANDS:
        if "nhat-ky" in command:
            name = next((site.folder / "output" / "tin-tuc" / "mot-cua").glob("muong-*.html")).name
            request = f'"GET /tin-tuc/mot-cua/{name} HTTP/1.1" 200 5 "-" "Mozilla/5.0 Firefox/130.0"'
            site.write("nhat-ky/access.log", f"10.0.0.1 - - [04/Aug/2026:08:00:00 +0700] {request}\n")
        ended = site.main(capsys, *shlex.split(command), *["--now", "2026-08-05"])
        assert ended.code == 0, (command, ended)
        outputs.append(ended.out)
    assert "1 article would be imported" in outputs[0]
    assert "1 article was imported" in outputs[1]
    assert "1 view was added" in outputs[-2]


def test_the_profile_of_the_guide_reads_a_page(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert PROFILE
    site.write(PROFILE[1], PROFILE[2])
    saved = site.write("luu/a.html", PAGE)
    assert site.main(capsys, "import", str(saved), "--now", "2026-08-05").code == 0
    (path,) = (site.folder / "content" / "tin-xa").glob("muong-*.md")
    text = path.read_text(encoding="utf-8")
    for line in ("date: 2019-08-28T14:36", "views: 1204", f"summary: {LEAD}", "source: Phòng Nội vụ"):
        assert f"{line}\n" in text
    assert text.endswith(f"---\n\n{PARAGRAPHS[0]}\n")
