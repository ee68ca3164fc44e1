"""The block between `---` lines: split off, and read as a flat mapping of texts with line numbers.

Two readers with one answer. Most front matter is a dozen `key: value` lines, which `read_flat` takes in a
tenth of the time; whatever it does not know for certain goes through python-frontmatter and YAML
(`read_yaml`). Their equality is a property test.
"""

import re

from bantin.content import toml_front_matter
from bantin.content.source import MAX_CHARACTERS, MAX_ITEMS, MAX_KEYS, Source
from bantin.errors import Problem, problem
from bantin.schema.values import Entry

__all__ = ["MAX_CHARACTERS", "MAX_ITEMS", "MAX_KEYS", "Source", "read_flat", "read_yaml", "split"]


def split(text: bytes, *, path: str) -> tuple[Source, list[Problem]]:
    """Takes UTF-8 with LF line ends. Never raises: what is wrong comes back as problems."""
    if not text.startswith(b"---\n"):
        opening, _, rest = text.partition(b"\n")
        if opening.rstrip() == b"+++":
            return toml_front_matter.split(rest, path=path)
        if opening.decode().rstrip() != "---":
            return Source({}, text, 1), [problem(path, 1, _what_stands_first(opening, rest))]
        text = b"---\n" + rest  # white space after the opening line is no mistake worth a word
    end = text.find(b"\n---", 3)
    while end >= 0 and text[end + 4 : end + 5] not in (b"", b"\n"):
        if not text[end + 4 :].partition(b"\n")[0].decode().strip():
            break  # white space after the closing line is no mistake worth a word
        end = text.find(b"\n---", end + 4)
    if end < 0:
        return Source({}, b"", 1), [problem(path, 1, "front-matter-open", sign="---")]
    block = text[4 : end + 1].decode()
    body_start = text.find(b"\n", end + 1) + 1 or len(text)
    body_line = block.count("\n") + 3
    if len(block) > MAX_CHARACTERS:
        return Source({}, b"", body_line), [problem(path, 1, "front-matter-long", limit=MAX_CHARACTERS)]
    entries = read_flat(block)
    problems: list[Problem] = []
    if entries is None:
        entries, problems = read_yaml(block, path=path)
    return Source(entries, text[body_start:], body_line), problems


_FIELD = re.compile(rb"[A-Za-z][A-Za-z_-]*: ?\S")


def _what_stands_first(opening: bytes, rest: bytes) -> str:
    """The code of what an article begins with in place of `---`."""
    if opening.rstrip().strip(b"-") == b"" and len(opening.rstrip()) > 3:
        return "front-matter-dashes"
    if not opening.strip() and rest.lstrip().startswith(b"---"):
        return "front-matter-late"
    return "front-matter-bare" if _FIELD.match(opening) else "no-front-matter"


# A plain scalar that YAML reads as just these characters: no indicator first, no ": " or " #" inside.
_PLAIN = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`~=<][^\n:#]*(?:(?::(?=\S)|(?<=\S)\#)[^\n:#]*)*"""
_SCALAR = rf'("[^"\\\n]*"|{_PLAIN})'
# A whole line; the last group takes in whatever is none.
_LINE = re.compile(rf"(?:([A-Za-z_][A-Za-z0-9_]*):(?: +{_SCALAR})?|( *-) +{_SCALAR})?\n|(.)")
_ODD = re.compile("[\t\x80-\x9f\ufeff\u2028\u2029\ufffe\uffff]")


def read_flat(block: str) -> dict[str, Entry] | None:
    """The entries of plain front matter, or None where only YAML can tell."""
    if _ODD.search(block):
        return None
    entries: dict[str, Entry] = {}
    items: list[str] | None = None  # those of the open list, if one may go on here
    first_dash = ""  # of the open list, with what indents it
    for number, (key, scalar, dash, item, other) in enumerate(_LINE.findall(block), 2):
        if key:
            if key in entries:
                return None
            if items:
                _close(entries, items)
            entries[key] = Entry(_value(scalar), number)
            items = None if scalar else []
        elif dash:
            if items is None or (items and dash != first_dash):
                return None
            first_dash = dash
            items.append(_value(item))
        elif other:
            return None
    if items:
        _close(entries, items)
    return entries if len(entries) <= MAX_KEYS else None


def _value(scalar: str) -> str:
    return scalar[1:-1] if scalar[:1] == '"' else scalar.rstrip(" ")


def _close(entries: dict[str, Entry], items: list[str]) -> None:
    """Give the key that was read last, which is the last here, the entries of the list below it."""
    key, (_, line) = entries.popitem()
    entries[key] = Entry(tuple(items), line)


def read_yaml(block: str, *, path: str) -> tuple[dict[str, Entry], list[Problem]]:
    """The same through python-frontmatter, with our strings-only handler; problems name the file's lines."""
    import frontmatter  # only where it is needed: importing it costs as much as a thousand plain blocks

    from bantin.content.yaml_events import EventsHandler

    handler = EventsHandler(path=path, first_line=2, max_keys=MAX_KEYS, max_items=MAX_ITEMS)
    frontmatter.parse(f"---\n{block}---\n", handler=handler)
    return handler.entries, handler.problems
