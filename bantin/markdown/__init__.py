"""Convert Markdown to Prose: safe HTML with tokens in place of addresses. Knows no site."""

from bantin.errors import Problem
from bantin.markdown import plain
from bantin.markdown.end_mark import without_end_marks
from bantin.markdown.steps import Steps, run_together
from bantin.model import Prose
from bantin.text.line_breaks import bind_numbers_in_html

__all__ = ["run_together", "write", "write_in_steps"]


def write(
    text: bytes, *, path: str, first_line: int = 1, links_pictures: bool = False
) -> tuple[Prose, tuple[Problem, ...]]:
    """Return a text as Prose, and its problems, with lines of the file `path`.

    text: in UTF-8 and NFC, with LF line ends, without unsafe characters. first_line: of the text in the file.
    links_pictures: whether a picture on another site becomes a link to it; otherwise it is a problem. Raises
    nothing for any text. If there are problems other than warnings, the Prose may be empty or incomplete, but
    is always safe. The mark `./.` is left out.
    """
    steps = write_in_steps(text, path=path, first_line=first_line, links_pictures=links_pictures)
    return run_together([steps])[0]


def write_in_steps(
    text: bytes, *, path: str, first_line: int = 1, links_pictures: bool = False
) -> Steps[tuple[Prose, tuple[Problem, ...]]]:
    """Do as `write`, in the steps of `full.write_in_steps`; a text of plain paragraphs needs none."""
    parts = plain.take_out(without_end_marks(text))
    if not parts.to_parse:
        return _kept_together(plain.prose(parts.paragraphs), may_have_code=False), ()
    # comrak and nh3 take 4 ms to import; a quick build may need neither.
    from bantin.markdown import full

    prose, problems = yield from full.write_in_steps(
        parts, path=path, first_line=first_line, links_pictures=links_pictures
    )
    return _kept_together(prose), tuple(problems)


def _kept_together(prose: Prose, *, may_have_code: bool = True) -> Prose:
    """Return the Prose with `74,95 %` on one line."""
    html = bind_numbers_in_html(prose.html, may_have_code=may_have_code)
    return prose if html is prose.html else prose._replace(html=html)
