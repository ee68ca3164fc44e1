"""Bodies with their links, pictures, players and charts filled in."""

import re
from collections.abc import Sequence

from bantin.cache.blobs import DamagedCacheError, Pack, PackSpan
from bantin.model import chart_below

# Replaces the attributes of a link or a picture that is shown as plain text.
UNLINKED = "\1"


def filled_body(pack: Pack, span: PackSpan, attributes: tuple[str, ...]) -> bytes:
    """Return a body from the pack with its targets filled in. Raise DamagedCacheError if it is lost."""
    data = pack.read(span)
    if data is None:
        raise DamagedCacheError
    if not attributes:
        return data
    # Only ASCII is searched, and Latin-1 has a character for each byte: it takes a tenth of the time of
    # UTF-8.
    whole = [attribute.encode().decode("latin-1") for attribute in attributes]
    return fill_targets(data.decode("latin-1"), whole).encode("latin-1")


# The start tag that bantin.markdown.shapes writes for a figure; a picture in a figure is not inside a link.
_FIGURE_START = '<figure class="figure">'


# A paragraph or an item with nothing in it but a link: to a file, it is shown as a block.
_LINE_STARTS = ("<p><a", "<li><a")
_ALONE = re.compile(r">[^<]+</a></(?:p|li)>")


def fill_targets(html: str, attributes: Sequence[str]) -> str:
    """Return the body with its NULs replaced by `attributes`, which are in the same order.

    Attributes that begin with `<` are the whole markup of a picture: the part before their NUL replaces
    `<img`, the part after it the `>` of that tag. After a second NUL follows the URL of the full-size
    picture, to which a figure with an alternative text links.
    """
    if not attributes:
        return html
    pieces = html.split("\0")
    out = [pieces[0]]
    charts = 0
    note = ""  # the note to put after the open link; the link may contain a picture
    for text, piece in zip(attributes, pieces[1:], strict=True):
        attribute, _, after = text.partition("\0")
        if text == UNLINKED:
            attribute = ""
            out[-1], piece = _as_words(out[-1], piece)
        elif out[-1].endswith("<media"):
            out[-1] = out[-1].removesuffix("<media")
            piece = _named_player(after, piece)
        elif after and not attribute:
            charts += 1
            out[-1] = out[-1].removesuffix("<chart")
            piece = _chart(after, piece, charts)
        elif attribute[:1] == "<":
            out[-1], piece = _picture(out[-1], after, piece)
        elif after:
            note = after
            if out[-1].endswith(_LINE_STARTS) and _ALONE.match(piece):
                attribute = f' class="attachment"{attribute}'
                piece, note = piece.replace("</a>", f"{note}</a>", 1), ""
        if note and "</a>" in piece:
            piece, note = piece.replace("</a>", f"</a>{note}", 1), ""
        out += (attribute, piece)
    return "".join(out)


def _as_words(before: str, piece: str) -> tuple[str, str]:
    """Return the text before a target and its piece without the link or picture: only its words stay.

    before: ends with `<a`, `<img` or `<media`. piece: begins with the other attributes of that tag.
    """
    for tag in ("<img", "<media"):
        if before.endswith(tag):
            before = before.removesuffix(tag)
            piece = _words_of_picture(piece)
    label, end, rest = piece.partition("</a>")
    if end and before.endswith("<a"):  # else the link contains a picture: leave `<a>` without href
        return before.removesuffix("<a"), label.partition(">")[2] + rest
    return before, piece


def _picture(before: str, markup: str, piece: str) -> tuple[str, str]:
    """Return the text before a picture, and its piece with the end of its markup.

    markup: what replaces the `>` of the tag; after a NUL the URL of the full-size picture, or "".
    """
    before = before.removesuffix("<img")
    end, _, full = markup.partition("\0")
    if full and before.endswith(_FIGURE_START) and not piece.startswith(' alt=""'):
        before += f'<a class="zoom" href="{full}">'
        end += "</a>"
    return before, piece.replace(">", end, 1)


def _named_player(rest: str, piece: str) -> str:
    """Return a player's name and what follows it, where ` alt="…">` is left of its marker."""
    name, _, text = piece.removeprefix(' alt="').partition('">')
    label = f' aria-label="{name}"' if name else ""
    return f"{label}{rest}{text}"


def _words_of_picture(piece: str) -> str:
    """Return the alternative text of a picture and the rest of `piece`, which begins with ` alt="…">`."""
    text, _, rest = piece.removeprefix(' alt="').partition('"')
    return text.replace("&quot;", '"') + rest.partition(">")[2]


def _chart(text: str, piece: str, number: int) -> str:
    """Return the markup of a chart and the rest of `piece`, which begins with ` alt="…">` of its marker."""
    title, _, below = text.partition("\0")
    name, _, rest = piece.removeprefix(' alt="').partition('">')
    named = name.replace("&quot;", '"') or title
    return f'<p class="chart__title">{named}</p>{chart_below(below, number)}{rest}'
