"""From cleaned HTML to Prose: tokens for addresses, then the shapes of headings, tables and figures."""

import html
import re
from collections.abc import Iterator

from bantin.errors import Problem, problem
from bantin.markdown import shapes
from bantin.markdown.clean import fault_of
from bantin.markdown.targets import Lines, is_chart
from bantin.model import Prose, Target

_ADDRESSED = re.compile(r'<(a|img)((?: [a-z]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_HEADING = re.compile(r"<h([1-6])(?: [^>]*)?>(.*?)</h\1>", re.DOTALL)
_ANY_HEADING = re.compile(r"<(/?)h1>")
_PICTURE_PARAGRAPH = re.compile(r"<p>(\s*<(?:img|chart)\0(?:[^<]|<(?!/?p>))*)</p>")
_HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ALIGNED = re.compile(r'(<t[dh](?: [a-z]+="[^"]*")*?) align="([^"]*)"((?: [a-z]+="[^"]*")*>)')
_UNSCOPED = re.compile(r"<th(?![^>]* scope=)((?: [^>]*)?)>")
_OWN_ID = re.compile(r'(<(?:li|sup)(?: [a-z]+="[^"]*")*?) id="(?!fn(?:ref\d*)?:)[^"]*"')
_NOTE = re.compile(r'((?: id="| href="#)fn(?:ref\d*)?:)([^"]*)"')
_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>\n?")
# Paragraphs in these are not what an article begins with.
_ASIDE = "blockquote|li|dd|td|th|figure|figcaption|details|footer|table|caption"
_BLOCK = re.compile(rf"<(/?)({_ASIDE}|p)(?: [^>]*)?>")


def finish(cleaned: str, text: str, path: str, first_line: int) -> tuple[Prose, list[Problem]]:
    """Prose, and what is wrong with the addresses in it; a wrong address is left out."""
    tokens = _Tokens(Lines(text, first_line), path)
    result = cleaned
    if "fn" in result:
        result = _notes(result)
    result = _OWN_ID.sub(r"\1", result)
    result = _EMPTY_PARAGRAPH.sub("", _ADDRESSED.sub(tokens.write, result)).strip("\n")
    result = result.replace("<figure>", shapes.FIGURE_OPEN)
    if "<table>" in result:
        result = _tables(result)
    if "<h" in result:
        result = _headings(result)
    result = _PICTURE_PARAGRAPH.sub(lambda m: shapes.paragraph(m[1]), result)
    problems = tokens.problems
    if shapes.has_loose_charts(result):
        problems = [*problems, *_loose_charts(result, tokens.targets, path)]
    return Prose(result.encode(), tuple(tokens.targets), _lead(result), fast=False), problems


def _loose_charts(result: str, targets: list[Target], path: str) -> Iterator[Problem]:
    """A problem for each chart that does not stand in a figure of its own."""
    pieces = result.split("\0")
    for piece, target in zip(pieces, targets, strict=False):
        if target.kind == "chart" and not piece.endswith(f"{shapes.CHART_OPEN}<chart"):
            yield problem(path, target.line, "chart-not-alone", address=target.source)


class _Tokens:
    """Takes addresses out of tags and keeps them as targets, in order."""

    def __init__(self, lines: Lines, path: str) -> None:
        self.targets: list[Target] = []
        self.problems: list[Problem] = []
        self._lines = lines
        self._path = path

    def write(self, found: re.Match[str]) -> str:
        tag = found[1]
        given: dict[str, str] = dict(_ATTRIBUTE.findall(found[2]))
        key = "href" if tag == "a" else "src"
        written = given.pop(key, None)
        if tag == "a" and written is not None and _is_note(written, given):
            return found[0]
        is_target = written is not None and self._note(tag, html.unescape(written).strip())
        if tag == "img":
            token = "chart" if is_target and self.targets[-1].kind == "chart" else "img"
            title = f' title="{given["title"]}"' if given.get("title") else ""
            return f'<{token}\0 alt="{given.get("alt", "")}"{title}>' if is_target else ""
        rest = "".join(f' {name}="{value}"' for name, value in given.items() if name in ("title", "lang"))
        return f"<a\0{rest}>" if is_target else f"<a{rest}>"

    def _note(self, tag: str, address: str) -> bool:
        line = self._lines.of(address)
        fault = fault_of(tag, address)
        if fault:
            self.problems.append(problem(self._path, line, fault, address=address))
            return False
        kind = "link" if tag == "a" else "chart" if is_chart(address) else "picture"
        self.targets.append(Target(kind, address, line))
        return True


def _is_note(address: str, given: dict[str, str]) -> bool:
    return address.startswith(("#fn:", "#fnref")) and "footnote" in given.get("class", "")


def _notes(result: str) -> str:
    """Labels of footnotes may be any text, ids may hold no spaces: number them. No id stands twice."""
    numbers: dict[str, int] = {}
    taken: set[str] = set()

    def numbered(found: re.Match[str]) -> str:
        written = f'{found[1]}{numbers.setdefault(found[2], len(numbers) + 1)}"'
        if found[1].startswith(" id=") and written in taken:
            return ""
        taken.add(written)
        return written

    return _NOTE.sub(numbered, result)


def _tables(result: str) -> str:
    def aligned(found: re.Match[str]) -> str:
        return f"{found[1]}{shapes.ALIGNED.get(found[2], '')}{found[3]}"

    def scoped(found: re.Match[str]) -> str:
        return _UNSCOPED.sub(r'<th scope="col"\1>', found[0])

    result = _HEAD.sub(scoped, _ALIGNED.sub(aligned, result))
    result = _TABLE.sub(lambda found: shapes.mark_cells(found[0]), result)
    result = result.replace("<table>", shapes.TABLE_OPEN)
    return result.replace("</table>", shapes.TABLE_CLOSE)


def _headings(result: str) -> str:
    headings = shapes.Headings()
    result = _HEADING.sub(lambda m: headings.write(int(m[1]), m[2]), result)
    return _ANY_HEADING.sub(r"<\1h2>", result)


def _lead(result: str) -> str:
    return next(filter(None, map(shapes.plain, _paragraphs(result))), "")


def _paragraphs(result: str) -> Iterator[str]:
    """What stands in paragraphs of the article itself, not in quotes, lists or tables."""
    depth, start = 0, -1
    for found in _BLOCK.finditer(result):
        is_end = bool(found[1])
        if found[2] != "p":
            depth += -1 if is_end else 1
        elif not is_end:
            start = found.end() if depth == 0 else -1
        elif start >= 0:
            yield result[start : found.start()]
            start = -1
