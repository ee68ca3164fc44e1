"""Messages about deploy targets, and sites that a host would refuse."""

MESSAGES: dict[str, tuple[str, str]] = {
    "target-name": (
        "the target `{value}` has a name that no environment variable can hold",
        "name it with small letters a to z, digits and single hyphens, such as [deploy.may-chu]",
    ),
    "target-needs": (
        "the target `{target}` has no `{name}`",
        'add a line {name} = "{like}" below [deploy.{target}]',
    ),
    "target-value": ("`{field}` is `{value}`, which is not a valid value", "write it like {like}"),
    "target-number": (
        "`{field}` is {value}, which is not a valid value",
        "write a whole number from {least} to {most}, without quotes",
    ),
    "deploy-example": (
        "`address` is at {host}, a reserved example, which every page would contain",
        "write the address that readers will use, then build and deploy",
    ),
    "deploy-placeholder": (
        "`{value}` is what `init` writes as an example, and readers would see it",
        "write what is true of your office, or delete it, then build and deploy",
    ),
    "deploy-other-address": (
        "this site was built for {built}, and `address` is {now} now",
        "build it again, then deploy",
    ),
    "deploy-empty": ("there is no page here to deploy", "build the site first"),
    "deploy-drafts": (
        "this site was built with drafts, and readers would see them",
        "build it without --drafts, then deploy",
    ),
    "deploy-loses-pages": (
        "{gone} of the {standing} published pages would be deleted",
        "check what is missing in content/, or deploy with --yes if that is intended",
    ),
    "deploy-foreign": (
        "the target has {count} files that belong to no site, such as {name}, and they would be deleted",
        "name a branch of its own in site.toml, or deploy with --yes if that is intended",
    ),
    "deploy-too-many": (
        "the site has {count} files, and {server} accepts {limit} ({source})",
        "choose another host, or publish fewer files",
    ),
    "deploy-too-many-redirects": (
        "{count} old addresses are more than {server} can redirect",
        "take them out of content/data/redirects.csv, or deploy with --yes to leave them out",
    ),
    "deploy-too-large": (
        "the site has {size}, and {server} accepts {limit} ({source})",
        "choose another host, or publish pictures in fewer widths",
    ),
    "deploy-file-too-large": (
        "this file has {size}, and {server} accepts files up to {limit} ({source})",
        "make it smaller, or put it where large files are kept and link to that",
    ),
    "target-compress": (
        "`compress` is true, but the `server` of this target does not serve compressed copies",
        "delete the line, or name a server among {servers}",
    ),
    "target-secret": (
        "`{field}` is a secret, or looks like one, and everybody who can read this file could use it",
        "delete it, get a new one from the host, and put that into the environment, as `docs hosting` says",
    ),
}
