"""Apache: an `.htaccess` at the site's root. It needs AllowOverride FileInfo, which shared hosting allows."""

from bantin.deploy.servers.served import ServedSite
from bantin.deploy.serving import COMPRESSED, IMMUTABLE, REVALIDATE, TYPES_BY_NAME
from bantin.urls import FINGERPRINTED, MEDIA_TYPES

NAME = ".htaccess"

_FILE = """\
# Written by `build.py host-files apache`.
ErrorDocument 404 {base}404.html
AddDefaultCharset utf-8

<IfModule mod_mime.c>
{types}
</IfModule>
{names}

{rules}<IfModule mod_alias.c>
  RedirectMatch 404 "/\\.(?!well-known(?:/|$))"
</IfModule>

<IfModule mod_headers.c>
{headers}
  Header set Cache-Control "{fresh}"
  Header always set Cache-Control "{fresh}" "expr=%{{REQUEST_STATUS}} >= 400"
  Header set Cache-Control "{forever}" "expr=%{{REQUEST_STATUS}} < 400 && (%{{REQUEST_URI}} =~ m#{pattern}# \
|| %{{REQUEST_URI}} =~ m#^{base}tim-kiem/[^/]+-[0-9a-f]{{10}}/#)"
</IfModule>

<IfModule mod_filter.c>
  <IfModule mod_brotli.c>
    AddOutputFilterByType BROTLI_COMPRESS {compressed}
  </IfModule>
  <IfModule mod_deflate.c>
    AddOutputFilterByType DEFLATE {compressed}
  </IfModule>
</IfModule>
"""


def write(site: ServedSite) -> dict[str, str]:
    plain = {ending: kind.partition(";")[0] for ending, kind in MEDIA_TYPES.items()}
    shrinking = {plain[ending] for ending in COMPRESSED} | {
        kind.partition(";")[0] for kind in TYPES_BY_NAME.values()
    }
    texts = [ending for ending, kind in MEDIA_TYPES.items() if "charset" in kind]
    text = _FILE.format(
        base=site.base,
        types="\n".join(
            [
                *(f"  AddType {kind} .{ending}" for ending, kind in plain.items()),
                f"  AddCharset utf-8 {' '.join(f'.{ending}' for ending in texts)}",
            ]
        ),
        names="\n".join(_named(name, kind) for name, kind in TYPES_BY_NAME.items()),
        headers="\n".join(f"  Header always set {name} {_quoted(value)}" for name, value in site.headers),
        rules=f"<IfModule mod_rewrite.c>\n{site.rules}</IfModule>\n\n" if site.rules else "",
        fresh=REVALIDATE,
        forever=IMMUTABLE,
        pattern=FINGERPRINTED,
        compressed=" ".join(sorted(shrinking)),
    )
    return {NAME: text}


def _named(name: str, kind: str) -> str:
    return f'<Files "{name}">\n  ForceType "{kind}"\n</Files>'


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '\\"') + '"'
