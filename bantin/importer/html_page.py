"""Read an article from a saved HTML page: by a profile's selectors, or by its rules for lines."""

from collections.abc import Callable, Iterator, Sequence
from datetime import tzinfo

from selectolax.lexbor import LexborNode

from bantin.importer import around_title, line_patterns, text_box
from bantin.importer.article import complete_page, from_lines, labels, listed_titles, number, title_by_lines
from bantin.importer.attachments import USUAL, with_attachments
from bantin.importer.dates import find_date
from bantin.importer.html_blocks import blocks_of, text_of, with_caption
from bantin.importer.html_document import Document, refusal_of
from bantin.importer.page import FIGURE, Block, NotAnArticleError, Page, RelatedTitle
from bantin.importer.profiles import Profile, Selector
from bantin.text.vietnamese import fold

_MOST_BODIES = 3
_DATES = ("date", "updated")
_SHORT = 80  # characters of a box that contains a date and little else


def has_body(document: Document, profile: Profile) -> bool:
    """Tell whether the page has one of the profile's boxes of text."""
    return any(document.tree.css_first(rule.css) is not None for rule in profile.html.get("body", ()))


def article_of(document: Document, profile: Profile, zone: tzinfo) -> Page:
    """Return the article of a page, by a profile. Raises NotAnArticleError."""
    body = document.tree.body
    if body is None:
        raise NotAnArticleError("import-blank")
    if has_body(document, profile) or not profile.text.get("dateline"):
        page = _by_selectors(document, profile, zone)
    else:
        try:
            blocks = text_box.blocks_with_title(document, document.names) or document.blocks
            page = from_lines(blocks, profile, zone, document.names)
        except NotAnArticleError as fault:
            raise refusal_of(document) or fault from fault
    return page._replace(address=document.address)


def _by_selectors(document: Document, profile: Profile, zone: tzinfo) -> Page:
    matches = _ProfileMatches(document, profile, zone)
    title = matches.title()
    bodies = matches.nodes("body")
    if not bodies or len(bodies) > _MOST_BODIES:
        raise refusal_of(document) or NotAnArticleError("import-list-page")
    breadcrumb, tags, related = matches.breadcrumb(title), matches.texts("tags"), tuple(matches.related())
    date, updated = matches.date("date"), matches.date("updated")
    views, author, source = number(matches.text("views")), matches.text("author"), matches.text("source")
    lead = matches.text("lead")
    head = matches.figures_beside_lead()
    blocks = matches.body()
    if "T" not in date or views < 0 or not lead:
        nearby = _values_near_title(document, title, blocks, zone)
        date = nearby.date if not date or nearby.date[:10] == date else date
        views = views if views >= 0 else number(nearby.views or _views_below(document, blocks))
        lead = lead or nearby.lead
    if not date:
        raise refusal_of(document) or NotAnArticleError("import-no-date")
    page = Page(
        title=title,
        date=date,
        updated=updated if updated[:10] > date[:10] else "",
        views=views,
        breadcrumb=breadcrumb,
        lead=lead,
        blocks=tuple(_with_head(head, blocks)),
        author=author,
        source=source,
        related=related,
        tags=tags,
        matches=(("breadcrumb", " › ".join(breadcrumb)), ("views", str(views)), ("tags", ", ".join(tags))),
    )
    page = complete_page(page, profile, zone)
    rules = profile.html.get("attachments", USUAL)
    return page._replace(blocks=with_attachments(page.blocks, document, rules))


def _values_near_title(
    document: Document, title: str, text: Sequence[Block], zone: tzinfo
) -> around_title.NearbyValues:
    """Return the values of the lines around the title, for fields that no rule found."""
    blocks = document.blocks
    first = next((block.text for block in text if block.text and not block.picture), "")
    return around_title.values_near_title(blocks, around_title.title_position(blocks, (title,)), zone, first)


def _views_below(document: Document, text: Sequence[Block]) -> str:
    last = next((block.text for block in reversed(text) if block.text and not block.picture), "")
    return around_title.views_below(document.blocks, last)


def _with_head(head: list[Block], blocks: list[Block]) -> list[Block]:
    """Return the blocks with the picture above the text, unless the text shows it, too."""
    shown = {block.picture.source for block in blocks if block.picture}
    return [*(block for block in head if block.picture and block.picture.source not in shown), *blocks]


