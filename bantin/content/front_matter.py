"""The block between `---` lines, read as a flat mapping of texts with line numbers.

There are two readers with equal results. Most front matter consists of plain `key: value` lines, which
`read_flat` reads in a tenth of the time; anything else is read by python-frontmatter and YAML
(`read_yaml`). A property test compares the two.
"""

import re

from bantin.content import typed_front_matter
from bantin.content.source import MAX_CHARACTERS, MAX_ITEMS, MAX_KEYS, SplitSource
from bantin.errors import Problem, problem
from bantin.schema.values import Entry

__all__ = [
    "MAX_CHARACTERS",
    "MAX_ITEMS",
    "MAX_KEYS",
    "PLAIN_SCALAR",
    "SplitSource",
    "read",
    "read_flat",
    "read_yaml",
    "split",
]

_MAX_BYTES = 2_000_000  # of a file in `read`


def read(path: str) -> SplitSource:
    """Split a file as far as it is valid, without its problems; one that cannot be read is empty."""
    try:
        with open(path, "rb") as file:
            parts, _ = split(file.read(_MAX_BYTES).replace(b"\r\n", b"\n"), path=path)
    except (OSError, UnicodeDecodeError):
        return SplitSource({}, b"", 1)
    return parts


def split(text: bytes, *, path: str) -> tuple[SplitSource, list[Problem]]:
    """Split a file (UTF-8 with LF line ends) into front matter and body. Return problems, raise nothing."""
    if not text.startswith(b"---\n"):
        opening, _, rest = text.partition(b"\n")
        if opening.rstrip() == b"+++":
            return typed_front_matter.split_toml(rest, path=path)
        if _JSON.match(text):
            return typed_front_matter.split_json(text, 1, path=path)
        if opening.rstrip() == b"---json" and rest.startswith(b"{"):
            return typed_front_matter.split_json(rest, 2, path=path)
        if opening.decode().rstrip() not in ("---", "---yaml"):
            return SplitSource({}, text, 1), _opening_problems(opening, rest, path)
        text = b"---\n" + rest  # white space after the opening line is allowed
    end = text.find(b"\n---", 3)
    while end >= 0 and text[end + 4 : end + 5] not in (b"", b"\n"):
        if not text[end + 4 :].partition(b"\n")[0].decode().strip():
            break  # white space after the closing line is allowed
        end = text.find(b"\n---", end + 4)
    if end < 0:
        return SplitSource({}, b"", 1), _end_problems(text, path)
    block = text[4 : end + 1].decode()
    body_start = text.find(b"\n", end + 1) + 1 or len(text)
    body_line = block.count("\n") + 3
    if len(block) > MAX_CHARACTERS:
        return SplitSource({}, b"", body_line), [problem(path, 1, "front-matter-long", limit=MAX_CHARACTERS)]
    if "\xa0" in block:
        block = re.sub(_BEFORE_VALUE, lambda match: match[0].replace("\xa0", " "), block, flags=re.MULTILINE)
    entries = read_flat(block)
    problems: list[Problem] = []
    if entries is None:
        entries, problems = read_yaml(block, path=path)
    return SplitSource(entries, text[body_start:], body_line), problems


def _end_problems(text: bytes, path: str) -> list[Problem]:
    """Return the problem of front matter without an end, at the line that was meant for one."""
    meant = _other_fence(text.partition(b"\n")[2], path)
    return meant or [problem(path, 1, "front-matter-open", sign="---")]


def _other_fence(rest: bytes, path: str) -> list[Problem]:
    """Return a problem at the line that was meant to close front matter. rest: the file from line 2 on."""
    for number, line in enumerate(rest[:MAX_CHARACTERS].decode(errors="replace").split("\n"), 2):
        if line.rstrip() == "---":
            break
        if re.fullmatch(_FENCE, line):
            return [problem(path, number, "front-matter-fence", sign=line.rstrip())]
    return []


