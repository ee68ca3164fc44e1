"""Everything that is wrong with a site, and what could be better. Publishes nothing.

What is wrong is what a build finds, and is found by its very steps. What could be better is told by rules,
one family a module: a rule takes a Subject and gives problems whose codes begin with `advice-`. To join, it
only has to stand in RULES.
"""

from collections.abc import Callable, Iterable

from bantin.build import diff, template_check
from bantin.build.assemble import with_index
from bantin.build.dry_run import Rehearsal, rehearse
from bantin.build.options import Options
from bantin.build.previous import intact
from bantin.build.render import compiled_layouts, renderer_of
from bantin.build.scan import shown_as
from bantin.cache.blobs import DamagedCacheError
from bantin.check import articles, files, links, pages, pictures, wording
from bantin.check.subject import Subject
from bantin.config import Config
from bantin.errors import Problem

Rule = Callable[[Subject], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    articles.summaries,
    articles.tags,
    pictures.alternative_texts,
    links.words,
    links.headings,
    files.unused,
    wording.long_titles,
    wording.long_paragraphs,
    wording.lists_in_paragraphs,
    wording.blanks,
    wording.two_spellings,
    wording.words,
)


def check(config: Config, options: Options) -> tuple[Problem, ...]:
    """Problems, warnings and advice, in the order of files and lines.

    Pages that the last build left as they must be are not rendered again, and new pictures are only looked
    at. Raises UsageError as a build would.
    """
    options = options._replace(preview=True, search="build")
    try:
        return _check(config, options)
    except DamagedCacheError:
        return _check(config, options._replace(clean=True))


def _check(config: Config, options: Options) -> tuple[Problem, ...]:
    rehearsal = rehearse(config, options)
    gathered, engine = rehearsal.gathered, rehearsal.memory.engine
    found = {*gathered.problems, *template_check.faults(gathered, compiled_layouts(config, engine))}
    if not any(map(stops, found)):
        found |= _faults_of_pages(options, rehearsal)
    return tuple(sorted({*found, *_advice(config, rehearsal)}))


def stops(found: Problem) -> bool:
    """Whether a build would stop for it."""
    return not (found.is_warning or found.is_advice)


def _advice(config: Config, rehearsal: Rehearsal) -> Iterable[Problem]:
    subject = Subject(rehearsal.gathered.bulletin, shown_as(config))
    return [found for rule in RULES for found in rule(subject)]


def _faults_of_pages(options: Options, rehearsal: Rehearsal) -> set[Problem]:
    """What only rendering all that a build would render can tell."""
    seen, memory, gathered, find = rehearsal
    if find:
        gathered = with_index(gathered, *find(gathered.bulletin, options.workers))
    renderer = renderer_of(gathered.bulletin.config, memory.engine)
    issue = diff.prepare(gathered, renderer, engine=memory.engine)
    verdict = diff.judge(issue, memory.state, intact(memory, seen))
    return pages.faults(issue.press, verdict.render, options.workers)
