"""Sound and video: a site's own files with poster and captions, outside videos that load when asked for."""

from html import unescape
from io import BytesIO

import pytest
from PIL import Image

from tests.conftest import SETTINGS, Site
from tests.trees import Node, read_tree

VIDEO = '![Lễ khai trương](le.mp4 "Chủ tịch cắt băng. Nguồn: Đài tỉnh")\n'
LINK = "[Phóng sự](https://www.youtube.com/watch?v=abc_1-2&t=3)"


@pytest.fixture
def filmed(site: Site) -> Site:
    """A site with an article that shows a video of its own."""
    site.write("content/tin/le.mp4", b"video")
    site.article("content/tin/a.md", title="Lễ", body=f"Đoạn.\n\n{VIDEO}")
    return site


def policy(page: str) -> str:
    metas = [meta.attributes for meta in read_tree(page).all("meta")]
    [content] = [meta["content"] for meta in metas if meta.get("http-equiv") == "Content-Security-Policy"]
    return content


def figure(site: Site) -> Node:
    return read_tree(site.page("tin/a.html")).one("figure.figure")


def test_a_video_is_played_and_downloaded_from_the_site_itself(filmed: Site) -> None:
    filmed.build()
    video, link = figure(filmed).one("video"), figure(filmed).one("a")
    assert video.attributes["src"] == link.attributes["href"] == "/tin/le.mp4"
    assert video.attributes["aria-label"] == "Lễ khai trương"
    assert video.attributes["preload"] == "none" and "controls" in video.attributes
    assert "poster" not in video.attributes and not video.all("track")
    assert (link.text, "download" in link.attributes) == ("Tải video MP4, 5 byte", True)
    assert figure(filmed).one("figcaption").text == "Chủ tịch cắt băng Nguồn: Đài tỉnh"
    assert filmed.bytes()["tin/le.mp4"] == b"video"
    assert "media-src 'self'" in policy(filmed.page("tin/a.html"))


def test_poster_and_captions_are_beside_a_video_under_its_name(filmed: Site) -> None:
    filmed.build()
    poster = BytesIO()
    Image.new("RGB", (4, 3)).save(poster, "PNG")
    filmed.write("content/tin/le.png", poster.getvalue())
    filmed.write("content/tin/le.vtt", "WEBVTT\n")
    filmed.build()
    video = figure(filmed).one("video")
    assert video.attributes["poster"].startswith("/anh/le.")
    assert (video.attributes["width"], video.attributes["height"]) == ("4", "3")
    assert video.one("track").attributes["src"] == "/tin/le.vtt"
    assert filmed.bytes()["tin/le.vtt"] == b"WEBVTT\n"
    quick = filmed.bytes()
    filmed.build(clean=True)
    assert filmed.bytes() == quick


def test_feeds_name_a_video_by_its_whole_address(filmed: Site) -> None:
    filmed.build()
    assert 'src="https://thu.example/tin/le.mp4"' in unescape(filmed.page("atom.xml"))


def test_sound_has_a_player_too(site: Site) -> None:
    site.write("content/tin/a.mp3", b"sound")
    site.article("content/tin/a.md", title="Nghe", body="![Nghe đọc bài](a.mp3)\n")
    site.build()
    assert figure(site).one("audio").attributes["aria-label"] == "Nghe đọc bài"


def test_outside_videos_are_links_unless_site_toml_names_their_host(site: Site) -> None:
    body = f"{LINK}\n\n[Khác](https://khac.example/v.html) [Ở xa](https://xa.example/v)\n"
    site.article("content/tin/a.md", title="Phóng sự", body=body)
    site.build()
    page = read_tree(site.page("tin/a.html"))
    assert not [link for link in page.all("a") if "data-player" in link.attributes]
    assert "frame-src" not in policy(site.page("tin/a.html"))
    site.write("site.toml", f'video_hosts = ["youtube.com", "khac.example"]\n{SETTINGS}')
    site.build()
    page = read_tree(site.page("tin/a.html"))
    assert [link.attributes["data-player"] for link in page.all("a") if "data-player" in link.attributes] == [
        "https://www.youtube-nocookie.com/embed/abc_1-2?autoplay=1",
        "https://khac.example/v.html",
    ]
    assert "(video, www.youtube.com)" in page.one(".prose").text
    sources = policy(site.page("tin/a.html")).partition("frame-src ")[2].partition(";")[0]
    assert sources == "https://www.youtube-nocookie.com https://khac.example"
    assert not page.all("iframe")
