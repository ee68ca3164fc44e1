"""The HTML of problems: an overlay over a page, and a page for when there is no site yet."""

from html import escape

from bantin.i18n import gettext, language, ngettext
from bantin.serve.protocol import BuildFailed, ShownProblem

# The same policy as in layouts/base.html.
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
)


def heading(failure: BuildFailed) -> str:
    if failure.kind == "content":
        return ngettext("Not built: {count} problem", "Not built: {count} problems", len(failure.problems))
    if failure.kind == "usage":
        return gettext("Not built: an error of the system")
    return gettext("Not built: a bug in bantin")


def overlay(failure: BuildFailed) -> str:
    """Return the contents of the dialog that is shown over a page of the last good site."""
    # The button is above the list: browsers scroll to the element with the focus.
    hide = f'<p><button type="button" autofocus>{escape(gettext("Hide (Esc)"))}</button></p>\n'
    return _problems(failure, gettext("Below is the last site that was built."), hide)


def page(failure: BuildFailed, *, script: str, style: str) -> str:
    """Return the page that is served for every address until a build succeeds. script, style: URLs."""
    note = gettext("There is no site to show yet. This page reloads when all problems are corrected.")
    return f"""<!doctype html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="color-scheme" content="light dark">
<title>{escape(heading(failure))}</title>
<link rel="stylesheet" href="{escape(style)}">
<script src="{escape(script)}" defer></script>
</head>
<body>
<main class="bantin-problems">
{_problems(failure, note)}</main>
</body>
</html>
"""


def _problems(failure: BuildFailed, note: str, button: str = "") -> str:
    rows = "".join(
        f"<li>{_location(problem.location)}<span>{escape(problem.sentence)}</span>{_way_out(problem.way_out)}{_excerpt(problem)}</li>\n"
        for problem in failure.problems
    )
    trace = f'<pre lang="en" tabindex="0">{escape(failure.trace)}</pre>\n' if failure.trace else ""
    return (
        f'<h1 id="bantin-heading" lang="{language()}">{escape(heading(failure))}</h1>\n{button}'
        f'<div id="bantin-list" lang="{language()}"><ol>\n{rows}</ol>\n{trace}<p>{escape(note)}</p></div>\n'
    )


def _location(location: str) -> str:
    return f"<code>{escape(location)}</code> " if location else ""


def _excerpt(problem: ShownProblem) -> str:
    """Return the excerpt of the file, with the line of the problem in a <mark>."""
    if not problem.excerpt:
        return ""
    rows = "".join(
        f"<mark>{_numbered(number, text)}</mark>\n"
        if number == problem.line
        else f"{_numbered(number, text)}\n"
        for number, text in problem.excerpt
    )
    return f'<pre class="bantin-source" lang="vi" tabindex="0">{rows}</pre>'


def _numbered(number: int, text: str) -> str:
    return f"<i>{number}</i> {escape(text)}"


def _way_out(way_out: str) -> str:
    return f"; <em>{escape(way_out)}</em>" if way_out else ""
