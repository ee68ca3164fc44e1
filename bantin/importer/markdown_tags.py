"""Convert HTML tags in Markdown that have an equivalent: pictures and links, as WordPress leaves them."""

import html
import re
from collections.abc import Callable

_FENCE = re.compile(r"(?ms)^(```|~~~).*?^\1[`~]*[ \t]*$|`[^`\n]+`|^ {4,}\S[^\n]*$")
_TAG_OF_PICTURE = re.compile(r"<img\b([^<>]*)>", re.I)
_TAG_OF_LINK = re.compile(r"<a\b([^<>]*)>((?:(?!</?a\b|\n\s*\n).)*?)</a\s*>", re.I | re.S)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_LINKED_PICTURE = re.compile(r"\[\s*(!\[[^\[\]\n]*\]\([^()\n]*\))\s*\]\([^()\n]*\)")
_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]+\)")
_LIST_OR_TABLE = re.compile(r"\s*(?:[-*+]\s|\d+[.)]\s|\||>)")


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return the text with everything outside of code changed."""
    out: list[str] = []
    at = 0
    for code in _FENCE.finditer(text):
        out += (change(text[at : code.start()]), code[0])
        at = code.end()
    return "".join((*out, change(text[at:])))


def without_tags(text: str) -> str:
    """Return pictures and links as Markdown; a picture inside a paragraph gets a line of its own."""
    text = _TAG_OF_PICTURE.sub(_picture, text)
    text = _TAG_OF_LINK.sub(_link, text)
    text = _LINKED_PICTURE.sub(r"\1", text)
    return "\n".join(_with_pictures_apart(line) for line in text.split("\n"))


def _with_pictures_apart(line: str) -> str:
    if _PICTURE.search(line) is None or _LIST_OR_TABLE.match(line) or _PICTURE.fullmatch(line.strip()):
        return line
    parts = _PICTURE.sub(lambda match: f"\n\n{match[0]}\n\n", line).split("\n\n")
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _picture(match: re.Match[str]) -> str:
    attributes = _attributes(match[1])
    source = attributes.get("src", "")
    alt = re.sub(r"[\[\]\\\n]", " ", attributes.get("alt", "")).strip()
    return f"![{alt}]({_target(source)})" if source else ""


def _link(match: re.Match[str]) -> str:
    target = _attributes(match[1]).get("href", "")
    words = match[2].strip()
    if not words or not target:
        return words
    if re.search(r"[\[\]]|<(?:img|div|p)\b", words):  # a picture, or more than a link can contain
        return words
    return f"[{' '.join(words.split())}]({_target(target)})"


def _attributes(written: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(first or second or third)
        for name, first, second, third in _ATTRIBUTE.findall(written)
    }


def _target(address: str) -> str:
    return address.strip().replace(" ", "%20").replace("(", "%28").replace(")", "%29")
