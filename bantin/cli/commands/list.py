"""`list`: print drafts, scheduled, expired or recent articles."""

import json
from argparse import ArgumentParser, Namespace

from bantin.cli.options import add_site_options, build_options, load_settings
from bantin.i18n import gettext, marked
from bantin.system import stdio

_WORDS = {
    "draft": marked("draft"),
    "scheduled": marked("scheduled"),
    "expired": marked("expired"),
    "published": marked("published"),
}


def options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "which",
        nargs="?",
        choices=("drafts", "scheduled", "expired", "recent"),
        metavar="drafts|scheduled|expired|recent",
        help=gettext("which articles (drafts, scheduled and expired ones)"),
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help=gettext("text or json"))
    add_site_options(parser)


def run(args: Namespace, engine: str) -> None:
    from bantin.build.prepare import inspect_site
    from bantin.config import readable_moment
    from bantin.site.listing import list_articles

    settings = load_settings(args, engine)
    chosen = build_options(args, settings.zone)
    articles = inspect_site(
        settings,
        chosen,
        lambda prepared: list_articles(
            prepared.site.site_context.site,
            args.which,
            now=chosen.now,
            shown_as=prepared.context.content_name,
        ),
    )
    if args.format == "json":
        rows = [article._asdict() for article in articles]
        stdio.print_line(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for article in articles:
        day = readable_moment(article.time, settings.zone)
        stdio.print_line(f"{article.path}  {gettext(_WORDS[article.state])} {day}  {article.title}")
    if not articles:
        nothing = gettext("There are none.")
        everything = gettext("There is no draft, and no article that is scheduled or has expired.")
        stdio.print_line(nothing if args.which else everything)
