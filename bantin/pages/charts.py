"""The charts on the home page, as site.toml asks for them."""

from markupsafe import Markup, escape

from bantin.cache.blobs import digest
from bantin.config import HomeChart
from bantin.model import Drawn, Fact, chart_below
from bantin.pages.bulletin import Bulletin
from bantin.system.named_tuple import NamedTuple

_NOTHING = Drawn("", "", (), "")


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
    facts: tuple[Fact, ...]
    behind: Markup


def part(bulletin: Bulletin) -> bytes:
    """A digest of all that `views` gives, besides the settings."""
    stamps = bulletin.places.gallery.stamps
    return digest([stamps[one.wish] for one in bulletin.config.charts])


def views(bulletin: Bulletin) -> tuple[ChartView, ...]:
    return tuple(_view(bulletin, one, number) for number, one in enumerate(bulletin.config.charts, 1))


def _drawn(bulletin: Bulletin, one: HomeChart) -> Drawn:
    """Empty where there is a fault in it: then nothing is published, but layouts are read for their own."""
    gallery = bulletin.places.gallery
    return gallery.draw(one.wish) if one.wish in gallery.stamps else _NOTHING


def _view(bulletin: Bulletin, one: HomeChart, number: int) -> ChartView:
    drawn = _drawn(bulletin, one)
    return ChartView(
        form=one.form,
        id=f"bieu-do-{number}",
        title=escape(one.title) if one.title else _html(drawn.title),
        url=one.to if not one.to or ":" in one.to else bulletin.url(one.to.lstrip("/")),
        chart=_html(chart_below(drawn.below, number)),
        facts=tuple(one._replace(ruler=_html(one.ruler), course=_html(one.course)) for one in drawn.facts),
        behind=_html(drawn.behind),
    )


def _html(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - bantin.charts escapes what comes from data files
