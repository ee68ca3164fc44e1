"""Addresses that Hugo, Jekyll and Eleventy write as template tags, as addresses of this site.

Of Hugo these are `ref` and `relref`, of Jekyll `link`, `post_url`, `site.baseurl` and filters of addresses.
"""

import re

from bantin.markdown.leftovers import CODE

# Text directly before an address: `](`, `[name]: `, `href="`.
_BEFORE = r"(?P<before>\]\(<?|^ {0,3}\[[^\[\]\n]+\]:[ \t]*<?|(?:href|src)=[\"']?)"
_REF = (
    r"\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?(?P<quote>[\"'`]?)(?P<path>[^\"'`\s{}<>]+)(?P=quote)"
    r"[^\n{}]{0,100}?[>%]\}\}"
)
_TAG = r"(?:\{\{[^{}\n]{1,200}\}\}|\{%[^{}\n]{1,200}%\})"
_ADDRESS = re.compile(
    rf"{CODE}|{_BEFORE}(?:{_REF}|(?P<tags>(?:/?{_TAG})+))(?P<slash>/?)", re.MULTILINE | re.DOTALL
)
_ONE_TAG = re.compile(_TAG)
_ROOT = re.compile(r"\{\{-?\s*(?:site\.(?:baseurl|url|github\.url|base_url)|root_url)\s*-?\}\}")
_FILTERED = re.compile(
    r"\{\{-?\s*([\"'])(?P<path>[^\"'\s]*)\1(?:\s*\|\s*(?:relative_url|absolute_url|url|prepend:\s*site\.\w+))+\s*-?\}\}"
)
_LINK = re.compile(r"\{%-?\s*(?P<name>link|post_url)\s+[\"']?(?P<path>[^\"'\s{}|]+)[\"']?\s*-?%\}")


def as_addresses(text: str) -> str:
    """Return Markdown with `[words](path.md)` in place of `[words]({{< ref "path" >}})`, except in code."""
    return _ADDRESS.sub(_as_address, text) if "{{" in text or "{%" in text else text


def _as_address(match: re.Match[str]) -> str:
    if match["path"]:
        return f"{match['before']}{_of_hugo(match['path'])}{match['slash']}"
    if not match["tags"]:
        return match[0]
    address = _of_jekyll(match["tags"])
    if address is None:
        return match[0]
    return f"{match['before']}{address or '/'}{match['slash'] if address else ''}"


def _of_hugo(written: str) -> str:
    path, sign, name = written.partition("#")
    if path and "." not in path.rpartition("/")[2]:
        path = f"{path.rstrip('/')}.md"
    # Hugo looks for `tin/bai.md` in the whole site, for `bai.md` beside the article first.
    is_from_content = "/" in path and path[0] not in "./"
    return f"{'/' if is_from_content else ''}{path}{sign}{name}"


def _of_jekyll(tags: str) -> str | None:
    """Return the address that tags produce, "" for the site's own; None if some tag is of another kind."""
    address = ""
    for tag in _ONE_TAG.findall(tags):
        if _ROOT.fullmatch(tag):
            continue
        if match := _FILTERED.fullmatch(tag):
            address += f"/{match['path'].lstrip('/')}"
        elif match := _LINK.fullmatch(tag):
            address += _source(match["name"], match["path"])
        else:
            return None
    return address


def _source(tag: str, path: str) -> str:
    """Return the address of a file that Jekyll names from the site's folder. All posts are in one folder."""
    if tag == "post_url":
        return f"{path.rpartition('/')[2]}.md"
    folder, _, name = path.rpartition("/")
    return name if folder.rpartition("/")[2] == "_posts" else f"/{path.lstrip('/')}"
