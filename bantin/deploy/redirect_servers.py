"""Redirect rules in the forms of nginx's `map`, Apache's mod_rewrite, IIS's URL Rewrite and Caddy's `map`."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from urllib.parse import quote, unquote
from xml.sax.saxutils import quoteattr

from bantin.deploy.redirect_files import RuleFile, split_by_query, target_of
from bantin.site.redirects import GONE, Redirect

Pair = tuple[str, str]

# Characters in a query that browsers do not encode (https://url.spec.whatwg.org/#query-percent-encode-set).
_RAW = "-._~!$()*,/:;?@[]^`{|}\\"

# ---- nginx ----

_NGINX = """\
# Old addresses. Include this file within `http {{ }}`, and put these lines into `server {{ }}`:
#   if ($bantin_old_to = gone) {{ return 410; }}
#   if ($bantin_old_to ~ ^302(.+)) {{ return 302 $1; }}
#   if ($bantin_old_to ~ ^301(.+)) {{ return 301 $1; }}
map_hash_bucket_size {bucket};
map_hash_max_size {size};
{maps}map $uri $bantin_old_to {{
  default ${last};
}}
"""
_ARGUMENT = re.compile(r"[A-Za-z0-9_]+")


def nginx(redirects: Sequence[Redirect], base: str) -> RuleFile:
    """Return a map of paths, and a map for each set of parameters, whose key is a path and their values.

    nginx ignores letter case in maps. A path with capitals, which the old server distinguished, is therefore
    a regular expression: otherwise an address that differs from its new one only in case would redirect to
    itself.
    """
    plain, queried = split_by_query(redirects)
    sets: dict[tuple[str, ...], list[Redirect]] = {}
    for redirect in chain.from_iterable(queried.values()):
        sets.setdefault(tuple(name.lower() for name, _ in redirect.old.query), []).append(redirect)
    maps = [_nginx_map("$uri", "bantin_old", '""', [_nginx_line(redirect, base) for redirect in plain])]
    last = "bantin_old"
    for number, (names, same) in enumerate(sorted(sets.items(), key=lambda item: len(item[0])), 1):
        name = f"bantin_old_{number}"
        if all(map(_ARGUMENT.fullmatch, names)):
            key = "|".join(["$uri", *(f"$arg_{name}" for name in names)])
            lines = [_nginx_values(redirect, base) for redirect in same]
        else:
            key, lines = "$uri?$args", [_nginx_pattern(redirect, base) for redirect in same]
        maps.append(_nginx_map(f'"{key}"', name, f"${last}", lines))
        last = name
    longest = max((len(line.encode()) for text in maps for line in text.splitlines()), default=0)
    count = max(len(text.splitlines()) for text in maps)
    text = _NGINX.format(
        bucket=1 << max(longest + 64, 64).bit_length(),
        size=1 << max(2 * count, 2048).bit_length(),
        maps="".join(maps),
        last=last,
    )
    return RuleFile("bantin-redirects.conf", text)


def _nginx_map(key: str, name: str, default: str, lines: Iterable[str]) -> str:
    once = dict.fromkeys(lines)
    return f"map {key} ${name} {{\n  default {default};\n{''.join(once)}}}\n"


def _nginx_text(text: str) -> str:
    """Return a text in quotes. In keys `$` is not a variable; in targets it is written as %24."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _nginx_target(redirect: Redirect, base: str) -> str:
    return "gone" if redirect.status == GONE else f"{redirect.status}{target_of(redirect, base)}"


def _nginx_line(redirect: Redirect, base: str) -> str:
    path = redirect.old.path
    depends_on_case = path != path.lower() and not redirect.old.ignores_case
    key = _nginx_text(f"~^{re.escape(path)}$" if depends_on_case else path)
    return f"  {key} {_nginx_text(_nginx_target(redirect, base))};\n"


