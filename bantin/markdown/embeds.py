"""Links and players in place of what an article embeds by HTML: videos, maps, forms, documents."""

import html
import re
from urllib.parse import unquote

from bantin.markdown.targets import is_media, is_on_another_site
from bantin.system.named_tuple import NamedTuple


class _Page(NamedTuple):
    """A page that shows by itself what a frame shows.

    frame: the address of the frame. address: of the page, with the groups of `frame`. words: of the link, for
    a frame without a title.
    """

    frame: re.Pattern[str]
    address: str
    words: str


_VIDEO, _SOUND, _MAP, _FORM, _DOCUMENT = "Xem video", "Nghe", "Xem bản đồ", "Mở biểu mẫu", "Xem tài liệu"
_POST = "Xem trên Facebook"
_HOST = r"(?:https?:)?//(?:www\.)?"
_YOUTUBE, _MAPS = r"https://www.youtube.com/watch?v=\1", "https://www.google.com/maps"
_DOCS = r"docs\.google\.com"
_PAGES = tuple(
    _Page(re.compile(_HOST + frame), address, words)
    for frame, address, words in (
        (
            r"youtube(?:-nocookie)?\.com/embed(?:/videoseries)?/?\?(?:.*&)?list=([\w-]+)",
            r"https://www.youtube.com/playlist?list=\1",
            _VIDEO,
        ),
        (r"youtube(?:-nocookie)?\.com/(?:embed|v|live|shorts)/([\w-]+)", _YOUTUBE, _VIDEO),
        (r"youtube(?:-nocookie)?\.com/watch\?(?:.*&)?v=([\w-]+)", _YOUTUBE, _VIDEO),
        (r"youtu\.be/([\w-]+)", _YOUTUBE, _VIDEO),
        (r"player\.vimeo\.com/video/(\d+)", r"https://vimeo.com/\1", _VIDEO),
        (r"dailymotion\.com/embed/video/(\w+)", r"https://www.dailymotion.com/video/\1", _VIDEO),
        (r"tiktok\.com/embed/(?:v2/)?(\d+)", r"https://www.tiktok.com/video/\1", _VIDEO),
        (r"facebook\.com/plugins/video\.php\?.*?href=(https%3A%2F%2F[^&]+)", r"\1", _VIDEO),
        (r"facebook\.com/plugins/post\.php\?.*?href=(https%3A%2F%2F[^&]+)", r"\1", _POST),
        (r"open\.spotify\.com/embed/(\w+/\w+)", r"https://open.spotify.com/\1", _SOUND),
        (
            r"google\.com/maps/embed\?pb=[^&]*?!2d(-?[\d.]+)!3d(-?[\d.]+)",
            rf"{_MAPS}/search/?api=1&query=\2,\1",
            _MAP,
        ),
        (r"google\.com/maps/d/(?:u/\d/)?embed\?(?:.*&)?mid=([\w.-]+)", rf"{_MAPS}/d/viewer?mid=\1", _MAP),
        (
            r"(?:maps\.)?google\.com/maps(?:/embed/v1/\w+)?\?(?:.*&)?q=([^&]+)",
            rf"{_MAPS}/search/?api=1&query=\1",
            _MAP,
        ),
        (
            r"openstreetmap\.org/export/embed\.html\?.*?marker=(-?[\d.]+)(?:,|%2C)(-?[\d.]+)",
            r"https://www.openstreetmap.org/?mlat=\1&mlon=\2",
            _MAP,
        ),
        (rf"{_DOCS}/forms/([^?]+)", r"https://docs.google.com/forms/\1", _FORM),
        (rf"{_DOCS}/(?:viewer|gview)\?(?:.*&)?url=([^&]+)", r"\1", _DOCUMENT),
        (r"view\.officeapps\.live\.com/op/\w+\.aspx\?(?:.*&)?src=([^&]+)", r"\1", _DOCUMENT),
        (
            rf"{_DOCS}/((?:document|spreadsheets|presentation)/d/(?:e/)?[\w-]+/pub)(?:html|embed)?(?=[?#]|$)",
            r"https://docs.google.com/\1",
            _DOCUMENT,
        ),
        (
            r"drive\.google\.com/file/d/([\w-]+)/preview",
            r"https://drive.google.com/file/d/\1/view",
            _DOCUMENT,
        ),
    )
)
_FRAME = re.compile(r"<(iframe|o?embed)\b([^<>]*)>(?:[^<]*</\1\s*>)?", re.IGNORECASE)
_PLAYER = re.compile(r"<(object|video|audio)\b([^<>]*)>", re.IGNORECASE)
_END_OF = {tag: re.compile(rf"</{tag}\s*>", re.IGNORECASE) for tag in ("object", "video", "audio")}
_ADDRESS = re.compile(
    r"""(?<![\w-])(?:data-src|src|data|value|url)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE
)
_TITLE = re.compile(r"""(?<![\w-])title\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE)
# What Facebook's script would fill.
_FACEBOOK = re.compile(
    r"""<div\b(?=[^<>]*\bfb-(?:post|video)\b)[^<>]*\bdata-href=["'](https://[^"'<>]+)["'][^<>]*>\s*</div>""",
    re.IGNORECASE,
)
# A post that TikTok's script would fill; the links in it lead only to its author.
_TIKTOK = re.compile(
    r"""<blockquote\b(?=[^<>]*\btiktok-embed\b)[^<>]*\bcite=["'](https://www\.tiktok\.com/[^"'<>]+)["'][^<>]*>"""
)
# An address that WordPress would show as a video or a post.
_WORDPRESS = re.compile(r"""(<div class="wp-block-embed__wrapper">)\s*(https?://[^\s<>"]+)\s*(?=</div>)""")
_FILE = re.compile(r"(?![a-zA-Z+.-]+:|//)[^?#]+\.(?:pdf|docx?|xlsx?|pptx?|odt|ods)(?:[?#].*)?", re.IGNORECASE)


