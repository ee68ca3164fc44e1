r"""The forms that HTML gets in Prose: figures, headings with ids, tables, plain text.

The input is HTML as nh3 writes it (`&`, `<`, `>`, no-break spaces escaped; `"` only in attributes), with a
NUL in `<a\0>`, `<img\0 alt="…">`, `<chart\0 …>` and `<media\0 …>` in place of a target's attributes.
"""

import re

from bantin.text.vietnamese import slug

FIGURE_OPEN = '<figure class="figure">'
CHART_OPEN = '<figure class="figure chart">'
_GALLERY_OPEN = '<div class="gallery">'
_TARGET = 0  # the byte in each link and picture, which is found sooner than words
TABLE_OPEN = '<div class="scroll"><table class="table">'
TABLE_CLOSE = "</table></div>"
CREDIT_OPEN = '<span class="figure__credit'
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
ALIGNED = {"right": ' class="num"', "center": ' class="mid"'}

# Cells with more characters of HTML than this are set at least 16rem wide (assets/css/parts/prose.css).
_LONG_CELL = 60
# A cell without a table in it: whether it begins a row, its attributes, its HTML, whether another follows.
_CELL = re.compile(r'(<tr>\s*)?<td((?: [a-z]+="[^"]*")*)>([^<]*(?:<(?!/?t[adhr])[^<]*)*)</td>(?=(\s*<td)?)')

_TAG = re.compile(r'<sup id="fnref[^"]*">.*?</sup>|<[^>]*>')  # a footnote's number is not text
PICTURES = ("<img\0", "<chart\0", "<media\0")
# A line in emphasis below a picture.
_CAPTION = r"(?: *(?:<br>\n?|\n) *<em>((?:[^<\n]|<(?!/?em>))*)</em>)?"
_FIGURE = re.compile(rf'(<(?:img|chart|media)\0 alt="[^"]*")(?: title="([^"]*)")?>{_CAPTION}')
_IMAGE = r'(<img\0 alt="[^"]*")(?: title="([^"]*)")?>'
_PICTURE = re.compile(_IMAGE)
_GALLERY = re.compile(
    rf"\s*(?:{_IMAGE}\s*(?:<br>)?\s*){{2,}}(?:(?<=\n)<em>((?:[^<\n]|<(?!/?em>))*)</em>\s*)?"
)
_WHOLE_GALLERY = re.compile(rb'(<div class="gallery">.*?</div>)', re.DOTALL)
_LINKED = re.compile(rf"(<a\0(?: [a-z]+=\"[^\"]*\")*>)\s*{_IMAGE}\s*</a>{_CAPTION}")
# Words in captions that name who made the picture. Without a colon only `Ảnh` and a name after the end of a
# sentence.
_CREDIT = re.compile(
    r"(?:Ảnh(?: minh h(?:ọa|oạ))?|Nguồn(?: ảnh)?|Minh h(?:ọa|oạ)|Biểu đồ|Đồ h(?:ọa|oạ)|Tranh) ?: ?(?=[^\s:])"
)
_COLON = re.compile(" ?: ?")
_BARE_CREDIT = re.compile(r"Ảnh (?=\S)")
# Ids and classes after a heading, as Kramdown and Goldmark read them.
_HEADING_ATTRIBUTES = re.compile(
    r"\s*\{:?\s*((?:(?:[#.][\w:.-]+|[\w-]+=(?:\"[^\"<>]*\"|[^\s\"{}<>]+))\s*)+)\}$"
)
_LONGEST_CREDIT = 100
_LONGEST_BARE_CREDIT = 40


def paragraph(inner: str) -> str:
    """Return a paragraph, or a figure if it contains only a picture.

    One line in emphasis below the picture is its caption, also if the picture is alone in a link. Several
    pictures alone are a gallery of figures, whose caption is such a line.
    """
    if inner.startswith(PICTURES):
        if match := _FIGURE.fullmatch(inner.strip()):
            image, title, emphasized = match.groups()
            return figure(f"{image}>", emphasized or _unquoted(title))
        if match := _GALLERY.fullmatch(inner):
            figures = [figure(f"{image}>", _unquoted(title)) for image, title in _PICTURE.findall(inner)]
            return gallery(figures, match[3] or "")
    elif inner.startswith("<a\0") and (match := _LINKED.fullmatch(inner.strip())):
        link, image, title, emphasized = match.groups()
        if title or emphasized:
            return figure(f"{link}{image}></a>", emphasized or _unquoted(title))
    return f"<p>{inner}</p>"


def gallery_sizes(html: bytes) -> tuple[int, ...]:
    """Return for each target of a body the number of pictures in its gallery, 0 if it is in none.

    Without a gallery the result is empty.
    """
    if _TARGET not in html or _GALLERY_OPEN.encode() not in html:
        return ()
    sizes: list[int] = []
    for at, piece in enumerate(_WHOLE_GALLERY.split(html)):  # galleries are at odd places
        count = piece.count(b"\0")
        sizes += [count if at % 2 else 0] * count
    return tuple(sizes)


def _unquoted(title: str | None) -> str:
    return (title or "").replace("&quot;", '"')


def figure(image: str, caption: str) -> str:
    words = with_credit_apart(caption.strip())
    opened = CHART_OPEN if image.startswith("<chart") else FIGURE_OPEN
    return f"{opened}{image}{f'<figcaption>{words}</figcaption>' if words else ''}</figure>"


