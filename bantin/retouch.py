"""An edit of bodies alone: each goes into its page as that stands, and no other page is looked at.

Most edits are such: a word put right, a sentence added below. Of all that others show of an article nothing
has changed then, so that the site need not be put in order again.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from bantin import links, pictures, search
from bantin.addresses import file_name
from bantin.cache import Pack
from bantin.config import Config
from bantin.content.records import Frozen, Record
from bantin.errors import ContentError
from bantin.images import Prepared
from bantin.links import Places, filled
from bantin.made import Made
from bantin.memory import Memory
from bantin.model import NO_CHARTS, Article, Span
from bantin.options import Options
from bantin.patterns import number_pattern
from bantin.recipes import own_of, with_own
from bantin.slots import BODY, splice
from bantin.sources import Seen
from bantin.staging import read_whole
from bantin.state import State

MOST = 100  # files; of more, several processes print the pages sooner


class Retouched(NamedTuple):
    """pages: the bytes of those that differ, by output path. state: of the site with them."""

    pages: dict[str, bytes]
    state: State


def may_do(config: Config, options: Options, seen: Seen, memory: Memory, changed: Collection[str]) -> bool:
    """Whether nothing has changed but what stands in these files, as far as one sees from outside."""
    known, state = memory.frozen.rows, memory.state
    return (
        state is not None
        and memory.only_markdown
        and len(changed) <= MOST
        and len(known) == len(seen.markdown())
        and all(source in known for source in changed)
        and not search.follows_bodies(config, options.search)
        and pictures.all_may_stay(pictures.studio_of(config, preview=options.preview), state.pictures)
        and memory.left.output == seen.output()
    )


def retouched(
    config: Config, seen: Seen, memory: Memory, frozen: Frozen, changed: Collection[str]
) -> Retouched | None:
    """The pages of these files with their present bodies; None where more than bodies has changed, or where
    a body also stands on other pages. To be asked where `may_do` says so. Raises DamagedCacheError.
    """
    state = memory.state
    if state is None:
        return None
    pages: dict[str, bytes] = {}
    made: dict[str, Made] = {}
    for source in changed:
        before, now = memory.frozen.record(source), frozen.record(source)
        old, new = before.article, now.article
        if old is None or new is None or not _differ_in_bodies(before, now):
            return None
        if new.own == old.own:
            continue  # it was only saved anew
        path = file_name(new.address)
        page = state.pages.find(path)
        if source in state.quoted or page is None or own_of(page.recipe) != old.own:
            return None
        body = _body(config, seen, memory, now)
        if body is None:
            return None
        pages[path], slots = splice(read_whole(f"{config.output}/{path}"), page.slots, {BODY: body})
        made[path] = Made(with_own(page.recipe, new.own), slots)
    return Retouched(pages, state._replace(records=frozen, pages=state.pages.with_made(made)))


def _differ_in_bodies(before: Record, now: Record) -> bool:
    """Whether the two say the same but for their bodies, which lead to the same places in the same order."""
    old, new = before.article, now.article
    return (
        old is not None
        and new is not None
        and not (before.problems or now.problems)
        and _has_text(before.prose)
        and _has_text(now.prose)
        and new._replace(own=old.own, targets=old.targets) == old
        and [where for *where, _ in new.targets] == [where for *where, _ in old.targets]
    )


def _has_text(prose: Span | None) -> bool:
    return prose is not None and prose.length > 0


def _body(config: Config, seen: Seen, memory: Memory, record: Record) -> bytes | None:
    """The body as its page shows it; None where only the whole site could tell."""
    article, prose = record.article, record.prose
    if article is None or prose is None:
        return None
    places = _places(config, seen, memory, article)
    targets: tuple[str, ...] = ()
    if places is None:
        return None
    if article.targets:
        from bantin.plan.gallery import Gallery  # with all that plans pages, and Jinja
        from bantin.press import picture_drawer

        try:
            targets = Gallery(places, picture_drawer(config, memory.engine)).targets(article)
        except ContentError:
            return None  # which is told with all else that is wrong
    return filled(Pack(memory.pack, fresh_from=memory.fresh_from), prose, targets)


def _places(config: Config, seen: Seen, memory: Memory, article: Article) -> Places | None:
    """Those that the article leads to: it led there before, so that they are there. None if one is a chart,
    or a section without a file.
    """
    led: defaultdict[str, set[str]] = defaultdict(set)
    for kind, where, *_ in article.targets:
        led[kind].add(where)
    known = memory.state.pictures if memory.state else {}
    if led["chart"] or not led["source"] <= memory.frozen.rows.keys():
        return None
    meant = {where: memory.frozen.record(where).article for where in led["source"]}
    decimal = number_pattern(config.numbers.decimal)
    rows = seen.content.files
    files = {where: links.attachment(where, rows[where][0], decimal) for where in led["file"]}
    return Places(
        sources={where: one.address for where, one in meant.items() if one},
        hidden={},
        addresses=frozenset(),
        broken=frozenset(),
        pictures={where: Prepared(*known[where][1]) for where in led["picture"]},
        originals={where: Prepared(*known[where][2]) for where, one in files.items() if not one},
        files={where: one for where, one in files.items() if one},
        gallery=NO_CHARTS,
        present=(),
        base=config.base,
    )
