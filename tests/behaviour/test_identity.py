"""An office's emblem, colour and hem, on its pages and on its cards."""

import re

from PIL import Image

from tests.conftest import SETTINGS, Site
from tests.unit.images.samples import encoded, photo

HEM = """<svg xmlns="http://www.w3.org/2000/svg" width="12" height="12">
<path fill="#e0a93f" d="M0 0h6v12z"/></svg>"""
EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle r="4" fill="#fff"/></svg>'


def identity(site: Site, written: str) -> None:
    cards = SETTINGS.replace("[]", '["wide"]')
    site.write("site.toml", f"{cards}\n[identity]\n{written}\n")


def style(site: Site) -> str:
    match = re.search(r'href="/(assets/bantin\.[^"]+)"', site.page("index.html"))
    assert match
    return site.page(match[1])


def test_an_office_has_its_colour_everywhere(site: Site) -> None:
    identity(site, 'accent = "#1D6640"')
    site.build()
    css = style(site)
    assert "--indigo:#1d6640" in css
    [cloth] = re.findall(r'name="theme-color" content="(#[0-9a-f]{6})"', site.page("index.html"))
    assert f"--cloth:{cloth};" in css
    assert f'"theme_color": "{cloth}"' in site.page("manifest.webmanifest")
    with Image.open(site.folder / "output" / "chia-se/wide/index.png") as card:
        assert "#{:02x}{:02x}{:02x}".format(*card.convert("RGB").getpixel((5, 5))) == cloth  # type: ignore[misc]


def test_emblem_and_hem_of_svg_are_in_the_page(site: Site) -> None:
    site.write("assets/dau.svg", EMBLEM.replace("<circle", "<metadata>x</metadata><circle"))
    site.write("assets/hoa/van.svg", HEM)
    identity(site, 'emblem = "dau.svg"\nhem = "hoa/van.svg"')
    site.build()
    page = site.page("index.html")
    assert re.search(r'<svg class="brand__emblem" aria-hidden="true"[^>]*viewBox="0 0 8 8"><circle', page)
    assert '<pattern id="det" width="12" height="12"' in page
    assert 'patternTransform="scale(2.0)"' in page
    assert '<path fill="#e0a93f" d="M0 0h6v12z"/></pattern>' in page
    assert re.search(r'<link rel="icon" href="/assets/dau\.[0-9a-f]{10}\.svg" type="image/svg\+xml">', page)


def test_an_emblem_of_svg_is_on_cards(site: Site) -> None:
    site.write("assets/dau.svg", EMBLEM)
    identity(site, 'emblem = "dau.svg"')
    site.build()
    card = site.bytes()["chia-se/wide/index.png"]
    site.write("assets/dau.svg", EMBLEM.replace("<circle", '<path d="M0 0h8v8z"/><circle'))
    site.build()
    assert site.bytes()["chia-se/wide/index.png"] != card


def test_an_emblem_of_png_is_the_icon_and_is_on_cards(site: Site) -> None:
    site.write("assets/dau.png", encoded(photo(64, 64), "PNG"))
    identity(site, 'emblem = "dau.png"')
    site.build()
    emblem = r'<img class="brand__emblem" src="/(assets/dau\.[0-9a-f]{10}\.png)" alt="">'
    match = re.search(emblem, site.page("index.html"))
    assert match
    assert f'<link rel="icon" href="/{match[1]}" type="image/png">' in site.page("index.html")
    with_emblem = site.bytes()["chia-se/wide/index.png"]
    site.write("assets/dau.png", encoded(Image.new("RGB", (64, 64), "#123456"), "PNG"))
    site.build()
    assert site.bytes()["chia-se/wide/index.png"] != with_emblem
    quick = site.bytes()
    site.build(clean=True)
    assert site.bytes() == quick


def test_the_portals_of_higher_offices_are_at_the_foot_of_every_page(site: Site) -> None:
    site.article("content/tin/a.md")
    identity(site, '[[portals]]\ntitle = "Cổng của tỉnh"\nto = "https://tinh.example/"')
    site.build()
    for page in ("index.html", "tin/a.html"):
        footer = site.page(page).partition("<footer")[2]
        assert '<li><a href="https://tinh.example/">Cổng của tỉnh</a></li>' in footer


def test_a_mistake_is_reported_by_the_form_that_the_site_names(site: Site) -> None:
    site.article("content/gop-y.md", title="Góp ý", date="", layout="page")
    site.article("content/tin/a.md")
    site.write("site.toml", f'{SETTINGS}report = "gop-y.html"\n')
    site.build()
    address = "/gop-y.html?bai=https://thu.example/tin/a.html"
    assert f'<a href="{address}">Báo lỗi bài này</a>' in site.page("tin/a.html")
    site.write("site.toml", f'{SETTINGS}report = "https://x.example/f?id=1"\n')
    site.build()
    address = "https://x.example/f?id=1&amp;bai=https://thu.example/tin/a.html"
    assert f'<a href="{address}">Báo lỗi bài này</a>' in site.page("tin/a.html")
    site.write("site.toml", f'{SETTINGS}report = "gop-i.html"\n')
    assert any(
        "`report` leads to `gop-i.html`, which is not a page" in problem for problem in site.problems()
    )
