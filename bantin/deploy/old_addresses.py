"""Where old addresses lead: by the rules, or to a page that is there."""

import os
from collections.abc import Iterable

from bantin.config import Config
from bantin.editing.inventory import Inventory
from bantin.site.redirects import GONE, Redirect, at_host
from bantin.urls import OldAddress, file_name, old_address


def answers(
    lines: Iterable[str], redirects: Iterable[Redirect], inventory: Inventory, config: Config, now: int
) -> list[tuple[str, str]]:
    """Each address with where it leads: a new address, "410", or "" for nowhere."""
    rules: dict[object, list[Redirect]] = {}
    for redirect in redirects:
        rules.setdefault(redirect.old.key[0], []).append(redirect)
    own = {known.address for known in inventory.known.values() if known.is_published(now) or known.is_section}
    found = []
    for line in lines:
        try:
            old = at_host(old_address(line), config.base)
        except ValueError:
            found.append((line, "/" if _is_home(line) else ""))
            continue
        target = _led(old, rules)
        if not target and old.path.startswith(config.base):
            address = old.path[len(config.base) :]
            is_there = address in own or os.path.isfile(os.path.join(config.output, file_name(address)))
            target = f"/{address}" if is_there else ""
        found.append((line, target))
    return found


def _led(old: OldAddress, rules: dict[object, list[Redirect]]) -> str:
    """The redirect that asks for the most of the address's parameters, and for none that it lacks."""
    given = {(name.lower(), value) for name, value in old.query}
    fitting = [
        redirect
        for path in (old.path, old.path.lower())
        for redirect in rules.get(path, ())
        if {(name.lower(), value) for name, value in redirect.old.query} <= given
    ]
    best = max(fitting, key=lambda redirect: len(redirect.old.query), default=None)
    if best is None:
        return ""
    return str(GONE) if best.status == GONE else best.new or "/"


def _is_home(line: str) -> bool:
    path = line.partition("://")[2].partition("/")[2] if "://" in line else line.lstrip("/")
    return not path.partition("?")[0]
