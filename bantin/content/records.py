"""What is remembered of each source file, and how it is kept as plain data."""

import marshal
from typing import NamedTuple

from bantin.content.tree import Stat
from bantin.errors import Problem
from bantin.model import Article, Span

# A file changed less than this before it is read may change again without a trace: the kernel's clock
# for files steps every 4 to 10 ms.
TRUST_AFTER_NS = 20_000_000


class Record(NamedTuple):
    """What is remembered of one source.

    stat: as found when the file was opened, or None when it was too young to be trusted.
    prose: None when there are problems that stop a build; the article then serves only to find more of them,
    and is None where not even that could be read.
    """

    source: str
    stat: Stat | None
    article: Article | None
    prose: Span | None
    problems: tuple[Problem, ...]


def freeze(records: list[Record]) -> bytes:
    """Records as bytes of plain data."""
    return marshal.dumps(
        [
            (
                source,
                stat,
                article and tuple(article),
                span and tuple(span),
                tuple(map(tuple, problems)),
            )
            for source, stat, article, span, problems in records
        ]
    )


def revive(data: bytes) -> list[Record]:
    """The records again. `data` comes from `freeze`, in this build or from a state whose digest held."""
    return [
        Record(
            source,
            stat,
            article and Article._make(article),
            span and Span._make(span),
            tuple(map(Problem._make, problems)),
        )
        for source, stat, article, span, problems in marshal.loads(data)  # noqa: S302 - see above
    ]
