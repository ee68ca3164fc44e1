"""The pictures that social sites and search engines show beside a link."""

import io
import json
import os
import re
import time
from collections.abc import Callable

import pytest
from PIL import Image

from bantin.images import draw_card
from tests.conftest import ENGINE, SETTINGS, Site
from tests.unit.images.samples import encoded, photo

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><path d="M0 0h9v9z"/></svg>'
DEFAULT = SETTINGS.replace("share_cards = []\n", "")
ON = SETTINGS.replace("share_cards = []", 'share_cards = ["wide"]')
SHARED = re.compile(r'<meta property="og:image" content="https://thu.example/([^"?]+)')


def picture(site: Site, path: str) -> Image.Image:
    return Image.open(io.BytesIO((site.folder / "output" / path).read_bytes()))


def shared(site: Site, page: str) -> Image.Image:
    """Return the picture of a page for social sites."""
    match = SHARED.search(site.page(page))
    assert match
    return picture(site, match[1])


def pictures_of_data(site: Site, page: str) -> list[str]:
    """Return the pictures of an article for search engines, as paths in output/."""
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', site.page(page))
    assert data
    story = json.loads(data[1])["@graph"][0]
    return [url.removeprefix("https://thu.example/").partition("?")[0] for url in story["image"]]


@pytest.fixture
def site(site: Site) -> Site:
    site.write("site.toml", ON)
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/khong-anh.md", title="Bài không ảnh")
    return site


def test_every_page_has_its_own_picture_or_the_one_of_the_site(site: Site) -> None:
    site.article("content/lien-he.md", title="Liên hệ", date="", layout="page")
    site.build()
    assert {path for path in site.bytes() if path.startswith("chia-se/")} == {
        f"chia-se/wide/{name}.png" for name in ("index", "tin/index", "tin/khong-anh", "lien-he")
    }
    for page in ("index.html", "tin/index.html", "tin/khong-anh.html", "lien-he.html", "luu-tru/index.html"):
        assert shared(site, page).size == (1200, 630)
    assert pictures_of_data(site, "tin/khong-anh.html") == ["chia-se/wide/tin/khong-anh.png"]


def test_only_the_newest_articles_have_cards_of_their_own(site: Site) -> None:
    site.write("site.toml", f"{DEFAULT}\n[lists]\nshare_cards = 1\n")
    site.article("content/tin/moi-hon.md", title="Bài mới hơn", date="2026-08-04")
    site.build()
    assert len(pictures_of_data(site, "tin/moi-hon.html")) == 3
    assert pictures_of_data(site, "tin/khong-anh.html") == ["chia-se/wide/tin/index.png"]
    site.article("content/tin/moi-nhat.md", title="Bài mới nhất", date="2026-08-05")
    quick = site.build()
    assert quick.kept
    assert pictures_of_data(site, "tin/moi-hon.html") == ["chia-se/wide/tin/index.png"]
    before = site.bytes()
    site.build(clean=True)
    assert site.bytes() == before


def test_search_engines_get_three_shapes_by_default_and_social_sites_the_widest(site: Site) -> None:
    site.write("site.toml", DEFAULT)
    site.build()
    cards = [picture(site, path) for path in pictures_of_data(site, "tin/khong-anh.html")]
    assert [card.size for card in cards] == [(1200, 630), (600, 450), (600, 600)]
    assert all(card.width * card.height >= 50_000 for card in cards)
    assert shared(site, "tin/khong-anh.html").size == shared(site, "tin/index.html").size == (1200, 630)
    drawn = {path for path in site.bytes() if path.startswith("chia-se/")}
    assert drawn == {f"chia-se/wide/{name}.png" for name in ("index", "tin/index")} | {
        *pictures_of_data(site, "tin/khong-anh.html")
    }


def test_three_shapes_take_little_more_than_the_wide_one(site: Site) -> None:
    site.write("site.toml", DEFAULT)
    site.article("content/tin/dai.md", title="Hội nghị trực tuyến bàn về chỉ số cải cách hành chính năm 2018")
    site.build()
    wide, *others = (len(site.bytes()[path]) for path in pictures_of_data(site, "tin/dai.html"))
    assert wide < 20_000
    assert sum(others) < wide


@pytest.mark.parametrize("shape", ["wide", "standard", "square"])
def test_a_site_may_have_one_shape(site: Site, shape: str) -> None:
    site.write("site.toml", ON.replace('"wide"', f'"{shape}"'))
    site.build()
    assert pictures_of_data(site, "tin/khong-anh.html") == [f"chia-se/{shape}/tin/khong-anh.png"]
    assert shared(site, "tin/khong-anh.html").width >= 600
    assert {path.split("/")[1] for path in site.bytes() if path.startswith("chia-se/")} == {shape}


