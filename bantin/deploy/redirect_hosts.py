"""Redirect rules in the dialects of `_redirects`.

Netlify supports queries. Cloudflare and GitLab ignore them: a rule with `?id=12` would also redirect requests
for `?id=13`, so none is written.
"""

from collections.abc import Sequence
from itertools import chain
from urllib.parse import quote

from bantin.deploy.redirect_files import RuleFile, split_by_query, target_of
from bantin.site.redirects import GONE, Redirect


def netlify(redirects: Sequence[Redirect], base: str) -> RuleFile:
    """Return rules `path name=value target status`. Without 410, gone pages redirect to the 404 page."""
    lines = []
    unanswered = []
    plain, queried = split_by_query(redirects)
    for redirect in (*chain.from_iterable(queried.values()), *plain):
        if reason := _obstacle(redirect, is_netlify=True):
            unanswered.append((redirect, reason))
            continue
        query = "".join(f" {quote(name)}={quote(value)}" for name, value in redirect.old.query)
        target = f"{base}404.html" if redirect.status == GONE else target_of(redirect, base)
        lines.append(f"{quote(redirect.old.path, safe='/-._~')}{query} {target} {redirect.status}")
    return RuleFile("_redirects", "".join(f"{line}\n" for line in lines), tuple(unanswered))


_CLOUDFLARE_RULES = 2_000
_GITLAB_RULES, _GITLAB_BYTES = 1_000, 64_000


def cloudflare(redirects: Sequence[Redirect], base: str) -> RuleFile:
    """Return at most 2,000 rules without queries, since a rule with a query would apply to every query."""
    return _without_queries(redirects, base, most=_CLOUDFLARE_RULES, most_bytes=10**9)


def gitlab(redirects: Sequence[Redirect], base: str) -> RuleFile:
    """Return at most 1,000 rules in 64 KB, without queries."""
    return _without_queries(redirects, base, most=_GITLAB_RULES, most_bytes=_GITLAB_BYTES)


def _without_queries(redirects: Sequence[Redirect], base: str, *, most: int, most_bytes: int) -> RuleFile:
    lines: list[str] = []
    unanswered: list[tuple[Redirect, str]] = []
    size = 0
    for redirect in redirects:
        line = f"{quote(redirect.old.path, safe='/-._~')} {target_of(redirect, base)} {redirect.status}\n"
        reason = _obstacle(redirect, is_netlify=False)
        if not reason and (len(lines) >= most or size + len(line) > most_bytes):
            reason = "too-many"
        if reason:
            unanswered.append((redirect, reason))
        else:
            lines.append(line)
            size += len(line)
    return RuleFile("_redirects", "".join(lines), tuple(unanswered))


def _obstacle(redirect: Redirect, *, is_netlify: bool) -> str:
    """Return why a host with a `_redirects` file cannot serve a redirect; "" if it can."""
    if redirect.old.query and not is_netlify:
        return "query"
    if redirect.status == GONE and not is_netlify:
        return "gone"
    return "sign" if any(sign in redirect.old.path for sign in "*:") else ""