def _nginx_values(redirect: Redirect, base: str) -> str:
    """Return the lines of an address with parameters: spaces may be `+`, some characters unencoded."""
    encoded, raw = ([quote(value, safe=safe) for _, value in redirect.old.query] for safe in ("-._~", _RAW))
    written = (encoded, _with_plus(encoded), raw, _with_plus(raw))
    keys = ["|".join([redirect.old.path, *values]) for values in written]
    target = _nginx_text(_nginx_target(redirect, base))
    return "".join(f"  {_nginx_text(key)} {target};\n" for key in dict.fromkeys(keys))


def _with_plus(values: Iterable[str]) -> list[str]:
    return [value.replace("%20", "+") for value in values]


def _nginx_pattern(redirect: Redirect, base: str) -> str:
    pattern = rf"~*^{re.escape(redirect.old.path)}\?{_query_pattern(redirect.old.query)}"
    return f"  {_nginx_text(pattern)} {_nginx_text(_nginx_target(redirect, base))};\n"


def _query_pattern(query: tuple[Pair, ...]) -> str:
    """Return a regular expression that requires each parameter, in any order and among others."""
    return "".join(rf"(?=(?:.*&)?{_raw(name)}={_raw(value)}(?:&|$))" for name, value in query)


def _raw(text: str) -> str:
    """Return a pattern for a text in a query: each character as browsers send it, or percent-encoded.

    The digits may be in either case. Forms write spaces as `+`.
    """
    return re.sub("%[0-9A-F]{2}", _encoded_or_raw, re.escape(quote(text, safe="-._~")))


def _encoded_or_raw(code: re.Match[str]) -> str:
    encoded = "".join(f"[{sign}{sign.lower()}]" if sign.isalpha() else sign for sign in code[0])
    raw = "+" if code[0] == "%20" else unquote(code[0])
    return f"(?:{encoded}|{re.escape(raw)})" if code[0] == "%20" or raw in _RAW else encoded


# ---- Apache ----


def apache(redirects: Sequence[Redirect], base: str) -> RuleFile:
    """Return lines for the `.htaccess` at the site's root. They apply only below it."""
    lines = ["RewriteEngine On"]
    unanswered = []
    plain, queried = split_by_query(redirects)
    for redirect in (*chain.from_iterable(queried.values()), *plain):
        old = redirect.old
        if not old.path.startswith(base):
            unanswered.append((redirect, "outside"))
            continue
        case = "NC," if old.ignores_case else ""
        if old.query:
            flag = f" [{case.rstrip(',')}]" if case else ""
            lines.append(f'RewriteCond %{{QUERY_STRING}} "^{_query_pattern(old.query)}"{flag}')
        pattern = re.escape(old.path[len(base) :])
        if redirect.status == GONE:
            lines.append(f'RewriteRule "^{pattern}$" - [{case}G]')
        else:
            target = re.sub(r"([%$])", r"\\\1", target_of(redirect, base))
            lines.append(f'RewriteRule "^{pattern}$" "{target}" [{case}R={redirect.status},NE,QSD,L]')
    return RuleFile("redirects.htaccess", "".join(f"{line}\n" for line in lines), tuple(unanswered))


# ---- IIS ----

_IIS_ACTION = {
    301: '<action type="Redirect" url={url} redirectType="Permanent" appendQueryString="false" />',
    302: '<action type="Redirect" url={url} redirectType="Found" appendQueryString="false" />',
    410: '<action type="CustomResponse" statusCode="410" statusReason="Gone" />',
}