def replaced(unsafe: str) -> str:
    """Return the HTML with a link or a player in place of all that has a page or a file of its own."""
    if "fb-" in unsafe:
        unsafe = _FACEBOOK.sub(lambda div: f"<p>{_link(html.unescape(div[1]), _POST)}</p>", unsafe)
    if "tiktok-embed" in unsafe:
        unsafe = _TIKTOK.sub(
            lambda quote: f"{quote[0]}<p>{_link(html.unescape(quote[1]), _VIDEO)}</p>", unsafe
        )
    if "-embed__wrapper" in unsafe:
        unsafe = _WORDPRESS.sub(r'\1<p><a href="\2">\2</a></p>', unsafe)
    if _PLAYER.search(unsafe):
        unsafe = _without_players(unsafe)
    return _FRAME.sub(lambda frame: _in_place_of(frame, frame[0]), unsafe)


def _without_players(unsafe: str) -> str:
    """Return the HTML with what is shown in place of `<object>`, `<video>` and `<audio>`."""
    kept, at = [], 0
    while start := _PLAYER.search(unsafe, at):
        end = _END_OF[start[1].lower()].search(unsafe, start.end())
        if not end:
            break
        kept += [unsafe[at : start.start()], _in_place_of(start, unsafe[start.start() : end.end()])]
        at = end.end()
    return "".join([*kept, unsafe[at:]])


def _in_place_of(start: re.Match[str], element: str) -> str:
    """Return what is shown in place of an element; the element itself if nothing of it can be shown.

    start: its first tag.
    """
    title = _TITLE.search(start[2])
    words = _SOUND if start[1].lower() == "audio" else _VIDEO
    shown = (
        _shown(_value(written), _value(title[1]) if title else "", words)
        for written in _ADDRESS.findall(element)
    )
    result = next(filter(None, shown), "")
    if not result:
        return element
    text, end = start.string, start.start() + len(element)
    # Alone on its lines it is a block, as CommonMark has it.
    is_block = text[start.start() - 1 : start.start()] in ("", "\n") and text[end : end + 1] in ("", "\n")
    return f"<p>{result}</p>" if is_block else result


def _value(written: str) -> str:
    """Return the value of an attribute: without its quotes, decoded, white space folded."""
    return " ".join(html.unescape(written[1:-1] if written[0] in "\"'" else written).split())


def page_in_frame(source: str) -> tuple[str, str] | None:
    """Return words for the page that shows what a frame shows, and its address; None for other frames."""
    for page in _PAGES:
        if match := page.frame.match(source):
            address = match.expand(page.address)
            is_encoded = address.lower().startswith(("https%3a", "http%3a"))
            return page.words, unquote(address) if is_encoded else address
    return None


def _shown(source: str, title: str, words: str) -> str:
    """Return a link or a player for an embedded address; "" if nothing of it can be shown.

    words: of the link to a file on another site that has no title.
    """
    if page := page_in_frame(source):
        return _link(page[1], title or page[0])
    if is_media(source):
        if is_on_another_site(source):
            return _link(source, title or words)
        return f'<img src="{html.escape(source)}" alt="{html.escape(title)}">'
    return _link(source, title or _DOCUMENT) if _FILE.fullmatch(source) else ""


def _link(address: str, words: str) -> str:
    return f'<a href="{html.escape(address)}">{html.escape(words, quote=False)}</a>'
