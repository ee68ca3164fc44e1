"""From an editor's picture to what a page shows."""

import os
import re
from pathlib import Path

import pytest

from bantin import config
from bantin.build import pipeline
from bantin.build.options import Options
from tests.conftest import ENGINE, NOW, SETTINGS, Site
from tests.trees import Node, read_tree
from tests.unit.images.samples import SECRET, drawing, encoded, photo, with_secrets

WIDTHS = f"{SETTINGS}[pictures]\nwidths = [100, 200]\n"
PHOTO = with_secrets(photo(), "JPEG")


@pytest.fixture
def site(site: Site) -> Site:
    """A site whose pictures have two widths."""
    site.write("site.toml", WIDTHS)
    site.section("content/tin", title="Tin tức")
    return site


FIGURE = "![Hai người](hop.jpg)\n\nChữ.\n"


def illustrated(site: Site, *, body: str = FIGURE, image: str = "", draft: bool = False) -> None:
    site.write("content/tin/hop.jpg", PHOTO)
    more = {"image": image} if image else {}
    site.article("content/tin/a.md", body=body, draft=draft, **more)


def page_of(site: Site, path: str = "tin/a.html") -> Node:
    return read_tree(site.page(path))


def addresses(node: Node) -> list[str]:
    """Return all files from which a picture may be shown."""
    addresses = [node.one("img").attributes["src"]]
    for source in node.all("source"):
        addresses += [candidate.split()[0] for candidate in source.attributes["srcset"].split(", ")]
    return addresses


def store_of(site: Site) -> Path:
    return site.folder / ".cache/pictures"


# ---- what readers get ----


def test_a_figure_is_offered_in_each_format_and_width(site: Site) -> None:
    illustrated(site)
    site.build()
    picture = page_of(site).one("main").one("picture")
    assert [source.attributes["type"] for source in picture.all("source")] == ["image/avif", "image/webp"]
    for source in picture.all("source"):
        assert re.findall(r" (\d+)w", source.attributes["srcset"]) == ["100", "200"]
        assert source.attributes["sizes"]
    image = picture.one("img").attributes
    assert (image["alt"], image["width"], image["height"]) == ("Hai người", "200", "112")
    for address in addresses(picture):
        data = (site.folder / "output" / address.lstrip("/")).read_bytes()
        assert SECRET not in data


def test_the_first_picture_of_a_page_is_loaded_at_once(site: Site) -> None:
    two = "![Một](hop.jpg)\n\nChữ.\n\n![Hai](hop.jpg)\n"
    illustrated(site, body=two)
    site.build()
    first, second = page_of(site).one("main").all("img")
    assert first.attributes["fetchpriority"] == "high" and "loading" not in first.attributes
    assert second.attributes["loading"] == "lazy" and "fetchpriority" not in second.attributes

    site.article("content/tin/a.md", body=two, image="dau.png")
    site.write("content/tin/dau.png", encoded(drawing(), "PNG"))
    site.build()
    head, *rest = page_of(site).one("main").all("img")
    assert "/dau." in head.attributes["src"] and head.attributes["fetchpriority"] == "high"
    assert [image.attributes.get("loading") for image in rest] == ["lazy", "lazy"]

    site.article("content/tin/a.md", body="Chữ trước.\n\n" + two)
    site.build()
    assert all(image.attributes.get("loading") == "lazy" for image in page_of(site).one("main").all("img"))


@pytest.mark.parametrize("alt", ["Một > hai", "a < b", 'nói "có"', ""])
def test_both_paths_of_prose_give_one_markup(site: Site, alt: str) -> None:
    figure = f"![{alt}](hop.jpg)\n\nChữ và ![{alt}](hop.jpg) trong dòng.\n"
    illustrated(site, body=figure)
    site.article("content/tin/b.md", body=figure + "\nUBND\n\n*[UBND]: Ủy ban nhân dân\n")
    report = site.build()
    assert report.off_fast_path == 1
    fast, slow = (
        re.search(r'<div class="prose">\n(.*?)(\n<p><abbr .*?)?\n</div>', site.page(path), re.DOTALL)
        for path in ("tin/a.html", "tin/b.html")
    )
    assert fast and slow and fast[1] == slow[1]
    assert fast[1].count("<picture>") == fast[1].count("</picture>") == 2


def test_lists_show_the_picture_too(site: Site) -> None:
    illustrated(site, image="hop.jpg")
    site.build()
    for path in ("index.html", "tin/index.html"):
        picture = page_of(site, path).one("main").one("picture")
        assert picture.one("img").attributes["alt"] == ""
        assert picture.all("source")


