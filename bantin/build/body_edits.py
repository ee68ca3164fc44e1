"""An edit of bodies alone: each goes into its page as that stands, and no other page but feeds is looked at.

Most edits are such: a word put right, a sentence added below. Of all that others show of an article nothing
has changed then, so that the site need not be put in order again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from bantin import search
from bantin.build import pictures, scan
from bantin.build.options import Options
from bantin.build.previous import Memory
from bantin.build.scan import Seen
from bantin.cache.blobs import Pack
from bantin.cache.fingerprints import own_of, with_own
from bantin.cache.manifest import Made
from bantin.cache.records import Frozen, Record
from bantin.cache.state import State
from bantin.config import Config
from bantin.errors import ContentError
from bantin.images import Prepared
from bantin.model import NO_CHARTS, Article, Span
from bantin.publish.staging import read_whole
from bantin.site import links
from bantin.site.links import LinkTargets, filled_body
from bantin.site.order import is_published
from bantin.system.named_tuple import NamedTuple
from bantin.templates.regions import BODY, splice
from bantin.text.formats import number_pattern
from bantin.urls import file_name

MOST = 100  # files; of more, several processes print the pages sooner


class Body(NamedTuple):
    """A new body as its page shows it, and `Article.page_digest` with it."""

    html: bytes
    own: bytes


class Edit(NamedTuple):
    """A few files read anew. last: the state of output/. frozen: all records, theirs among them.

    bodies: by output path. edited: the sources of these. feed_sections: those whose feeds show them too.
    only_bodies: False where more has changed; then there are none of all these.
    """

    last: State
    frozen: Frozen
    bodies: dict[str, Body]
    edited: frozenset[str]
    feed_sections: frozenset[str]
    only_bodies: bool


class Anew(NamedTuple):
    """The pages that an edit makes anew: their bytes, and what they were made of, by output path."""

    data: dict[str, bytes]
    made: dict[str, Made]


class MoreError(Exception):
    """More of the site must be known than what an edit of bodies looks at."""


def read_edit(
    config: Config, options: Options, seen: Seen, memory: Memory, changed: Collection[str]
) -> Edit | None:
    """Read these files, if it can be that nothing else has changed; None if it cannot. How output/ stands is
    not asked. Raises DamagedCacheError.
    """
    last, known = memory.state, memory.frozen
    if last is None or not _may_be_all(config, options, seen, memory, changed):
        return None
    frozen = scan.read(config, seen, known, changed, memory.pack, options.workers)
    try:
        found = [
            _body(config, options, seen, memory, known.record(one), frozen.record(one)) for one in changed
        ]
        edited = frozenset(source for source, body in zip(changed, found, strict=True) if body)
        sections = _feed_sections(memory, last, edited)
    except MoreError:
        return Edit(last, frozen, {}, frozenset(), frozenset(), only_bodies=False)
    last = last._replace(pack_size=Pack(memory.pack).size())
    return Edit(last, frozen, dict(filter(None, found)), edited, sections, only_bodies=True)


def spliced(config: Config, edit: Edit) -> Anew:
    """The pages of output/ with these bodies in place of theirs; they must stand there as they were left."""
    data: dict[str, bytes] = {}
    made: dict[str, Made] = {}
    for path, body in edit.bodies.items():
        if page := edit.last.pages.find(path):
            published = read_whole(f"{config.output}/{path}")
            data[path], slots = splice(published, page.slots, {BODY: body.html})
            made[path] = Made(with_own(page.recipe, body.own), slots)
    return Anew(data, made)


def state_of(edit: Edit, made: dict[str, Made]) -> State:
    """What the next build will want to know of the site with these pages."""
    return edit.last._replace(records=edit.frozen, pages=edit.last.pages.with_made(made))


def _may_be_all(
    config: Config, options: Options, seen: Seen, memory: Memory, changed: Collection[str]
) -> bool:
    """Whether of all that a site is made from only these files have changed, and they are few."""
    known, state = memory.frozen.rows, memory.state
    return (
        state is not None
        and memory.only_markdown
        and len(changed) <= MOST
        and len(known) == len(seen.markdown())
        and all(source in known for source in changed)
        and not search.follows_bodies(config, options.search)
        and pictures.all_may_stay(pictures.studio_of(config, preview=options.preview), state.pictures)
    )


def _feed_sections(memory: Memory, last: State, edited: frozenset[str]) -> frozenset[str]:
    """The sections whose feeds show one of these. Raises MoreError where a feed needs the whole site."""
    sections = frozenset(path for path, quoted in last.quoted.items() if not edited.isdisjoint(quoted))
    records = (memory.frozen.record(source) for path in sections for source in last.quoted[path])
    _led_to((one.article for one in records if one.article), memory)
    return sections


def _body(
    config: Config, options: Options, seen: Seen, memory: Memory, before: Record, now: Record
) -> tuple[str, Body] | None:
    """The page's path and its new body; None where the file was only saved anew. Raises MoreError."""
    state, old, new = memory.state, before.article, now.article
    if state is None or old is None or new is None or now.prose is None:
        raise MoreError
    if not _differ_in_bodies(before, now):
        raise MoreError
    if new.page_digest == old.page_digest:
        return None
    if not is_published(new, now=options.now, drafts=options.drafts):
        raise MoreError  # the page at its address, if there is one, is another's
    path = file_name(new.address)
    page = state.pages.find(path)
    if page is None or own_of(page.recipe) != old.page_digest:
        raise MoreError
    targets = _targets(config, seen, memory, new) if new.targets else ()
    html = filled_body(Pack(memory.pack, fresh_from=memory.fresh_from), now.prose, targets)
    return path, Body(html, new.page_digest)


