"""The sentences of a chart: its name, its description, and notes on how to read it."""

from collections.abc import Iterator
from itertools import pairwise

from bantin.charts.choose import Chart, label, shown
from bantin.charts.points import is_same_scale
from bantin.charts.series import PERCENT, RANK, SCORE, Series, Value
from bantin.charts.wording import Wording
from bantin.text.line_breaks import NO_BREAK


def heading(chart: Chart) -> str:
    """Return the heading of a chart without a name: "Thứ hạng PAPI của Lai Châu, 2017–2018"."""
    what = "Thứ hạng" if chart.shows == RANK else "Kết quả"
    return chart.title or f"{what} {_subject(chart)}, {_span(chart)}"


def title(chart: Chart) -> str:
    """Return the accessible name of the drawing."""
    what = "Biểu đồ thứ hạng" if chart.shows == RANK else "Biểu đồ kết quả"
    return f"{what} {_subject(chart)}, {_span(chart)}"


def description(chart: Chart, wording: Wording) -> str:
    """Describe each line from its first period to its last; the table has those between."""
    courses = [_course(series, chart, wording) for series in chart.series]
    places = _places(chart)
    return " ".join([f"Xếp hạng trong {wording.count(places)}.", *courses] if places else courses)


def notes(chart: Chart, wording: Wording) -> str:
    """Explain the drawing where necessary: inverted axis, hollow points, gaps."""
    lines = [wording.labels[name] for name in _notes(chart)]
    if chart.shows == SCORE:
        lines.insert(0, f"{wording.labels['chart_measure']}: {chart.series[0].measure}.")
    return " ".join(lines)


def score_text(value: Value, measure: str, wording: Wording) -> str:
    """Return `67,41/97,5`, `74,95 %` or `72,23`; "" without a score."""
    if value.score is None:
        return ""
    text = wording.decimal(value.score)
    if measure == PERCENT:
        return f"{text}{NO_BREAK}%"
    return f"{text}/{wording.decimal(value.maximum)}" if value.maximum is not None else text


def rank_text(value: Value, wording: Wording) -> str:
    """Return `58/63`; "" without a rank."""
    if value.rank is None or value.places is None:
        return ""
    return f"{wording.count(value.rank)}/{wording.count(value.places)}"


def _subject(chart: Chart) -> str:
    labels = ", ".join(label(series, chart) for series in chart.series)
    first = chart.series[0]
    if len({series.unit for series in chart.series}) == 1:
        return f"{labels} của {first.unit}"
    if len({series.index for series in chart.series}) == 1:
        return f"{first.index} của {labels}"
    return labels


def _span(chart: Chart) -> str:
    periods = [value.period for series in chart.series for value in shown(series, chart.shows)]
    first, last = min(periods), max(periods)
    return f"{first.name}–{last.text}" if first < last else first.name


def _course(series: Series, chart: Chart, wording: Wording) -> str:
    values, name = shown(series, chart.shows), label(series, chart)
    first, last = values[0], values[-1]
    amounts = [_spoken(value, series.measure, chart, wording) for value in (first, last)]
    if first is last:
        return f"{name} {last.period.phrase}: {amounts[1]}."
    if not is_same_scale(first, last, chart.shows):
        return f"{name} {first.period.phrase}: {amounts[0]}; {last.period.phrase}: {amounts[1]}."
    verb = _verb(first, last, chart.shows)
    return f"{name} từ {amounts[0]} {first.period.phrase} {verb} {amounts[1]} {last.period.phrase}."


def _places(chart: Chart) -> int:
    """Return the number of ranked units if it is the same in the whole chart, else 0."""
    if chart.shows != RANK:
        return 0
    counts = {value.places for series in chart.series for value in shown(series, RANK)}
    return counts.pop() or 0 if len(counts) == 1 else 0


def _spoken(value: Value, measure: str, chart: Chart, wording: Wording) -> str:
    if chart.shows == RANK:
        text = f"hạng {wording.count(value.rank or 0)}"
        text = text if _places(chart) else f"{text} trong {wording.count(value.places or 0)}"
    else:
        text = score_text(value, measure, wording)
        text = text if measure == PERCENT else f"{text} {measure}"
    return f"{text} ({wording.labels['chart_derived']})" if chart.shows in value.derived else text


def _verb(first: Value, last: Value, shows: str) -> str:
    """Return the verb for the change; a smaller rank is better."""
    before, after = (last.rank, first.rank) if shows == RANK else (first.score, last.score)
    assert before is not None and after is not None
    if before == after:
        return "giữ"
    return "lên" if before < after else "xuống"


def _notes(chart: Chart) -> Iterator[str]:
    values = [shown(series, chart.shows) for series in chart.series]
    if chart.shows == RANK:
        yield "chart_rank_note"
    if any(chart.shows in value.derived for series in values for value in series):
        yield "chart_hollow_note"
    pairs = [pair for series in values for pair in pairwise(series)]
    same = [(earlier, later) for earlier, later in pairs if is_same_scale(earlier, later, chart.shows)]
    if any(later.period.number > earlier.period.number + 1 for earlier, later in same):
        yield "chart_gap_note"
    if len(same) < len(pairs):
        yield "chart_scale_note"