def test_a_picture_that_is_linked_to_is_published_in_full(site: Site) -> None:
    illustrated(site, body="![Hai người](hop.jpg)\n\n[Xem ảnh lớn](hop.jpg) và [bản đồ](ban-do.png)\n")
    site.write("content/tin/ban-do.png", with_secrets(drawing(900, 600), "PNG"))
    site.build()
    from PIL import Image

    sizes = {}
    for href in page_of(site).one("div.prose").hrefs():
        with Image.open(site.folder / "output" / href.lstrip("/")) as picture:
            sizes[picture.format] = picture.size
    assert sizes == {"JPEG": (320, 180), "PNG": (900, 600)}
    assert SECRET not in b"".join(site.bytes().values())


def test_no_widths_leave_pictures_as_they_are(site: Site) -> None:
    site.write("site.toml", f"{SETTINGS}[pictures]\nwidths = []\n")
    illustrated(site)
    site.build()
    main = page_of(site).one("main")
    assert not main.all("picture")
    assert main.one("img").attributes["width"] == "320"


def test_a_problem_of_a_picture_is_reported_with_the_others(site: Site) -> None:
    illustrated(site, body="![Một](hop.jpg)\n\n[đi](khong-co.md)\n")
    site.write("content/tin/hop.jpg", PHOTO[:400])
    lost, broken = site.problems()
    assert broken.startswith("content/tin/hop.jpg: the picture tin/hop.jpg is broken or cut off")
    assert lost.startswith("content/tin/a.md:9:")


def test_pictures_written_into_a_text_do_not_make_it_too_long(site: Site) -> None:
    picture = f"![Họp](data:image/png;base64,{'A' * 1_500_000})"
    site.article("content/tin/a.md", body=f"{picture}\n\n{picture}\n")
    told = "a picture is written into the text itself"
    assert [line.partition(": ")[0] for line in site.problems() if told in line] == [
        "content/tin/a.md:6",
        "content/tin/a.md:8",
    ]
    site.write("site.toml", f'dead_links = "warn"\n{WIDTHS}')
    site.build()
    assert "<p>Họp</p>" in site.page("tin/a.html")


def test_a_build_without_pictures_imports_no_picture_module(site: Site) -> None:
    site.article("content/tin/a.md")
    site.build()
    assert not store_of(site).exists()


# ---- while writing ----


def preview(site: Site) -> Node:
    settings = config.load(str(site.folder), engine=str(ENGINE), output=str(site.folder / "output"))
    pipeline.build(settings, Options(NOW, preview=True))
    return page_of(site).one("main")


def test_a_preview_shows_new_pictures_in_one_size_until_a_build_has_made_the_others(site: Site) -> None:
    illustrated(site)
    assert not preview(site).all("picture")
    assert len(list((site.folder / "output/anh").iterdir())) == 1
    settings = config.load(str(site.folder), engine=str(ENGINE), output=str(site.folder / "khac"))
    pipeline.build(settings, Options(NOW))
    site.article("content/tin/b.md")  # the next change that is saved
    assert preview(site).all("picture")
    site.article("content/tin/c.md")
    site.build()
    assert site.bytes().keys() >= {f"anh/{name}" for name in os.listdir(site.folder / "khac/anh")}


def test_a_build_makes_the_files_that_a_preview_left_out(site: Site) -> None:
    illustrated(site)
    preview(site)
    site.article("content/tin/b.md")
    site.build()
    assert page_of(site).one("main").all("picture")


@pytest.mark.parametrize("image", ["hop.jpg#dưới", "\n  src: hop.jpg\n  focus: dưới"])
def test_lists_keep_the_part_of_an_image_that_its_address_or_focus_names(site: Site, image: str) -> None:
    illustrated(site, image=image)
    assert "warn-focus-unknown" not in {warning.code for warning in site.build().warnings}
    assert 'class="at-bottom"' in site.page("tin/index.html")


def test_two_folders_of_pictures_may_have_the_name_of_one_section(site: Site) -> None:
    """Only folders with articles are sections."""
    for folder in ("Ảnh đẹp", "anh-dep"):
        site.write(f"content/{folder}/hop-{len(folder)}.jpg", encoded(photo(80, 60), "JPEG"))
    site.article("content/tin/a.md", body="![Một](<../Ảnh đẹp/hop-7.jpg>)\n\n![Hai](../anh-dep/hop-7.jpg)\n")
    assert site.build().warnings == ()
