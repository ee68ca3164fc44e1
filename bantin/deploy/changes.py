"""Compare a release with what stands on the host, and choose the order of the steps. Pure."""

from collections.abc import Iterable

from bantin.deploy.manifest import Manifest
from bantin.publish.order import stage_of
from bantin.system.named_tuple import NamedTuple

# Nothing that stands names what is gone.
DELETION_ORDER = ("listing", "page", "asset")


class Changes(NamedTuple):
    """What a deploy has to do.

    assets, pages, listings: paths to send, in this order, so that at every moment each page that stands has
    all that it names. delete: paths that go, when all others have come. kept: how many files stay.
    """

    assets: tuple[str, ...]
    pages: tuple[str, ...]
    listings: tuple[str, ...]
    delete: tuple[str, ...]
    kept: int

    @property
    def sent(self) -> tuple[str, ...]:
        return self.assets + self.pages + self.listings

    def __bool__(self) -> bool:
        return bool(self.sent or self.delete)


def compare_manifests(wanted: Manifest, there: Manifest) -> Changes:
    """Return the steps from the site that stands `there` to the `wanted` one."""
    changed = [name for name, digest in wanted.items() if there.get(name) != digest]
    stages: dict[str, list[str]] = {"asset": [], "page": [], "listing": []}
    for name in sorted(changed):
        stages[stage_of(name)].append(name)
    return Changes(
        assets=tuple(stages["asset"]),
        pages=tuple(stages["page"]),
        listings=tuple(stages["listing"]),
        delete=tuple(sorted(there.keys() - wanted.keys())),
        kept=len(wanted) - len(changed),
    )


def pages_of(names: Iterable[str]) -> set[str]:
    return {name for name in names if name.endswith(".html")}


def loses_most_pages(wanted: Manifest, there: Manifest) -> tuple[int, int] | None:
    """Return (pages that would go, pages that stand) where that is more than half of them, else None."""
    pages = pages_of(there)
    gone = pages - wanted.keys()
    return (len(gone), len(pages)) if len(gone) * 2 > len(pages) else None
