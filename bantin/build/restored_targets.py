"""The link targets of the last build, and the attributes that they give to an edited body."""

from functools import cache, cached_property
from typing import TYPE_CHECKING

from bantin.build.context import Context
from bantin.build.site_index import SiteIndex, TargetIndex
from bantin.cache.tables import split_paths
from bantin.images.picture import PictureRecord, PreparedPicture
from bantin.model import Article, ChartCatalog, RenderedChart
from bantin.site.links import Attachment, LinkTargets, target_attributes
from bantin.urls import LocatedTarget, composed

if TYPE_CHECKING:  # with all that plans pages
    from bantin.pages.pictures import PictureViews


class BodyTargets:
    """The attributes of the targets in bodies. Layouts are loaded only for a body with pictures."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def of(self, article: Article) -> tuple[str, ...]:
        """Return the attributes of the targets in an article's body, as `PictureViews.targets` does."""
        targets = [LocatedTarget(*target) for target in article.targets]
        if any(target.kind == "picture" for target in targets):
            return self._pictures.targets(article)
        return tuple([target_attributes(target, self._link_targets) for target in targets])

    @cached_property
    def _link_targets(self) -> LinkTargets:
        return restore_targets(self._context)

    @cached_property
    def _pictures(self) -> "PictureViews":
        from bantin.build.render import picture_drawer
        from bantin.pages.pictures import PictureViews

        return PictureViews(self._link_targets, picture_drawer(self._context.renderer.result()))


def restore_targets(context: Context) -> LinkTargets:
    """Return the link targets of the last build, without the addresses of all pages."""
    assert context.previous.state
    index = SiteIndex(*context.previous.state.site_index.value)
    targets = TargetIndex(*index.targets)
    sources = dict(zip(split_paths(composed(index.sources)), split_paths(index.addresses), strict=True))
    sources |= dict(targets.sources)
    pictures = {
        composed(source): PictureRecord(*record) for source, record in context.previous.pictures.items()
    }
    return LinkTargets(
        sources=sources,
        unpublished={composed(source): address for source, address in targets.unpublished},
        unpublished_addresses=frozenset(targets.unpublished_addresses),
        addresses=frozenset(),
        broken=frozenset(),
        pictures={source: PreparedPicture(*pictures[source].shown) for source in targets.shown},
        linked_pictures={source: PreparedPicture(*pictures[source].linked) for source in targets.linked},
        files={source: Attachment(*file) for source, file in targets.files},
        charts=_restore_charts(context, targets),
        other_files=tuple(
            composed(path) for path in context.snapshot.content.files if not path.endswith(".md")
        ),
        base=context.config.base,
        video_hosts=context.config.video_hosts,
        knows_addresses=False,
        dead_as_text=context.config.dead_links == "warn",
    )


def _restore_charts(context: Context, targets: TargetIndex) -> ChartCatalog:
    """Return the charts; their data files are read when the first is drawn."""

    @cache
    def catalog() -> ChartCatalog:
        from bantin.build.media import load_charts

        return load_charts(context, [request for request, _ in targets.charts])[0]

    def draw(request: tuple[str, str]) -> RenderedChart:
        return catalog().draw(request)

    return ChartCatalog(dict(targets.charts), draw, {}, frozenset())
