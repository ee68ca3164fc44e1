"""Configuration files of web servers and hosts: one module a server, all from one table."""

from collections.abc import Callable, Mapping

from bantin.deploy.servers import apache, caddy, cloudflare, gitlab, iis, netlify, nginx
from bantin.deploy.servers.served import ServedSite

# Functions that return texts by file name. To add a server, add a line here.
WRITERS: Mapping[str, Callable[[ServedSite], Mapping[str, str]]] = {
    "nginx": nginx.write,
    "apache": apache.write,
    "caddy": caddy.write,
    "iis": iis.write,
    "netlify": netlify.write,
    "cloudflare": cloudflare.write,
    "gitlab": gitlab.write,
}

# Servers that read their configuration from the site's root; a deploy writes it there.
READ_FROM_SITE = {
    "apache": (apache.NAME,),
    "iis": (iis.NAME,),
    "netlify": (netlify.NAME, netlify.REDIRECTS),
    "cloudflare": (netlify.NAME, netlify.REDIRECTS),
    "gitlab": (netlify.REDIRECTS,),
}
