"""GitLab Pages: redirects only, since it does not allow custom headers."""

from bantin.deploy.servers import netlify
from bantin.deploy.servers.served import ServedSite


def write(site: ServedSite) -> dict[str, str]:
    return {netlify.REDIRECTS: site.rules} if site.rules else {}
