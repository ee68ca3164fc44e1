"""The scan: the stat signatures of all sources and of output/."""

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
from bantin.config import SITE_TOML, Config
from bantin.content.tree import DATA_FOLDER, VIEW_COUNTS, Tree
from bantin.content.tree import scan as scan_folder
from bantin.errors import Problem, megabytes, problem
from bantin.parallel import Future, preload
from bantin.system.named_tuple import NamedTuple
from bantin.system.stat_signature import (
    FolderSignature,
    FolderSnapshot,
    StatSignature,
    StatSignatures,
    signature_of,
    size_of,
    take_snapshot,
    trusted_signature,
)

# Hidden files of assets/ that are published: hosts and domain checks look for them at a site's root.
PUBLISHED_HIDDEN = frozenset(("root/.well-known", "root/.nojekyll", "root/.htaccess"))
MAX_BYTES = 50_000_000  # of a layout or an asset


class OutputScan:
    """The snapshot of output/, which the helper process takes."""

    def __init__(self, future: "Future[tuple[FlatTable, dict[str, FolderSignature], bytes]]") -> None:
        self._future = future

    def digest(self) -> bytes:
        """Return the `state.folder_digest` of output/."""
        _, _, digest = self._future.result()
        return digest

    @cached_property
    def present(self) -> FolderSnapshot:
        """The signatures of output/, trusted or not."""
        files, folders, _ = self._future.result()
        return FolderSnapshot(unflatten_signatures(files), folders)


class Snapshot(NamedTuple):
    """The state of the disk. content: the scanned folder. markdown: the sources of all articles, sorted.

    others: the signatures of all sources outside content/. problems: of files that are not allowed. taken_at:
    the time before the scan (nanoseconds since 1970).
    """

    content: Tree
    markdown: list[str]
    others: StatSignatures
    problems: tuple[Problem, ...]
    output: OutputScan
    taken_at: int

    def source_digests(self, read: StatSignatures) -> SourceDigests:
        """Return the digests that the next build compares, of Markdown and of all other sources.

        read: the signature of each Markdown file when it was opened. Names of folders belong to the other
        sources, since an empty folder may be a mistake.
        """
        files = self.content.files
        markdown = {
            path: read[path] if path in read else trusted_signature(files[path], self.taken_at)
            for path in self.markdown
        }
        others = {
            path: trusted_signature(signature, self.taken_at)
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
        """Return the relative paths of the files in each of these folders of layouts or assets."""
        return {
            folder: [path[len(folder) + 1 :] for path in self.others if path.startswith(f"{folder}/")]
            for folder in folders
        }


def scan(config: Config, options: Options) -> Snapshot:
    """Scan all sources, while the helper process scans output/.

    Without an output/ the helper scans the sources, while this process imports the modules for reading.
    """
    at = time.time_ns()
    folders = {
        folder: _relative_to_site(folder, config.site)
        for folder in (config.content, *config.layouts, *config.assets)
    }
    if os.path.isdir(config.output):
        output = options.workers.submit(_scan_output, config.output)
        trees = _scan(folders)
    else:
        scanned = options.workers.submit(_scan, folders)
        preload("bantin.content.read")
        trees = scanned.result()
        output = Future(lambda: _scan_output(config.output))
    return _snapshot(config, options, dict(zip(folders.items(), trees, strict=True)), OutputScan(output), at)


# A Tree as plain data, with its problems.
_PlainTree = tuple[dict[str, StatSignature], tuple[str, ...], list[tuple[Any, ...]]]


def _scan(folders: Mapping[str, str]) -> list[_PlainTree]:
    """Scan folders. folders: path to its name in problems."""
    trees = [
        scan_folder(
            folder, shown_as=name, hidden=PUBLISHED_HIDDEN if os.path.basename(folder) == "assets" else ()
        )
        for folder, name in folders.items()
    ]
    return [(tree.files, tree.folders, [*map(tuple, tree.problems)]) for tree in trees]


def _snapshot(
    config: Config,
    options: Options,
    scanned: Mapping[tuple[str, str], _PlainTree],
    output: OutputScan,
    at: int,
) -> Snapshot:
    """Return the snapshot. scanned: each folder by its path and its name in problems, content/ first."""
    content, *rest = [
        Tree(files, folders, tuple(map(Problem._make, problems)))
        for files, folders, problems in scanned.values()
    ]
    others: StatSignatures = {**search.signatures(config, options.search), **_cms_signatures(config, at)}
    problems = [*content.problems]
    for tree, (folder, name) in zip(rest, [*scanned][1:], strict=True):
        problems += [*tree.problems, *_too_large(tree, name)]
        others |= {
            f"{folder}/{path}": trusted_signature(signature, at) for path, signature in tree.files.items()
        }
    others[SITE_TOML] = trusted_signature(signature_of(os.stat(os.path.join(config.site, SITE_TOML))), at)
    markdown = [path for path in content.files if path.endswith(".md") and not path.startswith(DATA_FOLDER)]
    return Snapshot(content, markdown, others, tuple(problems), output, at)


def _cms_signatures(config: Config, at: int) -> StatSignatures:
    if not config.cms:
        return {}
    from bantin import cms  # imports all page kinds

    return {path: trusted_signature(signature, at) for path, signature in cms.signatures(config).items()}


def _too_large(tree: Tree, shown_as: str) -> list[Problem]:
    return [
        problem(shown_as + path, 0, "file-too-large", limit=megabytes(MAX_BYTES))
        for path, signature in tree.files.items()
        if size_of(signature) > MAX_BYTES
    ]


def _scan_output(folder: str) -> tuple[FlatTable, dict[str, FolderSignature], bytes]:
    """Return the snapshot of a folder as plain data, and its digest."""
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
    return _relative_to_site(config.content, config.site)


def _relative_to_site(folder: str, site: str) -> str:
    """Return a folder's path relative to the site folder, as an editor would type it."""
    relative = os.path.relpath(folder, site)
    if relative.startswith(".."):
        relative = os.path.relpath(folder, os.path.realpath(site))
    return (folder if relative.startswith("..") else relative).replace(os.sep, "/") + "/"
