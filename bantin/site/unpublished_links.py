"""Settings without links to unpublished articles: an article that is not due must not stop a build."""

from bantin.config import Config, Shortcut


def without_unpublished(config: Config, unpublished_addresses: frozenset[str]) -> Config:
    """Return the Config without the links of boxes, shortcuts, charts and imprint to these addresses."""
    if not unpublished_addresses:
        return config

    def is_unpublished(to: str) -> bool:
        return ":" not in to and to.removeprefix("/") in unpublished_addresses

    def shown(links: tuple[Shortcut, ...]) -> tuple[Shortcut, ...]:
        return tuple(link for link in links if not is_unpublished(link.to))

    return config._replace(
        shortcuts=shown(config.shortcuts),
        portals=shown(config.portals),
        boxes=tuple(box._replace(links=shown(box.links)) for box in config.boxes),
        charts=tuple(chart._replace(to="") if is_unpublished(chart.to) else chart for chart in config.charts),
        imprint=tuple(line._replace(url="") if is_unpublished(line.url) else line for line in config.imprint),
    )
