"""Caddy: a Caddyfile. The standard build compresses with gzip and zstd; Brotli needs compressed files."""

from bantin.deploy.servers.served import ServedSite
from bantin.deploy.serving import IMMUTABLE, REVALIDATE, TYPES_BY_NAME
from bantin.urls import FINGERPRINTED, FINGERPRINTED_FOLDER, MEDIA_TYPES

NAME = "Caddyfile"

_FILE = """\
# Written by `build.py host-files caddy`. Caddy sees to HTTPS itself.
{address} {{
	encode zstd gzip
{headers}
	header -Server
{rules}
	handle_errors 404 410 {{
		root * "{root}"
		rewrite * /404.html
		header Content-Type "text/html; charset=utf-8"
		header Cache-Control "{fresh}"
		file_server
	}}

	# In this very order.
	route {{
{gone}		@hidden path_regexp /\\.
		@checks path {base}.well-known/*
		handle @checks {{
			{strip}
			root * "{root}"
			file_server
		}}
		handle @hidden {{
			error 404
		}}
{redirect}		handle {base}* {{
			{strip}
			root * "{root}"
{types}
			@fresh not path_regexp "{forever_pattern}"
			header @fresh Cache-Control "{fresh}"
			@forever path_regexp "{forever_pattern}"
			header @forever Cache-Control "{forever}"
			file_server{files}
		}}
		handle {{
			error 404
		}}
	}}
}}
"""


def write(site: ServedSite) -> dict[str, str]:
    kinds: dict[str, list[str]] = {}
    for ending, kind in MEDIA_TYPES.items():
        kinds.setdefault(kind, []).append(f"*.{ending}")
    named = " ".join(f"*/{name}" for name in TYPES_BY_NAME)
    types = [_matched(f"type{n}", paths, kind, named) for n, (kind, paths) in enumerate(kinds.items())]
    types += [
        _matched(f"name{n}", [f"*/{name}"], kind) for n, (name, kind) in enumerate(TYPES_BY_NAME.items())
    ]
    prefix = site.base.rstrip("/")
    rules = site.rules.splitlines()
    gone = [line for line in rules if line.startswith("error ")]  # Caddy applies these after every `handle`
    text = _FILE.format(
        address=site.origin,
        headers="\n".join(f"\theader {name} `{value}`" for name, value in site.headers),
        rules="".join(f"\t{line}\n" for line in rules if line not in gone),
        gone="".join(f"\t\t{line}\n" for line in gone),
        root=site.root.rstrip("/"),
        base=site.base,
        strip=f"uri strip_prefix {prefix}" if prefix else "# the site is at the root of its domain",
        redirect=f"\t\tredir {prefix} {site.base} permanent\n" if prefix else "",
        types="\n".join(types),
        fresh=REVALIDATE,
        forever=IMMUTABLE,
        forever_pattern=f"{FINGERPRINTED}|^(?:{prefix})?/{FINGERPRINTED_FOLDER.removeprefix('^')}",
        files=" {\n\t\t\tprecompressed br gzip\n\t\t}" if site.compressed else "",
    )
    return {NAME: text}


def _matched(name: str, paths: list[str], kind: str, others: str = "") -> str:
    """Write a matcher and its type. No two fit one file, for the order of `header` lines is Caddy's own."""
    lines = [f"@{name} {{", f"\tpath {' '.join(paths)}", *([f"\tnot path {others}"] if others else []), "}"]
    return "\n".join(f"\t\t{line}" for line in [*lines, f'header @{name} Content-Type "{kind}"'])
