"""Rules about files that are not articles."""

import posixpath
from collections.abc import Iterator
from pathlib import Path

from bantin.check.subject import WholeSite
from bantin.content.tree import DATA_FOLDER, VIEW_COUNTS, WORD_LIST, is_ignored
from bantin.errors import Problem, problem
from bantin.images.picture import SUFFIXES
from bantin.site import view_counts
from bantin.site.links import ATTACHMENT_TYPES, file_extension
from bantin.site.players import captions_of, poster_of

_MAX_LINES = 5  # of one file that are reported


def unused(subject: WholeSite) -> Iterator[Problem]:
    """Report pictures and attachments that no article uses, published or not, or with errors of its own."""
    site_context = subject.site_context
    other_files = frozenset(site_context.link_targets.other_files)
    used: set[str] = set()
    for article in (*subject.articles(), *site_context.site.unpublished.values()):
        for kind, where, *_ in article.targets:
            used.add(where)
            if kind == "media":
                used.update((poster_of(where, other_files), captions_of(where, other_files)))
        if article.image:
            used.add(article.image_source)
    unread = subject.unread_texts()
    for source in site_context.link_targets.other_files:
        # A text file may be an editor's note.
        is_ours = source.lower().endswith(SUFFIXES) or file_extension(source) in ATTACHMENT_TYPES.keys() - {
            "txt"
        }
        is_named = posixpath.basename(source).casefold() in unread
        if is_ours and source not in used and not is_named and not source.startswith(DATA_FOLDER):
            yield problem(subject.path(source), 0, "advice-unused-file")


def view_counts_unreadable(subject: WholeSite) -> Iterator[Problem]:
    """Report views.csv if a line of it cannot be read: Excel saves it with other separators."""
    if line := view_counts.unreadable_line(subject.site_context.config.content):
        yield problem(subject.path(VIEW_COUNTS), line, "advice-views-row")


# The first bytes of files that readers can open. A .doc or .xls may be RTF or XML, so they are not looked at.
_ZIP = b"PK\x03\x04"
_FIRST_BYTES = {
    "pdf": b"%PDF-",
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "zip"), _ZIP),
    "rar": b"Rar!",
    "7z": b"7z\xbc\xaf",
    "rtf": b"{\\rtf",
    **dict.fromkeys(("mp4", "m4a"), b"ftyp"),
    "webm": b"\x1aE\xdf\xa3",
}
_EXAMINED = 1_024  # bytes to search: some programs write a few bytes before it


def broken_attachments(subject: WholeSite) -> Iterator[Problem]:
    """Report attachments that are empty, or of another kind than their names say: pages of errors, mostly."""
    for source in subject.site_context.link_targets.other_files:
        kind = file_extension(source)
        if kind not in ATTACHMENT_TYPES or source.startswith(DATA_FOLDER):
            continue
        start = subject.first_bytes(source, _EXAMINED)
        if start == b"":
            yield problem(subject.path(source), 0, "advice-file-empty")
        elif start and _FIRST_BYTES.get(kind, b"") not in start:
            yield problem(subject.path(source), 0, "advice-file-kind", ending=kind)


def word_list_unreadable(subject: WholeSite) -> Iterator[Problem]:
    """Report lines of the editors' word list that are not pairs of words."""
    _, wrong_lines = subject.word_list()
    for line in wrong_lines[:_MAX_LINES]:
        yield problem(subject.path(WORD_LIST), line, "advice-word-list")


def articles_by_other_names(subject: WholeSite) -> Iterator[Problem]:
    """Report articles that are not read, since their names do not end in .md: Notepad writes `.txt`."""
    for source in subject.site_context.link_targets.other_files:
        name = source.rpartition("/")[2]
        is_reported = name.lower().removesuffix(".txt").endswith(".md")  # by every build
        is_text = file_extension(source) in ("", "txt") and not is_reported
        if is_text and subject.begins_like_article(source):
            yield problem(subject.path(source), 0, "advice-not-md", guess=f"{name.removesuffix('.txt')}.md")


def unread_layouts(subject: WholeSite) -> Iterator[Problem]:
    """Report layouts of the site's own that replace none of the engine's, and that none of its own names."""
    if len(subject.site_context.config.layouts) < 2:
        return
    own, engine = (Path(folder) for folder in subject.site_context.config.layouts)
    paths = [path for path in sorted(own.rglob("*")) if path.is_file() and not is_ignored(path.name)]
    texts = {path: path.read_text("utf-8", errors="replace") for path in paths}
    for path in texts:
        name = path.relative_to(own).as_posix()
        if not (engine / name).exists() and not any(f'"{name}"' in text for text in texts.values()):
            same = next(engine.rglob(path.name), None)
            guess = same.relative_to(engine).as_posix() if same else "pages/article.html"
            yield problem(f"layouts/{name}", 0, "advice-layout-unread", guess=guess)


SITE_RULES = (
    unused,
    unread_layouts,
    broken_attachments,
    view_counts_unreadable,
    word_list_unreadable,
    articles_by_other_names,
)
