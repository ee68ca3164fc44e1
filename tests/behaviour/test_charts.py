"""Charts: what a line in an article or in site.toml shows, and what an edit of data builds again."""

import re
import subprocess
import sys
from html import unescape

import pytest

from tests.conftest import ROOT, SETTINGS, Site
from tests.trees import Node, read_tree

DATA = """\
title = "Thứ hạng của Lai Châu"
unit = "Lai Châu"
places = 63
source = "Báo cáo <năm> 2018"

[[series]]
index = "PAPI"
about = "quản trị và hành chính công"
values = [
  {{ year = 2017, rank = 63, derived = true }},
  {{ year = 2018, score = 44.42, rank = {rank} }},
]

[[series]]
index = "PAR INDEX"
values = [
  {{ year = 2016, score = 1067.40, maximum = 9750, rank = 53 }},
  {{ year = 2018, score = 72.23, rank = 58 }},
]
"""
LINE = '![Hạng & "điểm"](/data/lai-chau.toml "Lên và xuống. Biểu đồ: Ban biên tập")\n'


@pytest.fixture
def charted(site: Site) -> Site:
    """A site with an article that shows a chart, and one that does not."""
    site.write("content/data/lai-chau.toml", DATA.format(rank=26))
    site.article("content/a.md", title="Có biểu đồ", body=f"Đoạn.\n\n{LINE}")
    site.article("content/b.md", title="Không có")
    return site


def chart_of(site: Site, page: str = "a.html") -> Node:
    [chart] = read_tree(site.page(page)).all("figure.chart")
    return chart


def test_one_line_becomes_a_drawing_with_its_table(charted: Site) -> None:
    assert charted.build().off_fast_path == 0
    chart = chart_of(charted)
    assert chart.one(".chart__title").text == 'Hạng & "điểm"'
    assert chart.texts(".chart__note") == [
        "Hạng 1 ở trên cùng. Điểm rỗng: giá trị suy ra. Nét mảnh: quãng không có số liệu.",
        "* Suy ra, không có trong nguồn.",
        "Nguồn: Báo cáo <năm> 2018",
    ]
    assert chart.one("figcaption").text == "Lên và xuống Biểu đồ: Ban biên tập"
    assert chart.one("summary").text == "Bảng số liệu"


def test_the_drawing_has_a_name_and_a_description_for_those_who_do_not_see_it(charted: Site) -> None:
    charted.build()
    svg = chart_of(charted).one("svg")
    ids = {node.attributes.get("id"): node for node in svg.walk()}
    named = [ids[svg.attributes[name]] for name in ("aria-labelledby", "aria-describedby")]
    assert svg.attributes["role"] == "img"
    assert [(node.tag, node.text) for node in named] == [
        ("title", "Biểu đồ thứ hạng PAPI, PAR INDEX của Lai Châu, 2016–2018"),
        (
            "desc",
            "Xếp hạng trong 63. PAPI từ hạng 63 (suy ra) năm 2017 lên hạng 26 năm 2018. "
            "PAR INDEX từ hạng 53 năm 2016 xuống hạng 58 năm 2018.",
        ),
    ]


def test_the_table_has_all_figures_as_vietnamese_readers_write_them(charted: Site) -> None:
    charted.build()
    table = chart_of(charted).one("table")
    assert [(cell.text, cell.attributes["scope"]) for cell in table.one("thead").all("th")] == [
        ("Chỉ số", "col"),
        ("Năm", "col"),
        ("Kết quả (điểm)", "col"),
        ("Hạng", "col"),
    ]
    assert [row.texts("th,td") for row in table.all("tr")[1:]] == [
        ["PAPI", "2017", "không nêu", "63/63* (suy ra)"],
        ["2018", "44,42", "26/63"],
        ["PAR INDEX", "2016", "1.067,40/9.750", "53/63"],
        ["2018", "72,23", "58/63"],
    ]
    assert [cell.text for cell in table.all("th") if cell.attributes["scope"] == "rowgroup"] == [
        "PAPI",
        "PAR INDEX",
    ]
    assert table.one("caption").text == "Bảng số liệu: Thứ hạng của Lai Châu"


