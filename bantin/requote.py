"""The feeds that show an edited body, printed anew beside an edit of nothing but bodies.

Of the site no more is put in order than these feeds show. That this suffices is proved each time: with the
articles as they were before, the very recipes must come out that these feeds were printed by.
"""

from bantin import sources
from bantin.addresses import file_name
from bantin.assets import gather as gather_assets
from bantin.cache import Pack
from bantin.catalog import Shelf, Site, arrange
from bantin.clock import patience
from bantin.config import Config
from bantin.content.fields import INDEX
from bantin.content.records import Frozen
from bantin.errors import ContentError
from bantin.gather import bulletin_of
from bantin.made import Made
from bantin.memory import Memory
from bantin.options import Options
from bantin.plan.feeds import pages as feed_pages
from bantin.press import Press, compiled_layouts
from bantin.render import SECONDS
from bantin.retouch import Anew, Edit, MoreError, places_of
from bantin.search import finder
from bantin.sources import Seen


def reprinted(config: Config, options: Options, seen: Seen, memory: Memory, edit: Edit) -> Anew | None:
    """The feeds of `edit`; None where only the whole site tells what they show. Raises DamagedCacheError."""
    try:
        before, now = _presses(config, options, seen, memory, edit)
        pages = [page for page in feed_pages(now.bulletin) if page.key[0] in edit.feeds]
        paths = [file_name(page.address) for page in pages]
        last = [edit.last.pages.find(path) for path in paths]
        if [one and one.recipe for one in last] != before.recipes(pages):
            return None
        data: dict[str, bytes] = {}
        made: dict[str, Made] = {}
        prose = Pack(memory.pack, fresh_from=memory.fresh_from)
        with patience(SECONDS) as go_on:
            for path, page, recipe in zip(paths, pages, now.recipes(pages), strict=True):
                data[path], slots = now.print(now.compose(page, prose))
                made[path] = Made(recipe, slots)
                go_on()
    except (MoreError, ContentError):
        return None  # what is wrong with a layout is told with all else
    return Anew(data, made)


def _presses(config: Config, options: Options, seen: Seen, memory: Memory, edit: Edit) -> tuple[Press, Press]:
    """What would have printed these feeds before, and what prints them now. Raises MoreError."""
    before, now = (_site(options, seen, edit, frozen) for frozen in (memory.frozen, edit.frozen))
    places = places_of(config, seen, memory, [shelf.article for shelf in now.articles])
    assets = gather_assets(sources.names_by_folder(config.assets, seen))
    find = finder(config, options.search, drafts=options.drafts, engine=memory.engine, clean=False)

    def press(site: Site) -> Press:
        has_search = find is not None
        bulletin = bulletin_of(config, site, places, assets, memory, now=options.now, search=has_search)
        return Press(bulletin, engine=memory.engine, compiled=compiled_layouts(config, memory.engine))

    return press(before), press(now)


def _site(options: Options, seen: Seen, edit: Edit, frozen: Frozen) -> Site:
    """A site of the articles in these feeds alone, in their sections."""
    quoted = {source for path in edit.feeds for source in edit.last.quoted[path]}
    indexes = [source for source in seen.markdown() if source.rpartition("/")[2] == INDEX]
    records = [frozen.record(source) for source in (*sorted(quoted), *indexes)]
    shelves = [Shelf(one.article, one.prose) for one in records if one.article and one.prose]
    return arrange(shelves, (), now=options.now, drafts=options.drafts)
