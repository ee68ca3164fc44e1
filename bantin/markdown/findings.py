"""The problems of HTML that an author wrote, before it is sanitized."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from bantin.errors import Problem, problem
from bantin.markdown import lone_tags
from bantin.markdown.clean import clean
from bantin.markdown.leftovers import without_code
from bantin.markdown.shapes import plain
from bantin.markdown.tag_names import ALLOWED, CLOSED_BY_AUTHORS, REMOVED_WITH_CONTENT, SILENT
from bantin.markdown.tags import tags, without_comments
from bantin.markdown.targets import Lines, fault_of, is_on_another_site, is_scheme_alone, mistyped_url, normal
from bantin.urls import unquote

_ADDRESS = re.compile(r"""(?:^|[\s"'/])(href|src)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_KEPT = re.compile(r'<(?:a|img)(?: [a-z]+="[^"]*")*? (?:href|src)="([^"]*)"')  # as nh3 writes it
_HAS_SOURCE = re.compile(r"""(?:^|[\s"'/])src\s*=""", re.IGNORECASE)
# A picture that a script would load later, with an empty one in its place until then.
_LOADED_LATER = re.compile(r"""[\s"'/]data-(?:src|lazy-src|original)\s*=""", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"""[\s"'/]src\s*=\s*["']?data:""", re.IGNORECASE)
# Elements whose missing end is reported. Those of the second kind may have been meant as words: `<main>`.
_ENDED = CLOSED_BY_AUTHORS | (SILENT & lone_tags.NAMES)
_NOT_REPORTED = ALLOWED | REMOVED_WITH_CONTENT | SILENT  # when they are met
# No text contains it, see `unsafe_characters`; put at the end of a text, it shows whether text is hidden
# there.
_MARK = "\ufdd0"
_OPENED = re.compile(rf"<({'|'.join(sorted(REMOVED_WITH_CONTENT))})(?=[\s/>])", re.IGNORECASE)
_START = re.compile(r"""[^\s()"'<>]+""")
_LINKED = re.compile(rf"""(?:\]\(|\]:|=)\s*[<"']?({_START.pattern})""")
_SCRIPTS = ("javascript:", "vbscript:", "data:")
_INSTRUCTION = re.compile(r"<(!(?=[a-zA-Z])\w*|!\[CDATA\[|\?\w*)")
# A comment that nothing ends, or that ends with the one that begins in it. `<!-->` is for old browsers.
_OPEN_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!-->).)*?(?:<!--(?!>)|\Z)", re.DOTALL)


