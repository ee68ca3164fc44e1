"""The scan: every file that a site is made from with its stat signature, and output/ as it stands."""

import os
import time
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from bantin import search
from bantin.build.options import Options
from bantin.cache.blobs import digest
from bantin.cache.state import SourceDigests, folder_digest, signatures_digest
from bantin.cache.tables import FlatTable, flatten_signatures, unflatten_signatures
from bantin.config import FILE, Config
from bantin.content.tree import VIEW_COUNTS, Tree
from bantin.content.tree import scan as scan_folder
from bantin.errors import Problem, problem
from bantin.parallel import Future, preload
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import (
    FolderSignature,
    FolderSnapshot,
    StatSignature,
    StatSignatures,
    signature_of,
    take_snapshot,
    trusted_signature,
)

DATA = "data/"  # series, view counts and redirects: content/data/ holds no articles
# Hidden, and published all the same: what hosts and those who check a domain look for at a site's root.
HIDDEN = frozenset(("root/.well-known", "root/.nojekyll", "root/.htaccess"))
MAX_BYTES = 50_000_000  # of a layout or an asset


class OutputScan:
    """How output/ stands, as soon as the helper process has found that out."""

    def __init__(self, future: "Future[tuple[FlatTable, dict[str, FolderSignature], bytes]]") -> None:
        self._found = future

    def digest(self) -> bytes:
        """Return `state.standing_digest` of it."""
        return self._found.result()[2]

    @cached_property
    def standing(self) -> FolderSnapshot:
        """Files and folders with their signatures, trusted or not: the caller compares them."""
        files, folders, _ = self._found.result()
        return FolderSnapshot(unflatten_signatures(files), folders)


class Snapshot(NamedTuple):
    """The disk at one moment. markdown: the sources of all articles, sorted.

    others: signatures of all that a site is made from and that is not in content/.
    problems: files that must not lie where they do. at: nanoseconds since 1970, before the first file was
    looked at.
    """

    content: Tree
    markdown: list[str]
    others: StatSignatures
    problems: tuple[Problem, ...]
    output: OutputScan
    at: int

    def source_digests(self, read: StatSignatures) -> SourceDigests:
        """Return the digests that the next build compares, of Markdown and of all other sources.

        read: the signature of each Markdown file when it was opened. Names of folders belong to the other
        sources, since an empty folder may be a mistake.
        """
        files = self.content.files
        markdown = {
            path: read[path] if path in read else trusted_signature(files[path], self.at)
            for path in self.markdown
        }
        others = {
            path: trusted_signature(signature, self.at)
            for path, signature in files.items()
            if path not in markdown
        }
        views = {path: others.pop(path) for path in (VIEW_COUNTS,) if path in others}
        names = digest(self.content.folders)
        return SourceDigests(
            signatures_digest(markdown),
            signatures_digest(views),
            signatures_digest(others | self.others) + names,
        )

    def names_by_folder(self, folders: Iterable[str]) -> dict[str, list[str]]:
        """Return the files in each of these folders of layouts or assets, by their paths below it."""
        return {
            folder: [path[len(folder) + 1 :] for path in self.others if path.startswith(f"{folder}/")]
            for folder in folders
        }


def scan(config: Config, options: Options) -> Snapshot:
    """Scan all sources, while the helper process scans output/.

    Where there is no output/ the helper scans the sources, and this process loads what reads articles.
    """
    at = time.time_ns()
    folders = {
        folder: _as_typed(folder, config.site) for folder in (config.content, *config.layouts, *config.assets)
    }
    if os.path.isdir(config.output):
        output = options.workers.submit(_look_at, config.output)
        trees = _scan(folders)
    else:
        scanned = options.workers.submit(_scan, folders)
        preload("bantin.content.read")
        trees = scanned.result()
        output = Future(lambda: _look_at(config.output))
    return _snapshot(config, options, folders, trees, at)._replace(output=OutputScan(output))


# A Tree as plain data, with its problems.
_PlainTree = tuple[dict[str, StatSignature], tuple[str, ...], list[tuple[Any, ...]]]


def _scan(folders: Mapping[str, str]) -> list[_PlainTree]:
    """Scan folders, given with the names that problems use for them."""
    trees = [
        scan_folder(folder, shown_as=name, hidden=HIDDEN if os.path.basename(folder) == "assets" else ())
        for folder, name in folders.items()
    ]
    return [(tree.files, tree.folders, [*map(tuple, tree.problems)]) for tree in trees]


def _snapshot(
    config: Config, options: Options, folders: Mapping[str, str], plain: list[_PlainTree], at: int
) -> Snapshot:
    """Put the scanned trees together; the first of them is content/. How output/ stands is still to come."""
    content, *rest = [Tree(files, names, (*map(Problem._make, problem),)) for files, names, problem in plain]
    others: StatSignatures = {**search.rows(config, options.search), **_cms_signatures(config)}
    problems = [*content.problems]
    for tree, (folder, name) in zip(rest, [*folders.items()][1:], strict=True):
        problems += [*tree.problems, *_too_large(tree, name)]
        others |= {
            f"{folder}/{path}": trusted_signature(signature, at) for path, signature in tree.files.items()
        }
    others[FILE] = trusted_signature(signature_of(os.stat(os.path.join(config.site, FILE))), at)
    nothing = OutputScan(Future(lambda: _look_at(config.output)))
    markdown = [path for path in content.files if path.endswith(".md") and not path.startswith(DATA)]
    return Snapshot(content, markdown, others, tuple(problems), nothing, at)


def _cms_signatures(config: Config) -> StatSignatures:
    if not config.cms:
        return {}
    from bantin import cms  # with all that knows pages

    return {**cms.rows(config)}


def _too_large(tree: Tree, shown_as: str) -> list[Problem]:
    return [
        problem(shown_as + path, 0, "file-too-large", size=signature[0], limit=MAX_BYTES)
        for path, signature in tree.files.items()
        if signature[0] > MAX_BYTES
    ]


def _look_at(folder: str) -> tuple[FlatTable, dict[str, FolderSignature], bytes]:
    """Return how a folder stands, and a digest of that."""
    files, folders = take_snapshot(folder)
    try:
        flat = flatten_signatures(files)
    except OverflowError:  # a file with a time before 1970
        flat = flatten_signatures(
            {
                path: signature if signature and min(signature) >= 0 else None
                for path, signature in files.items()
            }
        )
    return flat, folders, folder_digest(flat, folders)


def content_name(config: Config) -> str:
    """Return the name of the content folder in problems."""
    return _as_typed(config.content, config.site)


def _as_typed(folder: str, site: str) -> str:
    """Return a folder as an editor who stands in the site would type it."""
    relative = os.path.relpath(folder, site)
    if relative.startswith(".."):
        relative = os.path.relpath(folder, os.path.realpath(site))
    return (folder if relative.startswith("..") else relative).replace(os.sep, "/") + "/"
