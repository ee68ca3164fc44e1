"""What links say to those who hear them alone, and whether the headings that they name are there."""

from collections.abc import Iterator
from urllib.parse import unquote

from bantin.check.subject import ArticlesToCheck, LinkOrPicture, WholeSite
from bantin.config import readable_moment
from bantin.errors import Problem, problem
from bantin.schema.values import nearest
from bantin.site.links import target_address

_SAY_NOTHING = frozenset(
    ["đây", "tại đây", "ở đây", "xem", "xem thêm", "xem tiếp", "xem chi tiết", "chi tiết", "link", "here"]
)


def words(subject: ArticlesToCheck) -> Iterator[Problem]:
    for link in subject.spots():
        words_of_link = link.text.strip(" .:»>…→").casefold()
        if link.kind != "picture" and words_of_link in _SAY_NOTHING:
            yield problem(subject.path(link.article.source), link.line, "advice-link-words", text=link.text)


def headings(subject: WholeSite) -> Iterator[Problem]:
    """A browser that finds no such heading shows the top of the page, so that a build need not stop."""
    for link in subject.spots():
        page, name = _part_of_a_page(link, subject)
        names = subject.names(page) if name else None
        if names is None or name in names:
            continue
        guess = nearest(name, names, cutoff=0.5)
        code = "advice-heading-near" if guess else "advice-heading"
        yield problem(subject.path(link.article.source), link.line, code, name=name, guess=guess)


def expiring(subject: WholeSite) -> Iterator[Problem]:
    """Links that time will take away: to articles that expire."""
    context = subject.bulletin
    ends = {article.address: article.expires for article in subject.articles() if article.expires}
    for link in subject.spots() if ends else ():
        page = target_address(link.kind, link.where, context.link_targets)
        if link.kind in ("source", "address") and page in ends and page != link.article.address:
            day = readable_moment(ends[page], context.config.zone)
            path = subject.path(link.article.source)
            yield problem(path, link.line, "advice-link-expires", name=link.where, day=day)


def _part_of_a_page(link: LinkOrPicture, subject: WholeSite) -> tuple[str, str]:
    """The address of the page and the name after `#`; ("", "") for a link that names no part of one."""
    if link.kind == "away" and link.where.startswith("#"):
        return link.article.address, unquote(link.where[1:])
    if link.kind in ("source", "address") and "#" in link.tail:
        page = target_address(link.kind, link.where, subject.bulletin.link_targets)
        return page, unquote(link.tail.partition("#")[2])
    return "", ""


RULES = (words,)
SITE_RULES = (headings, expiring)
