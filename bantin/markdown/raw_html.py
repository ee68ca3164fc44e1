"""HTML that authors wrote, before it is sanitized.

Words in `<…>` become text, a video becomes a link to it.
"""

import html
import re

from bantin.markdown.tag_names import (
    ALLOWED,
    BOOLEAN_ATTRIBUTES,
    CLOSED_BY_AUTHORS,
    FOREIGN,
    KNOWN,
    VANISHING,
)

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*+)([^<>]*+)>")
_OPENED = re.compile(r"<[a-zA-Z/]")
_BARE_WORDS = re.compile(r"(?:\s+[a-zA-Z][\w-]*)+\s*")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_FRAME = re.compile(r"<(iframe|embed)\b([^<>]*)>(?:\s*</\1\s*>)?", re.IGNORECASE)
# A tag whose content is not shown, and that closes itself: in HTML it would take all text behind it with it.
_SELF_CLOSED = re.compile(rf"<({'|'.join(sorted(VANISHING))})((?=[\s/])[^<>]*?)\s*/>", re.IGNORECASE)
_DRAWING = re.compile("<(?:svg|math)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(src|title)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_OBJECT, _OBJECT_END = (
    re.compile(r"<object\b", re.IGNORECASE),
    re.compile(r"</object\s*>", re.IGNORECASE),
)
_ADDRESS = re.compile(r"""\b(?:data|src|value)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
# What the address of an embedded video begins with, and what that of its own page begins with.
_HOST = r"(?:https?:)?//(?:www\.)?"
_YOUTUBE = "https://www.youtube.com/watch?v="
_VIDEOS = (
    (
        re.compile(rf"{_HOST}youtube(?:-nocookie)?\.com/embed/videoseries\?(?:.*&)?list=([\w-]+)"),
        "https://www.youtube.com/playlist?list=",
    ),
    (
        re.compile(
            rf"{_HOST}(?:youtube(?:-nocookie)?\.com/(?:(?:embed|v|live|shorts)/|watch\?(?:.*&)?v=)|youtu\.be/)([\w-]+)"
        ),
        _YOUTUBE,
    ),
    (re.compile(rf"{_HOST}player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/"),
    (
        re.compile(rf"{_HOST}dailymotion\.com/embed/video/(\w+)"),
        "https://www.dailymotion.com/video/",
    ),
    (re.compile(rf"{_HOST}tiktok\.com/embed/(?:v2/)?(\d+)"), "https://www.tiktok.com/video/"),
    (re.compile(rf"{_HOST}facebook\.com/plugins/video\.php\?.*?href=(https%3A%2F%2F[^&]+)"), ""),
)
_PLAY = "Xem video"


def mended(unsafe: str) -> str:
    """Return the HTML with everything visible that its author meant for readers."""
    if _CDATA in unsafe:
        unsafe = _with_character_data(unsafe)
    if "/>" in unsafe:
        unsafe = _SELF_CLOSED.sub(r"<\1\2></\1>", unsafe)
    if _OBJECT.search(unsafe):
        unsafe = _with_links_for_objects(unsafe)
    words = frozenset[str]() if _DRAWING.search(unsafe) else FOREIGN
    left_out: set[str] = set()  # tags that nobody knows but has given attributes: their ends go with them

    def words_or_tag(match: re.Match[str]) -> str:
        name = match[2].lower()
        if match[1] and name in left_out:
            return match[0]
        if is_words(match[2], match[3]) or (name in words and not match[3].strip()):
            return f"&lt;{match[0][1:-1]}&gt;"
        if name not in KNOWN or name in words:
            left_out.add(name)
        return match[0]

    return _TAG.sub(words_or_tag, _FRAME.sub(_link_to_video, unsafe))


def without_unknown_tags(unsafe: str) -> str:
    """Return the HTML without tags that nobody knows; what is in them stays.

    nh3 removes those with a name of MathML or SVG, such as `<card>`, with all they contain.
    """
    known = KNOWN if _DRAWING.search(unsafe) else KNOWN - FOREIGN
    return _TAG.sub(lambda tag: tag[0] if tag[2].lower() in known else "", unsafe)


def is_plain(text: str) -> bool:
    """Tell whether all tags of a text are allowed, closed and complete, so that there is nothing to correct.

    The Markdown is searched, since it has a tenth of the tags of its HTML.
    """
    if "<!" in text or "<?" in text:
        return False
    opened: dict[str, int] = {}
    tags = _TAG.findall(text)
    if len(tags) < len(_OPENED.findall(text)):
        return False  # some tag is one for a browser's parser alone
    for end, written, rest in tags:
        name = written.lower()
        if name not in ALLOWED or (name == "img" and "src=" not in rest) or is_words(written, rest):
            return False
        if name in CLOSED_BY_AUTHORS:
            opened[name] = opened.get(name, 0) + (-1 if end else 1)
    return not any(opened.values())


def _with_character_data(unsafe: str) -> str:
    """Return the HTML with the contents of `<![CDATA[…]]>` as text."""
    kept, at = [], 0
    while (start := unsafe.find(_CDATA, at)) >= 0 and (stop := unsafe.find(_CDATA_END, start)) >= 0:
        kept += [unsafe[at:start], html.escape(unsafe[start + len(_CDATA) : stop].strip(), quote=False)]
        at = stop + len(_CDATA_END)
    return "".join([*kept, unsafe[at:]])


def is_words(name: str, rest: str) -> bool:
    """Tell whether `<name rest>` is not a tag but words between signs: `Vec<String>`, `<b va c>`."""
    if name.lower() in KNOWN:
        return (
            rest != ""
            and bool(_BARE_WORDS.fullmatch(rest))
            and BOOLEAN_ATTRIBUTES.isdisjoint(rest.lower().split())
        )
    return name.isalnum() and not rest.strip()


def _link_to_video(match: re.Match[str]) -> str:
    given = {key.lower(): value.strip("\"'") for key, value in _ATTRIBUTE.findall(match[2])}
    return _link(given.get("src", ""), given.get("title", "")) or match[0]


def _link(source: str, title: str) -> str:
    """Return a link to the page of an embedded video, "" for any other address.

    Both arguments are escaped as in HTML.
    """
    source = html.unescape(source).strip()
    for form, page in _VIDEOS:
        if video := form.match(source):
            from urllib.parse import unquote

            words = " ".join(title.split()) or _PLAY
            return f'<a href="{html.escape(page + unquote(video[1]))}">{words}</a>'
    return ""


def _with_links_for_objects(unsafe: str) -> str:
    """Return the HTML with a link in place of each `<object>` that shows a video of a known host."""
    kept, at = [], 0
    while (start := _OBJECT.search(unsafe, at)) and (end := _OBJECT_END.search(unsafe, start.end())):
        inside = unsafe[start.start() : end.end()]
        links = (_link(address.strip("\"'"), "") for address in _ADDRESS.findall(inside))
        kept += [unsafe[at : start.start()], next(filter(None, links), inside)]
        at = end.end()
    return "".join([*kept, unsafe[at:]])
