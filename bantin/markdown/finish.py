"""Convert sanitized HTML to that of Prose: tokens for addresses; headings, tables and figures."""

import html
import re
from collections.abc import Iterator

from bantin.errors import Problem, problem
from bantin.markdown import shapes
from bantin.markdown.targets import (
    Lines,
    fault_of,
    is_chart,
    is_media,
    is_on_another_site,
    is_scheme_alone,
    mistyped_url,
    normal,
)
from bantin.model import Target
from bantin.system.named_tuple import NamedTuple
from bantin.urls import unquote

# A link with an address in which there is nothing to decode, to correct or to refuse, and perhaps a title;
# else any tag with an address. Most links are of the first kind, which takes a third of the time.
_ADDRESSED = re.compile(
    r'<a href="((?:https?://(?!https?:)[a-zA-Z0-9]|mailto:\w)[^"&%\\\s]*|/?[a-zA-Z0-9][^"&%\\\s:]*)"'
    r'( title="[^"]*")?>|<(a|img)((?: [a-z]+="[^"]*")*)>'
)
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_HEADING = re.compile(r'<h([1-6])(?: id="([^"]*)")?>(.*?)</h\1>', re.DOTALL)
_PICTURE_PARAGRAPH = re.compile(r"<p>(\s*(?:<a\0[^>]*>)?<(?:img|chart|media)\0(?:[^<]|<(?!/?p>))*)</p>")
# A picture that is HTML on a line of its own, between blocks.
_LONE_PICTURE = re.compile(
    r"(\A|</(?:p|h[1-6]|[uod]l|pre|blockquote|div|figure)>\n|<hr>\n)(<(?:img|chart|media)\0[^<>]*>)\n*"
    r"(?=\Z|<(?:p|h[1-6]|[uod]l|pre|blockquote|div|figure|hr)[ >])"
)
_HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ALIGNED = re.compile(r'(<t[dh](?: [a-z]+="[^"]*")*?) align="([^"]*)"((?: [a-z]+="[^"]*")*>)')
_UNSCOPED = re.compile(r"<th(?![^>]* scope=)((?: [^>]*)?)>")
_OWN_ID = re.compile(r'(<([a-z][a-z0-9]*)\0?(?: [a-z]+="[^"]*")*?) id="([^"]*)"')
_NOTE_ID = re.compile(r"fn(?:ref\d*)?:\d+")
_EMPTY_CLASS = re.compile(r'(<[a-z][a-z0-9]*(?: [a-z]+="[^"]*")*?) class=""')
_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>\n?")
_TERMS = re.compile(r"<dt>([^<\n]*(?:\n[^<\n]+)+)</dt>")
# Paragraphs in these are not what an article begins with.
_ASIDE = "blockquote|li|dd|td|th|figure|figcaption|details|footer|table|caption"
_BLOCK = re.compile(rf"<(/?)({_ASIDE}|p)(?: [^>]*)?>")
_LIST = re.compile(r"\s*<[uo]l(?: [^>]*)?>(.*?)</[uo]l>", re.DOTALL)
_LINK_ALONE = re.compile(r"<a\0[^<>]*>(?:[^<]|<(?!/?a\b))*</a>")
_ITEM = re.compile(r"<li(?: [^>]*)?>")


class FinishedHtml(NamedTuple):
    """The HTML of Prose, its targets in order, and the problems of their addresses.

    has_lost_address: whether a link or a picture has no address, since nh3 removed it or none was written.
    """

    html: str
    targets: tuple[Target, ...]
    problems: list[Problem]
    has_lost_address: bool


