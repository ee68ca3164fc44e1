"""Convert any Markdown to Prose: comrak parses, nh3 sanitizes, Python-Markdown's extensions run if needed."""

import re
import unicodedata

from bantin.errors import Problem, problem
from bantin.markdown import commonmark, leftovers, limits, measure, plain
from bantin.markdown.clean import clean, clean_generated
from bantin.markdown.finish import finish, first_paragraph
from bantin.markdown.steps import Steps
from bantin.markdown.tags import too_deep
from bantin.model import Prose
from bantin.text import unsafe_characters

# Modules that only some texts need are imported by the functions that need them: their patterns take a third
# of the time in which this module is loaded, and no article is read before.
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));?")
_ABBREVIATION = re.compile(r"\*\[[^\]\n]+\] ?:")
_BOXES = (
    ('<input type="checkbox" checked="" disabled="" />', "☑"),
    ('<input type="checkbox" disabled="" />', "☐"),
)
# What GitHub calls alerts: quotes that begin with `[!NOTE]` on a line of its own.
_ALERTS = {
    "note": "Ghi chú",
    "tip": "Mẹo",
    "important": "Quan trọng",
    "warning": "Cảnh báo",
    "caution": "Thận trọng",
}
_ALERT = re.compile(rf"<blockquote>\n<p>\[!({'|'.join(_ALERTS)})\](?:\n|(?=</p>))", re.IGNORECASE)
_ALERT_START = "<blockquote>\n<p><strong>{}</strong></p>\n<p>"
_NESTING = re.compile("<(?:blockquote|[uod]l|em|strong|del)")


def write_in_steps(
    parts: plain.Parts,
    *,
    path: str,
    first_line: int = 1,
    extended: bool = False,
    links_pictures: bool = False,
) -> Steps[tuple[Prose, list[Problem]]]:
    """Parse a text, sanitize its HTML and finish it; return the Prose and the problems.

    The Prose is empty if problems prevent parsing. extended: run Python-Markdown's extensions over any text,
    not only over one that needs them. links_pictures: see `markdown.write`.
    """
    text = _with_addresses(parts.to_parse) if b"{" in parts.signs else parts.to_parse
    if not text or text.isspace():
        return plain.NOTHING, []
    problems = measure.check(text, path, first_line)
    if problems:
        return plain.NOTHING, problems
    yield
    unsafe = _unsafe(text, parts.signs)
    yield
    unsafe, has_raw_html = _corrected(unsafe, text)
    if _may_be_deep(parts.signs, unsafe) and too_deep(unsafe) >= 0:
        return plain.NOTHING, [_nesting_problem(text, path, first_line)]
    cleaned = _cleaned(unsafe, text, parts, has_raw_html=has_raw_html)
    yield
    if parts.paragraphs and not plain.can_be_put_back(cleaned, parts.paragraphs):
        whole = parts._replace(to_parse=plain.put_back(text, parts.paragraphs), paragraphs=[])
        return (
            yield from write_in_steps(whole, path=path, first_line=first_line, links_pictures=links_pictures)
        )
    result, problems = cleaned, []
    if parts.has_odd_reference:
        result, problems = _entities(cleaned, text, path, first_line)
    is_extended = b"*[" in parts.signs and bool(_ABBREVIATION.search(text))
    if is_extended or extended:
        result = _extended(result)
    yield
    finished = finish(result, text, path, first_line, links_pictures=links_pictures)
    if has_raw_html or finished.has_lost_address:
        from bantin.markdown.findings import Findings

        problems += Findings(unsafe, cleaned, text, path, first_line).problems
    yield
    problems += _unreported(finished.problems, problems)
    problems += leftovers.find(text, parts.signs, finished.html, path, first_line)
    html = plain.put_back(finished.html, parts.paragraphs)
    prose = Prose(html.encode(), finished.targets, first_paragraph(html), used_fast_path=not is_extended)
    return prose, problems


def _unreported(problems: list[Problem], reported: list[Problem]) -> list[Problem]:
    """Return the problems that have not been reported, on any line."""
    kinds = {(entry.code, entry.args) for entry in reported}
    return [entry for entry in problems if (entry.code, entry.args) not in kinds]


