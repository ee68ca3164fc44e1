"""The files for a target's server: its configuration files, and compressed copies."""

import os

from bantin.config import Config
from bantin.config.targets import Target
from bantin.deploy import servers
from bantin.deploy.compressed import add_compressed
from bantin.deploy.manifest import Release, read_release
from bantin.deploy.servers.served import ServedSite


def with_server_files(built: Release, extra: str, config: Config, target: Target, rules: str) -> Release:
    """Return the built site with these files, which are written into the empty folder `extra`.

    A file that the site itself has, such as its own `_headers`, is kept. rules: old addresses in the form of
    the target's server.
    """
    for name, text in _files_of(config, target, rules).items():
        if name not in built.files:
            with open(os.path.join(extra, name), "w", encoding="utf-8") as file:
                file.write(text)
    if target.compress:
        copies = os.path.join(config.cache, "deploy", "compressed")
        add_compressed(built.files.values(), copies, extra)
        _delete_unused_copies(copies, {file.digest for file in built.files.values()})
    added = read_release(extra)
    return Release((*built.trees, extra), dict(sorted({**built.files, **added.files}.items())))


def _files_of(config: Config, target: Target, rules: str) -> dict[str, str]:
    """Return the configuration files at the site's root that the target's server reads."""
    names = servers.READ_FROM_SITE.get(target.server, ())
    if not names:
        return {}
    served = ServedSite(config.origin, config.base, rules=rules, has_form=config.cms is not None)
    written = servers.WRITERS[target.server](served)
    return {name: written[name] for name in names if name in written}


def _delete_unused_copies(copies: str, digests: set[str]) -> None:
    """Delete stored compressed copies of files that the site no longer has."""
    for name in os.listdir(copies):
        if name.partition(".")[0] not in digests:
            os.unlink(os.path.join(copies, name))
