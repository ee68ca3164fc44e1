"""Choose the language of a run before anything is printed."""

import os
from collections.abc import Sequence
from contextlib import suppress

from bantin import i18n
from bantin.i18n.preference import language_preferences


def choose(arguments: Sequence[str], home: str) -> None:
    """Set the language before anything is printed; argparse and the processes started from here use it, too.

    `init` speaks the language of the site that it makes, unless $BANTIN_LANG or the locale names another.
    home: the folder of the site if `arguments` have no --site.
    """
    from gettext import bindtextdomain, textdomain

    of_new_site = ("vi",) if "init" in arguments[:1] else ()
    os.environ["LANGUAGE"] = i18n.choose_language(*language_preferences(_site(arguments, home)), *of_new_site)
    bindtextdomain(i18n.DOMAIN, i18n.LOCALES)
    textdomain(i18n.DOMAIN)


def _site(arguments: Sequence[str], home: str) -> str:
    """Return the folder of --site, or the first site in the folder of --sites, or else `home`."""
    for number, argument in enumerate(arguments):
        name, sign, value = argument.partition("=")
        if name in ("--site", "--sites"):
            folder = value if sign else next(iter(arguments[number + 1 : number + 2]), home)
            return folder if name == "--site" else _first_site(folder)
    return home


def _first_site(folder: str) -> str:
    with suppress(OSError):
        sites = (os.path.join(folder, name) for name in sorted(os.listdir(folder)))
        return next((site for site in sites if os.path.isfile(os.path.join(site, "site.toml"))), folder)
    return folder
