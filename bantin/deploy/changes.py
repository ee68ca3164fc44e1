"""Compare a release with the published site, and choose the order of the steps. Pure."""

from collections.abc import Iterable

from bantin.deploy.manifest import Manifest
from bantin.publish.order import stage_of
from bantin.system.named_tuple import NamedTuple

# No published page refers to a deleted file.
DELETION_ORDER = ("listing", "page", "asset")


class Changes(NamedTuple):
    """The steps of a deploy.

    assets, pages, listings: paths to send, in this order, so that every published page always has all files
    it refers to. delete: paths to delete after everything is sent. kept: number of unchanged files.
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


def compare_manifests(release: Manifest, published: Manifest) -> Changes:
    """Return the changes from the published site to the release."""
    changed = [name for name, digest in release.items() if published.get(name) != digest]
    stages: dict[str, list[str]] = {"asset": [], "page": [], "listing": []}
    for name in sorted(changed):
        stages[stage_of(name)].append(name)
    return Changes(
        assets=tuple(stages["asset"]),
        pages=tuple(stages["page"]),
        listings=tuple(stages["listing"]),
        delete=tuple(sorted(published.keys() - release.keys())),
        kept=len(release) - len(changed),
    )


def pages_of(names: Iterable[str]) -> set[str]:
    return {name for name in names if name.endswith(".html")}


def loses_most_pages(release: Manifest, published: Manifest) -> tuple[int, int] | None:
    """Return (deleted pages, published pages) as numbers if more than half would be deleted, else None."""
    pages = pages_of(published)
    gone = pages - release.keys()
    return (len(gone), len(pages)) if len(gone) * 2 > len(pages) else None
