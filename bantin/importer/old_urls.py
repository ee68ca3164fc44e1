"""URLs of old portals, which may be malformed, such as `http://[ten-mien]/tin`."""

import re
from urllib.parse import parse_qsl, urljoin, urlsplit


def complete(base: str, url: str) -> str:
    """Return the full URL of a reference in the page at `base`; "" if it is malformed."""
    try:
        full = urljoin(base, url)
        urlsplit(full)
    except ValueError:
        return ""
    return full


# Pages that only lead on, and count who does: of links copied out of search, documents, mails and posts.
_LEADS_ON = re.compile(
    r"https?://(?:(?:www\.)?google\.[a-z.]+/url|lm?\.facebook\.com/l\.php|(?:www\.)?youtube\.com/redirect"
    r"|[\w.-]+\.safelinks\.protection\.outlook\.com/)\?",
    re.I,
)


def direct(url: str) -> str:
    """Return the URL to which one of Google, Facebook, YouTube or Outlook leads on; any other unchanged."""
    if not _LEADS_ON.match(url):
        return url
    try:
        values = dict(parse_qsl(urlsplit(url).query))
    except ValueError:
        return url
    return next((value for name in ("q", "url", "u") if is_web(value := values.get(name, ""))), url)


def is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def host_of(url: str) -> str:
    """Return the host of a URL without `www.`, in lower case; "" if it has none or is malformed."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def address_key(address: str) -> str:
    """Return an old address without scheme, host and fragment; equal for addresses of one page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not _is_tracking(part)))
    return f"{parts.path}{'?' if query else ''}{query}"


def _is_tracking(part: str) -> bool:
    name = part.partition("=")[0].lower()
    return name in ("fbclid", "gclid", "zarsrc", "_ga") or name.startswith("utm_")
