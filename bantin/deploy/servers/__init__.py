"""The files by which a web server or a host serves a site well: one module a server, all from one table."""

from collections.abc import Callable, Mapping

from bantin.deploy.servers import apache, caddy, cloudflare, gitlab, iis, netlify, nginx
from bantin.deploy.servers.served import ServedSite

# Names of files to their texts. To join, a server needs a line here.
WRITERS: Mapping[str, Callable[[ServedSite], Mapping[str, str]]] = {
    "nginx": nginx.write,
    "apache": apache.write,
    "caddy": caddy.write,
    "iis": iis.write,
    "netlify": netlify.write,
    "cloudflare": cloudflare.write,
    "gitlab": gitlab.write,
}

# Servers that read their file among the published ones: a deploy puts it there.
READ_FROM_SITE = {
    "apache": (apache.NAME,),
    "iis": (iis.NAME,),
    "netlify": (netlify.NAME, netlify.REDIRECTS),
    "cloudflare": (netlify.NAME, netlify.REDIRECTS),
    "gitlab": (netlify.REDIRECTS,),
}
