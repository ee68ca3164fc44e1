"""The one way into output/: a whole site staged and swapped in; one file replaced, where a single one
differs; file by file, where no folder can be exchanged.
"""

import os

from bantin.publish.in_place import InPlace
from bantin.publish.replace_file import Replacement
from bantin.publish.staging import Files, OutputState, Staging
from bantin.system.stat_signature import FolderSnapshot

Publication = Staging | Replacement | InPlace


def publication(
    output: str, files: Files, *, present: FolderSnapshot, last: OutputState, in_place: bool = False
) -> Publication:
    """Choose how files get into output/: by one rename where a single one differs from what stands there.

    present: output/ as it stands. last: what the last build left. in_place: never exchange the folder; no
    mount point can be. To be used in a `with`, and in this order: `prepare(files)`, `writer()` or `write`,
    `seal`, `inode`, `publish`, `finish`.
    """
    is_as_left = bool(last.output.files) and present == last.output
    if is_as_left and files.paths == last.output.files.keys() and len(files.paths - files.keep) <= 1:
        return Replacement(output, last=last)
    if os.path.ismount(output) or (in_place and os.path.isdir(output)):
        return InPlace(output, present=present, last=last)
    return Staging(output, present=present, last=last)
