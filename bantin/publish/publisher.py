"""The publisher: choose how a site is published.

The whole site is swapped, or a single file replaced; output/ is updated file by file if it cannot be swapped.
"""

import os
from typing import TYPE_CHECKING, TypeAlias

from bantin.publish.replace_file import Replacement
from bantin.publish.staging import Files, OutputState, Staging
from bantin.system.stat_signature import FolderSnapshot

if TYPE_CHECKING:
    from bantin.publish.in_place import InPlace

Publication: TypeAlias = "Staging | Replacement | InPlace"


def publication(
    output: str, files: Files, *, present: FolderSnapshot, last: OutputState, in_place: bool = False
) -> Publication:
    """Return the publication that suits the changes: a single rename if only one file differs.

    present: output/ before the build. last: the state after the last build. in_place: never swap the folder,
    as for a mount point. Use it in a `with` block, and call in this order: `prepare(files)`, `writer()` or
    `write`, `seal`, `inode`, `publish`, `finish`.
    """
    is_unchanged = bool(last.output.files) and present == last.output
    if is_unchanged and files.paths == last.output.files.keys() and len(files.paths - files.keep) <= 1:
        return Replacement(output, last=last)
    if os.path.ismount(output) or (in_place and os.path.isdir(output)):
        from bantin.publish.in_place import InPlace

        return InPlace(output, present=present, last=last)
    return Staging(output, present=present, last=last)
