"""Published addresses that are gone, with no alias to lead on from them."""

from collections.abc import Mapping

from bantin.build.previous import Memory
from bantin.cache.records import Frozen, Record
from bantin.errors import Problem, problem
from bantin.site import Site
from bantin.site.links import LinkTargets


def vanished(
    memory: Memory, frozen: Frozen, site: Site, places: LinkTargets, *, shown_as: str
) -> list[Problem]:
    """A warning for each article or standing page of the last build whose address nothing has now.

    What is hidden for the time being, a draft or an expired article, keeps its address. The last build's
    records are looked at only where a file has changed or gone.
    """
    if memory.state is None:
        return []
    before, now = memory.frozen.rows, frozen.rows
    changed = [source for source, row in before.items() if source not in now or now[source] != row]
    records = {source: memory.frozen.record(source) for source in changed}
    held = {*places.addresses, *places.broken, *(article.address for article in site.hidden.values())}
    return [
        problem(shown_as + source, 0, "warn-address-gone", address=f"/{address}")
        for source, address in sorted(_addresses(records).items())
        if address not in held and address in memory.left.output.files
    ]


def _addresses(records: Mapping[str, Record]) -> dict[str, str]:
    """Where each article or standing page stood; sections have no page of their own."""
    return {
        source: record.article.address
        for source, record in records.items()
        if record.article and record.prose and record.article.kind != "section"
    }
