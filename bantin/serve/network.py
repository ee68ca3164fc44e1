"""URLs by which phones and other machines of the local network reach the development server."""

import io

from bantin.i18n import gettext
from bantin.serve.origin_check import host_addresses


def addresses_for_others(port: int, *, with_code: bool) -> list[str]:
    """Return lines for the terminal: a URL a line; with_code: also the first one as a QR code."""
    urls = [
        f"http://{f'[{own_address}]' if ':' in own_address else own_address}:{port}/"
        for own_address in host_addresses()
    ]
    if not urls:
        return [gettext("This machine has no address that others could reach; is it on a network?")]
    head = gettext("From a phone or another machine of the same network:")
    lines = [head, *(f"  {url}" for url in urls)]
    return [*lines, *_code(urls[0])] if with_code else lines


def _code(url: str) -> list[str]:
    import segno

    out = io.StringIO()
    segno.make(url, micro=False).terminal(out, border=2, compact=True)
    return out.getvalue().rstrip("\n").split("\n")
