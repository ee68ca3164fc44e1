"""Rules about links: vague texts, missing headings, articles that expire."""

from collections.abc import Iterator
from urllib.parse import unquote

from bantin.check.subject import ArticlesToCheck, LinkOrPicture, WholeSite
from bantin.config import SITE_TOML, line_of_text, readable_moment
from bantin.errors import Problem, problem
from bantin.schema.values import nearest
from bantin.site.links import target_address

_VAGUE_TEXTS = frozenset(
    ["đây", "tại đây", "ở đây", "xem", "xem thêm", "xem tiếp", "xem chi tiết", "chi tiết", "link", "here"]
)


def vague_texts(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report links whose text says nothing to people who hear only the links of a page."""
    for link in subject.links_and_pictures():
        words_of_link = link.text.strip(" .:»>…→").casefold()
        if link.kind != "picture" and words_of_link in _VAGUE_TEXTS:
            yield subject.advice(link.article, link.line, "advice-link-words", text=link.text)


def missing_headings(subject: WholeSite) -> Iterator[Problem]:
    """Report links to missing headings. Browsers show the top of the page then, so no build stops."""
    for link in subject.links_and_pictures():
        page, name = _page_and_fragment(link, subject)
        names = subject.fragments(page) if name else None
        if names is None or name in names or name.lower() == "top":  # HTML: the top of any page
            continue
        guess = nearest(name, names, cutoff=0.5)
        code = "advice-heading-near" if guess else "advice-heading"
        yield subject.advice(link.article, link.line, code, name=name, guess=guess)


def expiring_targets(subject: WholeSite) -> Iterator[Problem]:
    """Report links, of articles and of site.toml, to articles that will expire."""
    context = subject.site_context
    ends = {article.address: article.expires for article in subject.articles() if article.expires}
    for link in subject.links_and_pictures() if ends else ():
        page = target_address(link.kind, link.where, context.link_targets)
        if link.kind in ("source", "address") and page in ends and page != link.article.address:
            day = readable_moment(ends[page], context.config.zone)
            yield subject.advice(link.article, link.line, "advice-link-expires", name=link.where, day=day)
    for _, to in context.config.links if ends else ():
        if (page := to.removeprefix("/")) in ends:
            day = readable_moment(ends[page], context.config.zone)
            line = line_of_text(context.config, to)
            yield problem(SITE_TOML, line, "advice-link-expires", name=to, day=day)


def _page_and_fragment(link: LinkOrPicture, subject: WholeSite) -> tuple[str, str]:
    """Return the address of the page and the fragment after `#`; ("", "") for a link without a fragment."""
    if link.kind == "away" and link.where.startswith("#"):
        return link.article.address, unquote(link.where[1:])
    if link.kind in ("source", "address") and "#" in link.tail:
        page = target_address(link.kind, link.where, subject.site_context.link_targets)
        return page, unquote(link.tail.partition("#")[2])
    return "", ""


RULES = (vague_texts,)
SITE_RULES = (missing_headings, expiring_targets)
