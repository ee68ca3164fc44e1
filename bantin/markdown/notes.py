"""Footnotes: convert comrak's HTML to ours, with numbered ids that do not contain their labels."""

import re
from collections.abc import Iterator

_REFERENCE = re.compile(
    r'<sup class="footnote-ref"><a href="#fn-([^"]*)" id="fnref-([^"]*)" data-footnote-ref>(\d+)</a></sup>'
)
_NOTE = re.compile(r'<li id="fn-[^"]*">')
_BACK = re.compile(
    r'( ?)<a href="#fnref-[^"]*" class="footnote-backref" data-footnote-backref data-footnote-backref-idx='
    r'"(\d+)(?:-(\d+))?" aria-label="[^"]*">↩(?:<sup class="footnote-ref">\d+</sup>)?</a>'
)
_OPEN, _CLOSE = '<section class="footnotes" data-footnotes>\n<ol>', "</ol>\n</section>"
_LABEL = r"\[\^([^\[\]\s]+(?: [^\[\]\s]+)*)\]"
_DEFINED = re.compile(rf"^ {{0,3}}{_LABEL}:", re.MULTILINE)
# Not the beginning of a note; a colon may follow a reference behind a word.
_REFERRED = re.compile(rf"(?:(?<=[^\s>])|(?!\[\^[^\[\]]*\]:)){_LABEL}")
# Text between `[^` and `]` that is part of a regular expression: `a-z0-9`, `"`, `\s@`.
_CHARACTERS = re.compile(r"(?:[^\W_]-[^\W_])+\w*|\W+|.*[\\\"/$<>|=(){}].*")


def renamed(unsafe: str) -> str:
    """Return the HTML with our ids: `fn:1`, `fnref:1`, and `fnref2:1` for a second reference."""
    if _OPEN not in unsafe:
        return unsafe
    unsafe = _BACK.sub(_back, _REFERENCE.sub(_reference, unsafe))
    text, _, notes = unsafe.rpartition(_OPEN)
    number = 0

    def numbered(_: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return f'<li id="fn:{number}">'

    notes = _NOTE.sub(numbered, notes).replace(_CLOSE, "</ol>\n</div>")
    return f'{text}<div class="footnote">\n<hr>\n<ol>{notes}'


def _reference(match: re.Match[str]) -> str:
    label, name, number = match.groups()
    times = name.removeprefix(label).removeprefix("-")
    return f'<sup id="fnref{times}:{number}"><a class="footnote-ref" href="#fn:{number}">{number}</a></sup>'


def _back(match: re.Match[str]) -> str:
    space, number, times = match.groups()
    named = f'href="#fnref{times or ""}:{number}" title="Quay lại chú thích {number} trong bài"'
    return f'{"&nbsp;" if space and not times else ""}<a class="footnote-backref" {named}>↩</a>'


def unmatched(text: str) -> tuple[list[str], list[str]]:
    """Return labels that are referred to but not defined, and labels of unused footnotes.

    text: Markdown without its code. A regular expression such as `[^a-z]` refers to nothing.
    """
    referred = {label.casefold(): label for label in _REFERRED.findall(text)}
    defined = {label.casefold(): label for label in _DEFINED.findall(text)}
    missing = [
        label
        for key, label in referred.items()
        if key not in defined and not _CHARACTERS.fullmatch(label) and f"[^{label}]+" not in text
    ]
    unused = [label for key, label in defined.items() if key not in referred]
    return missing, unused


def repeated(text: str) -> Iterator[tuple[int, str]]:
    """Yield position and label of each footnote whose label an earlier one has. text: see `unmatched`."""
    labels: set[str] = set()
    for match in _DEFINED.finditer(text):
        if match[1].casefold() in labels:
            yield match.start(), match[1]
        labels.add(match[1].casefold())