def test_charts_satisfy_a_strict_policy(charted: Site) -> None:
    charted.build()
    for node in chart_of(charted).walk():
        assert node.tag not in ("style", "script", "foreignobject", "image", "use")
        assert not [name for name in node.attributes if name == "style" or name.startswith("on")]
    assert not chart_of(charted).one("svg").all("a")
    assert chart_of(charted).hrefs() == ["/so-lieu/lai-chau.csv"]


def test_charts_of_one_page_have_ids_of_their_own(charted: Site) -> None:
    charted.article(
        "content/a.md", body=f"{LINE}\n![](data/lai-chau.toml)\n\n![](/data/lai-chau.toml#papi)\n"
    )
    charted.build()
    page = read_tree(charted.page("a.html"))
    ids = [node.attributes["id"] for node in page.walk() if "id" in node.attributes]
    assert len(ids) == len({*ids})
    assert page.texts(".chart__title") == [
        'Hạng & "điểm"',
        "Thứ hạng của Lai Châu",
        "Thứ hạng PAPI của Lai Châu, 2017–2018",
    ]
    for svg in page.all("svg.chart__drawing"):
        assert {svg.attributes["aria-labelledby"], svg.attributes["aria-describedby"]} < {*ids}


def test_both_paths_of_prose_show_the_same_chart(charted: Site) -> None:
    charted.article("content/b.md", title="Đường dài", body=f"Đoạn.\n\n{LINE}\nMột TB.\n\n*[TB]: thông báo\n")
    assert charted.build().off_fast_path == 1
    charts = [
        re.findall("<figure.*?</figure>", charted.page(name), re.DOTALL) for name in ("a.html", "b.html")
    ]
    assert charts[0] == charts[1] and len(charts[0]) == 1


def test_an_edit_of_the_data_writes_only_the_pages_that_show_it(charted: Site) -> None:
    charted.write("site.toml", f'{SETTINGS}[[charts]]\ndata = "/data/lai-chau.toml"\n')
    charted.write("content/data/khac.toml", DATA.format(rank=9))
    charted.build()
    before = charted.bytes()
    charted.write("content/data/lai-chau.toml", DATA.format(rank=27))
    written = charted.build().written
    after = charted.bytes()
    changed = [path for path in before if before[path] != after[path]]
    assert [path for path in changed if path.endswith(".html")] == ["a.html", "index.html"]
    feeds = {"atom.xml", "feed.json", "rss.xml"}
    assert {path for path in changed if not path.endswith(".html")} == {*feeds, "so-lieu/lai-chau.csv"}
    assert written == len(changed)
    charted.write("content/data/khac.toml", DATA.format(rank=10))
    assert charted.build().written == 0


def test_data_files_are_not_published(charted: Site) -> None:
    charted.build()
    assert not [path for path in charted.bytes() if "toml" in path or "data" in path]


def test_the_figures_of_a_chart_are_published_as_csv(charted: Site) -> None:
    charted.build()
    [link] = [a.attributes["href"] for a in chart_of(charted).all("a") if "download" in a.attributes]
    assert link == "/so-lieu/lai-chau.csv"
    assert charted.bytes()[link[1:]].decode("utf-8-sig").splitlines() == [
        "Chỉ số,Đơn vị,Năm,Kết quả,Đơn vị tính,Điểm tối đa,Hạng,Trong số,Suy ra",
        "PAPI,Lai Châu,2017,,,,63,63,rank",
        "PAPI,Lai Châu,2018,44.42,điểm,,26,63,",
        "PAR INDEX,Lai Châu,2016,1067.40,điểm,9750,53,63,",
        "PAR INDEX,Lai Châu,2018,72.23,điểm,,58,63,",
    ]
    assert 'href="https://thu.example/so-lieu/lai-chau.csv"' in unescape(charted.page("atom.xml"))


