"""`aliases`: show the targets of old addresses, and write redirect rules for web servers."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from bantin.cli.options import add_output, add_site, load_settings, now, require_file
from bantin.cli.reports import report_line, write_files
from bantin.errors import UsageError
from bantin.i18n import gettext, ngettext
from bantin.system import stdio

if TYPE_CHECKING:
    from bantin.deploy.redirect_files import RuleFile

SERVERS = ("nginx", "apache", "caddy", "iis", "netlify", "cloudflare", "gitlab")


def options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--check",
        metavar="FILE",
        help=gettext("a file with old addresses, one a line: print those without a target"),
    )
    parser.add_argument(
        "--rules",
        choices=SERVERS,
        metavar="SERVER",
        help=gettext("write the rules for {servers}", servers=", ".join(SERVERS)),
    )
    parser.add_argument(
        "--to",
        metavar="DIR",
        help=gettext("write the files into this folder (by default a single file is printed)"),
    )
    add_site(parser)
    add_output(parser)
    parser.add_argument(
        "--now", metavar="ISO", help=gettext("the time that decides which articles are published")
    )


def run(args: Namespace, engine: str) -> int:
    from bantin.deploy.old_addresses import resolve_old_addresses
    from bantin.deploy.redirect_rules import WRITERS, rules_of
    from bantin.editing import inventory

    settings = load_settings(args, engine)
    inventoried = inventory.read_inventory(settings)
    when = now(args.now, settings.zone)
    redirects, problems = rules_of(settings, inventoried, when)
    for problem in problems:
        stdio.print_error(report_line(problem))
    code = int(any(problem.stops_build for problem in problems))
    if args.check:
        code |= _print_unresolved(
            resolve_old_addresses(_lines(args.check), redirects, inventoried, settings, when)
        )
    if args.rules:
        _write(WRITERS[args.rules](redirects, settings.base), args)
    if not args.check and not args.rules:
        for redirect in redirects:
            stdio.print_line(f"{redirect.status} {redirect.old} {redirect.new}".rstrip())
    return code


def _lines(path: str) -> list[str]:
    require_file(path)
    try:
        with open(path, encoding="utf-8-sig") as file:
            return [line.strip() for line in file if line.strip() and not line.startswith("#")]
    except UnicodeDecodeError as fault:
        raise UsageError(gettext("{path} is not text in UTF-8; save it as such", path=path)) from fault


def _print_unresolved(pairs: list[tuple[str, str]]) -> int:
    """Print the addresses without a target. pairs: (address, target or ""). Return the exit code."""
    lost = [address for address, target in pairs if not target]
    for address in lost:
        stdio.print_line(gettext("{address} leads nowhere", address=address))
    stdio.print_line(
        ngettext("{count} address was checked", "{count} addresses were checked", len(pairs))
        + ngettext(", {count} leads nowhere.", ", {count} lead nowhere.", len(lost))
    )
    return int(bool(lost))


def _write(written: "RuleFile", args: Namespace) -> None:
    for redirect, reason in written.unanswered:
        stdio.print_error(
            gettext(
                "warning: {server} cannot answer {old} ({reason})",
                server=args.rules,
                old=redirect.old,
                reason=_reason(reason),
            )
        )
    if args.to:
        write_files({written.name: written.text}, args.to)
    else:
        stdio.print_line(written.text.rstrip("\n"))
    if written.unanswered:
        count = len(written.unanswered)
        stdio.print_error(
            ngettext("{count} old address is left out.", "{count} old addresses are left out.", count)
        )


def _reason(reason: str) -> str:
    return {
        "query": gettext("it ignores query parameters"),
        "gone": gettext("it cannot answer with 410"),
        "sign": gettext("a character in it has a special meaning there"),
        "too-many": gettext("it takes no more rules"),
        "outside": gettext("it is outside the site's folder"),
    }[reason]
