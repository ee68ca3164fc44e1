"""The compiled layouts of a site."""

import os

from bantin.build.scan import Snapshot
from bantin.cache import engine
from bantin.config import Config
from bantin.publish.swap import remove
from bantin.templates.renderer import Renderer


def compiled_layouts(config: Config) -> str:
    """Return the folder where this program keeps compiled layouts, of all sites that it builds."""
    return os.path.join(config.compiled, engine.engine_digest().hex())


def load_renderer(config: Config, snapshot: Snapshot, *, is_cold: bool) -> Renderer:
    """Return what renders the site's layouts.

    All of them are compiled, if this program never did that; for a cold build they are loaded, for this
    process and those it forks. Problems of a layout are told where it is used.
    """
    folder = compiled_layouts(config)
    is_known = os.path.exists(folder)
    renderer = Renderer(config.layouts, compiled=folder)
    if not is_known:
        _forget_others(folder)
    if is_cold or not is_known:
        by_folder = snapshot.names_by_folder(config.layouts)
        renderer.load(sorted({name for names in by_folder.values() for name in names}))
    return renderer


def _forget_others(folder: str) -> None:
    """Delete what other versions of the program have compiled."""
    parent, own = os.path.split(folder)
    for name in os.listdir(parent) if os.path.isdir(parent) else ():
        if name != own:
            remove(f"{parent}/{name}")
