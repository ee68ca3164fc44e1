"""Read an article by a profile's rules for lines, and complete the pages of all readers by these rules.

A page of HTML whose profile has no selectors is read like a text file: the title is recognized by the
dateline below it, whatever the portal's tags are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo

from bantin.importer import line_patterns
from bantin.importer.around_title import views_in
from bantin.importer.byline import SENTENCE_ENDS, is_bold, split_byline
from bantin.importer.dates import find_date
from bantin.importer.footnotes import split_notes, with_notes
from bantin.importer.html_blocks import with_caption
from bantin.importer.inline import Run, markdown
from bantin.importer.page import FIGURE, HEADING, PARAGRAPH, Block, NotAnArticleError, Page, RelatedTitle
from bantin.importer.profiles import Profile
from bantin.importer.typed_lists import with_lists
from bantin.text.vietnamese import fold

_LONGEST_LEAD = 150  # words
_LONGEST_CAPTION = 60
_LONGEST_NAME = 10  # of an author or a source: what is longer is a sentence that begins likewise
_HOME = frozenset(("home", "trang chu", "trang nhat", "homepage"))
_SEPARATORS = re.compile(r"\s*[›»>/|\\→]+\s*|\s{2,}")
_WITH_DAY = re.compile(
    r"([^\n]+?)\s*[\[(–-]\s*(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[^\n)\]]*?)\s*(?:[)\]]|(?=\n)|$)\s*"
)
_FAR_ABOVE = 8  # blocks between a title and a text above it


def from_lines(blocks: Sequence[Block], profile: Profile, zone: tzinfo, titles: Sequence[str] = ()) -> Page:
    """Return the article of a whole page's blocks. Raises NotAnArticleError.

    titles: the other names of the page, by which the title is chosen.
    """
    start, stop, values = _dateline(blocks, profile, zone)
    title_index = _title_index(blocks, start, titles)
    title = blocks[title_index].text
    breadcrumb = _breadcrumb(blocks, title_index, profile)
    body, tail = split_at_end(blocks[stop:], profile)
    page = Page(
        title=title,
        date=values["date"],
        views=number(values.get("views", "") or views_in(values["line"])),
        updated=find_date(values.get("updated", ""), profile.date_format, zone),
        author=values.get("author", ""),
        source=values.get("source", ""),
        breadcrumb=breadcrumb,
        blocks=tuple(body),
        related=tuple(_related(tail, profile, zone)),
        matches=(("breadcrumb", " › ".join(breadcrumb)), ("dateline", values["line"])),
    )
    page = page._replace(date=_with_time_in_lists(page, blocks[stop + len(body) :], profile, zone))
    return complete_page(page, profile, zone)


def _dateline(blocks: Sequence[Block], profile: Profile, zone: tzinfo) -> tuple[int, int, dict[str, str]]:
    """Return the indexes of the lines with date and views, and their values."""
    patterns = profile.text.get("dateline", ())
    dateline: dict[str, str] = {}
    start = stop = -1
    lines = []
    for index, block in enumerate(blocks):
        if 0 <= stop < index:
            break
        values = line_patterns.match(patterns, block.text) if len(block.text) < 400 else {}
        if day := find_date(values.pop("date", ""), profile.date_format, zone):
            values["date"] = day
        if values:
            start = index if start < 0 else start
            stop = index + 1
            dateline |= values
            lines.append(block.text)
        elif start >= 0:
            break
    if "date" not in dateline:
        raise NotAnArticleError("import-no-date")
    if start == 0:
        raise NotAnArticleError("import-no-title")
    return start, stop, {**dateline, "line": " ".join(lines)}


def _title_index(blocks: Sequence[Block], start: int, titles: Sequence[str]) -> int:
    """Return the index of the line above the date, or of another one near it that is one of `titles`."""
    wanted = [fold(title) for title in titles if title]
    near = range(start - 1, max(start - 1 - _FAR_ABOVE, -1), -1)
    for index in near:
        words = fold(blocks[index].text)
        if len(words) > 10 and any(title.startswith(words) or words == title for title in wanted):
            return index
    return start - 1


def title_by_lines(blocks: Sequence[Block], profile: Profile, zone: tzinfo, titles: Sequence[str]) -> str:
    """Return the line above a page's dateline; "" without a dateline."""
    try:
        start, _, _ = _dateline(blocks, profile, zone)
    except NotAnArticleError:
        return ""
    return blocks[_title_index(blocks, start, titles)].text


