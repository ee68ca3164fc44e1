"""The newest figure of each series, in large type, with its rank and its change."""

from collections.abc import Iterator
from html import escape

from bantin.charts.choose import Chart, label
from bantin.charts.points import is_same_scale
from bantin.charts.sentences import rank_text
from bantin.charts.series import PERCENT, RANK, SCORE, Series, Value
from bantin.charts.table import star
from bantin.charts.wording import Wording
from bantin.model import ChartFact
from bantin.text.line_breaks import NO_BREAK

_FROM, _TO, _MIDDLE = 16.0, 224.0, 8  # of a ruler 248 by 16


def facts(chart: Chart, wording: Wording) -> tuple[ChartFact, ...]:
    return tuple(_fact(series, label(series, chart), wording) for series in chart.series)


def _fact(series: Series, name: str, wording: Wording) -> ChartFact:
    last = series.values[-1]
    by = SCORE if last.rank is None else RANK
    before = _before(series, by)
    course = ", ".join(_course(last, before, series.measure, wording))
    return ChartFact(
        name=name,
        year=last.period.name,
        about=series.about,
        amount=_amount(last, wording),
        measure=_measure(last, series.measure, wording),
        ruler=_ruler(last, before, wording) if by == RANK else "",
        course=course[:1].upper() + course[1:],
    )


def _before(series: Series, by: str) -> Value | None:
    """Return the newest earlier value on the same scale as the last one, or None."""
    *others, last = series.values
    for other in reversed(others):
        if (other.score if by == SCORE else other.rank) is not None:
            return other if is_same_scale(other, last, by) else None
    return None


def _amount(value: Value, wording: Wording) -> str:
    shows = RANK if value.score is None else SCORE
    amount = wording.count(value.rank or 0) if value.score is None else wording.decimal(value.score)
    return f"{amount}*" if shows in value.derived else amount


def _measure(value: Value, measure: str, wording: Wording) -> str:
    if value.score is None:
        return f"/{wording.count(value.places or 0)}"
    if measure == PERCENT or value.maximum is None:
        return f"{NO_BREAK}{measure}"
    return f"/{wording.decimal(value.maximum)} {measure}"


def _course(last: Value, before: Value | None, measure: str, wording: Wording) -> Iterator[str]:
    """Yield sentences such as "thứ 58/63" and "lùi 1 bậc so với 2017", with a star for derived figures."""
    mark = star(wording)
    if last.rank is not None and last.score is not None:
        yield f"thứ {escape(rank_text(last, wording))}{mark if RANK in last.derived else ''}"
    if before is not None:
        by = SCORE if last.rank is None else RANK
        change = escape(_change(last, before, measure, wording))
        yield f"{change} so với {before.period.name}{mark if by in before.derived else ''}"


def _change(last: Value, before: Value, measure: str, wording: Wording) -> str:
    """Return how much better or worse the newest value is; a smaller rank is better."""
    if last.rank is not None and before.rank is not None:
        steps = before.rank - last.rank
        verb = "lên" if steps > 0 else "lùi"
        return f"{verb} {wording.count(abs(steps))} bậc" if steps else "giữ nguyên hạng"
    assert last.score is not None and before.score is not None
    more = last.score - before.score
    verb = "tăng" if more > 0 else "giảm"
    counted = "điểm phần trăm" if measure == PERCENT else measure
    return f"{verb} {wording.decimal(abs(more))} {counted}" if more else "không đổi"


def _ruler(last: Value, before: Value | None, wording: Wording) -> str:
    """Draw a ruler from rank 1 to the last: the earlier rank hollow, the newest filled."""
    assert last.rank is not None and last.places is not None
    was = (
        _diamond(before.rank, before.places, 4, "facts__was")
        if before and before.rank and before.places
        else ""
    )
    return (
        '<svg class="facts__ruler" viewBox="0 0 248 16" width="248" height="16" aria-hidden="true">'
        f'<text x="0" y="12">1</text><text x="232" y="12">{escape(wording.count(last.places))}</text>'
        f'<path d="M{_FROM:g} {_MIDDLE}H{_TO:g}M{_FROM:g} 4v8M{_TO:g} 4v8"/>'
        f"{was}{_diamond(last.rank, last.places, 6.5, 'facts__now')}</svg>"
    )


def _diamond(rank: int, places: int, reach: float, name: str) -> str:
    middle = _FROM + (rank - 1) / max(places - 1, 1) * (_TO - _FROM)
    r = f"{reach:g}"
    return f'<path class="{name}" d="M{middle:.1f} {_MIDDLE - reach:g}l{r} {r}-{r} {r}-{r}-{r}z"/>'
