"""What links say to those who hear or see them without the sentence round them."""

from collections.abc import Iterator

from bantin.check.subject import Subject
from bantin.errors import Problem, problem

_SAY_NOTHING = frozenset(
    ["đây", "tại đây", "ở đây", "xem", "xem thêm", "xem tiếp", "xem chi tiết", "chi tiết", "link", "here"]
)


def words(subject: Subject) -> Iterator[Problem]:
    for spot in subject.spots():
        said = spot.text.strip(" .:»>…→").casefold()
        if spot.kind != "picture" and said in _SAY_NOTHING:
            yield problem(subject.path(spot.article.source), spot.line, "advice-link-words", text=spot.text)
