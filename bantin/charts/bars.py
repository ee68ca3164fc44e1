"""Bar charts: a ranking of one year, and the parts of a whole, as tables with a bar for each figure."""

from collections.abc import Iterable
from decimal import Decimal
from html import escape

from bantin.charts.choose import MOST_SERIES
from bantin.charts.series import PERCENT
from bantin.charts.svg import SHAPES
from bantin.charts.wording import Wording
from bantin.system.named_tuple import NamedTuple
from bantin.text.line_breaks import NO_BREAK

MOST_PARTS = MOST_SERIES  # as many as have a colour and a shape of their own

_HEIGHT = 40  # of the bar of all parts, in pixels

_TENTH, _ALL = Decimal("0.1"), Decimal("100.0")  # per cent


class Bar(NamedTuple):
    """A name and its figure, such as a district and its score."""

    name: str
    amount: Decimal


class BarData(NamedTuple):
    """A data file with bars. full: the amount of the longest bar. is_whole: the bars are parts of `full`."""

    title: str
    measure: str
    source: str
    bars: tuple[Bar, ...]
    full: Decimal
    is_whole: bool


def summed(bars: tuple[Bar, ...]) -> Decimal:
    """Return the sum of all amounts."""
    return sum((bar.amount for bar in bars), start=Decimal(0))


def rounding(bars: tuple[Bar, ...], measure: str) -> Decimal:
    """Return by how much the sum of parts may miss the whole: percentages by half of each last decimal."""
    if measure != PERCENT:
        return Decimal(0)
    decimals = [bar.amount.as_tuple().exponent for bar in bars]
    return sum((Decimal(5).scaleb(int(places) - 1) for places in decimals), start=Decimal(0))


def draw_bars(data: BarData, wording: Wording) -> str:
    """Return the table; for the parts of a whole, with one bar of all parts above it."""
    return f"{_stacked(data)}{_parts(data, wording)}" if data.is_whole else _ranking(data, wording)


def ranked(data: BarData) -> list[tuple[int, Bar]]:
    """Return the bars from the highest amount to the lowest, each with its rank; equal amounts share one."""
    amounts = [bar.amount for bar in data.bars]
    ranks = [(1 + sum(other > bar.amount for other in amounts), bar) for bar in data.bars]
    return sorted(ranks, key=lambda pair: pair[0])


def _ranking(data: BarData, wording: Wording) -> str:
    labels = wording.labels
    heads = (
        _head(labels["chart_rank"], is_number=True),
        _head(labels["chart_unit"]),
        _head(_with_measure(labels["chart_score"], data), is_number=True),
    )
    rows = (
        f'<tr><td class="num">{wording.count(rank)}</td><th scope="row">{escape(bar.name)}'
        f'<svg class="bars__bar chart__series-2" aria-hidden="true" width="100%" height="10">'
        f'<rect width="{_percent(bar.amount, data)}" height="10"/></svg></th>'
        f'<td class="num">{wording.decimal(bar.amount)}</td></tr>'
        for rank, bar in ranked(data)
    )
    return _table(labels["chart_data"], heads, rows)


def _parts(data: BarData, wording: Wording) -> str:
    labels = wording.labels
    is_share = data.measure == PERCENT and data.full == _ALL  # then amounts and shares are the same
    name = _with_measure(labels["chart_share" if is_share else "chart_amount"], data)
    heads = [_head(labels["chart_part"]), _head(name, is_number=True)]
    if not is_share:
        heads.append(_head(labels["chart_share"], is_number=True))

    def figures(amount: Decimal) -> str:
        share = "" if is_share else f'<td class="num">{_share(amount, data, wording)}</td>'
        return f'<td class="num">{wording.decimal(amount)}</td>{share}'

    rows = (
        f'<tr><th scope="row"><svg class="bars__mark chart__series-{index + 1}" aria-hidden="true" width="16"'
        f' height="16"><path d="M8 8{SHAPES[index]}"/></svg>{escape(bar.name)}</th>{figures(bar.amount)}</tr>'
        for index, bar in enumerate(data.bars)
    )
    total = f'<tr><th scope="row">{escape(labels["chart_total"])}</th>{figures(data.full)}</tr>'
    return _table(labels["chart_data"], heads, (*rows, total))


def _stacked(data: BarData) -> str:
    """Return one bar with a segment for each part, marked like the part's row, which has the figures."""
    fields, start = [], Decimal(0)
    for index, bar in enumerate(data.bars):
        middle = _percent(start + bar.amount / 2, data)
        shape = f'<path d="M0 {_HEIGHT // 2}{SHAPES[index]}"/>'
        mark = f'<svg x="{middle}" overflow="visible" aria-hidden="true">{shape}</svg>'
        has_room = bar.amount * 12 > data.full  # a twelfth of a phone's width holds a mark
        fields.append(
            f'<g class="chart__series-{index + 1}"><rect x="{_percent(start, data)}"'
            f' width="{_percent(bar.amount, data)}" height="{_HEIGHT}"/>{mark if has_room else ""}</g>'
        )
        start += bar.amount
    size = f'width="100%" height="{_HEIGHT}"'
    return f'<svg class="chart__drawing bars__whole" aria-hidden="true" {size}>{"".join(fields)}</svg>'


def _table(caption: str, heads: Iterable[str], rows: Iterable[str]) -> str:
    return (
        f'<table class="table bars"><caption class="unseen">{escape(caption)}</caption>'
        f"<thead><tr>{''.join(heads)}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _head(text: str, *, is_number: bool = False) -> str:
    number = ' class="num"' if is_number else ""
    return f'<th scope="col"{number}>{escape(text)}</th>'


def _with_measure(label: str, data: BarData) -> str:
    """Return the heading of a column of amounts, with the measure on one line."""
    return f"{label} ({data.measure.replace(' ', NO_BREAK)})"


def _percent(amount: Decimal, data: BarData) -> str:
    return f"{float(amount / data.full * 100):.2f}%"


def _share(amount: Decimal, data: BarData, wording: Wording) -> str:
    """Return the share of an amount; one near 0 or near the whole is not rounded to it."""
    share = (amount / data.full * 100).quantize(_TENTH)
    sign = ""
    if not share and amount:
        sign, share = "<", _TENTH
    elif share == _ALL and amount < data.full:
        sign, share = ">", _ALL - _TENTH
    return f"{escape(sign)}{wording.decimal(share)}{NO_BREAK}%"
