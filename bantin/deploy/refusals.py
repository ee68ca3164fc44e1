"""Reasons not to deploy a site, found before anything is sent."""

import os
import re
from collections.abc import Iterator, Mapping

from bantin.config import SITE_TOML, Config
from bantin.config.targets import Target
from bantin.deploy.changes import loses_most_pages, pages_of
from bantin.deploy.manifest import Manifest, Release
from bantin.errors import Problem, problem
from bantin.system.named_tuple import NamedTuple

# RFC 2606 and RFC 6761: reserved names.
_EXAMPLE = re.compile(
    r"(?:.*\.)?(?:example|test|invalid|localhost|example\.(?:com|net|org))|127\.[0-9.]+|0\.0\.0\.0"
)


class Limit(NamedTuple):
    """A host's limits; None if unknown. total, file: in bytes. source: where they are documented."""

    files: int | None = None
    total: int | None = None
    file: int | None = None
    source: str = ""


MIB, GIB = 1 << 20, 1 << 30
LIMITS = {
    "github": Limit(total=GIB, file=100 * MIB, source="GitHub Pages limits, November 2026"),
    "cloudflare": Limit(files=20_000, file=25 * MIB, source="Cloudflare Pages, free plan, November 2026"),
    "gitlab": Limit(total=GIB, source="GitLab.com, November 2026; own servers often take 100 MB"),
}


# What `init` writes for an office to replace: values of site.toml, and words of its pages.
_SAMPLE_VALUES = (
    "Tên cơ quan chủ quản",
    "Chức danh người phụ trách",
    "Số nhà, đường, phường hoặc xã, tỉnh",
    "0000 000 000",
    "banbientap@bantin.example",
    "mailto:banbientap@bantin.example",
    "Số, ngày cấp, nơi cấp",
)
_SAMPLE_WORDS = {
    "gioi-thieu.md": ("Đây là trang mẫu",),
    "lien-he.md": ("banbientap@bantin.example", "0000 000 000"),
    os.path.join("tin-tuc", "ban-tin-len-mang.md"): ("Đây là bài mẫu",),
}


class DeploySubject(NamedTuple):
    """A built site and its target. address_line: of `address` in site.toml.

    redirects_left: number of old addresses above the server's limit, 0 if that is accepted.
    """

    config: Config
    address_line: int
    target: Target
    release: Release
    has_drafts: bool
    redirects_left: int


def of_site(subject: DeploySubject) -> Iterator[Problem]:
    """Yield the problems of a built site that do not depend on the published one."""
    config, address_line, target, release, has_drafts, redirects_left = subject
    if not pages_of(release.files):
        yield problem("output", 0, "deploy-empty")
        return
    if has_drafts:
        yield problem("output", 0, "deploy-drafts")
    host = re.sub(r"^https?://|:\d+$", "", config.origin)
    if _EXAMPLE.fullmatch(host):
        yield problem(SITE_TOML, address_line, "deploy-example", host=host)
    elif (built := built_for(release)) and built != config.origin + config.base:
        yield problem("output", 0, "deploy-other-address", built=built, now=config.origin + config.base)
    yield from _samples_left(config)
    if redirects_left:
        yield problem("output", 0, "deploy-too-many-redirects", count=redirects_left, server=target.server)
    yield from _over_limits(LIMITS.get(target.server, Limit()), release, target)


def of_change(release: Manifest, published: Manifest) -> Iterator[Problem]:
    """Yield suspicious differences between the published site and the release."""
    if published and "index.html" not in published:  # such as the branch with the site's sources
        yield problem("output", 0, "deploy-foreign", count=len(published), name=min(published))
    if lost := loses_most_pages(release, published):
        gone, standing = lost
        yield problem("output", 0, "deploy-loses-pages", gone=gone, standing=standing)


def built_for(release: Release) -> str:
    """Return the URL that the site was built for, from its robots.txt; "" if that has none."""
    if "robots.txt" not in release.files:
        return ""
    with open(release.files["robots.txt"].path, encoding="utf-8", errors="replace") as file:
        match = re.search(r"^Sitemap: (https?://\S+/)sitemap\.xml$", file.read(), re.MULTILINE)
    return match[1] if match else ""


def _samples_left(config: Config) -> Iterator[Problem]:
    """Yield the lines of settings and pages that are as `init` wrote them."""
    values = {f'"{value}"': value for value in _SAMPLE_VALUES}
    yield from _lines_with(values, os.path.join(config.site, SITE_TOML), SITE_TOML)
    for name, words in _SAMPLE_WORDS.items():
        samples = {word: word for word in words}
        yield from _lines_with(samples, os.path.join(config.content, name), f"content/{name}")


def _lines_with(samples: Mapping[str, str], path: str, shown_path: str) -> Iterator[Problem]:
    """Yield a problem for each sample in a file. samples: as written in it, to what is reported."""
    if not os.path.isfile(path):
        return
    with open(path, encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            for written, value in samples.items():
                if written in line and not line.startswith("#"):
                    yield problem(shown_path, number, "deploy-placeholder", value=value)


def _over_limits(limit: Limit, release: Release, target: Target) -> Iterator[Problem]:
    sizes = {name: file.size for name, file in release.files.items()}
    arguments = {"server": target.server, "source": limit.source}
    if limit.files is not None and len(sizes) > limit.files:
        yield problem("output", 0, "deploy-too-many", count=len(sizes), limit=limit.files, **arguments)
    if limit.total is not None and sum(sizes.values()) > limit.total:
        total = sum(sizes.values())
        yield problem("output", 0, "deploy-too-large", size=_mib(total), limit=_mib(limit.total), **arguments)
    for name, size in sizes.items():
        if limit.file is not None and size > limit.file:
            name = os.path.join("output", name)
            yield problem(
                name, 0, "deploy-file-too-large", size=_mib(size), limit=_mib(limit.file), **arguments
            )


def _mib(size: int) -> str:
    return f"{size / MIB:.0f} MiB"
