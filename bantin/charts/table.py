"""The table of a chart, with all figures, also those that the drawing does not show."""

from collections.abc import Iterator
from html import escape

from bantin.charts import sentences
from bantin.charts.choose import Chart, label
from bantin.charts.series import PERCENT, PERIODS, RANK, SCORE, Value
from bantin.charts.wording import Wording
from bantin.markdown.shapes import TABLE_OPEN


def table(chart: Chart, wording: Wording) -> str:
    caption = escape(f"{wording.labels['chart_data']}: {sentences.heading(chart)}")
    columns = [name for name in (SCORE, RANK) if any(_has(value, name) for value in _values(chart))]
    return "".join(
        [
            TABLE_OPEN,
            f'<caption class="unseen">{caption}</caption>',
            f"<thead><tr>{''.join(_heads(chart, columns, wording))}</tr></thead>",
            *_bodies(chart, columns, wording),
            "</table></div>",
        ]
    )


def _values(chart: Chart) -> list[Value]:
    return [value for series in chart.series for value in series.values]


def _has(value: Value, column: str) -> bool:
    return (value.rank if column == RANK else value.score) is not None


def _heads(chart: Chart, columns: list[str], wording: Wording) -> Iterator[str]:
    has_one_index = len({series.index for series in chart.series}) == 1
    names = [wording.labels[PERIODS[chart.series[0].values[0].period.each]]]
    if len(chart.series) > 1:
        names.insert(0, wording.labels["chart_unit" if has_one_index else "chart_index"])
    for name in names:
        yield f'<th scope="col">{escape(name)}</th>'
    measures = {series.measure for series in chart.series}
    for column in columns:
        name = wording.labels["chart_rank" if column == RANK else "chart_score"]
        if column == SCORE and len(measures - {PERCENT}) == len(measures) == 1:
            name = f"{name} ({measures.pop()})"
        yield f'<th scope="col" class="num">{escape(name)}</th>'


def _bodies(chart: Chart, columns: list[str], wording: Wording) -> Iterator[str]:
    for series in chart.series:
        name = f'<th scope="rowgroup" rowspan="{len(series.values)}">{escape(label(series, chart))}</th>'
        yield "<tbody>"
        for index, value in enumerate(series.values):
            first = name if index == 0 and len(chart.series) > 1 else ""
            cells = "".join(_cell(value, series.measure, column, wording) for column in columns)
            yield f'<tr>{first}<th scope="row">{value.period.text}</th>{cells}</tr>'
        yield "</tbody>"


def _cell(value: Value, measure: str, column: str, wording: Wording) -> str:
    text = sentences.score_text(value, measure, wording)
    if column == RANK:
        text = sentences.rank_text(value, wording)
    if not text:
        missing = escape(wording.labels["chart_missing"])
        return f'<td class="num"><span class="chart__missing">{missing}</span></td>'
    return f'<td class="num">{escape(text)}{star(wording) if column in value.derived else ""}</td>'


def star(wording: Wording) -> str:
    """Return the mark of a derived figure: a visible star, and a word for screen readers."""
    heard = escape(wording.labels["chart_derived"])
    return f'<span aria-hidden="true">*</span><span class="unseen"> ({heard})</span>'