def gallery(figures: list[str], caption: str) -> str:
    """Return several figures side by side, in one figure if they have a caption together."""
    joined = "\n".join(figures)
    whole = f"{_GALLERY_OPEN}\n{joined}\n</div>"
    if not caption:
        return whole
    words = with_credit_apart(caption.strip())
    return f"{FIGURE_OPEN}\n{whole}\n<figcaption>{words}</figcaption>\n</figure>"


def with_credit_apart(caption: str) -> str:
    """Return a caption's HTML with its credit in an element of its own."""
    text, credit = split_credit(caption)
    kind = "" if text else " figure__credit--alone"
    parts = [text, f'{CREDIT_OPEN}{kind}">{credit}</span>' if credit else ""]
    return " ".join(filter(None, parts))


def has_loose_charts(html: str) -> bool:
    """Tell whether a chart is outside of a figure."""
    return html.count("<chart\0") > html.count(f"{CHART_OPEN}<chart\0")


def split_credit(caption: str) -> tuple[str, str]:
    """Return a caption's HTML without the credit at its end, and the credit: "Ảnh: Hải Huyền".

    A dot is drawn between the two, so neither keeps its full stop.
    """
    start = _credit_place(caption)
    if start < 0 or "<" in caption[start:]:
        return caption, ""
    text, credit = caption[:start].rstrip(), _COLON.sub(": ", caption[start:], count=1)
    if text.endswith("(") and credit.rstrip(".").endswith(")"):
        text, credit = text[:-1], credit.rstrip(".")[:-1]
    return without_stop(text.rstrip(" \n–—-")), without_stop(credit)


def without_stop(text: str) -> str:
    """Return the text without the full stop at its end.

    `...` and abbreviations such as `v.v.` and `H.` are kept.
    """
    last_word = text[text.rfind(" ") + 1 : -1]
    ends_sentence = text.endswith(".") and len(last_word) > 1 and "." not in last_word
    return text[:-1] if ends_sentence else text


def _credit_place(caption: str) -> int:
    credit_start = -1
    for match in _CREDIT.finditer(caption):
        before = caption[: match.start()][-1:]
        if not before or before.isspace() or before == "(":
            credit_start = match.start()
    if credit_start >= 0:
        return credit_start if len(caption) - credit_start <= _LONGEST_CREDIT else -1
    for match in _BARE_CREDIT.finditer(caption):
        start = match.start()
        is_apart = caption[:start].endswith(("(", ". ", "! ", "? ", "… "))
        if is_apart and caption[match.end()].isupper() and len(caption) - start <= _LONGEST_BARE_CREDIT:
            credit_start = start
    return credit_start


def mark_cells(table: str) -> str:
    """Return the table with its first column as row headers, and its long cells marked, below its head.

    A body with cells that span rows has no row headers, since its first cells may be in any column.
    """
    head, end, body = table.rpartition("</thead>")
    has_row_headers = "rowspan=" not in body

    def marked(match: re.Match[str]) -> str:
        row, attributes, inner, is_followed = match.groups("")
        if len(inner) > _LONG_CELL and "class=" not in attributes:
            attributes = f'{attributes} class="long"'
        if row and is_followed and has_row_headers and inner.strip() and "colspan=" not in attributes:
            return f'{row}<th scope="row"{attributes}>{inner}</th>'
        return f"{row}<td{attributes}>{inner}</td>"

    return f"{head}{end}{_CELL.sub(marked, body)}"


class Headings:
    """Writes the headings of one text. The title is the page's h1, so headings begin with h2.

    Ids have a prefix that keeps them apart from those of the page ("noi-dung", "menu").
    """

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}
        self._by_name: dict[str, str] = {}

    def write(self, level: int, inner: str, name: str = "") -> str:
        """Return a heading. name: the id that its author gave it, if any; `{#…}` at its end is one, too."""
        if inner.endswith("}") and (match := _HEADING_ATTRIBUTES.search(inner)):
            inner = inner[: match.start()]
            name = name or next((token[1:] for token in match[1].split() if token[0] == "#"), "")
        level = max(level, 2)
        text = plain(inner)
        if not (text.strip() or name or "<" in inner):
            return ""
        new = self.named(name or text)
        if name:
            self._by_name.setdefault(slug(text), new)
        return f'<h{level} id="{new}">{inner}</h{level}>'

    def named(self, written: str) -> str:
        """Return a new id for a name that an author gave."""
        base = slug(written)
        name = first = f"muc-{base}".rstrip("-")
        while name in self._taken:
            self._taken[first] += 1
            name = f"{first}-{self._taken[first]}"
        self._taken[name] = 1
        self._by_name.setdefault(base, name)
        return name

    def id_of(self, written: str) -> str:
        """Return the id for a name that an author or GitHub uses; "" if it is an id already."""
        return "" if written in self._taken else self._by_name.get(slug(written), "")


def plain(inner: str) -> str:
    """Return the text of inline HTML: no tags, no entities, white space folded."""
    if "<" in inner:
        inner = _TAG.sub("", inner.replace("<br>", " "))
    if "&" in inner:
        import html  # takes 1 ms, which most edits of a text save

        inner = html.unescape(inner)
    return folded(inner)


def folded(text: str) -> str:
    """Return the text with one space for each run of white space, and none at its ends."""
    # White space other than a space is not printable. Most text is folded already; to see that takes half
    # the time of splitting it into words.
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    return " ".join(text.split())
