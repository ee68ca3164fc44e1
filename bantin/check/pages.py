"""Pages printed only to see whether all of them can be."""

from bantin.cache import Pack
from bantin.errors import ContentError, Problem
from bantin.plan import Page
from bantin.press import Press
from bantin.workers import Workers, flatten


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
