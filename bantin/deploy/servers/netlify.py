"""Netlify, and others that read `_headers` in its dialect."""

from bantin.deploy.servers.served import ServedSite
from bantin.deploy.serving import BY_NAME, IMMUTABLE
from bantin.urls import ASSETS, PICTURES

NAME = "_headers"
REDIRECTS = "_redirects"


def write(site: ServedSite) -> dict[str, str]:
    """Write both files. No header stands in two rules that fit a path: hosts join their values by commas.

    Pages need none about caching: these hosts have them asked for each time.
    """
    rules = [f"{site.base}*", *(f"  {name}: {value}" for name, value in site.headers)]
    for folder in (ASSETS, PICTURES, "tim-kiem/"):
        rules += [f"{site.base}{folder}*", f"  Cache-Control: {IMMUTABLE}"]
    for name, kind in {**BY_NAME, "manifest.webmanifest": "application/manifest+json"}.items():
        rules += [f"{site.base}{name}", f"  Content-Type: {kind}"]
    headers = "".join(f"{line}\n" for line in rules)
    return {NAME: headers} | ({REDIRECTS: site.rules} if site.rules else {})
