"""Netlify, and other hosts that read `_headers` in its dialect."""

from bantin.deploy.servers.served import ServedSite
from bantin.deploy.serving import IMMUTABLE, TYPES_BY_NAME
from bantin.urls import ASSETS, PICTURES, SEARCH_INDEX

NAME = "_headers"
REDIRECTS = "_redirects"


def write(site: ServedSite) -> dict[str, str]:
    """Return both files.

    A header is only in one rule for each path, since hosts join the values of several by commas. Pages need
    no rule for caching: these hosts let browsers revalidate them.
    """
    rules = [f"{site.base}*", *(f"  {name}: {value}" for name, value in site.headers)]
    for folder in (ASSETS, PICTURES, SEARCH_INDEX):
        rules += [f"{site.base}{folder}*", f"  Cache-Control: {IMMUTABLE}"]
    for name, kind in {**TYPES_BY_NAME, "manifest.webmanifest": "application/manifest+json"}.items():
        rules += [f"{site.base}{name}", f"  Content-Type: {kind}"]
    headers = "".join(f"{line}\n" for line in rules)
    return {NAME: headers} | ({REDIRECTS: site.rules} if site.rules else {})
