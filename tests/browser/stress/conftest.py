"""A site with difficult content, on a host."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import served
from tests.browser.stress.content import (
    ADDRESS,
    BOX,
    FILM,
    LINKS,
    LONG_TEXT,
    LONG_TITLE,
    PARTS,
    PHONE_NUMBER,
    PICTURES,
    RANKING,
    RANKS,
    SMALL,
    TEN_YEARS,
    TWO_COLUMNS,
    WORDS_IN_LARGE_TYPE,
    YEARS,
    large_table,
    picture,
)
from tests.conftest import SETTINGS, Site


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site of such pages; yield its URL."""
    site = Site(tmp_path_factory.mktemp("stress") / "site")
    site.write("site.toml", f'video_hosts = ["phim.example"]\n{SETTINGS}{BOX}')
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/bang-lon.md", title="Bảng lớn", body=f"## Danh mục\n\n{large_table(120)}")
    site.article("content/tin/bang-nho.md", title="Bảng nhỏ", body=SMALL)
    site.article("content/tin/muoi-nam.md", title="Mười năm", body=TEN_YEARS, views=5)
    site.article("content/tin/hai-bang.md", title="Hai bảng", body=f"{TWO_COLUMNS}\n{LINKS}")
    site.article("content/tin/dai.md", title=f'"{LONG_TITLE}"', body=LONG_TEXT, views=1234567)
    site.article("content/tin/ngan.md", title="Bài ngắn", tags=("Một",), views=0)
    site.article("content/tin/chu-lon.md", title=WORDS_IN_LARGE_TYPE, date="2026-08-03", body="Một câu.\n")
    site.article("content/mot-bai/a.md", title="Bài duy nhất", date="2020-08-01")
    site.write("content/data/huyen.toml", RANKING)
    site.write("content/data/ho-so.toml", PARTS)
    site.write("content/data/nam.toml", YEARS)
    site.write("content/data/hang.toml", RANKS)
    charts = "![](/data/huyen.toml)\n\n![](/data/ho-so.toml)\n\n![](/data/nam.toml)\n"
    site.article("content/tin/so-lieu.md", title="Số liệu", date="2020-08-02", body=charts)
    site.article(
        "content/tin/dia-chi.md",
        title="Nộp ở đâu " + "a" * 50,
        date="2026-08-04",
        tags=("motthedaikhongcochonaodengatdong" + "a" * 30, "Một"),
        body=f"Nộp tại {ADDRESS} từ nay, theo [Bộ](https://bo.example/).\n",
    )
    site.article("content/tin/so-may.md", title="Số máy", date="2020-08-03", body=PHONE_NUMBER)
    for name, size in (("nguoi", (900, 1350)), ("cao", (1000, 4000)), ("rong", (1200, 800))):
        site.write(f"content/tin/{name}.jpg", picture(*size))
    site.write("content/tin/logo.png", picture(1300, 650, "RGBA"))
    site.write("content/tin/phim.mp4", b"no video")
    site.write("content/tin/loa.mp3", b"no sound")
    site.write("content/tin/phim.jpg", picture(1280, 720))
    site.article("content/tin/phim.md", title="Phim", date="2026-08-02", body=FILM)
    site.article("content/tin/hinh.md", title="Hình", date="2026-08-05", image="nguoi.jpg", body=PICTURES)
    site.build()
    with served(str(site.folder / "output")) as url:
        yield url
