"""Add rows to content/data/redirects.csv, in the file's own dialect. bantin.site.redirects reads the file."""

import csv
import io
import os
from collections.abc import Mapping

from bantin.content.old_address import delimiter_of
from bantin.content.tree import REDIRECTS

HEAD = ("old", "new", "status")


def added(content: str, old: Mapping[str, str]) -> tuple[str, int]:
    """Return the file's text with missing addresses added, and their number. Existing lines are unchanged."""
    path = os.path.join(content, REDIRECTS)
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            text = file.read()
    except FileNotFoundError:
        text = ""
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
