"""Published addresses that are gone, with no alias to lead on from them."""

from collections.abc import Mapping

from bantin.build.context import Context
from bantin.cache.records import Record, RecordStore
from bantin.errors import Problem, problem
from bantin.site import Site
from bantin.site.links import LinkTargets

# The code of a warning that is told once: the next build does not know of the address any more.
GONE = "warn-address-gone"


def gone_addresses(context: Context, records: RecordStore, site: Site, targets: LinkTargets) -> list[Problem]:
    """Return a warning for each article or standalone page of the last build whose address is gone.

    What is hidden for the time being, a draft or an expired article, keeps its address. The last build's
    records are read only where a file has changed or gone.
    """
    previous = context.previous
    if previous.state is None:
        return []
    before, now = previous.records.signatures, records.signatures
    changed = [
        source for source, signature in before.items() if source not in now or now[source] != signature
    ]
    records_before = {source: previous.records.record(source) for source in changed}
    held = {*targets.addresses, *targets.broken, *(article.address for article in site.hidden.values())}
    return [
        problem(context.content_name + source, 0, GONE, address=f"/{address}")
        for source, address in sorted(_addresses(records_before).items())
        if address not in held and address in previous.left.output.files
    ]


def _addresses(records: Mapping[str, Record]) -> dict[str, str]:
    """Return where each article or standalone page stood; sections have no page of their own."""
    return {
        source: record.article.address
        for source, record in records.items()
        if record.article and record.prose and record.article.kind != "section"
    }
