"""The site for which a server's configuration is written."""

from urllib.parse import urlsplit

from bantin.config import Config
from bantin.deploy.redirect_rules import WRITERS, rules_of
from bantin.deploy.serving import headers
from bantin.editing import inventory
from bantin.system.named_tuple import NamedTuple


class Rules(NamedTuple):
    """Redirect rules in a server's form.

    text: "" for none. unanswered: number of old addresses it cannot serve. too_many: how many of these exceed
    the server's limit.
    """

    text: str = ""
    unanswered: int = 0
    too_many: int = 0


def rules_for(server: str, config: Config, now: int) -> Rules:
    """Return the site's old addresses as rules of this server. now: seconds since 1970."""
    if server not in WRITERS:
        return Rules()
    redirects, _ = rules_of(config, inventory.read_inventory(config), now)
    if not redirects:
        return Rules()
    written = WRITERS[server](redirects, config.base)
    reasons = [reason for _, reason in written.unanswered]
    return Rules("".join(written.files.values()), len(reasons), reasons.count("too-many"))


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