def _differ_in_bodies(before: Record, now: Record) -> bool:
    """Whether the two say the same but for their bodies, which lead to the same places in the same order."""
    old, new = before.article, now.article
    return (
        old is not None
        and new is not None
        and not (before.problems or now.problems)
        and _has_text(before.prose)
        and _has_text(now.prose)
        and new._replace(page_digest=old.page_digest, targets=old.targets) == old
        and [where for *where, _ in new.targets] == [where for *where, _ in old.targets]
    )


def _has_text(prose: Span | None) -> bool:
    return prose is not None and prose.length > 0


def _targets(config: Config, seen: Seen, memory: Memory, article: Article) -> tuple[str, ...]:
    """What stands in the places of the body's targets. Raises MoreError where only the site could tell."""
    from bantin.build.render import picture_drawer
    from bantin.pages.pictures import PictureViews  # with all that plans pages, and Jinja

    try:
        draw = picture_drawer(config, memory.engine)
        return PictureViews(places_of(config, seen, memory, [article]), draw).targets(article)
    except ContentError as fault:
        raise MoreError from fault  # which is told with all else that is wrong


def places_of(config: Config, seen: Seen, memory: Memory, articles: Iterable[Article]) -> LinkTargets:
    """Those that these articles lead to and show. They must be articles of the last build that lead to the
    same places as then, so that all of these are there.

    Raises MoreError for a chart, and for a section without a file.
    """
    led = _led_to(articles, memory)
    meant = {where: memory.frozen.record(where).article for where in led["source"]}
    known = memory.state.pictures if memory.state else {}
    decimal = number_pattern(config.numbers.decimal)
    rows = seen.content.files
    files = {where: links.attachment(where, rows[where][0], decimal) for where in led["file"]}
    return LinkTargets(
        sources={where: one.address for where, one in meant.items() if one},
        hidden={},
        addresses=frozenset(),
        broken=frozenset(),
        pictures={where: Prepared(*known[where][1]) for where in led["picture"]},
        originals={where: Prepared(*known[where][2]) for where, one in files.items() if not one},
        files={where: one for where, one in files.items() if one},
        charts=NO_CHARTS,
        present=(),
        base=config.base,
    )


def _led_to(articles: Iterable[Article], memory: Memory) -> defaultdict[str, set[str]]:
    """What these articles lead to and show, by kind. Raises MoreError, see `places_of`."""
    led: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        if article.image:
            led["picture"].add(article.image_source)
        for kind, where, *_ in article.targets:
            led[kind].add(where)
    if led["chart"] or not led["source"] <= memory.frozen.rows.keys():
        raise MoreError
    return led
