"""`collect`: update the articles that come from the feeds of other bulletins."""

from argparse import ArgumentParser, Namespace

from bantin.cli.options import add_site, load_settings
from bantin.errors import UsageError
from bantin.i18n import gettext, ngettext
from bantin.system import stdio


def options(parser: ArgumentParser) -> None:
    add_site(parser)


def run(args: Namespace, engine: str) -> int:
    """Collect all feeds. Return 1 if none could be read: nothing has changed then."""
    from bantin.editing.collect import collect

    settings = load_settings(args, engine)
    if not settings.bulletins:
        raise UsageError(gettext("site.toml names no other bulletins; write a [[bulletins]] for each"))
    has_feeds = False
    for collected in collect(settings):
        has_feeds |= collected.has_feed
        for fault in collected.problems:
            stdio.print_error(gettext("warning: {problem}", problem=fault))
        articles = ngettext("{count} article", "{count} articles", collected.articles)
        stdio.print_line(
            gettext(
                "{name}: {articles}, {written} written, {removed} removed",
                name=collected.bulletin.name,
                articles=articles,
                written=collected.written,
                removed=collected.removed,
            )
        )
    return 0 if has_feeds else 1
