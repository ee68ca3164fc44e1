"""`collect`: the newest articles of other bulletins, for a site over all of them."""

from argparse import ArgumentParser, Namespace

from bantin.cli.options import add_site, only_site
from bantin.errors import UsageError
from bantin.i18n import gettext, ngettext
from bantin.system import stdio


def options(parser: ArgumentParser) -> None:
    add_site(parser)


def run(wanted: Namespace, engine: str) -> int:
    """Return 1 where not a single feed could be read: the site is as it was."""
    from bantin import config
    from bantin.editing.collect import collect

    settings = config.load(only_site(wanted, engine), engine=engine, content=wanted.content)
    if not settings.bulletins:
        raise UsageError(gettext("site.toml names no other bulletins; write a [[bulletins]] for each"))
    has_feeds = False
    for collected in collect(settings):
        has_feeds |= collected.has_feed
        for fault in collected.problems:
            stdio.print_error(gettext("warning: {problem}", problem=fault))
        said = ngettext("{count} article", "{count} articles", collected.articles)
        stdio.print_line(
            gettext(
                "{name}: {articles}, {written} written, {removed} removed",
                name=collected.bulletin.name,
                articles=said,
                written=collected.written,
                removed=collected.removed,
            )
        )
    return 0 if has_feeds else 1
