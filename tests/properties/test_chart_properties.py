"""Whatever data a file holds, its chart tells no more and no less; whatever bytes, reading them ends."""

from decimal import Decimal
from itertools import combinations, pairwise
from random import Random
from xml.etree import ElementTree

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bantin.charts.bars import BarData, draw_bars
from bantin.charts.choose import ChoiceError, choose, label
from bantin.charts.drawing import draw, draw_with_rows, lay_out_labelled
from bantin.charts.facts import facts
from bantin.charts.label_boxes import LINE, Box, box, width
from bantin.charts.labels import labels
from bantin.charts.points import lay_out
from bantin.charts.read import read
from bantin.charts.rows import MOST_COLUMNS
from bantin.charts.scale import HEIGHT, WIDTH
from bantin.charts.sentences import heading
from bantin.charts.series import RANK, SCORE, Series, SeriesData, Value
from bantin.charts.table import table
from bantin.charts.wording import Wording
from bantin.config import LABELS, Numbers
from bantin.model import chart_below
from tests.trees import read_tree

WORDING = Wording(LABELS, count=Numbers().count, decimal=Numbers().decimal)
TEXTS = ("PAPI", "PAR INDEX", "SIPAS", "PCI", "Lai Châu", "Bà Rịa - Vũng Tàu", "<b>&\"'", "Ư" * 40)


def made_up(seed: int) -> SeriesData:
    """Up to four series over some of the years from 2005 to 2026: Hypothesis itself would take seconds."""
    chance = Random(seed)

    def series() -> Series:
        years = sorted(chance.sample(range(2005, 2027), chance.choice([1, 2, 3, 6, 15])))
        index, unit, about = chance.sample(TEXTS, 3)
        return Series(index, unit, about, "điểm", tuple(map(value, years)))

    def value(year: int) -> Value:
        score, rank = Decimal(chance.randint(0, 10_000)) / 100, chance.choice([1, chance.randint(1, 34)])
        derived = tuple(chance.sample([RANK, SCORE], chance.choice([0, 0, 1, 2])))
        return Value(year, score, None, rank, chance.choice([34, 63, 63]), derived)

    return SeriesData("T", RANK, "N", tuple(series() for _ in range(chance.randint(1, 4))))


data = st.integers(0, 2**32).map(made_up)


def path(svg: ElementTree.Element, place: int, name: str) -> str:
    """The path of that name of a series; "" where there is none."""
    group = next(one for one in svg if one.get("class") == f"chart__series-{place}")
    return "".join(one.get("d", "") for one in group if one.get("class") == name)


@given(data, st.sampled_from(["#rank", "#score"]))
@settings(max_examples=150)
def test_a_drawing_shows_each_year_once_and_bridges_no_gap_by_a_line(data: SeriesData, tail: str) -> None:
    chart = choose(data, tail)
    svg = ElementTree.fromstring(chart_below(draw(chart, WORDING), 1))
    for place, one in enumerate(chart.series, 1):
        hollow = sum(chart.shows in value.derived for value in one.values)
        assert path(svg, place, "chart__point").count("M") == len(one.values) - hollow
        assert path(svg, place, "chart__point chart__point--derived").count("M") == hollow
        near = [other.year == year.year + 1 for year, other in pairwise(one.values)]
        same = [tail == "#score" or year.places == other.places for year, other in pairwise(one.values)]
        joined = [is_near and is_same for is_near, is_same in zip(near, same, strict=True)]
        bridged = [not is_near and is_same for is_near, is_same in zip(near, same, strict=True)]
        assert path(svg, place, "chart__line").count("L") == sum(joined)
        assert path(svg, place, "chart__gap").count("L") == sum(bridged)


@given(data, st.sampled_from(["#rank", "#score"]))
@settings(max_examples=150)
def test_every_line_has_its_name_and_no_words_lie_on_others(data: SeriesData, tail: str) -> None:
    chart = choose(data, tail)
    frame, lines = lay_out(chart, WORDING)
    if not all(line.has_short_label for line in lines):
        assert lay_out_labelled(chart, WORDING).columns, "long names are in rows"
        return
    found = labels(lines, frame)
    for one, words in zip(chart.series, found, strict=True):
        assert any(" ".join(text.lines).startswith(f"{label(one, chart)} ") for text in words)
    boxes = [
        box(text, words.position._replace(y=words.position.y + LINE * step))
        for all_ in found
        for words in all_
        for step, text in enumerate(words.lines)
    ]
    assert [one for one, other in combinations(boxes, 2) if one.meets(other)] == []
    for left, top, right, bottom in boxes:
        assert top >= 0 and bottom <= HEIGHT - 8 and left >= 0 and right <= WIDTH


