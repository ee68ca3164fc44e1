"""What may obstruct a build."""

import os
from pathlib import Path


def put_in_the_way(kind: str, path: Path) -> None:
    """Put something else at the path of a folder or file of ours."""
    if kind == "file":
        path.write_text("a file")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to("content")
    else:
        path.mkdir()
        (path / "la.html").write_text("by hand")
