"""Convert GitHub's Markdown to HTML with comrak. HTML in the text is kept unchanged: see `clean`."""

import comrak

from bantin.markdown import dialect


def _extensions() -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.table = True
    options.strikethrough = True
    options.autolink = True
    options.tasklist = True
    options.footnotes = True
    options.description_lists = True
    return options


def _rendering(*, lines: bool = False) -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.unsafe_ = True
    options.gfm_quirks = True  # bold within bold is bold once, as on GitHub
    options.sourcepos = options.escaped_char_spans = lines
    return options


_EXTENSIONS, _PARSING, _RENDERING = _extensions(), comrak.ParseOptions(), _rendering()


def read(text: str) -> str:
    """Return the unsafe HTML of any text. Time and memory are proportional to what `measure` allows."""
    if text[-1:] != "\n":
        text += "\n"  # else comrak sees no definition in a last line such as `[a]: <b.md>`
    prepared = dialect.prepared(text)
    unsafe = comrak.render_markdown(
        prepared, extension_options=_EXTENSIONS, parse_options=_PARSING, render_options=_RENDERING
    )
    if "%" in unsafe and ("%E2%80%" in unsafe or "%C2%BB" in unsafe):
        unsafe = dialect.with_bare_addresses_cut(unsafe)
    return unsafe if prepared is text else dialect.without_marks(unsafe)


def read_with_lines(prepared: str) -> str:
    """Return the unsafe HTML of a prepared text, whose tags say from which lines they were made.

    A character after a backslash is in a tag of its own.
    """
    return dialect.without_marks(
        comrak.render_markdown(
            prepared,
            extension_options=_EXTENSIONS,
            parse_options=_PARSING,
            render_options=_rendering(lines=True),
        )
    )
