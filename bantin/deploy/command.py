"""Deploy a built site to one of the targets in site.toml, or roll it back."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from bantin import config as settings
from bantin.config import Config
from bantin.config.targets import PAGES, Deployment, Target
from bantin.deploy import folder, ftps, git_branch, overlay, refusals, s3, sftp, ssh
from bantin.deploy.changes import Changes, compare_manifests
from bantin.deploy.manifest import Release, read_release
from bantin.deploy.redirect_rules import Rules, rules_for
from bantin.deploy.session import Opener, SessionContext
from bantin.errors import ContentError, UsageError
from bantin.i18n import gettext
from bantin.publish import lock
from bantin.publish.swap import sibling_path
from bantin.system.folders import is_inside
from bantin.system.named_tuple import NamedTuple

# To add a target, add a line here, one in config.targets.KINDS, and a description to docs/hosting.md.
OPENERS: dict[str, Opener] = {
    "folder": folder.open_session,
    "ssh": ssh.open_session,
    "sftp": sftp.open_session,
    "ftps": ftps.open_session,
    "s3": s3.open_session,
    "git": git_branch.open_session,
}


class DeployRequest(NamedTuple):
    """The options of a deploy. target: a name in site.toml, "" if there is only one.

    accepts: whether suspicious changes are accepted (`--yes`). clock: returns seconds since 1970.
    """

    target: str
    dry_run: bool
    rollback: bool
    accepts: bool
    environment: Mapping[str, str]
    clock: Callable[[], int]


class Outcome(NamedTuple):
    """The result of a deploy, or in a dry run what it would do.

    changes: None after a rollback. release: "" for none. unanswered: number of old addresses that the
    target's server cannot redirect.
    """

    target: Target
    changes: Changes | None
    release: str
    unanswered: int = 0


def deploy(config: Config, request: DeployRequest) -> Outcome:
    """Deploy config.output to a target, or roll back to the previous release.

    Raises ContentError for mistakes that an editor can correct, UsageError for faults of the host or the
    request.
    """
    deployment = settings.load_deployment(config.site)
    target = choose_target(deployment, request.target)
    _refuse_wrong_folder(config, target)
    context = SessionContext(
        site=config.site,
        kept=os.path.join(config.cache, "deploy", target.name),
        environment=request.environment,
        clock=request.clock,
        holds_lock=not request.dry_run,
        takes_over=request.accepts,
    )
    opener, rules = OPENERS[target.kind], rules_for(target.server, config, request.clock())
    if request.accepts:
        rules = rules._replace(too_many=0)
    if request.rollback:
        with opener(target, context) as session:
            return Outcome(target, None, session.rollback())
    with (
        _release(config, deployment, target, rules) as release,
        opener(target, context) as session,
    ):
        release_manifest, published = session.release_manifest(release), session.manifest()
        if not request.accepts and (problems := list(refusals.of_change(release_manifest, published))):
            raise ContentError(problems)
        changes = compare_manifests(release_manifest, published)
        name = session.publish(release) if changes and not request.dry_run else ""
        return Outcome(target, changes, name, rules.unanswered)


def choose_target(deployment: Deployment, name: str) -> Target:
    """Return the target of this name; without a name, the only target. Raises UsageError without one."""
    targets = {target.name: target for target in deployment.targets}
    names = ", ".join(targets)
    if name in PAGES and name not in targets:
        return PAGES[name]
    if not targets:
        raise UsageError(
            gettext(
                "site.toml has no [deploy.…] table, so there is no target; add one, such as [deploy.web] with"
                ' `kind = "folder"` and `path = "/srv/ban-tin"` (`docs hosting` has all kinds)'
            )
        )
    if name in targets:
        return targets[name]
    if name:
        raise UsageError(gettext("there is no target {name}; site.toml has {known}", name=name, known=names))
    if len(targets) > 1:
        raise UsageError(gettext("site.toml has several targets; name one of {known}", known=names))
    return next(iter(targets.values()))


def _refuse_wrong_folder(config: Config, target: Target) -> None:
    """Raise UsageError if a folder is named as only a shell reads it, or is the site's own, or the root."""
    if target.path.startswith("~"):
        raise UsageError(
            gettext(
                "`path` of [deploy.{name}] begins with ~, which only a shell replaces; write the whole path, "
                "or on another machine the path from the home folder",
                name=target.name,
            )
        )
    if target.kind != "folder":
        return
    path = os.path.realpath(os.path.join(config.site, target.path))
    if path in (os.path.realpath(config.site), os.path.sep):
        raise UsageError(
            gettext(
                "`path` of [deploy.{name}] is {folder}, where other files are; name a folder of its own",
                name=target.name,
                folder=path,
            )
        )
    own = [os.path.join(config.site, name) for name in ("layouts", "assets")]
    for own_folder in map(os.path.realpath, (config.content, config.output, config.cache, *own)):
        if is_inside(path, own_folder):
            raise UsageError(
                gettext(
                    "`path` of [deploy.{name}] is in {folder}, a folder of the site itself; name another one",
                    name=target.name,
                    folder=own_folder,
                )
            )


@contextmanager
def _release(config: Config, deployment: Deployment, target: Target, rules: Rules) -> Iterator[Release]:
    """Yield the built site with the files for the target's server. No build can replace it meanwhile."""
    if not os.path.isdir(config.output):
        raise UsageError(gettext("there is no {output}; build the site first", output=config.output))
    with (
        lock.hold_lock(sibling_path(config.output, "lock"), of=config.output) as held,
        _empty_folder(os.path.join(config.cache, "deploy", "extra")) as extra,
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
def _empty_folder(folder: str) -> Iterator[str]:
    """Yield an empty folder, and delete it afterwards. A killed deploy may have left its contents."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