# What may be before a value: a no-break space there, which editors cannot see, counts as a space.
_BEFORE_VALUE = r"^[ \xa0]*(?:-[ \xa0]+)?(?:[A-Za-z_]+[ \xa0]*:[ \xa0]*)?"
_JSON = re.compile(rb"\{\s*[\"}]")
_FIELD = re.compile(rb"(?:\.\. |:)?[A-Za-z][A-Za-z_-]*: ?\S")  # as Pelican, Nikola and AsciiDoc have it
# Lines that were meant as `---`: more or fewer hyphens, dashes that Word makes of them, other rules.
_FENCE = r"\s*(?:[-–—―_~=]+|(?:\\-)+|(?:\* ?){3,}|\.{3}|`{3}(?:ya?ml)?|<!--|-->)\s*"
_CODE = re.compile(rb"(?:`{3,}|~{3,})\w*\s*")


def _opening_problems(opening: bytes, rest: bytes, path: str) -> list[Problem]:
    """Return the problems of an article that does not begin with `---`, and of a similar end."""
    code = _opening_problem_code(opening, rest)
    if code != "front-matter-fence":
        return [problem(path, 1, code)]
    return [problem(path, 1, code, sign=opening.decode().rstrip()), *_other_fence(rest, path)]


def _opening_problem_code(opening: bytes, rest: bytes) -> str:
    """Return the message code for an article that does not begin with `---`."""
    if opening.rstrip().strip(b"-") == b"" and len(opening.rstrip()) > 3:
        return "front-matter-dashes"
    if not opening.strip() and rest.lstrip().startswith(b"---"):
        return "front-matter-late"
    if _CODE.fullmatch(opening) and rest.lstrip().startswith(b"---\n"):
        return "front-matter-in-code"
    if re.fullmatch(_FENCE, opening.decode()) and _FIELD.match(rest.lstrip()):
        return "front-matter-fence"
    return "front-matter-bare" if _FIELD.match(opening) else "no-front-matter"


# A plain scalar that YAML reads literally: no indicator first, no ": " or " #" inside.
PLAIN_SCALAR = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`~=<][^\n:#]*(?:(?::(?=\S)|(?<=\S)\#)[^\n:#]*)*"""
_SCALAR = rf'("[^"\\\n]*(?:\\["\\n][^"\\\n]*)*"|{PLAIN_SCALAR})'
_ESCAPED = re.compile(r'\\(["\\n])')
# A whole line; the last group matches any other character.
_LINE = re.compile(rf"(?:([A-Za-z_][A-Za-z0-9_]*):(?: +{_SCALAR})?|( *-) +{_SCALAR})?\n|(.)")
_NEEDS_YAML = re.compile("[\t\x80-\x9f\ufeff\u2028\u2029\ufffe\uffff]")


def read_flat(block: str) -> dict[str, Entry] | None:
    """Return the entries of plain front matter, or None if it needs YAML."""
    if _NEEDS_YAML.search(block):
        return None
    entries: dict[str, Entry] = {}
    items: list[str] | None = None  # of the current list, if there is one
    first_dash = ""  # of the current list, with its indentation
    for number, (key, scalar, dash, item, other) in enumerate(_LINE.findall(block), 2):
        if key:
            if key in entries:
                return None
            if items:
                _set_list(entries, items)
            entries[key] = Entry(_unquoted(scalar), number)
            items = None if scalar else []
        elif dash:
            if items is None or (items and dash != first_dash):
                return None
            first_dash = dash
            items.append(_unquoted(item))
        elif other:
            return None
    if items:
        _set_list(entries, items)
    return entries if len(entries) <= MAX_KEYS else None


def _unquoted(scalar: str) -> str:
    if scalar[:1] != '"':
        return scalar.rstrip(" ")
    written = scalar[1:-1]
    return _ESCAPED.sub(lambda sign: sign[1].replace("n", "\n"), written) if "\\" in written else written


def _set_list(entries: dict[str, Entry], items: list[str]) -> None:
    """Set the value of the last key to a list."""
    key, (_, line) = entries.popitem()
    entries[key] = Entry(tuple(items), line)


def read_yaml(block: str, *, path: str) -> tuple[dict[str, Entry], list[Problem]]:
    """Return the entries and problems of a block, read by python-frontmatter with all scalars as strings."""
    import frontmatter  # imported late: this takes as long as reading a thousand plain blocks

    from bantin.content.yaml_events import EventsHandler

    handler = EventsHandler(path=path, first_line=2, max_keys=MAX_KEYS, max_items=MAX_ITEMS)
    frontmatter.parse(f"---\n{block}---\n", handler=handler)
    return handler.entries, handler.problems
