"""Old addresses as rules of web servers and hosts.

A redirect that a server cannot express is named, not written.
"""

from collections.abc import Callable, Mapping, Sequence

from bantin.config import Config
from bantin.deploy.redirect_files import RuleFile
from bantin.deploy.redirect_hosts import cloudflare, gitlab, netlify
from bantin.deploy.redirect_servers import apache, caddy, iis, nginx
from bantin.editing.inventory import Inventory, read_inventory
from bantin.errors import Problem
from bantin.site.redirect_list import read
from bantin.site.redirects import Redirect, alias_redirects, resolve
from bantin.system.named_tuple import NamedTuple

# Servers as `host-files` names them, and GitLab Pages.
WRITERS: Mapping[str, Callable[[Sequence[Redirect], str], RuleFile]] = {
    "nginx": nginx,
    "apache": apache,
    "iis": iis,
    "caddy": caddy,
    "netlify": netlify,
    "cloudflare": cloudflare,
    "gitlab": gitlab,
}


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
    redirects, _ = rules_of(config, read_inventory(config), now)
    if not redirects:
        return Rules()
    written = WRITERS[server](redirects, config.base)
    reasons = [reason for _, reason in written.unanswered]
    return Rules(written.text, len(reasons), reasons.count("too-many"))


def rules_of(
    config: Config, inventory: Inventory, now: int
) -> tuple[tuple[Redirect, ...], tuple[Problem, ...]]:
    """Return all redirects of a site, and the contradictions among them.

    A redirect may lead to an address that only a build makes: a page of a list, a feed, a file.
    """
    redirects: list[Redirect] = []
    for source, entry in inventory.entries.items():
        if entry.is_published(now):
            redirects += alias_redirects(entry.aliases, entry.address, config.base, f"content/{source}", 0)
    listed, problems = read(config.content, config.base, "content/")
    addresses = inventory.published_addresses(now)
    resolved = resolve([*redirects, *listed], addresses, config.base, addresses_are_partial=True)
    return resolved.redirects, (*problems, *resolved.problems)