@pytest.mark.parametrize(
    "part, row", [("month = 3", "Năm,Tháng,Kết quả"), ("quarter = 3", "Năm,Quý,Kết quả")]
)
def test_figures_of_months_and_quarters_are_published_in_columns_of_numbers(
    charted: Site, part: str, row: str
) -> None:
    value = f"{{ year = 2026, {part}, score = 7.5 }}"
    series = f'[[series]]\nindex = "PAPI"\nvalues = [{value}]\n'
    charted.write("content/data/lai-chau.toml", f'title = "T"\nunit = "Lai Châu"\n{series}')
    charted.build()
    head, first = charted.bytes()["so-lieu/lai-chau.csv"].decode("utf-8-sig").splitlines()
    assert head.startswith(f"Chỉ số,Đơn vị,{row}")
    assert first.startswith("PAPI,Lai Châu,2026,3,7.5,điểm")


@pytest.mark.parametrize(
    "data, figures, first_row",
    [
        (
            'title = "Hồ sơ"\nmeasure = "hồ sơ"\ntotal = 5\n'
            'parts = [{ name = "Qua mạng", amount = 2 }, { name = "Tại chỗ", amount = 3 }]\n',
            ["2", "40,0 %", "3", "60,0 %", "5", "100,0 %"],
            "Qua mạng,2,hồ sơ",
        ),
        (
            'title = "Điểm"\n'
            'bars = [{ name = "Sìn Hồ", amount = 7.5 }, { name = "Tam Đường", amount = 8 }]\n',
            ["1", "8", "2", "7,5"],
            "1,Tam Đường,8,điểm",
        ),
    ],
    ids=["parts", "ranking"],
)
def test_bars_are_a_table_whose_figures_are_all_written(
    site: Site, data: str, figures: list[str], first_row: str
) -> None:
    site.write("content/data/a.toml", data)
    site.article("content/a.md", body="![](/data/a.toml)\n")
    site.build()
    chart = chart_of(site)
    assert chart.one("table").texts("td") == figures
    assert all("aria-hidden" in svg.attributes for svg in chart.all("svg") if svg.attributes.get("class"))
    assert site.bytes()["so-lieu/a.csv"].decode("utf-8-sig").splitlines()[1] == first_row
    assert site.build().written == 0


def test_the_home_page_shows_charts_as_settings_ask(charted: Site) -> None:
    charted.write(
        "site.toml",
        f"""{SETTINGS}
[[charts]]
data = "/data/lai-chau.toml"
title = "Lai Châu & hai chỉ số"
form = "facts"
to = "a.html"

[[charts]]
data = "/data/lai-chau.toml#par-index"
""",
    )
    charted.build()
    home = read_tree(charted.page("index.html"))
    facts, block = home.one(".facts"), home.one(".chart-block")
    assert facts.one("h2").text == "Lai Châu & hai chỉ số"
    assert facts.hrefs() == ["/a.html", "/so-lieu/lai-chau.csv"]
    assert facts.texts("dt") == ["PAPI 2018 quản trị và hành chính công", "PAR INDEX 2018"]
    assert [amount.text for amount in facts.all(".facts__amount")] == ["44,42 điểm", "72,23 điểm"]
    papi, par_index = facts.texts(".facts__course")
    assert papi.endswith("Thứ 26/63, lên 37 bậc so với 2017* (suy ra)")
    assert par_index.endswith("Thứ 58/63, lùi 5 bậc so với 2016")
    assert len(facts.all("table")) == 1
    assert block.one("h2").text == "Thứ hạng PAR INDEX của Lai Châu, 2016–2018"
    assert len(block.all("svg.chart__drawing")) == len(block.all("table")) == 1


def test_a_site_without_charts_imports_no_chart_module(site: Site) -> None:
    site.article("content/a.md", body="![](b.svg)\n")
    site.write("content/b.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>')
    script = (
        "import sys; from bantin.cli.main import main; code = main(sys.argv[2:], engine=sys.argv[1]);"
        "names = ('bantin.charts', 'bantin.schema.toml_lines');"
        "print(code, *(name for name in names if name in sys.modules))"
    )
    root = str(ROOT)
    command = [sys.executable, "-c", script, root, "build", "--site", str(site.folder), "--now", "2026-08-05"]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    assert run.stdout.splitlines()[-1] == "0"