def iis(redirects: Sequence[Redirect], base: str) -> RuleFile:
    """Return rewrite maps for paths, which URL Rewrite looks up at once, and a rule for each query.

    Both ignore letter case, like IIS itself. The text belongs into `system.webServer` of web.config.
    """
    plain, queried = split_by_query(redirects)
    maps: dict[int, list[str]] = {}
    for redirect in plain:
        target = "gone" if redirect.status == GONE else target_of(redirect, base)
        entry = f"      <add key={quoteattr(redirect.old.path)} value={quoteattr(target)} />"
        maps.setdefault(redirect.status, []).append(entry)
    with_query = [redirect for same in queried.values() for redirect in same]
    rules = [_iis_query(redirect, base, number) for number, redirect in enumerate(with_query)]
    rules += [_iis_map(status) for status in sorted(maps)]
    lines = ["<rewrite>", "  <rewriteMaps>"]
    for status, entries in sorted(maps.items()):
        lines += [f'    <rewriteMap name="bantin-{status}" defaultValue="">', *entries, "    </rewriteMap>"]
    lines += ["  </rewriteMaps>", "  <rules>", *rules, "  </rules>", "</rewrite>"]
    return RuleFile("redirects.web.config", "".join(f"{line}\n" for line in lines))


def _iis_map(status: int) -> str:
    action = _IIS_ACTION[status].format(url='"{C:1}"')
    condition = f'<add input="{{bantin-{status}:{{PATH_INFO}}}}" pattern="(.+)" />'
    return _iis_rule(f"bantin-{status}", ".*", [condition], action)


def _iis_query(redirect: Redirect, base: str, number: int) -> str:
    action = _IIS_ACTION[redirect.status].format(url=quoteattr(target_of(redirect, base)))
    patterns = (quoteattr(f"(?:^|&){_raw(name)}={_raw(value)}(?:&|$)") for name, value in redirect.old.query)
    conditions = [f'<add input="{{QUERY_STRING}}" pattern={pattern} />' for pattern in patterns]
    path = re.escape(redirect.old.path.removeprefix("/"))
    return _iis_rule(f"bantin-query-{number}", f"^{path}$", conditions, action)


def _iis_rule(name: str, pattern: str, conditions: Iterable[str], action: str) -> str:
    return "\n".join(
        [
            f'    <rule name="{name}" stopProcessing="true">',
            f"      <match url={quoteattr(pattern)} />",
            "      <conditions>",
            *(f"        {condition}" for condition in conditions),
            "      </conditions>",
            f"      {action}",
            "    </rule>",
        ]
    )


# ---- Caddy ----


def caddy(redirects: Sequence[Redirect], base: str) -> RuleFile:
    """Return a `map` of paths, and a matcher for each query, to be imported into the site's block."""
    plain, queried = split_by_query(redirects)
    lines: list[str] = []
    for number, redirect in enumerate(chain.from_iterable(queried.values())):
        name = f"@bantin_query{number}"
        case = "(?i)" if redirect.old.ignores_case else ""
        lines += [f"{name} {{", f"\tpath_regexp {_caddy(f'{case}^{re.escape(redirect.old.path)}$')}"]
        lines += [f"\tquery {_caddy(f'{key}={value}')}" for key, value in redirect.old.query]
        lines += ["}", _caddy_action(name, redirect.status, _caddy(target_of(redirect, base)))]
    for status in sorted({redirect.status for redirect in plain}):
        variable = f"{{bantin_{status}}}"
        lines.append(f"map {{path}} {variable} {{")
        for redirect in plain:
            if redirect.status == status:
                path = redirect.old.path
                key = f"~(?i)^{re.escape(path)}$" if redirect.old.ignores_case else path
                lines.append(
                    f"\t{_caddy(key)} {_caddy(target_of(redirect, base) if redirect.new else 'gone')}"
                )
        lines += [
            '\tdefault ""',
            "}",
            f"@bantin_{status} vars_regexp {variable} .",
        ]
        lines.append(_caddy_action(f"@bantin_{status}", status, variable))
    return RuleFile("redirects.caddy", "".join(f"{line}\n" for line in lines))


def _caddy_action(matcher: str, status: int, target: str) -> str:
    return f"error {matcher} 410" if status == GONE else f"redir {matcher} {target} {status}"


def _caddy(text: str) -> str:
    """Return a text in backquotes, in which only placeholders are escaped."""
    return "`" + text.replace("{", "\\{").replace("`", "") + "`"