def _breadcrumb(blocks: Sequence[Block], title_index: int, profile: Profile) -> tuple[str, ...]:
    patterns = profile.text.get("breadcrumb", ())
    for index in range(title_index - 1, max(title_index - 1 - _FAR_ABOVE, -1), -1):
        if match := line_patterns.match(patterns, blocks[index].text):
            return labels(match.get("breadcrumb", ""))
    if profile.label_above_title and title_index > 0 and len(blocks[title_index - 1].text.split()) <= 10:
        return labels(blocks[title_index - 1].text)
    return ()


def labels(text: str | Iterable[str]) -> tuple[str, ...]:
    """Return the labels of a breadcrumb. Without separators, each word with one capital begins a label."""
    parts = _SEPARATORS.split(text) if isinstance(text, str) else list(text)
    parts = [part.strip() for part in parts if part.strip(" .\xa0")]
    if isinstance(text, str) and len(parts) == 1:
        parts = _split_at_capitals(parts[0])
    return tuple(part for part in parts if fold(part) not in _HOME)


def _split_at_capitals(text: str) -> list[str]:
    out: list[str] = []
    for word in text.split():
        begins = word[0].isupper() and not word.isupper()
        if out and not begins:
            out[-1] += " " + word
        else:
            out.append(word)
    return out


def split_at_end(blocks: Sequence[Block], profile: Profile) -> tuple[list[Block], list[Block]]:
    """Divide the blocks into the text, and the rest from the first heading of a list or an end mark on."""
    stops = (*profile.text.get("related", ()), *profile.text.get("end", ()))
    for index, block in enumerate(blocks):
        if len(block.text) < 300 and line_patterns.match(stops, block.text):
            return list(blocks[:index]), list(blocks[index:])
    return list(blocks), []


def _related(tail: Sequence[Block], profile: Profile, zone: tzinfo) -> Iterator[RelatedTitle]:
    is_open = False
    for block in tail:
        if line_patterns.match(profile.text.get("related", ()), block.text):
            is_open = True
        elif line_patterns.match(profile.text.get("end", ()), block.text):
            is_open = False
        elif is_open:
            yield from listed_titles(block, profile, zone)


def listed_titles(block: Block, profile: Profile, zone: tzinfo) -> Iterator[RelatedTitle]:
    """Yield the titles in a line or list of articles, with their days."""
    links = _WITH_DAY.findall(block.text)
    for title, written in links:
        yield RelatedTitle(title.strip(" •-–\xa0"), find_date(written, profile.date_format, zone)[:10])
    if not links:
        for line in block.text.split("\n"):
            if len(line.split()) >= 3:
                yield RelatedTitle(line.strip(" •-–\xa0"), "")


def _with_time_in_lists(page: Page, tail: Iterable[Block], profile: Profile, zone: tzinfo) -> str:
    """Return the date, with the time that a list on the same page has for the same title and day."""
    if "T" in page.date:
        return page.date
    for block in tail:
        for title, written in _WITH_DAY.findall(block.text):
            when = find_date(written, profile.date_format, zone)
            if when[:10] == page.date and "T" in when and fold(title.strip()) == fold(page.title):
                return when
    return page.date


def number(text: str) -> int:
    """Return a number as portals print it, `1.871` or `1,871`; -1 if it is none."""
    digits = re.sub(r"[.,\s\xa0]", "", text)
    match = re.search(r"\d{1,12}", digits)
    return int(match[0]) if match else -1


# ---- the steps that all readers share ----