class _ProfileMatches:
    """The results of a profile's rules on one page."""

    def __init__(self, document: Document, profile: Profile, zone: tzinfo) -> None:
        self._document = document
        self._rules = profile.html
        self._profile = profile
        self._zone = zone
        self._convert: Callable[[str], str] = document.decoded.convert
        self._used: set[int] = set()  # nodes that gave a value, and are not part of the text

    def nodes(self, field: str) -> list[LexborNode]:
        """Return the nodes of the first selector that finds one with text or pictures."""
        for rule in self._rules.get(field, ()):
            nodes = [
                node
                for node in self._document.tree.css(rule.css)
                if rule.attribute or node.text().strip() or node.css_first("img") is not None
            ]
            if nodes:
                return nodes
        return []

    def values(self, field: str) -> Iterator[str]:
        for rule in self._rules.get(field, ()):
            for node in self._document.tree.css(rule.css):
                if value := self._value(node, rule, field):
                    if field not in _DATES or len(node.text()) <= _SHORT:
                        self._used.add(node.mem_id)
                    yield value

    def _value(self, node: LexborNode, rule: Selector, field: str) -> str:
        if rule.attribute:
            text = " ".join(self._convert(node.attributes.get(rule.attribute) or "").split())
        else:
            text = " ".join(self._convert(node.text(separator=" ")).split())
        if not rule.pattern:
            return text
        return line_patterns.match((rule.pattern,), text).get(field, "")

    def text(self, field: str) -> str:
        return next(self.values(field), "")

    def texts(self, field: str) -> tuple[str, ...]:
        for rule in self._rules.get(field, ()):
            texts = [self._value(node, rule, field) for node in self._document.tree.css(rule.css)]
            if any(texts):
                return tuple(dict.fromkeys(filter(None, texts)))
        return ()

    def date(self, field: str) -> str:
        """Return the most exact of the dates that the rules find for the day of the first one."""
        dates = [find_date(text, self._profile.date_format, self._zone) for text in self.values(field)]
        dates = [date for date in dates if date]
        return max((date for date in dates if date[:10] == dates[0][:10]), key=len, default="")

    def title(self) -> str:
        """Return the result that is one of the page's names; portlets and boxes have headings, too."""
        titles = list(self.values("title"))
        headings = [*self._headings()]
        self._used.clear()  # a text repeats its title only as its first line, which is left out later
        names = [fold(name) for name in self._document.names]
        for text in headings:
            if len(text) > 10 and any(name.startswith(fold(text)) for name in names[:2]):
                return text
        if by_lines := self._title_by_lines():
            return by_lines
        if not titles:
            raise refusal_of(self._document) or NotAnArticleError("import-no-title")
        return titles[0]

    def _headings(self) -> Iterator[str]:
        """Yield the results of the rules for titles in the body of the page."""
        for rule in self._rules.get("title", ()):
            if not rule.css.startswith(("meta", "title")):
                for node in self._document.tree.css(rule.css):
                    yield self._value(node, rule, "title")

    def _title_by_lines(self) -> str:
        if not self._profile.text.get("dateline"):
            return ""
        return title_by_lines(self._document.blocks, self._profile, self._zone, self._document.names)

    def breadcrumb(self, title: str) -> tuple[str, ...]:
        crumbs = self.texts("breadcrumb")
        is_one_line = len(crumbs) == 1 and self.nodes("breadcrumb")[0].tag != "a"
        parts = labels(crumbs[0] if is_one_line else crumbs)
        return tuple(part for part in parts if fold(part) != fold(title))

    def related(self) -> Iterator[RelatedTitle]:
        for node in self.nodes("related"):
            for block in blocks_of(node, self._convert):
                yield from listed_titles(block, self._profile, self._zone)

    def figures_beside_lead(self) -> list[Block]:
        """Return pictures in the same box as the lead, above the text."""
        leads = self.nodes("lead")
        parent = leads[0].parent if leads else None
        if parent is None or parent.tag in ("body", "head", "html") or leads[0].tag == "meta":
            return []
        bodies = {node.mem_id for node in self.nodes("body")}
        below: set[int] = set()
        child = parent.child
        while child is not None:
            if below or child.mem_id in bodies or any(node.mem_id in bodies for node in child.css("*")):
                below.add(child.mem_id)
            child = child.next
        return [block for block in blocks_of(parent, self._convert, below) if block.kind == FIGURE]

    def body(self) -> list[Block]:
        """Return the blocks of the text, without those that the profile drops or uses for other fields."""
        body = max(self.nodes("body"), key=lambda node: len(node.text()))
        rules = (rule for field in ("drop", "related") for rule in self._rules.get(field, ()))
        skip = {node.mem_id for rule in rules for node in body.css(rule.css)} | self._used
        return _captioned(blocks_of(body, self._convert, skip - {body.mem_id}), self._captions(body))

    def _captions(self, body: LexborNode) -> set[str]:
        rules = self._rules.get("caption", ())
        return {text_of(node, self._convert) for rule in rules for node in body.css(rule.css)} - {""}


def _captioned(blocks: Sequence[Block], captions: set[str]) -> list[Block]:
    out: list[Block] = []
    for block in blocks:
        if out and out[-1].picture and not out[-1].picture.caption and block.text in captions:
            out[-1] = with_caption(out[-1], block.text)
        else:
            out.append(block)
    return out
