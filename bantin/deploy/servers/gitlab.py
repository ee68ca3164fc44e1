"""GitLab Pages: it takes no headers of one's own, only old addresses."""

from bantin.deploy.servers import netlify
from bantin.deploy.servers.served import ServedSite


def write(site: ServedSite) -> dict[str, str]:
    return {netlify.REDIRECTS: site.rules} if site.rules else {}
