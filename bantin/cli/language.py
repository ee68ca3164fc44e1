"""Choose the language of a run before anything is printed."""

import os
from collections.abc import Sequence

from bantin import i18n
from bantin.i18n.preference import language_preferences


def choose(arguments: Sequence[str], home: str) -> None:
    """Set the language before anything is printed; argparse and the processes started from here use it, too.

    home: the folder of the site if `arguments` have no --site.
    """
    from gettext import bindtextdomain, textdomain

    os.environ["LANGUAGE"] = i18n.choose_language(*language_preferences(_site(arguments, home)))
    bindtextdomain(i18n.DOMAIN, i18n.LOCALES)
    textdomain(i18n.DOMAIN)


def _site(arguments: Sequence[str], home: str) -> str:
    for number, argument in enumerate(arguments):
        name, sign, value = argument.partition("=")
        if name == "--site":
            return value if sign else next(iter(arguments[number + 1 : number + 2]), home)
    return home
