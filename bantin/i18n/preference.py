"""The languages wanted for a run: $BANTIN_LANG, then `language` in site.toml, then the locale."""

import os
import re

_LANGUAGE = r"""^\s*language\s*=\s*["']([^"'\n]+)["']"""
_VIETNAMESE = ("vn", "vi", "tiếng việt")  # as people write it, so that they can read what is wrong with it


def language_preferences(site: str) -> tuple[str, ...]:
    """Return the wanted languages for `i18n.choose_language`, the most wanted first; "" for none."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return (os.environ.get("BANTIN_LANG", ""), _language_of(os.path.join(site, "site.toml")), locale)


def _language_of(settings: str) -> str:
    """Return `language` from the top of a site.toml; "" if it cannot be read, which the build reports."""
    try:
        with open(settings, encoding="utf-8", errors="replace", opener=_without_blocking) as file:
            text = file.read(100_000).replace("\0", "")  # of UTF-16, in which Notepad may save it
    except OSError:
        return ""
    if "language" not in text:
        return ""
    top = re.split(r"^\s*\[", text, maxsplit=1, flags=re.MULTILINE)[0]
    match = re.search(_LANGUAGE, top, re.MULTILINE)
    language = match[1].strip() if match else ""
    return "vi" if language.lower().startswith(_VIETNAMESE) else language


def _without_blocking(path: str, flags: int) -> int:
    """Open a file that may be a pipe without a writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
