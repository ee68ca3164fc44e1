"""Data files read and the charts made ready that pages ask for, with all that is wrong with either."""

import os
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from bantin.cache.blobs import digest
from bantin.charts import sentences
from bantin.charts.choose import Chart, ChoiceError, choose
from bantin.charts.drawing import draw
from bantin.charts.facts import facts
from bantin.charts.read import MAX_BYTES, read
from bantin.charts.series import Data
from bantin.charts.table import table
from bantin.charts.wording import Wording
from bantin.errors import Problem, problem
from bantin.model import ChartCatalog, ChartRequest, RenderedChart
from bantin.system.os_errors import affects_every_file
from bantin.system.regular_files import open_regular


def load(
    folder: str, names: Sequence[str], wishes: Iterable[ChartRequest], wording: Wording, *, shown_as: str
) -> tuple[ChartCatalog, list[Problem]]:
    """Read the data files `names` in `folder`, all of them, and choose what is wished for.

    The problems are those of the files; faults of wishes are in the ChartCatalog.
    """
    data_by_source: dict[str, Data] = {}
    problems: list[Problem] = []
    for name in names:
        data, more = _read(os.path.join(folder, name), shown_as + name)
        problems += more
        if data:
            data_by_source[name] = data
    charts: dict[ChartRequest, Chart] = {}
    faults: dict[ChartRequest, tuple[str, Mapping[str, object]]] = {}
    for wish in wishes:
        name, tail = wish
        if name in data_by_source:
            try:
                charts[wish] = choose(data_by_source[name], tail)
            except ChoiceError as fault:
                faults[wish] = (fault.code, fault.args_)
    digests = {wish: digest(repr(chart)) for wish, chart in charts.items()}
    broken = frozenset(names) - data_by_source.keys()
    return ChartCatalog(digests, _ChartRenderer(charts, wording), faults, broken), problems


class _ChartRenderer:
    """Draws when asked: most builds need few of a site's charts. Crosses to other processes."""

    def __init__(self, charts: Mapping[ChartRequest, Chart], wording: Wording) -> None:
        self._charts = charts
        self._wording = wording
        self._drawn: dict[ChartRequest, RenderedChart] = {}

    def __call__(self, wish: ChartRequest) -> RenderedChart:
        if wish not in self._drawn:
            self._drawn[wish] = _draw(self._charts[wish], self._wording)
        return self._drawn[wish]


def _read(file: str, path: str) -> tuple[Data | None, list[Problem]]:
    try:
        with open_regular(file) as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as fault:
        if affects_every_file(fault):
            raise
        return None, [problem(path, 0, "unreadable", said=fault.strerror or fault)]
    return read(data, path=path)


def _draw(chart: Chart, wording: Wording) -> RenderedChart:
    has_stars = any(value.derived for series in chart.series for value in series.values)
    stars = _note(wording.labels["chart_derived_note"] if has_stars else "")
    source = _note(f"{wording.labels['source']}: {chart.source}" if chart.source else "")
    summary, figures = escape(wording.labels["chart_data"]), table(chart, wording)
    drawing = f"{_note(sentences.notes(chart, wording))}{draw(chart, wording)}"
    return RenderedChart(
        title=escape(sentences.heading(chart)),
        below=f"{drawing}<details><summary>{summary}</summary>{figures}{stars}</details>{source}",
        facts=facts(chart, wording),
        details=f"{stars}<details><summary>{summary}</summary>{figures}</details>{source}",
    )


def _note(text: str) -> str:
    return f'<p class="chart__note">{escape(text)}</p>' if text else ""
