"""The site that a server's file is written for."""

from urllib.parse import urlsplit

from bantin.deploy.serving import headers
from bantin.system.named_tuple import NamedTuple


class Served(NamedTuple):
    """origin, base: as in Config. root: the folder that the server reads. brotli: whether it has that module.

    port: on which nginx listens. compressed: whether `.br` and `.gz` lie beside the files.
    """

    origin: str
    base: str
    root: str = "/srv/bantin/current"
    brotli: bool = False
    compressed: bool = False
    port: int = 80

    @property
    def host(self) -> str:
        return urlsplit(self.origin).hostname or ""

    @property
    def headers(self) -> list[tuple[str, str]]:
        return headers(self.origin, self.base)