class Findings:
    """The problems of HTML before it is sanitized."""

    def __init__(self, unsafe: str, cleaned: str, text: str, path: str, first_line: int) -> None:
        self.problems: list[Problem] = []
        self._text = text.lower()
        self._prose = without_code(self._text)
        self._path = path
        self._first_line = first_line
        self._lines = Lines(text, first_line)
        # If no address was removed, `finish` checks all of them.
        written = unsafe.lower()
        self._addresses = any(written.count(name) != cleaned.count(f'{name}"') for name in ("href=", "src="))
        self._kept = {html.unescape(kept) for kept in _KEPT.findall(cleaned)} if self._addresses else set()
        self._reported: set[tuple[str, str]] = set()
        self._open_removed: dict[str, int] = {}
        self._first_removed: dict[str, str] = {}  # how the first tag of each name is written
        self._open: Counter[str] = Counter()
        self._bare: set[str] = set()  # tags without attributes, of those that are left out without a warning
        shown = without_comments(unsafe)
        for _, is_end, tag, rest in tags(shown):
            self._check_tag(is_end, tag, rest)
        self._check_malformed(_OPENED.findall(shown), unsafe)
        self._check_unclosed(shown)
        if "<!--" in unsafe and (comment := _OPEN_COMMENT.search(unsafe)):
            first_line_of_comment = comment[0].partition("\n")[0].lower()
            self._report_once("warn-comment-open", "!--", self._prose.find(first_line_of_comment))
        if self._open_removed:
            is_partial = any(self._open_removed.values()) or _shows_something(cleaned)
            code = "warn-tag-removed" if is_partial else "tag-takes-all"
            for tag in sorted(self._open_removed):
                first = self._prose.find(self._first_removed.get(tag, _MARK))
                self._report_once("tag-swallows" if self._open_removed[tag] else code, tag, first)

    def _check_malformed(self, opened: list[str], unsafe: str) -> None:
        """Report tags that only a browser's parser recognizes, such as `<script a="<">`.

        They are removed, too.
        """
        for tag in opened:
            self._open_removed.setdefault(tag.lower(), 0)
        if opened and not any(self._open_removed.values()) and _MARK not in clean(unsafe + _MARK):
            self._open_removed[opened[-1].lower()] = 1

    def _check_unclosed(self, shown: str) -> None:
        for tag, count in self._open.items():
            if count > 0 and (tag in CLOSED_BY_AUTHORS or tag in self._bare):
                code = "warn-tag-removed" if tag in SILENT else "warn-tag-open"
                self._report_once(code, tag, self._unclosed(tag))
        for name in sorted(set(_INSTRUCTION.findall(shown))):
            # Before it others may be closed, whose words are shown.
            offset = self._prose.rfind("<![cdata[") if name == "![CDATA[" else -1
            self._report_once("warn-instruction-removed", name, offset)

    def _check_tag(self, is_end: bool, tag: str, rest: str) -> None:
        is_inside = bool(self._open_removed) and any(self._open_removed.values())
        if tag in REMOVED_WITH_CONTENT:
            if not (is_end or is_inside):
                self._first_removed.setdefault(tag, f"<{tag}{rest}".lower())
            self._open_removed[tag] = max(self._open_removed.get(tag, 0) + (-1 if is_end else 1), 0)
        if tag in _ENDED and not is_inside and not rest.endswith("/"):
            self._open[tag] += -1 if is_end else 1
            if tag in SILENT and not (is_end or rest):
                self._bare.add(tag)
        if is_end or is_inside:
            return
        if tag not in _NOT_REPORTED and ":" not in tag:
            self._report_once("warn-tag-removed", tag)
        if tag == "img" and not _has_source(rest):
            self._report_once("warn-picture-unaddressed", tag, self._prose.find(f"<{tag}{rest}".lower()))
            return
        if self._addresses and tag in ("a", "img"):
            for name, address in _addresses(rest):
                if name == ("href" if tag == "a" else "src"):
                    self._check_address(tag, address)

    def _check_address(self, tag: str, address: str) -> None:
        if address.startswith(("#fn:", "#fnref")) or is_scheme_alone(address, self._text):
            return
        written = unquote(address)  # comrak encodes backslashes and spaces
        if is_on_another_site(address) and address not in self._kept:
            # nh3 removes it, since it is not a URL. A bare one is text.
            if self._is_written_as_link(written):
                code = "warn-bad-host" if tag == "a" else "bad-picture-address"
                self.problems.append(problem(self._path, self._lines.of(written), code, address=written))
            return
        if tag == "img" and is_on_another_site(address):
            return  # is looked at by `finish`
        line = self._lines.of(written if written.lower() in self._text else address)
        fault = fault_of(tag, normal(tag, address))
        if fault == "local-address" and self._is_from_the_top(written):
            return
        if fault and address and not (tag == "a" and self._is_bare(written)):
            guess = mistyped_url(written)
            fault = "bad-address-near" if guess and fault == "bad-address" else fault
            self.problems.append(problem(self._path, line, fault, address=written, guess=guess))

    def _is_from_the_top(self, address: str) -> bool:
        r"""Tell whether an address begins with one backslash, `\anh\a.jpg`; `\\may\anh` is of a network."""
        return address[:1] == "\\" and f"\\{address.lower()}" not in self._text

    def _is_bare(self, address: str) -> bool:
        """Tell whether an address is only text of which comrak makes a link: `ftp://…`, `<std::vector>`."""
        address = address.lower()
        is_text = not address.startswith(_SCRIPTS) and address in self._prose
        return is_text and not self._is_written_as_link(address)

    def _is_written_as_link(self, address: str) -> bool:
        start = _START.match(address.lower())
        return start is not None and start[0] in self._linked

    @cached_property
    def _linked(self) -> frozenset[str]:
        """What the addresses of all links begin with, up to the first space, bracket or quotation mark."""
        return frozenset(_LINKED.findall(self._text))

    def _unclosed(self, tag: str) -> int:
        """Return the position of the first of these tags that none closes; -1 if that is unclear."""
        opened: list[int] = []
        for offset, is_end, name, rest in tags(self._prose):
            if name != tag or rest.endswith("/"):
                continue
            if not is_end:
                opened.append(offset)
            elif opened:
                opened.pop()
        return opened[0] if opened else -1

    def _report_once(self, code: str, tag: str, offset: int = -1) -> None:
        """Report a tag at its first place only. offset: of the place in the text, -1 for its first use."""
        if (code, tag) in self._reported:
            return
        self._reported.add((code, tag))
        places = (offset, self._prose.find(f"<{tag.lower()}"), self._text.find(f"<{tag.lower()}"), 0)
        offset = next(place for place in places if place >= 0)
        line = self._first_line + self._text.count("\n", 0, offset)
        self.problems.append(problem(self._path, line, code, tag=tag))


def _has_source(rest: str) -> bool:
    """Tell whether a picture has an address of its own, and not an empty one until a script loads it."""
    return bool(_HAS_SOURCE.search(rest)) and not (_PLACEHOLDER.search(rest) and _LOADED_LATER.search(rest))


def _shows_something(cleaned: str) -> bool:
    return "<img" in cleaned or bool(plain(cleaned))


def _addresses(rest: str) -> Iterator[tuple[str, str]]:
    for match in _ADDRESS.finditer(rest):
        value = match[2]
        if value[0] in "\"'":
            value = value[1:-1]
        yield match[1].lower(), html.unescape(value).strip()
