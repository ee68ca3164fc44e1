"""Hugo's `ref` and `relref` as the address of a link: the path of the article that they name."""

import re

from bantin.markdown.leftovers import CODE

# What stands before an address: `](`, `[name]: `, `href="`.
_REF = re.compile(
    rf"{CODE}|(?P<before>\]\(|^ {{0,3}}\[[^\[\]\n]+\]:[ \t]*|href=[\"']?)"
    r"\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?(?P<quote>[\"'`]?)(?P<path>[^\"'`\s{}<>]+)(?P=quote)[^\n{}]{0,100}?[>%]\}\}",
    re.MULTILINE | re.DOTALL,
)


def as_addresses(text: str) -> str:
    """Return Markdown with `[words](path.md)` in place of `[words]({{< ref "path" >}})`, but for code."""
    return _REF.sub(_as_address, text) if "ref " in text and "{{" in text else text


def _as_address(match: re.Match[str]) -> str:
    written = match["path"]
    if not written:
        return match[0]
    path, sign, name = written.partition("#")
    if path and "." not in path.rpartition("/")[2]:
        path = f"{path.rstrip('/')}.md"
    # Hugo looks for `tin/bai.md` in the whole site, for `bai.md` beside the article first.
    is_from_content = "/" in path and path[0] not in "./"
    return f"{match['before']}{'/' if is_from_content else ''}{path}{sign}{name}"
