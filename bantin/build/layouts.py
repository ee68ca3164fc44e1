"""The compiled layouts of a site."""

import os

from bantin.build.scan import Snapshot
from bantin.cache import engine
from bantin.config import Config
from bantin.publish.swap import remove
from bantin.templates.renderer import Renderer


def compiled_layouts(config: Config) -> str:
    """Return the folder for compiled layouts of this version of the program, for all sites."""
    return os.path.join(config.compiled, engine.engine_digest().hex())


def load_renderer(config: Config, snapshot: Snapshot, *, is_cold: bool) -> Renderer:
    """Return the renderer of the site's layouts.

    For a cold build, or if this version has compiled none yet, all layouts are compiled and loaded, for this
    process and those it forks. Problems of a layout are reported when it is used.
    """
    folder = compiled_layouts(config)
    is_known = os.path.exists(folder)
    renderer = Renderer(config.layouts, compiled=folder)
    if not is_known:
        _delete_others(folder)
    if is_cold or not is_known:
        by_folder = snapshot.names_by_folder(config.layouts)
        renderer.load(sorted({name for names in by_folder.values() for name in names}))
    return renderer


def _delete_others(folder: str) -> None:
    """Delete the layouts compiled by other versions of the program."""
    parent, own = os.path.split(folder)
    for name in os.listdir(parent) if os.path.isdir(parent) else ():
        if name != own:
            remove(f"{parent}/{name}")
