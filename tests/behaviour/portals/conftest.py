"""Three portals, built by one engine."""

from pathlib import Path
from typing import NamedTuple

import pytest

from bantin import config
from bantin.build import pipeline
from bantin.build.options import Options
from bantin.build.pipeline import Report
from tests.conftest import ENGINE, NOW, ROOT, SAMPLE
from tests.trees import Node, meta, read_site


class Shape(NamedTuple):
    """A portal, and what its sample article, which has everything a portal can show, must show."""

    folder: Path
    sample: str
    crumbs: list[str]
    label: list[str]
    dateline: str
    caption: str
    related: str
    boxes: list[str]


SHAPES = {
    "lai-chau": Shape(
        folder=SAMPLE,
        sample="/ket-qua/papi/papi-len-37-bac.html",
        crumbs=["Trang chủ", "Kết quả và chỉ số", "PAPI"],
        label=[],
        dateline="Ngày đăng: 10/07/2019 Cập nhật: 5:01 CH, 11/07/2019 1.871 lượt xem",
        caption="Đúng 37 bậc thang, từ hạng 63 lên hạng 26",
        related="Tin liên quan",
        boxes=[],
    ),
    "vi-xuyen": Shape(
        folder=ROOT / "examples" / "vi-xuyen",
        sample="/cai-cach-hanh-chinh/so-ket-6-thang-2020.html",
        crumbs=["Trang chủ", "Cải cách hành chính"],
        label=["Cải cách hành chính"],
        dateline="20/06/2020 07:00 · 70 lượt xem",
        caption="Hai mươi bốn mái nhà cho 24 xã, thị trấn",
        related="Tin khác",
        boxes=[],
    ),
    "bac-giang": Shape(
        folder=ROOT / "examples" / "bac-giang",
        sample="/chi-dao-dieu-hanh/nang-chi-so-2018.html",
        crumbs=["Trang chủ", "Chỉ đạo điều hành"],
        label=["Chỉ đạo điều hành"],
        dateline="Số lần xem: 1.871 · Ngày đăng: 11/10/2018",
        caption="Năm quầy tiếp nhận, chung một phần mềm",
        related="Các tin bài khác",
        boxes=["Văn bản mới - chính sách mới", "Đường dây nóng", "Danh bạ điện tử", "10 thành tựu nổi bật"],
    ),
}
CREDIT = "Minh họa: Ban biên tập"


class Portal(NamedTuple):
    """pages: by URL. articles: those of them that are articles."""

    shape: Shape
    pages: dict[str, Node]
    articles: dict[str, Node]
    report: Report

    @property
    def sample(self) -> Node:
        return self.articles[self.shape.sample]

    @property
    def is_lai_chau(self) -> bool:
        return self.shape.folder == SAMPLE


def build(shape: Shape, scratch: Path) -> Portal:
    output, cache = str(scratch / "output"), str(scratch / "cache")
    settings = config.load(str(shape.folder), engine=str(ENGINE), output=output, cache=cache)
    report = pipeline.build(settings, Options(NOW))
    pages = read_site(Path(output))
    return Portal(shape, pages, {url: page for url, page in pages.items() if posted(page)}, report)


def posted(page: Node) -> str:
    """Return the machine date of an article; "" for another page."""
    return meta(page, "DC.date")


@pytest.fixture(scope="session")
def portals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Portal]:
    return {name: build(shape, tmp_path_factory.mktemp(name)) for name, shape in SHAPES.items()}


@pytest.fixture(params=SHAPES)
def portal(portals: dict[str, Portal], request: pytest.FixtureRequest) -> Portal:
    return portals[request.param]
