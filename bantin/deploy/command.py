"""Deploy a built site to one of the targets in site.toml, or roll it back."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from bantin import config as settings
from bantin.config import Config, Deployment, Target
from bantin.deploy import folder, ftps, git_branch, overlay, refusals, s3, sftp, ssh
from bantin.deploy.changes import Changes, compare_manifests
from bantin.deploy.manifest import Release, read_release
from bantin.deploy.servers.served import Rules, rules_for
from bantin.deploy.session import Opener, SessionContext
from bantin.errors import ContentError, UsageError
from bantin.i18n import gettext
from bantin.publish import lock
from bantin.publish.swap import sibling_path
from bantin.system.named_tuple import NamedTuple

# To join, a target needs a line here, one in config.targets.KINDS, and its place in docs/hosting.md.
OPENERS: dict[str, Opener] = {
    "folder": folder.open_session,
    "ssh": ssh.open_session,
    "sftp": sftp.open_session,
    "ftps": ftps.open_session,
    "s3": s3.open_session,
    "git": git_branch.open_session,
}


class DeployRequest(NamedTuple):
    """What is asked of a deploy. target: a name in site.toml, "" where there is only one.

    accepts: what would be refused as suspicious is meant. clock: gives seconds since 1970.
    """

    target: str
    dry_run: bool
    rollback: bool
    accepts: bool
    environment: Mapping[str, str]
    clock: Callable[[], int]


class Outcome(NamedTuple):
    """What a deploy did, or in a dry run would do. changes: None after a rollback. release: "" for none.

    unanswered: how many old addresses the target's server cannot lead on.
    """

    target: Target
    changes: Changes | None
    release: str
    unanswered: int = 0


def deploy(config: Config, order: DeployRequest) -> Outcome:
    """Take config.output to a target, or lead readers back to the release before.

    Raises ContentError for what an editor can mend, UsageError for what lies with the host or the order.
    """
    deployment = settings.load_deployment(config.site)
    target = choose_target(deployment, order.target)
    context = SessionContext(
        site=config.site,
        kept=os.path.join(config.cache, "deploy", target.name),
        environment=order.environment,
        clock=order.clock,
        takes_over=order.accepts,
    )
    opener, rules = OPENERS[target.kind], rules_for(target.server, config, order.clock())
    if order.accepts:
        rules = rules._replace(too_many=0)
    if order.rollback:
        with opener(target, context, True) as session:
            return Outcome(target, None, session.rollback())
    with (
        _release(config, deployment, target, rules) as release,
        opener(target, context, not order.dry_run) as session,
    ):
        wanted, there = session.wanted(release), session.manifest()
        if not order.accepts and (problems := list(refusals.of_change(wanted, there))):
            raise ContentError(problems)
        changes = compare_manifests(wanted, there)
        name = session.publish(release) if changes and not order.dry_run else ""
        return Outcome(target, changes, name, rules.unanswered)


def choose_target(deployment: Deployment, name: str) -> Target:
    """Return the target of this name; without one, the only target."""
    targets = {target.name: target for target in deployment.targets}
    names = ", ".join(targets)
    if not targets:
        raise UsageError(
            gettext(
                "site.toml has no [deploy.…] table, so nobody knows where to; docs/hosting.md has examples"
            )
        )
    if name in targets:
        return targets[name]
    if name:
        raise UsageError(gettext("there is no target {name}; site.toml has {known}", name=name, known=names))
    if len(targets) > 1:
        raise UsageError(gettext("site.toml has several targets; name one of {known}", known=names))
    return next(iter(targets.values()))


@contextmanager
def _release(config: Config, deployment: Deployment, target: Target, rules: Rules) -> Iterator[Release]:
    """Yield the built site with what this target's server reads beside it. No build replaces it meanwhile."""
    if not os.path.isdir(config.output):
        raise UsageError(gettext("there is no {output}; build the site first", output=config.output))
    with (
        lock.hold_lock(sibling_path(config.output, "lock"), of=config.output) as held,
        _emptied(os.path.join(config.cache, "deploy", "extra")) as extra,
    ):
        built = read_release(config.output)
        release = overlay.with_server_files(built, extra, config, target, rules.text)
        subject = refusals.DeploySubject(
            config,
            deployment.address_line,
            target,
            release,
            held.has_drafts,
            redirects_left=rules.too_many,
        )
        if problems := list(refusals.of_site(subject)):
            raise ContentError(problems)
        yield release


@contextmanager
def _emptied(folder: str) -> Iterator[str]:
    """Yield an empty folder, and delete it afterwards; a killed deploy may have left it."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
