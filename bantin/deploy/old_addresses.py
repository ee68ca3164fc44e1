"""Look up the targets of old addresses: by the redirect rules, or as existing pages."""

import os
from collections.abc import Iterable

from bantin.config import Config
from bantin.content.old_address import old_address
from bantin.editing.inventory import Inventory
from bantin.site.redirects import GONE, Redirect, RedirectIndex, at_host
from bantin.urls import file_name


def resolve_old_addresses(
    lines: Iterable[str], redirects: Iterable[Redirect], inventory: Inventory, config: Config, now: int
) -> list[tuple[str, str]]:
    """Return each address with its target: a new address, "410", or "" for none."""
    rules = RedirectIndex(redirects)
    own = inventory.published_addresses(now)
    resolved = []
    for line in lines:
        try:
            old = at_host(old_address(line), config.base)
        except ValueError:
            resolved.append((line, "/" if _is_home(line) else ""))
            continue
        rule = rules.find(old)
        target = (str(GONE) if rule.status == GONE else rule.new or "/") if rule else ""
        if not target and old.path.startswith(config.base):
            address = old.path[len(config.base) :]
            is_there = address in own or os.path.isfile(os.path.join(config.output, file_name(address)))
            target = f"/{address}" if is_there else ""
        resolved.append((line, target))
    return resolved


def _is_home(line: str) -> bool:
    path = line.partition("://")[2].partition("/")[2] if "://" in line else line.lstrip("/")
    return not path.partition("?")[0]
