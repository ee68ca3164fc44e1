"""The settings of site.toml by which Markdown files are read."""

from bantin.config import Config
from bantin.system.named_tuple import NamedTuple


class ReadSettings(NamedTuple):
    """The settings for reading files, as plain values that can be pickled.

    content: the folder. shown_as: its name in problems. words: see text.line_breaks.title_breaker.
    pack: the path of the prose pack. dead_links: "refuse" or "warn". outside_pictures: "refuse" or "link".
    """

    content: str
    shown_as: str
    zone: str
    words: tuple[str, ...]
    pack: str
    dead_links: str = "refuse"
    outside_pictures: str = "refuse"
    abbreviations: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, config: Config, shown_as: str, pack: str) -> "ReadSettings":
        """Return the settings of a site. pack: "" if no bodies are stored."""
        return cls(
            config.content,
            shown_as,
            config.zone,
            config.keep_together,
            pack,
            config.dead_links,
            config.outside_pictures,
            config.abbreviations,
        )