def finish(
    cleaned: str, text: str, path: str, first_line: int, *, links_pictures: bool = False
) -> FinishedHtml:
    """Return sanitized HTML as that of Prose. A wrong address is removed, its words stay.

    A character is searched for in the text first: this takes a tenth of the time of a search in its HTML.
    """
    tokens = _Tokens(text, first_line, path, links_pictures=links_pictures)
    headings = shapes.Headings()
    result = cleaned
    has_html = "<" in text
    if "{" in text and ("{:" in result or "=" in text):
        from bantin.markdown import attribute_lists  # few texts have any

        result = attribute_lists.without_attribute_lists(result)
    if (has_html or "`" in text or "~" in text) and ' class=""' in result:
        result = _EMPTY_CLASS.sub(r"\1", result)
    result = _ADDRESSED.sub(tokens.write, result)
    if (has_html or "^" in text) and ' id="' in result:
        result = _OWN_ID.sub(_Ids(headings).write, result)
    result = _EMPTY_PARAGRAPH.sub("", result).strip()
    marked = result.replace("<figure>", shapes.FIGURE_OPEN) if has_html else result
    has_figures, result = marked != result, marked
    if "<dt>" in result:
        result = _TERMS.sub(lambda match: _term_each(match[1]), result)
    if (has_html or "|" in text) and "<table>" in result:
        result = _tables(result)
    if "<h" in result:
        result = _HEADING.sub(lambda m: headings.write(int(m[1]), m[3], m[2] or ""), result).strip()
        if has_html:
            result = result.replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    kinds = {target.kind for target in tokens.targets}
    if not kinds <= {"link"}:
        result = _PICTURE_PARAGRAPH.sub(lambda m: shapes.paragraph(m[1]), result)
        if result.startswith(shapes.PICTURES) or "\n<img\0" in result:
            result = _LONE_PICTURE.sub(lambda m: f"{m[1]}{shapes.paragraph(m[2])}\n", result).rstrip("\n")
    if has_figures:
        from bantin.markdown import written_figures  # few texts have any

        result = written_figures.in_one_form(result)
    targets = tokens.targets
    if [target for target in targets if target.source[:1] == "#"]:
        from bantin.markdown import lost_notes  # few texts have links within the page

        result = lost_notes.with_names(result, targets, headings)
        targets = [_within(target, headings) for target in targets]
    problems = tokens.problems
    if "chart" in kinds and shapes.has_loose_charts(result):
        problems = [*problems, *_loose_charts(result, tokens.targets, path)]
    return FinishedHtml(result, tuple(targets), problems, tokens.has_lost_address)


def _loose_charts(result: str, targets: list[Target], path: str) -> Iterator[Problem]:
    """Yield a problem for each chart that is not alone in its paragraph."""
    pieces = result.split("\0")
    for piece, target in zip(pieces, targets, strict=False):
        if target.kind == "chart" and not piece.endswith(f"{shapes.CHART_OPEN}<chart"):
            yield problem(path, target.line, "chart-not-alone", address=target.source)


def _within(target: Target, headings: shapes.Headings) -> Target:
    """Return the target, `#…` changed to the id of the heading that an author or GitHub would name so."""
    if target.source[:1] == "#" and (name := headings.id_of(unquote(target.source[1:]))):
        return target._replace(source=f"#{name}")
    return target


class _Ids:
    """Gives names of an author a prefix that is unique on the page; footnotes keep theirs."""

    def __init__(self, headings: shapes.Headings) -> None:
        self._headings = headings
        self._notes: set[str] = set()

    def write(self, match: re.Match[str]) -> str:
        before, tag, name = match.groups()
        if tag in ("li", "sup") and _NOTE_ID.fullmatch(name):
            if name in self._notes:
                return before
            self._notes.add(name)
            return match[0]
        if tag[0] == "h" and tag[1:].isdecimal():
            return match[0]  # written with its heading
        new = self._headings.named(name)
        return f'{before} id="{new}"' if new else before