def complete_page(page: Page, profile: Profile, zone: tzinfo) -> Page:
    """Return the page with updated, author, source, captions and lead taken from lines of its text.

    Raises NotAnArticleError if no text is left.
    """
    text, notes = split_notes(page.blocks)
    body, tail = split_at_end(text, profile)
    if any(block.text for block in body):
        page = page._replace(related=(*page.related, *_related(tail, profile, zone)))
    else:
        body = text
    blocks = [block for block in body if not _is_dropped(block, profile)]
    values = {"updated": page.updated, "author": page.author, "source": page.source}
    for name in values:
        blocks, line = _take_line(blocks, name, profile)
        if line and not values[name]:
            values[name] = find_date(line, profile.date_format, zone) if name == "updated" else line
    blocks, values["author"] = split_byline(blocks, values["author"])
    blocks = _without_repeats(_with_captions(blocks, profile))
    if blocks and fold(blocks[0].text) == fold(page.title):
        del blocks[0]
    blocks = with_lists(blocks)
    lead, blocks = _lead(page.lead, blocks, profile)
    if not any(block.text or block.picture for block in blocks) and not lead:
        raise NotAnArticleError("import-empty", title=page.title)
    related = tuple(item for item in dict.fromkeys(page.related) if fold(item.title) != fold(page.title))
    matches = (("title", page.title), ("date", page.date), *page.matches, ("lead", lead), *values.items())
    return page._replace(
        blocks=tuple(with_notes(blocks, notes)),
        lead=lead,
        related=related,
        matches=matches,
        profile=profile.name,
        updated=values["updated"],
        author=values["author"],
        source=values["source"],
    )


def _is_dropped(block: Block, profile: Profile) -> bool:
    if block.kind == FIGURE:
        return False
    words = block.text.strip(" .…-–—_*=•|")
    return not words or bool(line_patterns.match(profile.text.get("drop", ()), block.text))


def _take_line(blocks: list[Block], name: str, profile: Profile) -> tuple[list[Block], str]:
    """Return the blocks without the line that contains `name`, which is among the first or last ones."""
    patterns = profile.text.get(name, ())
    for index in [*range(len(blocks) - 1, max(len(blocks) - 7, -1), -1), *range(min(2, len(blocks)))]:
        block = blocks[index]
        if block.kind in (PARAGRAPH, HEADING) and len(block.text) < 200:
            match = line_patterns.match(patterns, block.text)
            if match.get(name) and len(match[name].split()) <= _LONGEST_NAME:
                return [*blocks[:index], *blocks[index + 1 :]], match[name].strip(" .()")
    return blocks, ""


def _with_captions(blocks: list[Block], profile: Profile) -> list[Block]:
    """Return the blocks with captions joined to the pictures above them.

    A caption without a picture is set in italics.
    """
    out: list[Block] = []
    patterns = profile.text.get("caption", ())
    for block in blocks:
        last = out[-1] if out else None
        is_short = block.kind == PARAGRAPH and len(block.text.split()) <= _LONGEST_CAPTION
        fits = is_short and bool(line_patterns.match(patterns, block.text))
        lacks_caption = bool(last and last.picture and not last.picture.caption)
        if last and lacks_caption and is_short and (fits or block.emphasized):
            out[-1] = with_caption(last, block.text)
        elif fits and not lacks_caption and not block.text.endswith(SENTENCE_ENDS):
            if all(block.text != other.text for other in out):  # some portals print a caption twice
                out.append(block._replace(markdown=markdown([Run(block.text, italic=True)])))
        else:
            out.append(block)
    return out


def _without_repeats(blocks: list[Block]) -> list[Block]:
    """Return the blocks without repeated paragraphs: some portals print captions twice."""
    out: list[Block] = []
    for block in blocks:
        if out and block.text and block.text == out[-1].text and not block.picture:
            continue
        out.append(block)
    return out


def _lead(given: str, blocks: list[Block], profile: Profile) -> tuple[str, list[Block]]:
    """Return the lead, and the blocks without it. The first paragraph is the lead if more text follows."""
    for index, block in enumerate(blocks[:3]):
        if block.kind == FIGURE or _is_caption(block):
            continue
        if given:
            return given, blocks[:index] + blocks[index + 1 :] if fold(block.text) == fold(given) else blocks
        follows = [other for other in blocks[index + 1 :] if other.kind != FIGURE]
        is_lead = bool(follows) and block.kind == PARAGRAPH and len(block.text.split()) <= _LONGEST_LEAD
        if is_lead and (is_bold(block) > is_bold(follows[0]) or profile.lead):
            return block.text, blocks[:index] + blocks[index + 1 :]
        break
    return given, blocks


def _is_caption(block: Block) -> bool:
    return block.markdown.startswith("*") and not block.markdown.startswith("**")
