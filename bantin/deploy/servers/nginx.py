"""nginx: a file to include in its `http { }` block."""

import re

from bantin.deploy.servers.served import ServedSite
from bantin.deploy.serving import COMPRESSED, IMMUTABLE, OTHER, REVALIDATE, TYPES_BY_NAME
from bantin.urls import FINGERPRINTED, FINGERPRINTED_FOLDER, MEDIA_TYPES

NAME = "bantin.conf"

_FILE = """\
# Written by `build.py host-files nginx`. Debian: put it into /etc/nginx/conf.d/ and reload nginx.
# For HTTPS let certbot add its lines to the server below, or have a proxy before it.
{rules}map $uri $bantin_cache {{
{kept}
  default "{fresh}";
}}

server {{
  listen {port};
  server_name {host};
  server_tokens off;
  absolute_redirect off;
  error_page 404 {base}404.html;
{redirects}
{headers}

  types {{
{types}
  }}
  default_type {other};
  charset utf-8;
  charset_types {texts};

  gzip on;
  gzip_vary on;
  gzip_proxied any;
  gzip_comp_level 6;
  gzip_min_length 256;
  gzip_types {compressed};
{more}
  # What is hidden belongs to nobody; .well-known/ is for those who check the domain.
  location ~ /\\.(?!well-known/) {{
    return 404;
  }}

{to_base}  location {base} {{
    alias {root}/;
{names}
  }}
}}
"""

# These use the variable that the maps of redirect rules set.
_REDIRECTS = """
  if ($bantin_old_to = gone) { return 410; }
  if ($bantin_old_to ~ ^302(.+)) { return 302 $1; }
  if ($bantin_old_to ~ ^301(.+)) { return 301 $1; }
"""


def write(site: ServedSite) -> dict[str, str]:
    plain = {ending: kind.partition(";")[0] for ending, kind in MEDIA_TYPES.items()}
    named = {name: kind.partition(";")[0] for name, kind in TYPES_BY_NAME.items()}
    shrinking = sorted({plain[ending] for ending in COMPRESSED} | set(named.values()))
    base = re.escape(site.base)
    patterns = (FINGERPRINTED, "^" + base + FINGERPRINTED_FOLDER.removeprefix("^"))
    texts = [kind for kind in shrinking if kind not in ("text/html", "image/svg+xml", "image/x-icon")]
    headers = (*site.headers, ("Cache-Control", "$bantin_cache"))
    text = _FILE.format(
        kept="\n".join(f'  "~{pattern}" "{IMMUTABLE}";' for pattern in patterns),
        fresh=REVALIDATE,
        rules=f"{site.rules}\n" if site.rules else "",
        redirects=_REDIRECTS if site.rules else "",
        port=site.port,
        host=site.host,
        base=site.base,
        to_base=_to_base(site.base),
        root=site.root.rstrip("/"),
        headers="\n".join(_header(*header) for header in headers),
        types="\n".join(f"    {kind} {ending};" for ending, kind in plain.items()),
        other=OTHER,
        texts=" ".join(texts),
        compressed=" ".join(kind for kind in shrinking if kind != "text/html"),
        more=_compression(site, shrinking),
        names="\n".join(_location(name, kind) for name, kind in named.items()),
    )
    return {NAME: text}


def _to_base(base: str) -> str:
    """Return a redirect for readers who leave out the slash of an address such as /cchc/."""
    path = base.rstrip("/")
    return f"  location = {path} {{\n    return 301 {base};\n  }}\n\n" if path else ""


def _header(name: str, value: str) -> str:
    quote = "'" if '"' in value else '"'
    return f"  add_header {name} {quote}{value}{quote} always;"


def _location(name: str, kind: str) -> str:
    return f"    location ~ /{re.escape(name)}$ {{\n      types {{ }}\n      default_type {kind};\n    }}"


def _compression(site: ServedSite, shrinking: list[str]) -> str:
    lines = []
    if site.compressed:
        lines.append("  gzip_static on;")
    if site.brotli:
        kinds = " ".join(kind for kind in shrinking if kind != "text/html")
        lines += ["  brotli on;", "  brotli_comp_level 5;", f"  brotli_types {kinds};"]
        if site.compressed:
            lines.append("  brotli_static on;")
    return "".join(f"{line}\n" for line in lines)