class _Tokens:
    """Removes addresses from tags and collects them as targets, in order."""

    def __init__(self, text: str, first_line: int, path: str, *, links_pictures: bool) -> None:
        self.targets: list[Target] = []
        self.problems: list[Problem] = []
        self.has_lost_address = False
        self._text = text
        self._lines = Lines(text, first_line)
        self._path = path
        self._links_pictures = links_pictures

    def write(self, match: re.Match[str]) -> str:
        if simple := match[1]:
            self.targets.append(Target("link", simple, self._lines.of(simple)))
            return f"<a\0{match[2] or ''}>"
        tag = match[3]
        given: dict[str, str] = dict(_ATTRIBUTE.findall(match[4]))
        written = given.get("href" if tag == "a" else "src")
        self.has_lost_address |= written is None
        if tag == "a" and written is not None and _is_note(written, given):
            return match[0]
        address = self._as_written(html.unescape(written or "").strip())
        if tag == "img" and self._links_pictures and is_on_another_site(address):
            return self._link_to_picture(match, given, address)
        is_target = written is not None and self._note(tag, address)
        if tag == "img":
            if not is_target:
                return given.get("alt", "").replace("&quot;", '"')
            token = {"picture": "img"}.get(kind := self.targets[-1].kind, kind)
            title = f' title="{given["title"]}"' if given.get("title") else ""
            return f'<{token}\0 alt="{given.get("alt", "")}"{title}>'
        if "name" in given:
            given.setdefault("id", given["name"])
        rest = "".join(f' {name}="{value}"' for name, value in given.items() if name in ("title", "id"))
        return f"<a\0{rest}>" if is_target else f"<a{rest}>"

    def _link_to_picture(self, match: re.Match[str], given: dict[str, str], address: str) -> str:
        """Return a link to a picture on another site; inside a link only its words."""
        line = self._lines.of(address)
        self.problems.append(problem(self._path, line, "warn-picture-outside", address=address))
        words = given.get("alt") or given.get("title") or html.escape(address.rpartition("/")[2] or address)
        words = words.replace("&quot;", '"')
        text, offset = match.string, match.start()
        if text.rfind("<a", 0, offset) > text.rfind("</a>", 0, offset):
            return words
        self.targets.append(Target("link", normal("a", address), line))
        return f"<a\0>{words}</a>"

    def _as_written(self, address: str) -> str:
        """Return the address as the author wrote it: comrak percent-encodes what is not ASCII."""
        if "%" not in address or address in self._text:
            return address
        decoded = unquote(address)
        return decoded if decoded in self._text or not is_on_another_site(address) else address

    def _note(self, tag: str, written: str) -> bool:
        # `\\may\anh` is on another machine; Markdown takes its first backslash.
        is_of_network = written[:1] == "\\" and f"\\{written}" in self._text
        address = written if is_of_network else normal(tag, written)
        if not address and "]()" not in self._text:
            return False  # `<a href="">` is its text
        if is_scheme_alone(address, self._text):
            return False
        line = self._lines.of(written)
        fault = fault_of(tag, address)
        if fault:
            guess = mistyped_url(address)
            self.problems.append(problem(self._path, line, fault, address=written, guess=guess))
            return False
        self.targets.append(Target("link" if tag == "a" else _kind_of_picture(address), address, line))
        return True


def _kind_of_picture(address: str) -> str:
    return "chart" if is_chart(address) else "media" if is_media(address) else "picture"


def _is_note(address: str, given: dict[str, str]) -> bool:
    return address.startswith(("#fn:", "#fnref")) and "footnote" in given.get("class", "")


def _term_each(terms: str) -> str:
    """Put each of several terms with one definition on its own line."""
    return "\n".join(f"<dt>{term.strip()}</dt>" for term in terms.split("\n"))


def _tables(result: str) -> str:
    def aligned(match: re.Match[str]) -> str:
        return f"{match[1]}{shapes.ALIGNED.get(match[2].lower(), '')}{match[3]}"

    def scoped(match: re.Match[str]) -> str:
        return _UNSCOPED.sub(r'<th scope="col"\1>', match[0])

    from bantin.markdown.number_columns import align_numbers  # few texts have a table

    result = _TABLE.sub(lambda match: align_numbers(match[0]), result)
    result = _HEAD.sub(scoped, _ALIGNED.sub(aligned, result))
    result = _TABLE.sub(lambda match: shapes.mark_cells(match[0]), result)
    result = result.replace("<table>", shapes.TABLE_OPEN)
    return result.replace("</table>", shapes.TABLE_CLOSE)


def first_paragraph(result: str) -> str:
    """Return the text of the first paragraph with words, and not a link alone if others follow; "" for none.

    With a list that it announces (`Hồ sơ gồm:`): alone it would say nothing in a list of articles.
    """
    link = ""
    for start, end in _paragraphs(result):
        inner = result[start:end]
        if not (text := shapes.plain(inner)):
            continue
        if inner.startswith("<a\0") and _LINK_ALONE.fullmatch(inner):
            link = link or text
            continue
        return _with_list(text, result, end + len("</p>")) if text.endswith(":") else text
    return link


def _with_list(text: str, result: str, end: int) -> str:
    match = _LIST.match(result, end)
    items = [shapes.plain(item).rstrip(" ;,.:") for item in _ITEM.split(match[1])] if match else []
    return f"{text} {'; '.join(filter(None, items))}".rstrip()


def _paragraphs(result: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each paragraph of the article itself: of none in a quote, list or table."""
    depth, start = 0, -1
    for match in _BLOCK.finditer(result):
        is_end = bool(match[1])
        if match[2] != "p":
            depth += -1 if is_end else 1
        elif not is_end:
            start = match.end() if depth == 0 else -1
        elif start >= 0:
            yield start, match.start()
            start = -1
