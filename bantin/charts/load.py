"""Read data files, and prepare the charts that pages request, with all problems of both."""

import os
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from bantin.cache.blobs import digest
from bantin.charts import sentences
from bantin.charts.bars import BarData, draw_bars, summed
from bantin.charts.choose import Chart, ChoiceError, choose
from bantin.charts.drawing import draw_with_rows
from bantin.charts.export import as_csv
from bantin.charts.facts import facts
from bantin.charts.read import MAX_BYTES, read
from bantin.charts.series import SeriesData
from bantin.charts.table import table
from bantin.charts.wording import Wording
from bantin.errors import Problem, problem
from bantin.model import CHART_BASE, ChartCatalog, ChartRequest, RenderedChart
from bantin.system.os_errors import affects_every_file
from bantin.system.regular_files import open_regular
from bantin.urls import composed, figures_address


def load(
    folder: str, names: Sequence[str], requests: Iterable[ChartRequest], wording: Wording, *, shown_as: str
) -> tuple[ChartCatalog, list[Problem]]:
    """Read all data files `names` in `folder`, and choose the requested charts, whose names are in NFC.

    Return the problems of the files, too; faults of requests are in the ChartCatalog.
    """
    data_by_source: dict[str, SeriesData | BarData] = {}
    problems: list[Problem] = []
    for name in names:
        data, file_problems = _read(os.path.join(folder, name), shown_as + name)
        problems += file_problems
        if data:
            data_by_source[composed(name)] = data
    charts: dict[ChartRequest, Chart | BarData] = {}
    faults: dict[ChartRequest, tuple[str, Mapping[str, object]]] = {}
    for request in requests:
        name, tail = request
        if name in data_by_source:
            try:
                charts[request] = _choose(data_by_source[name], tail)
            except ChoiceError as fault:
                faults[request] = (fault.code, fault.values)
    digests = {request: digest(repr(chart)) for request, chart in charts.items()}
    broken = frozenset(map(composed, names)) - data_by_source.keys()
    tables = {name: as_csv(data_by_source[name]) for name, _ in charts}
    return ChartCatalog(digests, _ChartRenderer(charts, wording), faults, broken, tables), problems


def _choose(data: SeriesData | BarData, tail: str) -> Chart | BarData:
    if isinstance(data, SeriesData):
        return choose(data, tail)
    if tail:
        raise ChoiceError("chart-tail", tail=tail)
    return data


class _ChartRenderer:
    """Draws charts on demand, since most builds need few of them. Can be pickled."""

    def __init__(self, charts: Mapping[ChartRequest, Chart | BarData], wording: Wording) -> None:
        self._charts = charts
        self._wording = wording
        self._drawn: dict[ChartRequest, RenderedChart] = {}

    def __call__(self, request: ChartRequest) -> RenderedChart:
        if request not in self._drawn:
            chart, link = self._charts[request], _link_to_table(request[0], self._wording)
            if isinstance(chart, BarData):
                self._drawn[request] = _draw_bars(chart, link, self._wording)
            else:
                self._drawn[request] = _draw(chart, link, self._wording)
        return self._drawn[request]


def _read(file: str, path: str) -> tuple[SeriesData | BarData | None, list[Problem]]:
    try:
        with open_regular(file) as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as fault:
        if affects_every_file(fault):
            raise
        return None, [problem(path, 0, "unreadable", reason=fault.strerror or fault)]
    return read(data, path=path)


def _draw_bars(data: BarData, link: str, wording: Wording) -> RenderedChart:
    source = _note(f"{wording.labels['source']}: {data.source}" if data.source else "")
    is_rounded = data.is_whole and summed(data.bars) != data.full
    rounded = _note(wording.labels["chart_rounded_note"] if is_rounded else "")
    below = f"{draw_bars(data, wording)}{rounded}{link}{source}"
    return RenderedChart(title=escape(data.title), below=below, facts=(), details=below)


def _draw(chart: Chart, link: str, wording: Wording) -> RenderedChart:
    has_stars = any(value.derived for series in chart.series for value in series.values)
    stars = _note(wording.labels["chart_derived_note"] if has_stars else "")
    source = _note(f"{wording.labels['source']}: {chart.source}" if chart.source else "")
    summary, figures = escape(wording.labels["chart_data"]), table(chart, wording)
    drawing = f"{_note(sentences.notes(chart, wording))}{draw_with_rows(chart, wording)}"
    return RenderedChart(
        title=escape(sentences.heading(chart)),
        below=f"{drawing}<details><summary>{summary}</summary>{figures}{stars}{link}</details>{source}",
        facts=facts(chart, wording),
        details=f"{stars}<details><summary>{summary}</summary>{figures}{link}</details>{source}",
    )


def _link_to_table(name: str, wording: Wording) -> str:
    """Return the link to the CSV of the data file `name`."""
    address, text = f"{CHART_BASE}{figures_address(name)}", escape(wording.labels["chart_csv"])
    return f'<p class="chart__file"><a href="{address}" download>{text}</a></p>'


def _note(text: str) -> str:
    return f'<p class="chart__note">{escape(text)}</p>' if text else ""
