"""How problems look: the part laid over a page, and the page shown while there is no site yet."""

from html import escape

from bantin.i18n import gettext, language, ngettext
from bantin.serve.protocol import Bad, ShownProblem

# The same as in layouts/base.html: what works here works on the published site.
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
)


def heading(bad: Bad) -> str:
    if bad.kind == "content":
        return ngettext("Not built: {count} problem", "Not built: {count} problems", len(bad.troubles))
    if bad.kind == "usage":
        return gettext("Not built: something is in the way")
    return gettext("Not built: a bug in bantin")


def overlay(bad: Bad) -> str:
    """The inside of the dialog laid over a page of the last good site."""
    # The button stands above the list, for what has the focus is scrolled to.
    hide = f'<p><button type="button" autofocus>{escape(gettext("Hide (Esc)"))}</button></p>\n'
    return _problems(bad, gettext("Below this is the last site that could be built."), hide)


def page(bad: Bad, *, script: str, style: str) -> str:
    """A whole page, for every address while no build has succeeded."""
    note = gettext("There is no site to show yet. This page loads itself anew when all is mended.")
    return f"""<!doctype html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="color-scheme" content="light dark">
<title>{escape(heading(bad))}</title>
<link rel="stylesheet" href="{escape(style)}">
<script src="{escape(script)}" defer></script>
</head>
<body>
<main class="bantin-problems">
{_problems(bad, note)}</main>
</body>
</html>
"""


def _problems(bad: Bad, note: str, button: str = "") -> str:
    rows = "".join(
        f"<li>{_location(problem_shown.location)}<span>{escape(problem_shown.sentence)}</span>{_way_out(problem_shown.way_out)}{_excerpt(problem_shown)}</li>\n"
        for problem_shown in bad.troubles
    )
    trace = f'<pre lang="en" tabindex="0">{escape(bad.trace)}</pre>\n' if bad.trace else ""
    return (
        f'<h1 id="bantin-heading" lang="{language()}">{escape(heading(bad))}</h1>\n{button}'
        f'<div id="bantin-list" lang="{language()}"><ol>\n{rows}</ol>\n{trace}<p>{escape(note)}</p></div>\n'
    )


def _location(location: str) -> str:
    return f"<code>{escape(location)}</code> " if location else ""


def _excerpt(problem: ShownProblem) -> str:
    """The lines of the file, the one that is meant marked for the eye and for those who hear it."""
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