def test_a_photograph_is_cropped_and_any_other_picture_gets_a_card(site: Site) -> None:
    site.write("content/tin/anh.jpg", encoded(photo(800, 1400), "JPEG"))
    site.write("content/tin/nho.jpg", encoded(photo(500, 400), "JPEG"))
    site.write("content/tin/ve.svg", DRAWING)
    for name in ("anh.jpg", "nho.jpg", "ve.svg"):
        site.article(f"content/tin/{name[:-4]}.md", image=name)
    site.build()
    sizes = [picture(site, path).size for path in pictures_of_data(site, "tin/anh.html")]
    assert sizes == [(800, 420), (800, 600), (800, 800)]
    assert shared(site, "tin/anh.html").size == (800, 420)
    assert "chia-se/wide/tin/anh.png" not in site.bytes()
    for name in ("nho", "ve"):
        assert pictures_of_data(site, f"tin/{name}.html") == [f"chia-se/wide/tin/{name}.png"]


def test_the_crop_of_an_upright_picture_keeps_its_upper_part(site: Site) -> None:
    upright = Image.new("RGB", (800, 1600), "#000")
    upright.paste("#fff", (0, 300, 800, 600))
    out = io.BytesIO()
    upright.save(out, "JPEG")
    site.write("content/tin/anh.jpg", out.getvalue())
    site.article("content/tin/anh.md", image="anh.jpg")
    site.build()
    light = shared(site, "tin/anh.html").convert("L").histogram()
    assert sum(light[200:]) > 0.7 * sum(light)


@pytest.mark.parametrize(
    "edit",
    [
        lambda site: site.article("content/tin/khong-anh.md", title="Tên khác"),
        lambda site: site.section("content/tin", title="Tin khác"),
        lambda site: site.article("content/tin/moi.md", title="Bài mới"),
        lambda site: (site.folder / "content/tin/co-anh.md").unlink(),
        lambda site: site.article("content/tin/co-anh.md", title="Nay không ảnh"),
        lambda site: site.write("site.toml", ON.replace("Bản tin thử", "Bản tin")),
        lambda site: site.write("site.toml", SETTINGS),
    ],
)
def test_after_an_edit_cards_are_those_of_a_clean_build(site: Site, edit: Callable[[Site], object]) -> None:
    site.write("content/tin/anh.jpg", encoded(photo(700, 500), "JPEG"))
    site.article("content/tin/co-anh.md", title="Bài có ảnh", image="anh.jpg")
    site.build()
    before = site.bytes()
    edit(site)
    site.build()
    quick = site.bytes()
    assert quick != before
    site.build(clean=True)
    assert site.bytes() == quick


def test_a_new_title_gives_the_card_another_address(site: Site) -> None:
    address = re.compile(r'og:image" content="([^"]+)"')
    site.build()
    before = address.findall(site.page("tin/khong-anh.html"))
    site.article("content/tin/khong-anh.md", title="Tên khác")
    site.build()
    assert address.findall(site.page("tin/khong-anh.html")) != before


def test_a_card_is_drawn_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build()
    before = site.bytes()
    monkeypatch.setattr(draw_card, "draw", None)
    site.build(clean=True)
    assert site.bytes() == before


def test_cards_are_deleted_after_three_months(site: Site) -> None:
    site.build()
    cards = ENGINE / ".cache" / "share-cards"
    old, young = cards / "old", cards / "young"
    for card, days in (old, 91), (young, 89):
        card.write_bytes(b"")
        os.utime(card, (time.time() - days * 86_400,) * 2)
    (cards / "last-pruned").unlink(missing_ok=True)
    site.build(clean=True)
    assert (old.exists(), young.exists()) == (False, True)
    young.unlink()


def test_old_cards_are_looked_for_once_a_day(site: Site) -> None:
    cards = ENGINE / ".cache" / "share-cards"
    old, pruned = cards / "old", cards / "last-pruned"
    for hours, is_kept in (23, True), (25, False):
        site.build(clean=True)
        old.write_bytes(b"")
        os.utime(old, (time.time() - 91 * 86_400,) * 2)
        os.utime(pruned, (time.time() - hours * 3_600,) * 2)
        site.build(clean=True)
        assert old.exists() == is_kept


def test_without_cards_the_sites_picture_is_shared(site: Site) -> None:
    site.write("site.toml", SETTINGS)
    site.write("content/tin/anh.jpg", encoded(photo(700, 500), "JPEG"))
    site.article("content/tin/anh.md", image="anh.jpg")
    site.build()
    assert not any("chia-se" in path or "-wide." in path for path in site.bytes())
    assert shared(site, "tin/khong-anh.html").size == (1200, 630)
    assert shared(site, "tin/anh.html").size == (700, 500)


def test_a_reserved_name_is_reported_for_the_page_and_not_again_for_its_card(site: Site) -> None:
    site.article("content/tin/con.md", title="Con")
    warnings = [problem for problem in site.build().warnings if problem.code == "warn-windows-name"]
    assert [problem.path for problem in warnings] == ["content/tin/con.md"]
