"""The site for which a server's configuration is written."""

from urllib.parse import urlsplit

from bantin.deploy.serving import headers
from bantin.system.named_tuple import NamedTuple


class ServedSite(NamedTuple):
    """A site for which a server is configured.

    origin, base: as in Config. root: the folder that the server reads. brotli: whether nginx has that module.
    port: of nginx. rules: old addresses in this server's form, "" for none. compressed: whether there are
    `.br` and `.gz` files. has_form: whether the site has the form editor.
    """

    origin: str
    base: str
    root: str = "/srv/bantin/current"
    brotli: bool = False
    compressed: bool = False
    port: int = 80
    rules: str = ""
    has_form: bool = False

    @property
    def host(self) -> str:
        return urlsplit(self.origin).hostname or ""

    @property
    def headers(self) -> list[tuple[str, str]]:
        return headers(self.origin, self.base, has_form=self.has_form)
