"""Change content/data/redirects.csv, in the file's own dialect. bantin.site.redirect_list reads it."""

import csv
import io
import os
from collections.abc import Mapping

from bantin.content.old_address import delimiter_of
from bantin.content.tree import REDIRECTS

HEAD = ("old", "new", "status")


def read(content: str) -> str:
    """Return the file's text; "" if there is none."""
    try:
        with open(os.path.join(content, REDIRECTS), encoding="utf-8-sig", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def retargeted(text: str, moved: Mapping[str, str], base: str) -> str:
    """Return the text with new addresses in place of those that have moved; other lines are unchanged.

    moved: new addresses by old ones, without the site's base path.
    """
    lines = text.splitlines(keepends=True)
    delimiter = delimiter_of([line.rstrip("\r\n") for line in lines])
    return "".join(_retargeted_line(line, delimiter, moved, base) for line in lines)


def _retargeted_line(line: str, delimiter: str, moved: Mapping[str, str], base: str) -> str:
    written = line.rstrip("\r\n")
    row = next(csv.reader([written], delimiter=delimiter), [])
    if written.startswith("#") or len(row) < 2:
        return line
    address, sign, fragment = row[1].strip().partition("#")
    new = moved.get(address.removeprefix(base).lstrip("/"))
    if new is None or not address.startswith("/"):
        return line
    start = base if address.startswith(base) else "/"
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line[len(written) :]).writerow(
        [row[0], f"{start}{new}{sign}{fragment}", *row[2:]]
    )
    return out.getvalue()


def added(content: str, old: Mapping[str, str]) -> tuple[str, int]:
    """Return the file's text with missing addresses added, and their number. Existing lines are unchanged."""
    text = read(content)
    delimiter = delimiter_of(text.splitlines())
    listed = {row[0].strip() for row in csv.reader(io.StringIO(text), delimiter=delimiter) if row}
    fresh = {
        address: new
        for address, new in sorted(old.items())
        if _is_worth(address, new) and address not in listed
    }
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n" if "\r\n" in text else "\n")
    if not text:
        writer.writerow(HEAD)
    elif not text.endswith("\n"):
        out.write("\n")
    writer.writerows((address, new, "301") for address, new in fresh.items())
    return text + out.getvalue(), len(fresh)


def _is_worth(address: str, new: str) -> bool:
    return address not in ("", "/", new) and address.startswith("/")
