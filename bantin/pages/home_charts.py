"""The charts on the home page, as site.toml asks for them."""

from markupsafe import Markup, escape

from bantin.cache.blobs import digest
from bantin.config import HomeChart
from bantin.model import ChartFact, RenderedChart, chart_below
from bantin.pages.context import SiteContext
from bantin.system.named_tuple import NamedTuple

_NOTHING = RenderedChart("", "", (), "")


class ChartView(NamedTuple):
    """One of `charts` in layouts. form: "chart" or "facts". url: of the page that says more, or "".

    chart: how to read it, the `<svg>`, the table and the source. facts: the newest figures, with `ruler` and
    `course` as Markup. behind: what stars mean, the table and the source.
    """

    form: str
    id: str
    title: Markup
    url: str
    chart: Markup
    facts: tuple[ChartFact, ...]
    behind: Markup


def part(context: SiteContext) -> bytes:
    """A digest of all that `views` gives, besides the settings."""
    stamps = context.link_targets.charts.stamps
    return digest([stamps[one.wish] for one in context.config.charts])


def views(context: SiteContext) -> tuple[ChartView, ...]:
    return tuple(_view(context, one, number) for number, one in enumerate(context.config.charts, 1))


def _drawn(context: SiteContext, one: HomeChart) -> RenderedChart:
    """Empty where there is a fault in it: then nothing is published, but layouts are read for their own."""
    gallery = context.link_targets.charts
    return gallery.draw(one.wish) if one.wish in gallery.stamps else _NOTHING


def _view(context: SiteContext, one: HomeChart, number: int) -> ChartView:
    drawn = _drawn(context, one)
    return ChartView(
        form=one.form,
        id=f"bieu-do-{number}",
        title=escape(one.title) if one.title else _html(drawn.title),
        url=one.to if not one.to or ":" in one.to else context.url(one.to.lstrip("/")),
        chart=_html(chart_below(drawn.below, number)),
        facts=tuple(one._replace(ruler=_html(one.ruler), course=_html(one.course)) for one in drawn.facts),
        behind=_html(drawn.behind),
    )


def _html(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - bantin.charts escapes what comes from data files
