"""Compile the catalogues: `python -m bantin.i18n.compile`, run by `make build` and when a wheel is built.

Only this module needs babel; compiled catalogues are read by Python's own gettext.
"""

import os
from contextlib import suppress

from bantin.i18n import DOMAIN, LOCALES


def compile_all() -> None:
    """Write each `.mo` beside its `.po`. Raises ImportError without babel.

    A language whose catalogue does not exist yet is left out: `make messages` creates it, after this.
    """
    for name in sorted(os.listdir(LOCALES)):
        catalogue = os.path.join(LOCALES, name, "LC_MESSAGES", DOMAIN)
        if os.path.exists(f"{catalogue}.po"):
            compile_one(f"{catalogue}.po", f"{catalogue}.mo")


def compile_if_possible(source: str, compiled: str) -> None:
    """Do as `compile_one`; do nothing if babel is missing or the file cannot be written."""
    with suppress(ImportError, OSError):
        compile_one(source, compiled)


def compile_one(source: str, compiled: str) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with open(source, "rb") as file:
        catalogue = read_po(file)
    half = f"{compiled}.{os.getpid()}"
    try:
        with open(half, "wb") as out:
            write_mo(out, catalogue)
        os.replace(half, compiled)
    finally:
        with suppress(FileNotFoundError):
            os.remove(half)


if __name__ == "__main__":
    compile_all()