def _nesting_problem(text: str, path: str, first_line: int) -> Problem:
    """Return the problem of a text whose tags, or whose lists and quotes, are nested too deep."""
    offset = too_deep(text)
    code = "nested-too-deep" if offset < 0 else "tags-too-deep"
    offset = max(offset, len(text) - len(text.lstrip("\n")))
    return problem(path, first_line + text.count("\n", 0, offset), code, limit=limits.TAG_DEPTH)


def _extended(cleaned: str) -> str:
    """Return the HTML with the extensions of Python-Markdown applied."""
    # It takes 35 ms to import, more than a quick build takes in all.
    from bantin.markdown import extensions

    return extensions.run(cleaned)


def _unsafe(text: str, signs: bytes) -> str:
    """Return the text's HTML before it is sanitized. signs: see `plain.Parts`."""
    unsafe = commonmark.read(text)
    if "<input" in unsafe:
        for box, sign in _BOXES:
            unsafe = unsafe.replace(f"{box} \n<p>", f"<p>{sign} ").replace(box, sign)
    if b"[^" in signs:
        from bantin.markdown import notes

        unsafe = notes.renamed(unsafe)
    if b"<" in signs and ("<a " in text or "<A " in text):
        from bantin.markdown import raw_html

        unsafe = raw_html.without_links_in_links(unsafe)
    if b"[!" in signs:
        unsafe = _ALERT.sub(lambda match: _ALERT_START.format(_ALERTS[match[1].lower()]), unsafe)
    return unsafe


def _with_addresses(text: str) -> str:
    """Return the text with addresses in place of the tags of Hugo and Jekyll."""
    from bantin.markdown import template_links

    return template_links.as_addresses(text)


def _corrected(unsafe: str, text: str) -> tuple[str, bool]:
    """Return the HTML with the author's own tags corrected, and whether there were any."""
    if "<" not in text:
        return unsafe, False
    from bantin.markdown import raw_html

    return (unsafe, False) if raw_html.is_plain(text) else (raw_html.corrected(unsafe, text), True)


def _cleaned(unsafe: str, text: str, parts: plain.Parts, *, has_raw_html: bool) -> str:
    """Return the HTML of a text, sanitized."""
    if has_raw_html:
        from bantin.markdown import raw_html

        return clean(raw_html.without_unknown_tags(unsafe))
    return clean(unsafe) if "<" in text or parts.has_odd_reference else clean_generated(unsafe)


def _may_be_deep(signs: bytes, unsafe: str) -> bool:
    """Tell whether nesting must be checked. signs: see `plain.Parts`.

    comrak closes its own tags, so at most half of its tags are nested.
    """
    authored = signs.count(b"<")
    if authored + unsafe.count("<") // 2 <= limits.TAG_DEPTH:
        return False
    return authored + len(_NESTING.findall(unsafe)) > limits.TAG_DEPTH


def _entities(cleaned: str, text: str, path: str, first_line: int) -> tuple[str, list[Problem]]:
    """Return HTML without forbidden characters that were written as entities, in NFC, and their problems."""
    problems: list[Problem] = []
    if "&#" in text and unsafe_characters.may_contain(cleaned.encode()):
        problems = _invisible(text, path, first_line)
        cleaned = unsafe_characters.remove(unsafe_characters.as_windows_has_them(cleaned))
    return unicodedata.normalize("NFC", cleaned), problems  # a letter may be followed by its mark


def _invisible(text: str, path: str, first_line: int) -> list[Problem]:
    """Return the problems of forbidden characters written as `&#…;`; in code they are allowed."""
    prose = leftovers.without_code(text)
    return [
        problem(
            path,
            first_line + prose.count("\n", 0, match.start()),
            "warn-pasted-character" if character in unsafe_characters.PASTED else "control-character",
            point=unsafe_characters.code_point(character),
        )
        for match in _REFERENCE.finditer(prose)
        if (character := unsafe_characters.find(_character(match)))
    ]


def _character(match: re.Match[str]) -> str:
    """Return the character of a numeric reference, "" for none. `html.unescape` leaves out unsafe ones."""
    hexadecimal, decimal = match.groups()
    number = int(hexadecimal or decimal, 16 if hexadecimal else 10)
    return unsafe_characters.as_windows_has_them(chr(number)) if 0 < number <= 0x10FFFF else ""