# The texts of a row, and the box of each, at the size that the style sheet gives figures.
Row = list[tuple[str, Box]]


def row(group: ElementTree.Element) -> Row:
    texts = []
    for one in group:
        text, x, y = one.text or "", float(one.get("x", 0)), float(one.get("y", 0))
        wide, high = width(text) * 0.8, 10.6  # regular letters of 14.5, digits without descent
        if group.get("transform"):  # a quarter to the left: what runs to the right runs up
            texts.append((text, Box(y - high / 2, -x, y + high / 2, wide - x)))
        else:
            texts.append((text, Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)))
    return texts


@given(data, st.sampled_from(["#rank", "#score"]))
@settings(max_examples=100)
def test_every_amount_is_written_at_its_point_or_in_a_row_of_its_series(data: SeriesData, tail: str) -> None:
    chart = choose(data, tail)
    layout = lay_out_labelled(chart, WORDING)
    html = ElementTree.fromstring(f"<p>{chart_below(draw_with_rows(chart, WORDING), 1)}</p>")
    if layout.columns is None:
        assert len(html) == 1
        assert [len(placed) for placed in layout.labels] == [len(line.points) for line in layout.lines]
        return
    _, below = html
    years, *amounts = [row(one) for one in below if one.tag == "g"]
    all_years = sorted({point.value.year for line in layout.lines for point in line.points})[-MOST_COLUMNS:]
    assert [text for text, _ in years] == [str(year) for year in all_years]
    for line, figures in zip(layout.lines, amounts, strict=True):
        expected = [point.text for point in line.points if point.value.year in all_years]
        assert [text for text, _ in figures] == expected
    names = " ".join(one.text or "" for one in below if one.tag == "text")
    assert names == " ".join(line.name for line in layout.lines)
    boxes = [placed for figures in (years, *amounts) for _, placed in figures]
    assert [one for one, other in combinations(boxes, 2) if one.meets(other)] == []
    _, _, wide, high = map(float, below.get("viewBox", "").split())
    assert all(
        left >= 0 and top >= 0 and right <= wide and bottom <= high for left, top, right, bottom in boxes
    )


@given(data, st.sampled_from(["#rank", "#score"]))
@settings(max_examples=60)
def test_table_and_figures_are_well_formed_and_hold_every_year(data: SeriesData, tail: str) -> None:
    chart = choose(data, tail)
    tree = read_tree(table(chart, WORDING))
    heads = [one.text for one in tree.all("th") if one.attributes["scope"] == "row"]
    assert heads == [str(value.year) for one in chart.series for value in one.values]
    width = len(tree.one("thead").all("th"))
    assert all(len(row.all("th,td")) in (width, width - 1) for row in tree.one("table").all("tr"))
    for fact in facts(chart, WORDING):
        ElementTree.fromstring(f"<p>{fact.ruler}{fact.course}</p>")
    assert heading(chart)


# fmt: off
LINES = [
    "title = 'T'", "places = 63", "maximum = 100", "[[series]]", "index = 'PAPI'", "unit = 'A'",
    "measure = '%'", "values = [{year = 2018, rank = 3}]", "values = [", "{ year = 2017, score = 5.5 },", "]",
    "shows = 'score'", "score = 67,41", "year = 999999999999999999999999", "x = nan", "values = [[[[]]]]",
    "series = 1", "[series]", "title = '\\u0000'", "title = \"\\u202e\"", "# '''", "a.b.c = {}",
    "maximum = 1e-999999999", "derived = true",
]
# fmt: on
files = st.one_of(
    st.lists(st.sampled_from(LINES), max_size=12).map(lambda lines: "\n".join(lines).encode()),
    st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=20),
)


@given(files)
@settings(max_examples=400)
@example(b"a = " + b"[" * 5_000)
@example(b"a = " + b"{a = " * 5_000)
@example(b"a" + b".a" * 40_000 + b" = 1")
@example(b"[a" + b" . 'a b'" * 10_000 + b"]")
@example(b"[[a]]\n[[a.b]]\n" * 3_000)
@example(b"year = " + b"9" * 50_000)
@example(b"year = " + b"1." + b"9" * 90_000)
@example(b"\xff" * 100_001)
def test_any_bytes_are_a_chart_or_problems_with_a_line(text: bytes) -> None:
    found, problems = read(text, path="a.toml")
    assert (found is None) == bool(problems)
    assert all(0 <= one.line <= text.count(b"\n") + 1 for one in problems)
    for one in problems:
        assert one.sentence and one.way_out
    if isinstance(found, BarData):
        assert draw_bars(found, WORDING)
    elif found:
        try:
            draw(choose(found, ""), WORDING)
        except ChoiceError as fault:
            assert fault.code.startswith("chart-")
