"""A chart shows exactly the data of its file; reading ends for any bytes."""

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
from bantin.charts.series import (
    MONTHLY,
    QUARTERLY,
    RANK,
    SCORE,
    YEARLY,
    Period,
    Series,
    SeriesData,
    Value,
    period_of,
)
from bantin.charts.table import table
from bantin.charts.wording import Wording
from bantin.config import LABELS, Numbers
from bantin.model import chart_below
from tests.trees import read_tree

WORDING = Wording(LABELS, count=Numbers().count, decimal=Numbers().decimal)
TEXTS = ("PAPI", "PAR INDEX", "SIPAS", "PCI", "Lai Châu", "Bà Rịa - Vũng Tàu", "<b>&\"'", "Ư" * 40)


def generated(seed: int) -> SeriesData:
    """Return up to four series over some of 22 periods to 2026; Hypothesis itself would take seconds."""
    chance = Random(seed)
    each = chance.choice([YEARLY, YEARLY, QUARTERLY, MONTHLY])
    end = 2027 * each

    def series() -> Series:
        numbers = sorted(chance.sample(range(end - 22, end), chance.choice([1, 2, 3, 6, 15])))
        index, unit, about = chance.sample(TEXTS, 3)
        values = tuple(value(period_of(number, each)) for number in numbers)
        return Series(index, unit, about, "điểm", values)

    def value(period: Period) -> Value:
        score, rank = Decimal(chance.randint(0, 10_000)) / 100, chance.choice([1, chance.randint(1, 34)])
        derived = tuple(chance.sample([RANK, SCORE], chance.choice([0, 0, 1, 2])))
        return Value(period, score, None, rank, chance.choice([34, 63, 63]), derived)

    return SeriesData("T", RANK, "N", tuple(series() for _ in range(chance.randint(1, 4))))


data = st.integers(0, 2**32).map(generated)


def path(svg: ElementTree.Element, number: int, name: str) -> str:
    """Return the path with that name of a series; "" if there is none."""
    group = next(element for element in svg if element.get("class") == f"chart__series-{number}")
    return "".join(element.get("d", "") for element in group if element.get("class") == name)


@given(data, st.sampled_from(["#rank", "#score"]))
@settings(max_examples=150)
def test_a_drawing_shows_each_period_once_and_bridges_no_gap_by_a_line(data: SeriesData, tail: str) -> None:
    chart = choose(data, tail)
    svg = ElementTree.fromstring(chart_below(draw(chart, WORDING, lay_out_labelled(chart, WORDING)), 1))
    for number, series in enumerate(chart.series, 1):
        hollow = sum(chart.shows in value.derived for value in series.values)
        assert path(svg, number, "chart__point").count("M") == len(series.values) - hollow
        assert path(svg, number, "chart__point chart__point--derived").count("M") == hollow
        pairs = [*pairwise(series.values)]
        near = [later.period.number == value.period.number + 1 for value, later in pairs]
        same = [tail == "#score" or value.places == later.places for value, later in pairs]
        joined = [is_near and is_same for is_near, is_same in zip(near, same, strict=True)]
        bridged = [not is_near and is_same for is_near, is_same in zip(near, same, strict=True)]
        assert path(svg, number, "chart__line").count("L") == sum(joined)
        assert path(svg, number, "chart__gap").count("L") == sum(bridged)


@given(data, st.sampled_from(["#rank", "#score"]))
@settings(max_examples=150)
def test_every_line_has_its_name_and_no_label_covers_another(data: SeriesData, tail: str) -> None:
    chart = choose(data, tail)
    frame, lines = lay_out(chart, WORDING)
    if not all(line.has_short_label for line in lines):
        assert lay_out_labelled(chart, WORDING).columns, "long names are in rows"
        return
    names = labels(lines, frame)
    for series, words in zip(chart.series, names, strict=True):
        assert any(" ".join(text.lines).startswith(f"{label(series, chart)} ") for text in words)
    boxes = [
        box(text, words.position._replace(y=words.position.y + LINE * step))
        for all_ in names
        for words in all_
        for step, text in enumerate(words.lines)
    ]
    assert [box for box, other in combinations(boxes, 2) if box.meets(other)] == []
    for left, top, right, bottom in boxes:
        assert top >= 0 and bottom <= HEIGHT - 8 and left >= 0 and right <= WIDTH


# The texts of a row, and the box of each, at the size that the style sheet gives figures.
Row = list[tuple[str, Box]]


def row(group: ElementTree.Element) -> Row:
    texts = []
    for element in group:
        text, x, y = element.text or "", float(element.get("x", 0)), float(element.get("y", 0))
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
    heads, *amounts = [row(element) for element in below if element.tag == "g"]
    periods = sorted({point.value.period for line in layout.lines for point in line.points})[-MOST_COLUMNS:]
    assert [text for text, _ in heads] == [period.text for period in periods]
    for line, figures in zip(layout.lines, amounts, strict=True):
        expected = [point.text for point in line.points if point.value.period in periods]
        assert [text for text, _ in figures] == expected
    names = "".join(element.text or "" for element in below if element.tag == "text")
    # A line of a name ends between words, or inside one that is wider than the line.
    assert names.replace(" ", "") == "".join(line.name for line in layout.lines).replace(" ", "")
    boxes = [placed for figures in (heads, *amounts) for _, placed in figures]
    assert [box for box, other in combinations(boxes, 2) if box.meets(other)] == []
    _, _, wide, high = map(float, below.get("viewBox", "").split())
    assert all(
        left >= 0 and top >= 0 and right <= wide and bottom <= high for left, top, right, bottom in boxes
    )


@given(data, st.sampled_from(["#rank", "#score"]))
@settings(max_examples=60)
def test_table_and_figures_are_well_formed_and_hold_every_period(data: SeriesData, tail: str) -> None:
    chart = choose(data, tail)
    tree = read_tree(table(chart, WORDING))
    heads = [cell.text for cell in tree.all("th") if cell.attributes["scope"] == "row"]
    assert heads == [value.period.text for series in chart.series for value in series.values]
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
    chart, problems = read(text, path="a.toml")
    assert (chart is None) == bool(problems)
    assert all(0 <= problem.line <= text.count(b"\n") + 1 for problem in problems)
    for problem in problems:
        assert problem.sentence and problem.way_out
    if isinstance(chart, BarData):
        assert draw_bars(chart, WORDING)
    elif chart:
        try:
            draw_with_rows(choose(chart, ""), WORDING)
        except ChoiceError as fault:
            assert fault.code.startswith("chart-")
