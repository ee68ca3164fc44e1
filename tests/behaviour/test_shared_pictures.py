"""The picture that social sites and search engines show for a link."""

from io import BytesIO

import pytest
from PIL import Image

from tests.behaviour.test_metadata import HOME, SETTINGS, head_of
from tests.conftest import Site
from tests.heads import Head


def png(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def bulletin(site: Site) -> Site:
    site.write("site.toml", SETTINGS)
    return site


def test_a_shared_link_shows_the_articles_picture(bulletin: Site) -> None:
    bulletin.write("content/tin/so/anh.png", png(800, 450))
    head = head_of(bulletin, image="\n  src: anh.png\n  alt: Phòng họp")
    assert head.meta["og:image"].startswith(HOME + "anh/anh.")
    assert (head.meta["og:image:width"], head.meta["og:image:height"]) == ("800", "450")
    assert (head.meta["og:image:alt"], head.meta["twitter:card"]) == ("Phòng họp", "summary_large_image")
    assert head.data["NewsArticle"]["image"] == [head.meta["og:image"]]


def test_a_picture_too_small_for_social_sites_is_replaced_by_that_of_the_site(bulletin: Site) -> None:
    bulletin.write("content/tin/so/anh.png", png(599, 400))
    head = head_of(bulletin, image="anh.png")
    assert head.meta["og:image"].startswith(HOME + "assets/share.")
    assert head.data["NewsArticle"]["image"][0].startswith(HOME + "anh/anh.")


def test_social_sites_get_the_sites_picture_where_an_article_has_none_or_a_drawing(bulletin: Site) -> None:
    plain = head_of(bulletin)
    assert plain.meta["og:image"].startswith(HOME + "assets/share.")
    assert (plain.meta["og:image:width"], plain.meta["og:image:height"]) == ("1200", "630")
    assert plain.meta["og:image:alt"] == "Bản tin thử"
    bulletin.write(
        "content/tin/so/hinh.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"></svg>'
    )
    drawn = head_of(bulletin, image="hinh.svg")
    assert drawn.meta["og:image"] == plain.meta["og:image"]
    assert drawn.data["NewsArticle"]["image"][0].startswith(HOME + "anh/hinh.")


def test_a_site_brings_its_own_picture_and_a_change_of_it_reaches_every_page(bulletin: Site) -> None:
    bulletin.write("assets/icons/share.png", png(640, 320))
    first = head_of(bulletin).meta
    assert (first["og:image:width"], first["og:image:height"]) == ("640", "320")
    bulletin.write("assets/icons/share.png", png(650, 320))
    bulletin.build()
    assert Head(bulletin.page("tin/so/a.html")).meta["og:image:width"] == "650"
