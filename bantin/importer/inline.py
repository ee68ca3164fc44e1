"""Convert runs of text with emphasis and links to one line of Markdown."""

import re
from collections.abc import Iterable

from bantin.system.named_tuple import NamedTuple

FOOTNOTE = "footnote"  # of a run that is the number of a footnote


class Run(NamedTuple):
    """Text of one style, or a line break.

    href: the target of its link. tag: "sup", "sub", "del", FOOTNOTE or "".
    """

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""
    tag: str = ""


_SPACE = re.compile(r"[ \t\r\f\v\xa0\u2000-\u200b\u202f\u3000]+")
_ROUND_BREAK = re.compile(r" *\n *")


def folded(text: str) -> str:
    """Return the text with single spaces, also in place of no-break spaces; keep line breaks."""
    return _ROUND_BREAK.sub("\n", _SPACE.sub(" ", text))


_SIGN = re.compile(
    r"[\\`*{}\[\]]|(?<!\w)_|_(?!\w)|~(?=~)|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<=\[)\^|(?<=:):(?=\S)"
)
_LINE_START = re.compile(
    r"^(?:(?P<sign>[-+](?=\s|$)|[>#:|~=]|-(?=-))|(?P<number>\d{1,9})(?P<stop>[.)](?=\s|$)))"
)
_AS_ENTITY = {"<": "&lt;", "&": "&amp;"}


def escaped(text: str) -> str:
    """Return plain text as Markdown for the inside of a line."""
    return _SIGN.sub(lambda match: _AS_ENTITY.get(match[0], "\\" + match[0]), text)


def escaped_start(line: str) -> str:
    """Escape the beginning of a line that Markdown would read as a list, heading or quote."""
    return _LINE_START.sub(lambda m: f"\\{m['sign']}" if m["sign"] else f"{m['number']}\\{m['stop']}", line)


def plain(runs: Iterable[Run]) -> str:
    """Return the text of the runs, without the numbers of footnotes."""
    return folded("".join(run.text for run in runs if run.tag != FOOTNOTE)).strip()


def markdown(runs: Iterable[Run]) -> str:
    """Return the runs as Markdown; a line break becomes two spaces and a line end. May be empty."""
    runs = [*runs]
    if len(runs) == 1 and "\n" not in runs[0].text:  # as most are
        text = folded(runs[0].text).strip()
        return escaped_start(_linked(runs[0]._replace(text=text))) if text else ""
    merged = _trimmed(_merged(_with_folded_blanks(runs)))
    pieces = [_linked(run) for run in merged]
    lines = [line.strip() for line in "".join(pieces).split("\n")]
    return "  \n".join(escaped_start(line) for line in lines if line)


def _with_folded_blanks(runs: Iterable[Run]) -> list[Run]:
    """Fold runs of spaces, also across several runs."""
    out: list[Run] = []
    ends_blank = True
    for run in runs:
        text = folded(run.text)
        if ends_blank:
            text = text.lstrip(" ")
        if text:
            ends_blank = text[-1] in " \n"
            out.append(run._replace(text=text))
    return out


def _merged(runs: list[Run]) -> list[Run]:
    """Join neighbours of one style; spaces take the style of the text before them."""
    out: list[Run] = []
    for run in runs:
        last = out[-1] if out else None
        is_same = last and run[1:] == last[1:] and run.tag != FOOTNOTE
        if last and (is_same or (not run.text.strip() and not last.tag)):
            out[-1] = last._replace(text=last.text + run.text)
        else:
            out.append(run)
    return out


def _trimmed(runs: list[Run]) -> list[Run]:
    """Move spaces out of emphasis and links. Line breaks end an emphasis."""
    out: list[Run] = []
    for run in runs:
        if not (run.bold or run.italic or run.href or run.tag):
            out.append(run)
            continue
        for number, line in enumerate(run.text.split("\n")):
            if number:
                out.append(Run("\n"))
            inner = line.strip()
            if not inner:
                out.append(Run(line))
                continue
            out += (
                Run(line[: len(line) - len(line.lstrip())]),
                run._replace(text=inner),
                Run(line[len(line.rstrip()) :]),
            )
    return [run for run in out if run.text]


def _linked(run: Run) -> str:
    if run.tag == FOOTNOTE:
        return f"[^{run.text}]"
    text = escaped(run.text)
    has_words = any(sign.isalnum() for sign in run.text)
    if run.tag and has_words:
        text = f"<{run.tag}>{text}</{run.tag}>"
    if has_words:
        mark = "*" * (2 * run.bold + run.italic)
        text = f"{mark}{text}{mark}"
    if run.href:
        text = f"[{text}]({href(run.href)})"
    return text


_IN_ADDRESS = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", '"': "%22", "\\": "%5C", "\n": ""}
_ADDRESS_SIGN = re.compile(r'[ ()<>"\\\n]')


def href(address: str) -> str:
    return _ADDRESS_SIGN.sub(lambda match: _IN_ADDRESS[match[0]], address)
