"""The feeds that show an edited body, printed anew beside an edit of nothing but bodies.

Of the site no more is put in order than these feeds show. That this suffices is proved each time: with the
articles as they were before, the very recipes must come out that these feeds were printed by.
"""

from bantin.assets import gather as gather_assets
from bantin.build import scan
from bantin.build.assemble import bulletin_of
from bantin.build.body_edits import Anew, Edit, MoreError, places_of
from bantin.build.options import Options
from bantin.build.previous import Memory
from bantin.build.render import Press, renderer_of
from bantin.build.scan import Seen
from bantin.cache.blobs import Pack
from bantin.cache.manifest import Made
from bantin.cache.records import Record
from bantin.config import Config
from bantin.content.fields import INDEX, section_of
from bantin.errors import ContentError
from bantin.pages import Page
from bantin.pages.feeds import FeedPage
from bantin.search import finder
from bantin.site import Site, StoredArticle, arrange
from bantin.system.timeouts import patience
from bantin.templates import SECONDS
from bantin.urls import file_name


def reprinted(config: Config, options: Options, seen: Seen, memory: Memory, edit: Edit) -> Anew | None:
    """The feeds of `edit`; None where only the whole site tells what they show. Raises DamagedCacheError."""
    try:
        before, now = _presses(config, options, seen, memory, edit)
        pages = [page for page in FeedPage.pages(now.bulletin) if page.key in edit.feed_sections]
        if not _were_printed_by(before, pages, edit):
            return None
        return _printed(now, pages, memory)
    except (MoreError, ContentError):
        return None  # what is wrong with a layout is told with all else


def _were_printed_by(press: Press, pages: list[Page], edit: Edit) -> bool:
    """Whether this press, of a part of the site, would have made the pages that stand in output/."""
    last = [edit.last.pages.find(file_name(page.address)) for page in pages]
    return [one and one.recipe for one in last] == press.recipes(pages)


def _printed(press: Press, pages: list[Page], memory: Memory) -> Anew:
    anew = Anew({}, {})
    prose = Pack(memory.pack, fresh_from=memory.fresh_from)
    with patience(SECONDS) as go_on:
        for page, recipe in zip(pages, press.recipes(pages), strict=True):
            path = file_name(page.address)
            anew.data[path], slots = press.print(press.compose(page, prose))
            anew.made[path] = Made(recipe, slots)
            go_on()
    return anew


def _presses(config: Config, options: Options, seen: Seen, memory: Memory, edit: Edit) -> tuple[Press, Press]:
    """What would have printed these feeds before, and what prints them now. Raises MoreError."""
    records = _records(seen, memory, edit)
    before, now = (_site(options, found) for found in (records, _with_edited(records, edit)))
    places = places_of(config, seen, memory, [shelf.article for shelf in now.articles])
    assets = gather_assets(scan.names_by_folder(config.assets, seen))
    find = finder(config, options.search, drafts=options.drafts, engine=memory.engine, clean=False)
    renderer = renderer_of(config, memory.engine)

    def press(site: Site) -> Press:
        has_search = find is not None
        bulletin = bulletin_of(config, site, places, assets, memory, now=options.now, search=has_search)
        return Press(bulletin, renderer, engine=memory.engine)

    return press(before), press(now)


def _records(seen: Seen, memory: Memory, edit: Edit) -> list[Record]:
    """The articles in these feeds as they were, and the files of their sections."""
    quoted = {source for path in edit.feed_sections for source in edit.last.quoted[path]}
    sections = {*edit.feed_sections, *map(section_of, quoted)}
    indexes = [
        source
        for source in seen.markdown()
        if source.rpartition("/")[2] == INDEX and section_of(source) in sections
    ]
    return [memory.frozen.record(source) for source in (*sorted(quoted), *indexes)]


def _with_edited(records: list[Record], edit: Edit) -> list[Record]:
    return [edit.frozen.record(one.source) if one.source in edit.edited else one for one in records]


def _site(options: Options, records: list[Record]) -> Site:
    """A site of these articles alone, in their sections."""
    shelves = [StoredArticle(one.article, one.prose) for one in records if one.article and one.prose]
    return arrange(shelves, (), now=options.now, drafts=options.drafts)
