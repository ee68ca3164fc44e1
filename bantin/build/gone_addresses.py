"""Warnings about published addresses that are gone without a redirect."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bantin.build.context import Context
from bantin.cache.records import Record, RecordStore
from bantin.errors import Problem, problem

if TYPE_CHECKING:  # with the targets of links
    from bantin.site import Site
    from bantin.site.links import LinkTargets

# The code of a warning that appears once: the next build does not know the address any more.
ADDRESS_GONE = "warn-address-gone"


def gone_addresses(
    context: Context, records: RecordStore, site: "Site", targets: "LinkTargets"
) -> list[Problem]:
    """Return a warning for each article or standalone page of the last build whose address is gone.

    Unpublished articles (drafts, expired ones) keep their address. Of the last build, only the records of
    changed or deleted files are read.
    """
    previous = context.previous
    if previous.state is None:
        return []
    before, now = previous.records.signatures, records.signatures
    changed = [
        source for source, signature in before.items() if source not in now or now[source] != signature
    ]
    records_before = {source: previous.records.record(source) for source in changed}
    held = {*targets.addresses, *targets.broken, *(article.address for article in site.unpublished.values())}
    return [
        problem(context.content_name + source, 0, ADDRESS_GONE, address=f"/{address}")
        for source, address in sorted(_addresses(records_before).items())
        if address not in held and address in previous.output_state.output.files
    ]


def _addresses(records: Mapping[str, Record]) -> dict[str, str]:
    """Return the address of each article or standalone page, by source."""
    return {
        source: record.article.address
        for source, record in records.items()
        if record.article and record.prose and record.article.kind != "section"
    }
