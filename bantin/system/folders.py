"""Comparison of paths."""

import os


def is_inside(path: str, folder: str) -> bool:
    """Tell whether a path is `folder` or inside it. Both must be real paths, as of os.path.realpath."""
    try:
        return os.path.commonpath((path, folder)) == folder
    except ValueError:
        return False  # on another drive of Windows
