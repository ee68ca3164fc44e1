"""Read MHTML: a page and its pictures in one file, as browsers save it."""

import email
import email.policy
from email.message import Message

from bantin.importer.saved import HTML, Files, SavedPage


def read(source: str, data: bytes) -> SavedPage:
    """Return the page in an MHTML file; an empty one if it contains none."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    parts = [part for part in message.walk() if not part.is_multipart()]
    page = next(
        (part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    address = (
        message.get("Snapshot-Content-Location") or (page and page.get("Content-Location")) or ""
    ).strip()
    others = {name: part for part in parts if part is not page for name in _names(part)}

    def find(reference: str) -> bytes | None:
        part = others.get(reference) or others.get(reference.rpartition("/")[2])
        return _payload(part) if part is not None else None

    charset = str(page.get_content_charset() or "") if page is not None else ""
    return SavedPage(
        source,
        _payload(page) if page is not None else b"",
        HTML,
        address if address.startswith(("http://", "https://")) else "",
        charset,
        Files(find, lambda _: []),
    )


def _names(part: Message) -> list[str]:
    location = (part.get("Content-Location") or "").strip()
    identity = (part.get("Content-ID") or "").strip("<> ")
    names = [location, location.partition("?")[0].rpartition("/")[2], f"cid:{identity}" if identity else ""]
    return [name for name in names if name]


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
