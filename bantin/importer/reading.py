"""Read the articles of a saved file of any kind."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from bantin.errors import Problem, problem
from bantin.importer import article, charsets, text_blocks
from bantin.importer.guess_lines import guess_by_lines
from bantin.importer.page import NotAnArticleError, Page
from bantin.importer.profiles import Profile
from bantin.importer.reading_types import ExtractedArticle
from bantin.importer.saved import HTML, JSON, MARKDOWN, TABLE, WORD, WORKBOOK, XML, SavedPage
from bantin.system.named_tuple import NamedTuple

_NO_PROFILE = Profile("", "")


class Reader(NamedTuple):
    """The settings for reading pages.

    chosen: the profile that was named, or None to recognize one of `profiles`.
    """

    profiles: Sequence[Profile]
    chosen: Profile | None
    zone: tzinfo


def articles(saved: SavedPage, reader: Reader) -> Iterator[ExtractedArticle | Problem]:
    """Yield every article in a saved file; a Problem for what is not an article."""
    try:
        if saved.kind in (WORD, MARKDOWN, XML, TABLE, WORKBOOK, JSON):
            yield from _of_other_formats(saved, reader)
        elif saved.kind == HTML and saved.data.startswith(b"---\n"):  # a post of Jekyll in HTML
            yield from _of_other_formats(saved._replace(kind=MARKDOWN), reader)
        elif saved.kind == HTML:
            yield ExtractedArticle(saved.source, _html(saved, reader))
        else:
            yield ExtractedArticle(saved.source, _text(saved, reader))
    except NotAnArticleError as fault:
        yield problem(saved.source, 0, fault.code, **fault.values)


def _of_other_formats(saved: SavedPage, reader: Reader) -> Iterator[ExtractedArticle | Problem]:
    if saved.kind == WORD:
        from bantin.importer import word

        yield word.read(saved, reader.zone)
    elif saved.kind == MARKDOWN:
        from bantin.importer import markdown_file

        if found := markdown_file.read(saved, reader.zone):
            yield found
    elif saved.kind in (TABLE, WORKBOOK, JSON):
        from bantin.importer import table

        yield from table.read(saved, reader.zone)
    else:
        from bantin.importer import exports

        yield from exports.read(saved, reader.zone)


def _text(saved: SavedPage, reader: Reader) -> Page:
    decoded = charsets.decode(saved.data, saved.charset)
    text = "\n".join(map(decoded.convert, decoded.text.split("\n")))
    blocks = text_blocks.blocks_of(text)
    if not blocks:
        raise NotAnArticleError("import-blank")
    guess = guess_by_lines([block.text for block in blocks], reader.profiles)
    profile = reader.chosen or (guess.profile if guess else None)
    if profile:
        return article.from_lines(blocks, profile, reader.zone)
    from bantin.importer import unknown_portal

    if page := unknown_portal.read_text(blocks, reader.zone):
        return page
    names = tuple(each.name for each in reader.profiles if each.text.get("dateline"))
    raise NotAnArticleError("import-no-profile", known=names)


def _html(saved: SavedPage, reader: Reader) -> Page:
    from bantin.importer import guess_page, html_document, html_page

    decoded = charsets.decode(saved.data, saved.charset, is_html=True)
    if not decoded.text.strip():
        raise NotAnArticleError("import-blank")
    document = html_document.parse(decoded, saved.address)
    if reader.chosen:
        return html_page.article_of(document, reader.chosen, reader.zone)
    profile = guess_page.guess(document, reader.profiles)
    if profile:
        try:
            return html_page.article_of(document, profile, reader.zone)
        except NotAnArticleError as fault:
            if fault.code != "import-empty":  # else the line with the date is below the text
                raise
    from bantin.importer import generic_page

    return generic_page.read(document, _NO_PROFILE, reader.zone)
