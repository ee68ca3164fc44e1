"""The charts on the home page, configured in site.toml."""

from markupsafe import Markup, escape

from bantin.cache.blobs import digest_bytes
from bantin.config import HomeChart
from bantin.model import CHART_BASE, ChartFact, RenderedChart, chart_below
from bantin.pages.context import SiteContext
from bantin.pages.page_kind import EditedArticles, Input, Page, Rendering
from bantin.system.named_tuple import NamedTuple

_NO_CHART = RenderedChart("", "", (), "")


class ChartView(NamedTuple):
    """One of `charts` in layouts. form: "chart" or "facts". url: of a page with details, or "".

    chart: the description, the `<svg>`, the table and the source. facts: the newest figures, with `ruler` and
    `course` as Markup. details: what stars mean, the table and the source.
    """

    form: str
    id: str
    title: Markup
    url: str
    chart: Markup
    facts: tuple[ChartFact, ...]
    details: Markup


class HomeCharts(Input[tuple[ChartView, ...]]):
    """The charts of site.toml, drawn from data files in content/."""

    def select(self, context: SiteContext, _page: Page) -> tuple[HomeChart, ...]:
        return context.config.charts

    def digest(self, context: SiteContext, page: Page) -> bytes:
        digests = context.link_targets.charts.digests
        return digest_bytes(b"".join([digests[chart.request] for chart in self.select(context, page)]))

    def may_change(self, _context: SiteContext, _page: Page, _edited: EditedArticles) -> bool:
        return False

    def value(self, rendering: Rendering) -> tuple[ChartView, ...]:
        context = rendering.views.context
        charts = self.select(context, rendering.page)
        return tuple(_view(context, chart, number) for number, chart in enumerate(charts, 1))


def _drawn(context: SiteContext, chart: HomeChart) -> RenderedChart:
    """Draw a chart; empty if it has problems: the build will stop, but layouts are checked first."""
    charts = context.link_targets.charts
    return charts.draw(chart.request) if chart.request in charts.digests else _NO_CHART


def _view(context: SiteContext, chart: HomeChart, number: int) -> ChartView:
    drawn, base = _drawn(context, chart), context.config.base
    is_elsewhere = not chart.to or ":" in chart.to
    return ChartView(
        form=chart.form,
        id=f"bieu-do-{number}",
        title=escape(chart.title) if chart.title else _html(drawn.title),
        url=chart.to if is_elsewhere else context.url(chart.to.lstrip("/")),
        chart=_html(chart_below(drawn.below, number).replace(CHART_BASE, base)),
        facts=tuple(
            fact._replace(ruler=_html(fact.ruler), course=_html(fact.course)) for fact in drawn.facts
        ),
        details=_html(drawn.details.replace(CHART_BASE, base)),
    )


def _html(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - bantin.charts escapes what comes from data files
