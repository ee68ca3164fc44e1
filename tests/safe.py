"""Check that a built site is safe: read every page and feed by a real parser, against an allow list.

The list has what the project's own layouts write, and what prose may contain. Anything else in a page came
from content, and is a fault.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from selectolax.lexbor import LexborHTMLParser, LexborNode

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
)
# Of a page that only sends its visitors to another.
REDIRECT_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'"

_HEAD = set("html head meta title link".split())
_FRAME = set(
    "body header nav main aside footer article section div span p a ul ol li dl dt dd h1 h2 h3".split()
)
_CONTROLS = set("details summary button label input form output time".split())
_DRAWINGS = set("svg g path pattern rect use title desc text".split())
_PROSE = set(
    "abbr b blockquote br caption cite code col colgroup del dfn em figcaption figure h4 h5 h6 hr i img ins"
    " kbd mark picture pre q s samp small"
    " source strong sub sup table tbody td tfoot th thead tr u var".split()
)
# What only the page of results has, which no author's words stand on.
_RESULTS = set("select option noscript template".split())
_PLAYERS = set("video audio track".split())
_TAGS = _HEAD | _FRAME | _CONTROLS | _DRAWINGS | _PROSE | _PLAYERS | {"script"}
_ANYWHERE = set("id class lang title role tabindex hidden".split())
_STROKES = set("fill stroke stroke-width stroke-linecap stroke-linejoin vector-effect".split())
_ATTRIBUTES = {
    "html": {"lang"},
    "meta": {"charset", "name", "content", "http-equiv", "property"},
    "link": {"rel", "href", "type", "title", "sizes", "as", "crossorigin"},
    "script": {"src", "async", "fetchpriority", "type"},
    "a": {"href", "rel", "download", "type"},
    "video": {"src", "poster", "width", "height", "controls", "preload"},
    "audio": {"src", "controls", "preload"},
    "track": {"src", "kind", "label"},
    "source": {"srcset", "sizes", "type", "width", "height"},
    "img": {"src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding", "fetchpriority"},
    "time": {"datetime"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "details": {"open"},
    "label": {"for"},
    "form": {"action", "autocomplete"},
    "input": {"name", "type", "autocomplete", "placeholder", "maxlength"},
    "select": {"name"},
    "option": {"value", "selected"},
    "button": {"type"},
    "svg": {"viewbox", "width", "height", "fill"},
    "g": _STROKES,
    "text": {"x", "y", "text-anchor"},
    "path": {"d"} | _STROKES,
    "pattern": {"width", "height", "patternunits"},
    "rect": {"fill", "width", "height"},
    "use": {"href", "x", "y"},
}
# What feed readers take for HTML: of RSS, and of Atom; and what a page has before its text.
_HTML_OF_FEED = ("description", "content:encoded", "content")
_HEAD_OF_FEED = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
_HOME = "https://thu.example"  # the address of the sites of tests/conftest.py
_SCHEME = re.compile(r"[^/?#]*:")
_LINK = re.compile(r"(?:https?://[^/]|mailto:.|tel:.)", re.IGNORECASE)
_STRIPPED = str.maketrans("", "", "".join(map(chr, range(33))))
# Signs that show nothing, end lines where none is seen, or turn what follows them round.
INVISIBLE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")


def faults(output: Path) -> list[str]:
    """Return everything that is unsafe or broken in a built site, each with its file."""
    faults = []
    for path in sorted(output.rglob("*")):
        name = path.relative_to(output).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            faults.append(f"{name}: neither a file nor a folder")
        elif any(part.startswith(".") for part in name.split("/")):
            faults.append(f"{name}: a hidden name")
        elif path.suffix in (".html", ".htm"):
            faults += [f"{name}: {fault}" for fault in page_faults(path.read_bytes())]
        elif path.name == "feed.json":
            faults += [f"{name}: {fault}" for fault in json_feed_faults(path.read_bytes())]
        elif path.suffix == ".xml":
            faults += [f"{name}: {fault}" for fault in feed_faults(path.read_bytes())]
    return faults


def page_faults(data: bytes) -> list[str]:
    """Return everything that is unsafe or broken in a page."""
    text = data.decode()
    return [*_text_faults(text), *tree_faults(text)]


def tree_faults(text: str) -> list[str]:
    """Return everything that is unsafe in the elements of a page, as a browser reads them."""
    return list(_tree_faults(LexborHTMLParser(text)))


def outline(text: str) -> list[str]:
    """Return the frame of a page as a browser reads it: the elements of its body, and where its prose is."""
    tree = LexborHTMLParser(text)
    assert tree.body is not None
    outline = []
    for node in tree.body.iter():
        outline.append(node.tag or "")
        outline += [f"{inner.tag}.prose" for inner in node.css("div.prose")]
    return outline


def _text_faults(text: str) -> Iterator[str]:
    if match := INVISIBLE.search(text):
        yield f"the character U+{ord(match[0]):04X}"
    if not text.startswith("<!doctype html>\n"):
        yield "no doctype"
    for sign in ("<!--", "<![", "<?"):
        if sign in text:
            yield f"{sign} in the page"


def _tree_faults(tree: LexborHTMLParser) -> Iterator[str]:
    assert tree.root is not None
    ids: Counter[str] = Counter()
    policy = ""
    is_search = tree.css_first("form.search-form") is not None
    for node in tree.root.traverse(include_text=False):
        tag = node.tag or ""
        attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
        allowed = _TAGS | _RESULTS if is_search else _TAGS
        if tag == "-undef" or tag not in allowed:
            yield f"the element <{tag}>"
            continue
        if "id" in attributes:
            ids[attributes["id"]] += 1
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "content-security-policy":
            policy = attributes["content"]
        elif tag in ("script", "link", "img") and not policy:
            yield f"<{tag}> before the policy"
        yield from _element_faults(tag, attributes, node)
    if policy not in (POLICY, REDIRECT_POLICY):
        yield f"the policy is {policy!r}"
    yield from (f"the id {id!r} stands {count} times" for id, count in ids.items() if count > 1)


def _element_faults(tag: str, attributes: dict[str, str], node: LexborNode) -> Iterator[str]:
    for name, value in attributes.items():
        is_allowed = name in _ANYWHERE or name in _ATTRIBUTES.get(tag, ())
        if not (is_allowed or name.startswith(("aria-", "data-"))):
            yield f"the attribute {name} of <{tag}>"
        if name in ("href", "src", "poster", "action") and (fault := _address_fault(tag, name, value)):
            yield fault
    if tag == "meta" and attributes.get("http-equiv", "").lower() not in ("", "content-security-policy"):
        content = attributes.get("content", "")
        if attributes["http-equiv"] != "refresh" or not re.fullmatch(r"0; url=/(?!/)[^;,]*", content):
            yield f"<meta http-equiv={attributes['http-equiv']} content={content}>"
    if tag == "script":
        yield from _script_faults(attributes, node.text(deep=True))


def _script_faults(attributes: dict[str, str], text: str) -> Iterator[str]:
    """Yield the faults of a script: it must come from a file, or be data in which nothing can end it."""
    if attributes.get("type") == "application/ld+json" and "src" not in attributes:
        if "<" in text:
            yield "a sign `<` in JSON-LD"
        try:
            json.loads(text)
        except ValueError as fault:
            yield f"JSON-LD that is not JSON: {fault}"
    elif "src" not in attributes or text.strip():
        yield "an inline script"


def _address_fault(tag: str, name: str, value: str) -> str:
    r"""Return the fault of an address, read as browsers do: without white space, and `\` as `/`."""
    seen = value.translate(_STRIPPED).replace("\\", "/")
    is_own = not seen.startswith("//") and not _SCHEME.match(seen)
    if tag in ("a", "link"):
        return "" if is_own or _LINK.match(seen) else f"the address {value!r} in <{tag}>"
    return "" if is_own else f"the address {value!r} in <{tag} {name}>"


def feed_faults(data: bytes) -> list[str]:
    """Return everything that is unsafe or broken in a feed or sitemap."""
    faults: list[str] = []
    if sign := INVISIBLE.search(data.decode()):
        faults.append(f"the character U+{ord(sign[0]):04X}")
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: faults.append("a DOCTYPE")
    parser.ProcessingInstructionHandler = lambda *_: faults.append("a processing instruction")
    parser.StartElementHandler = lambda tag, attributes: faults.extend(
        f"the address {value!r}"
        for name, value in attributes.items()
        if name == "href" and not value.startswith("http")
    )
    texts: list[str] = []
    parser.EndElementHandler = lambda tag: faults.extend(
        _feed_text_faults(texts[-1]) if tag in _HTML_OF_FEED else ()
    )
    parser.CharacterDataHandler = lambda text: texts.append(text)
    parser.buffer_text, parser.buffer_size = True, len(data)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as fault:
        faults.append(f"not well-formed: {fault}")
    return faults


def json_feed_faults(data: bytes) -> list[str]:
    """Return everything that is unsafe or broken in a JSON Feed."""
    items = json.loads(data)["items"]
    return [fault for item in items for fault in _feed_text_faults(item.get("content_html", ""))]


def _feed_text_faults(text: str) -> list[str]:
    """Return the faults of a feed's HTML, in which pictures must have absolute URLs."""
    return tree_faults(_HEAD_OF_FEED + text.replace(f'src="{_HOME}', 'src="'))
