"""What the redirect rules of all servers share."""

from collections.abc import Iterable
from urllib.parse import quote

from bantin import urls
from bantin.site.redirects import Redirect
from bantin.system.named_tuple import NamedTuple


class RuleFile(NamedTuple):
    """Redirect rules of a server. unanswered: redirects that it cannot serve, each with the reason."""

    name: str
    text: str
    unanswered: tuple[tuple[Redirect, str], ...] = ()


def target_of(redirect: Redirect, base: str) -> str:
    """Return the target as a URL path or an absolute URL, in ASCII."""
    if "://" in redirect.new:
        return quote(redirect.new, safe=":/?#[]@!&'()*+,;=%-._~")
    return urls.url(base, redirect.new)


def split_by_query(redirects: Iterable[Redirect]) -> tuple[list[Redirect], dict[str, list[Redirect]]]:
    """Return the redirects without a query, and the others by path, those with the most parameters first."""
    plain: list[Redirect] = []
    queried: dict[str, list[Redirect]] = {}
    for redirect in redirects:
        if redirect.old.query:
            queried.setdefault(redirect.old.key[0], []).append(redirect)
        else:
            plain.append(redirect)
    for same in queried.values():
        same.sort(key=lambda redirect: -len(redirect.old.query))
    return plain, queried
