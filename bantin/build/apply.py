"""Applying changes to the previous site, in builds and in `serve`."""

from bantin import search
from bantin.build.assembled import AssembledSite, submit_relate
from bantin.build.changes import Changes, Level
from bantin.build.context import Context
from bantin.build.restore import StoredArticles, article_reader, restore
from bantin.cache.blobs import SIZE, StoredValue, digest_bytes
from bantin.cache.records import RecordStore
from bantin.pages import EditedArticles, articles_that_link
from bantin.site import StoredArticle


def apply(context: Context, changes: Changes, records: RecordStore) -> AssembledSite:
    """Return the previous site with changes applied; their level must be below STRUCTURE."""
    site = _previous_site(context)
    site_context = site.site_context
    articles = {edit.position: edit.after for edit in changes.edits if not edit.is_standalone}
    standalone = {edit.position: edit.after for edit in changes.edits if edit.is_standalone}
    links = [*site_context.link_digests]
    for position, stored in articles.items():
        links[position] = stored.article.link_digest
    read = article_reader(context, records)
    order = site_context.site
    order = order._replace(
        articles=StoredArticles.of(order.articles, read).with_changed(articles, read),
        standalone_pages=StoredArticles.of(order.standalone_pages, read).with_changed(standalone, read),
    )
    edits = [edit for edit in changes.edits if not edit.is_standalone]
    site = site._replace(
        off_fast_path=site.off_fast_path
        + sum(edit.before.used_fast_path - edit.after.article.used_fast_path for edit in edits),
        site_context=site_context._replace(
            site=order,
            link_digests=links,
            prose_fresh_from=context.previous.fresh_from,
            now=context.options.now,
        ),
    )
    return _related_anew(context, site, articles) if changes.level >= Level.RELATIONS else site


def _previous_site(context: Context) -> AssembledSite:
    state, resident = context.previous.state, context.options.resident
    assert state
    site = resident.site if resident else None
    is_current = isinstance(site, AssembledSite) and site.site_index is state.site_index
    return site if isinstance(site, AssembledSite) and is_current else restore(context, state)


def _related_anew(context: Context, site: AssembledSite, edited: dict[int, StoredArticle]) -> AssembledSite:
    """Relate all articles again, if a list depends on titles: those of the edited articles have changed."""
    digests, subjects, is_by_titles = site.relations.subjects.value
    new_digests, subjects = bytearray(digests), [*subjects]
    for position, (article, _) in edited.items():
        new_digests[position * SIZE : (position + 1) * SIZE] = article.relations_digest
        address, _, *rest = subjects[position]
        subjects[position] = (address, article.title, *rest)
    digests = bytes(new_digests)
    if is_by_titles:
        relations = submit_relate(context, digests, subjects)
        site_context = site.site_context._replace(related=relations.lists())
        return site._replace(relations=relations, site_context=site_context)
    stored_subjects = StoredValue.of(lambda: (digests, subjects, False))
    relations = site.relations._replace(key=digest_bytes(digests), subjects=stored_subjects)
    return site._replace(relations=relations)


def edited_by(context: Context, changes: Changes, site: AssembledSite) -> EditedArticles:
    """Return the articles whose text or links the changes affect. May wait for related articles."""
    edits = [edit for edit in changes.edits if not edit.is_standalone]
    state = context.previous.state
    links = {edit.position for edit in edits if edit.before.link_digest != edit.after.article.link_digest}
    texts = {edit.position for edit in edits if edit.has_text}
    views = {edit.position for edit in edits if edit.before.views != edit.after.article.views}
    related: set[int] = set()
    if state and changes.level >= Level.RELATIONS:
        pairs = zip(state.related.value, site.site_context.related, strict=True)
        related = {position for position, (before, now) in enumerate(pairs) if before != now}
    return EditedArticles(
        texts=texts,
        standalone={edit.position for edit in changes.edits if edit.is_standalone},
        cards={edit.position for edit in edits if edit.before.card_digest != edit.after.article.card_digest},
        links=links,
        views=views,
        shown=texts | views | related | articles_that_link(site.site_context, links),
        has_update=any(edit.before.updated != edit.after.article.updated for edit in edits),
        has_index=changes.have_text and search.follows_bodies(context.config, context.options.search),
    )
