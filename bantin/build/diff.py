"""One edition of the site: its pages and files, what of them is stale, and putting it together in staging."""

import os
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from itertools import chain

from bantin.build.previous import Memory
from bantin.build.render import Press, compiled_layouts, print_pages, renderer_of, splice_pages
from bantin.build.resident import Gathered
from bantin.build.scan import Seen, names_by_folder
from bantin.cache.blobs import Pack
from bantin.cache.manifest import Made, Pages
from bantin.cache.records import Frozen
from bantin.cache.state import State
from bantin.config import Config
from bantin.pages import Page, SiteDigests, StaticFile, articles_in_feeds, site_digests, unchanged_since
from bantin.parallel import Workers, flatten
from bantin.publish.staging import Staging
from bantin.publish.swap import remove
from bantin.system.named_tuple import NamedTuple
from bantin.templates import Renderer
from bantin.urls import file_name


class Verdict(NamedTuple):
    """What is to be done: paths to take over from output/ and to splice, pages and files to make.

    recipes: beside the edition's pages; empty where there was nothing to compare them with.
    """

    recipes: list[bytes]
    keep: list[str]
    splice: list[str]
    render: list[Page]
    copy: list[StaticFile]


class Edition(NamedTuple):
    """Everything that will stand in output/. paths: beside `pages`. slots: slot to digest. around: see
    plan.steady.
    """

    press: Press
    pages: list[Page]
    paths: list[str]
    slots: dict[str, bytes]
    files: list[StaticFile]
    around: SiteDigests


def renderer_at_hand(config: Config, seen: Seen, engine: bytes, *, anew: bool) -> Renderer:
    """Renders the site's layouts. All are compiled, if this engine never did that; where all pages are made
    `anew` they are loaded, for this process and those it starts. What is wrong with one is told in its place.
    """
    renderer, folder = renderer_of(config, engine), compiled_layouts(config, engine)
    is_known = os.path.exists(folder)
    if not is_known:
        _forget_others(folder)
    if anew or not is_known:
        names = {name for found in names_by_folder(config.layouts, seen).values() for name in found}
        renderer.load(sorted(names))
    return renderer


def _forget_others(folder: str) -> None:
    """Remove what engines before this one have left beside its own folder."""
    parent, own = os.path.split(folder)
    for name in os.listdir(parent) if os.path.isdir(parent) else ():
        if name != own:
            remove(f"{parent}/{name}")


def prepare(gathered: Gathered, renderer: Renderer, *, engine: bytes, anew: bool = False) -> Edition:
    """The shared parts are printed here, and where all pages are made `anew` what most of them show.

    Raises ContentError for layouts at fault.
    """
    press = Press(gathered.bulletin, renderer, engine=engine)
    pages = gathered.pages
    paths = [file_name(page.address) for page in pages]
    shared = press.read_layouts(pages)
    slots = press.print_slots()
    if anew:
        press.make_lines()
    return Edition(
        press, pages, paths, slots, gathered.files, site_digests(gathered.bulletin, gathered.kin_key, shared)
    )


def judge(edition: Edition, last: State | None, intact: AbstractSet[str]) -> Verdict:
    """Compare what each page would be made from with what it was made from.

    `intact` has the files that stand in output/ just as the last build left them.
    """
    if last is None:
        return Verdict([], [], [], edition.pages, edition.files)
    changed = {slot for slot, now in edition.slots.items() if last.slots.get(slot) != now}
    known = last.pages.all()
    verdict = Verdict(_recipes(edition, last), [], [], [], [])
    for page, path, recipe in zip(edition.pages, edition.paths, verdict.recipes, strict=True):
        before = known.get(path)
        if before is None or before.recipe != recipe or path not in intact:
            verdict.render.append(page)
        elif changed and not changed.isdisjoint(before.slots.names):
            verdict.splice.append(path)
        else:
            verdict.keep.append(path)
    for file in edition.files:
        if last.files.get(file.path) == file.digest and file.path in intact:
            verdict.keep.append(file.path)
        else:
            verdict.copy.append(file)
    return verdict


def _recipes(edition: Edition, last: State) -> list[bytes]:
    known = last.pages.all()
    before = (known[path].recipe if path in known else b"" for path in edition.paths)
    steady = unchanged_since(SiteDigests(*last.around), last.kin, edition.press.bulletin, edition.around)
    return edition.press.recipes_since(edition.pages, before, steady)


@contextmanager
def printing(
    edition: Edition, verdict: Verdict, staging: Staging, made: dict[str, Made], workers: Workers
) -> Iterator[Callable[[], dict[str, Made]]]:
    """Fill the staging folder; call what is given to see it done, and for what was made of each page.

    Other processes print from the beginning of the `with`.
    """
    staging.prepare([*edition.paths, *(file.path for file in edition.files)], verdict.keep)
    press = edition.press.for_staging(staging)
    splices = [(path, made[path].slots) for path in verdict.splice]
    longest_first = verdict.render[::-1]  # sitemaps, feeds and lists, which come last in a plan

    with (
        workers.at_work(splice_pages, press, splices) as spliced,
        workers.at_work(print_pages, press, longest_first) as printed,
    ):
        recipes = verdict.recipes or press.recipes(edition.pages)

        def finished() -> dict[str, Made]:
            for file in verdict.copy:
                staging.write(file.path, file.read())
            slots = {path: made[path].slots for path in verdict.keep if path in made}
            for path, where, row in chain(flatten(spliced), flatten(printed)):
                slots[path] = where
                staging.note(path, row)
            staging.seal()
            return {
                path: Made(recipe, slots[path]) for path, recipe in zip(edition.paths, recipes, strict=True)
            }

        yield finished


def state_of(
    memory: Memory,
    records: Frozen,
    gathered: Gathered,
    issue: Edition,
    made: dict[str, Made],
) -> State:
    """All that the next build will want to know."""
    published = gathered.bulletin.site.articles
    return State(
        key=memory.key,
        last_change=gathered.bulletin.site.last_change,
        next_change=gathered.bulletin.site.next_change,
        records=records,
        pages=Pages(made),
        slots=issue.slots,
        files={file.path: file.digest for file in issue.files},
        around=tuple(issue.around),
        kin_key=gathered.kin_key,
        kin=gathered.bulletin.related,
        pictures=gathered.pictures,
        quoted=articles_in_feeds(gathered.bulletin),
        pack=os.path.basename(memory.pack),
        pack_size=Pack(memory.pack).size(),
        articles=len(published),
        slow=sum(not shelf.article.fast for shelf in published),
        warnings=tuple(tuple(one) for one in sorted(gathered.problems)),
    )
