"""Warnings in place of problems of missing targets, for `dead_links = "warn"` in site.toml."""

from bantin.errors import Problem, problem

_DEAD = frozenset(
    [
        *("link-missing", "link-missing-near", "link-hidden", "link-bare", "name-case", "outside"),
        *("file-missing", "file-missing-near", "picture-missing", "picture-missing-near"),
        *("bad-address", "bad-address-near", "bad-picture-address", "empty-address", "local-address"),
        *("backslash", "video-as-picture", "picture-embedded"),
    ]
)
_OF_OTHER_KINDS = frozenset(
    "file-kind file-kind-near picture-kind picture-heic picture-document picture-figures".split()
)
_UNREADABLE = frozenset(
    (
        "picture-unreadable",
        "picture-pixels",
        "picture-frames",
        "svg-refused",
        "picture-empty",
        "picture-in-disguise",
        "picture-video",
    )
)


def as_warning(reported: Problem) -> Problem:
    """Return the warning that replaces a problem of a missing target; other problems unchanged."""
    if reported.is_warning:
        return reported
    reported = outside_as_warning(reported)
    args = dict(reported.args)
    name = args.get("name") or args.get("target") or args.get("address") or "()"
    if reported.code == "link-incomplete":
        return problem(reported.path, reported.line, "warn-link-incomplete", name=name, guess=args["guess"])
    if reported.code in _DEAD:
        if guess := args.get("guess"):
            return problem(reported.path, reported.line, "warn-leads-nowhere-near", name=name, guess=guess)
        shown = name.partition(",")[0] if reported.code == "picture-embedded" else name
        return problem(reported.path, reported.line, "warn-leads-nowhere", name=shown)
    if reported.code in _OF_OTHER_KINDS:
        return problem(reported.path, reported.line, "warn-kind-left", name=name, known=args["known"])
    if reported.code in _UNREADABLE:
        return problem(reported.path, reported.line, "warn-picture-left", name=name)
    return reported


def outside_as_warning(reported: Problem) -> Problem:
    """Return the warning that replaces the problem of a picture on another site; other problems unchanged."""
    if reported.code != "bad-picture-address":
        return reported
    from bantin.markdown.targets import is_on_another_site  # imports html, which few edits need

    address = dict(reported.args).get("address", "")
    if not is_on_another_site(address):
        return reported
    return problem(reported.path, reported.line, "warn-picture-left-outside", address=address)
