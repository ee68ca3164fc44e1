"""Markdown to Prose: safe HTML with tokens where addresses go. Knows no site."""

from bantin.errors import Problem
from bantin.markdown import plain
from bantin.markdown.end_mark import without_end_marks
from bantin.model import Prose
from bantin.text.line_breaks import bind_numbers, bind_numbers_in_html


def write(
    text: bytes, *, path: str, first_line: int = 1, links_pictures: bool = False
) -> tuple[Prose, tuple[Problem, ...]]:
    """Return a text as Prose, and what an editor should mend in it, with places in the file `path`.

    text: in UTF-8 and NFC, lines ended by LF, without unsafe characters. first_line: its place in the file.
    links_pictures: whether a link leads to a picture on another site, which otherwise is a problem.
    Never hangs, never raises for any text. Where there are problems that are no warnings, the Prose may
    be empty or lack what is wrong; what it does hold is safe all the same. The mark `./.` is left out.
    """
    parts = plain.take_out(without_end_marks(text))
    if not parts.to_parse:
        return _kept_together(plain.prose(parts.paragraphs)), ()
    # comrak and nh3 take 4 ms to import; a quick build may need neither.
    from bantin.markdown import full

    prose, problems = full.write(parts, path=path, first_line=first_line, links_pictures=links_pictures)
    return _kept_together(prose), tuple(problems)


def _kept_together(prose: Prose) -> Prose:
    """`74,95 %` on one line; where there is code, it stays as it was written."""
    if b"<code" in prose.html:
        return prose
    html, lead = bind_numbers_in_html(prose.html), bind_numbers(prose.lead)
    if html is prose.html and lead is prose.lead:
        return prose
    return prose._replace(html=html, lead=lead)
