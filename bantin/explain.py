"""Explain why a page is outdated: the digests of its inputs in the last build and now."""

import os

from bantin.build.options import Options
from bantin.build.prepare import PreparedSite, inspect_site
from bantin.build.render import PageRenderer
from bantin.cache.blobs import SIZE
from bantin.cache.fingerprints import COMMON_INPUTS
from bantin.cache.state import State
from bantin.cache.tables import PageEntry
from bantin.config import Config, readable_moment
from bantin.errors import ContentError, UsageError
from bantin.i18n import gettext
from bantin.pages import input_names
from bantin.schema.values import nearest, of_same_name
from bantin.site.order import state_of
from bantin.templates.regions import PAGE_SLOTS
from bantin.urls import composed, file_name


def explain(config: Config, options: Options, address: str) -> str:
    """Return a table of the inputs of the page at `address`: digests of the last build and of now.

    Publish nothing. Raises ContentError as a build does, UsageError for an address that no page has.
    """
    return inspect_site(config, options, lambda prepared: _explanation(prepared, address))


def _explanation(prepared: PreparedSite, address: str) -> str:
    context = prepared.context
    if answer := _why_unpublished(prepared, address):
        return answer
    if not prepared.site.has_no_errors:
        raise ContentError(prepared.site.problems)
    site = prepared.with_search()
    renderer = PageRenderer(context, site.site_context, context.renderer.result())
    slots = renderer.render_slots(site.pages)
    path = _output_path(_address_of(address, prepared), context.config, site.paths)
    page = site.pages[site.paths.index(path)]
    fingerprint = renderer.fingerprint(page)
    state = context.previous.state
    entry = state.pages.find(path) if state else None
    is_intact = path in context.previous.unchanged_files(context.snapshot)
    names = (*COMMON_INPUTS, *input_names(page.kind))
    return "\n".join(
        [
            f"{path}: {_action(entry, fingerprint, state, slots, is_intact=is_intact)}",
            "  " + gettext("layout {layout}, kind {kind}", layout=page.layout, kind=page.kind),
            *_rows(names, entry.fingerprint if entry else b"", fingerprint),
            *_slot_rows(entry, state, slots),
        ]
    )


def _why_unpublished(prepared: PreparedSite, named: str) -> str:
    """Return why an article, named by its file or address, is not published; "" if it is published."""
    context, site = prepared.context, prepared.site.site_context.site
    source = os.path.relpath(named, context.config.content) if named.endswith(".md") else ""
    for article in site.unpublished.values():
        path = context.content_name + article.source
        if article.source in (source, named) or named in (path, f"/{article.address}", article.address):
            state = state_of(article, now=context.options.now)
            if state == "expired":
                day = readable_moment(article.expires, context.config.zone)
                return gettext("{path}: not published, since it expired on {day}", path=path, day=day)
            if state == "draft":
                return gettext("{path}: not published, since it is a draft (`draft: true`)", path=path)
            day = readable_moment(article.published_at, context.config.zone)
            return gettext("{path}: not published, since it is not due until {day}", path=path, day=day)
    return ""


def _address_of(named: str, prepared: PreparedSite) -> str:
    """Return the address of the article whose .md file is named; `named` itself if it is no .md file."""
    if not named.endswith(".md"):
        return named
    context = prepared.context
    sources = prepared.site.site_context.link_targets.sources
    paths = (os.path.relpath(named, context.config.content), named.removeprefix(context.content_name), named)
    return next((sources[path] for path in map(composed, paths) if path in sources), named)


def _output_path(address: str, config: Config, paths: list[str]) -> str:
    """Return the output path for an absolute URL, a URL path or an address. Raises UsageError."""
    url = address.removeprefix(config.origin)
    relative = url.removeprefix(config.base) if url.startswith(config.base) else url.lstrip("/")
    for ending in ("", "/", ".html"):
        if (path := file_name(f"{relative}{ending}")) in paths:
            return path
    guess = _nearest_page(relative, paths)
    message = gettext("no page of this site has the address {address}", address=address)
    hint = gettext("did you mean {guess}?", guess=f"/{guess}") if guess else ""
    raise UsageError("; ".join(filter(None, (message, hint))))


def _nearest_page(address: str, paths: list[str]) -> str:
    """Return the address of the only page of the same name in any folder, else the nearest one, or ""."""
    addresses = [path.removesuffix("index.html") for path in paths if path.endswith(".html")]
    return of_same_name(address, addresses) or nearest(address, addresses, cutoff=0.7)


def _action(
    entry: PageEntry | None,
    fingerprint: bytes,
    last: State | None,
    slots: dict[str, bytes],
    *,
    is_intact: bool,
) -> str:
    if last is None:
        return gettext(
            "to be rendered, since there is no usable state "
            "(another program, settings or options, or no build)"
        )
    if entry is None:
        return gettext("to be rendered, since it is new")
    if not is_intact:
        return gettext("to be rendered, since its file in the output folder has changed since the last build")
    if entry.fingerprint != fingerprint:
        return gettext("to be rendered, since the inputs marked * have changed")
    if any(last.slots.get(slot) != slots.get(slot) for slot in entry.slots.names):
        return gettext("to be patched, since the regions marked * have changed")
    return gettext("to be kept as it is")


def _rows(names: tuple[str, ...], old: bytes, new: bytes) -> list[str]:
    rows = []
    for index, name in enumerate(names):
        cut = slice(index * SIZE, (index + 1) * SIZE)
        rows.append(_row(gettext(name), old[cut], new[cut]))
    return rows


def _slot_rows(entry: PageEntry | None, last: State | None, slots: dict[str, bytes]) -> list[str]:
    if entry is None or last is None:
        return []
    return [
        _row(gettext("slot {slot}", slot=slot), last.slots.get(slot, b""), slots.get(slot, b""))
        for slot in entry.slots.names
        if slot not in PAGE_SLOTS  # the fingerprint covers those
    ]


def _row(name: str, old: bytes, new: bytes) -> str:
    mark = "*" if old != new else " "
    return f"{mark} {name:<24} {old.hex() or '-':<32} {new.hex() or '-'}"
