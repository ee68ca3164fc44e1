"""Pages printed only to see whether all of them can be."""

from bantin.build.render import Press
from bantin.cache.blobs import Pack
from bantin.errors import ContentError, Problem
from bantin.pages import Page
from bantin.parallel import Workers, flatten


def faults(press: Press, pages: list[Page], workers: Workers) -> set[Problem]:
    """What is wrong with layouts for these very pages."""
    return set(flatten(workers.run(_print_many, press, pages)))


def _print_many(press: Press, pages: list[Page]) -> list[Problem]:
    prose = Pack(press.bulletin.prose_pack)
    found: dict[Problem, None] = {}
    for page in pages:
        try:
            press.print(press.compose(page, prose))
        except ContentError as error:
            found |= dict.fromkeys(error.problems)
    return list(found)
