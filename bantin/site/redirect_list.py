"""Read the list of redirects, content/data/redirects.csv."""

import os
import re
from collections.abc import Iterator, Sequence

from bantin.content.old_address import delimiter_of, old_address
from bantin.content.tree import REDIRECTS
from bantin.errors import Problem, megabytes, not_utf8, problem
from bantin.site.redirects import GONE, Redirect, at_host

MAX_BYTES = 50_000_000
# Several values in one, which another separator divides than in the rows above.
_UNDIVIDED = re.compile(r"\s*\S+(?: \S|[;,\t] *(?:/|https?:|(?:301|302|410)$))")


def read(content: str, base: str, shown_as: str) -> tuple[list[Redirect], list[Problem]]:
    """Return the valid rows of redirects.csv and the problems of others; nothing if there is no such file."""
    path = f"{shown_as}{REDIRECTS}"
    try:
        with open(os.path.join(content, REDIRECTS), "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return [], []
    if len(data) > MAX_BYTES:
        return [], [problem(path, 0, "file-too-large", limit=megabytes(MAX_BYTES))]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return [], [not_utf8(path, fault)]
    if "<<<<<<<" in text or ">>>>>>>" in text:
        from bantin.schema.merge_marks import unfinished_merge

        if merge := unfinished_merge(text, path):
            return [], [merge]
    redirects: list[Redirect] = []
    problems: list[Problem] = []
    for line, row in _rows(text.splitlines()):
        if not any(map(str.strip, row)) or row[0].startswith("#") or (line == 1 and _is_head(row[0])):
            continue
        redirect = _parse_row(row, base, path, line)
        if isinstance(redirect, Redirect):
            redirects.append(redirect)
        else:
            problems.append(redirect)
    return redirects, problems


def _is_head(value: str) -> bool:
    """Tell whether a row begins with the name of a column, in any language."""
    return "/" not in value and "." not in value


def _rows(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the line and the values of each row.

    A wrong quotation mark ends the list, since it may hide rows: its row gets too many values.
    """
    import csv  # takes 3 ms; most sites have no such file

    rows = csv.reader(lines, delimiter=delimiter_of(lines), strict=True)
    line = 1
    try:
        for row in rows:
            yield line, row
            line = rows.line_num + 1
    except csv.Error:
        yield line, [lines[line - 1], "", "", ""]


def _parse_row(row: Sequence[str], base: str, path: str, line: int) -> Redirect | Problem:
    new = row[1].strip() if len(row) > 1 else ""
    status = row[2].strip() if len(row) > 2 else ""
    status = status or ("301" if new else "410")
    is_undivided = len(row) == 1 and _UNDIVIDED.match(row[0].strip())
    if is_undivided or len(row) > 3 or not row[0].strip() or status not in ("301", "302", "410"):
        return problem(path, line, "redirect-row", value=",".join(row))
    try:
        old = at_host(old_address(row[0]), base)
    except ValueError:
        return problem(path, line, "redirect-old", value=row[0])
    if status == "410":
        return Redirect(old, "", GONE, path, line)
    if not new:
        return problem(path, line, "redirect-row", value=",".join(row))
    if new.startswith(("http://", "https://")):
        return Redirect(old, new, int(status), path, line)
    if new.startswith(base):
        new = new[len(base) :]
    return Redirect(old, new.lstrip("/"), int(status), path, line)
