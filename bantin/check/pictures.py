"""Rules about pictures: their alternative texts, and whether they move."""

import re
from collections.abc import Iterator

from bantin.check.subject import ArticlesToCheck
from bantin.errors import Problem, problem
from bantin.images.picture import MAX_BYTES, SUFFIXES, may_move
from bantin.model import Image
from bantin.text.vietnamese import slug

_MAX_LENGTH = 250
_MAX_SECONDS = 5  # for which a picture may move: WCAG 2.2, success criterion 2.2.2
_START = 1_024  # bytes that tell whether a picture may move
# File names that cameras and phones assign.
_CAMERA_NAME = re.compile(r"(?:img|dsc[nf]?|pxl|image|photo|anh|hinh|screenshot|zalo)[-0-9]*")
# Texts that say only that there is a picture.
_EMPTY_WORDS = frozenset(
    "anh hinh hinh-anh anh-minh-hoa hinh-minh-hoa hinh-anh-minh-hoa image picture".split()
)


def alternative_texts(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report figures and images of front matter without an alternative text that describes them."""
    for picture in subject.links_and_pictures():
        if picture.kind == "picture" and (picture.text or picture.is_figure):
            yield from _problems_of_text(
                picture.text, picture.where, subject.path(picture.article.source), picture.line
            )
    for article in subject.articles():
        if article.image and all(path != article.image_source for _, path, *_ in article.targets):
            image = Image(*article.image)
            yield from _problems_of_text(
                image.alt, image.source, subject.path(article.source), image.line, in_head=True
            )


def _problems_of_text(
    text: str, source: str, path: str, line: int, *, in_head: bool = False
) -> Iterator[Problem]:
    name = source.rpartition("/")[2]
    if not text:
        yield problem(path, line, "advice-no-alt-in-head" if in_head else "advice-no-alt", name=name)
    elif _is_file_name(text, name):
        yield problem(path, line, "advice-alt-is-a-name", text=text)
    elif slug(text) in _EMPTY_WORDS or text.replace("x", "").isdigit():  # `300x200`, as Obsidian has it
        yield problem(path, line, "advice-alt-says-nothing", text=text)
    elif len(text) > _MAX_LENGTH:
        yield problem(path, line, "advice-long-alt", count=len(text), limit=_MAX_LENGTH)


def _is_file_name(text: str, name: str) -> bool:
    """Tell whether a text is the name of a file, with or without its suffix. name: of the picture's file."""
    if text.lower().endswith(SUFFIXES):
        return True
    is_own_name = " " not in text and slug(text) == slug(name.rpartition(".")[0])
    return is_own_name or bool(_CAMERA_NAME.fullmatch(slug(text)))


def moving_pictures(subject: ArticlesToCheck) -> Iterator[Problem]:
    """Report pictures that move for more than five seconds: readers cannot stop them."""
    moving: dict[str, bool] = {}
    for source, path, line in _shown(subject):
        if source not in moving:
            moving[source] = _moves_long(subject, source)
        if moving[source]:
            yield problem(path, line, "advice-moving-picture", name=source.rpartition("/")[2])


def _shown(subject: ArticlesToCheck) -> Iterator[tuple[str, str, int]]:
    """Yield each picture that an article shows, with the article's path and the line of the picture."""
    for picture in subject.links_and_pictures():
        if picture.kind == "picture":
            yield picture.where, subject.path(picture.article.source), picture.line
    for article in subject.articles():
        if article.image:
            yield article.image_source, subject.path(article.source), Image(*article.image).line


def _moves_long(subject: ArticlesToCheck, source: str) -> bool:
    if not may_move(subject.first_bytes(source, _START) or b""):
        return False
    from bantin.images.motion import seconds_of_motion  # imports Pillow

    return seconds_of_motion(subject.first_bytes(source, MAX_BYTES) or b"") > _MAX_SECONDS


RULES = (alternative_texts, moving_pictures)
