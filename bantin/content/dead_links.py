"""What leads nowhere as warnings, for a site whose site.toml has `dead_links = "warn"`."""

from bantin.errors import Problem, problem

_DEAD = frozenset(
    [
        *("link-missing", "link-missing-near", "link-hidden", "link-bare", "name-case", "outside"),
        *("file-missing", "file-missing-near", "picture-missing", "picture-missing-near"),
        *("bad-address", "bad-picture-address", "empty-address", "local-address", "backslash"),
    ]
)
_OF_OTHER_KINDS = frozenset(("file-kind", "picture-kind"))
_UNREADABLE = frozenset(
    (
        "picture-unreadable",
        "picture-points",
        "picture-frames",
        "svg-refused",
        "picture-empty",
        "picture-in-disguise",
        "picture-video",
    )
)


def as_warning(found: Problem) -> Problem:
    """Return the warning that a site gets in place of a problem; any other problem as it is."""
    args = dict(found.args)
    name = args.get("name") or args.get("target") or args.get("address") or "()"
    if found.code == "link-incomplete":
        return problem(found.path, found.line, "warn-link-incomplete", name=name, guess=args["guess"])
    if found.code in _DEAD:
        if guess := args.get("guess"):
            return problem(found.path, found.line, "warn-leads-nowhere-near", name=name, guess=guess)
        return problem(found.path, found.line, "warn-leads-nowhere", name=name)
    if found.code in _OF_OTHER_KINDS:
        return problem(found.path, found.line, "warn-kind-left", name=name, known=args["known"])
    if found.code in _UNREADABLE:
        return problem(found.path, found.line, "warn-picture-left", name=name)
    return found
