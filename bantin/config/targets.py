"""The tables [deploy.NAME] of site.toml: deploy targets."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bantin.config.converters import boolean
from bantin.schema.values import FieldError, nearest, not_among
from bantin.system.named_tuple import NamedTuple

SERVERS = ("nginx", "apache", "caddy", "iis", "netlify", "cloudflare", "gitlab", "github")

SERVE_COMPRESSED = ("nginx", "caddy", "gitlab")  # servers that send `.br` and `.gz` files next to a file


class Target(NamedTuple):
    """A deploy target. It holds no secrets: those come from the environment.

    kind: a key of KINDS. server: the web server, one of SERVERS or "". compress: whether to add `.br` and
    `.gz` files. path: a folder on the host; for kind "folder" on this machine, relative to the site folder.
    keep: number of releases to keep. port: 0 for the default one.
    """

    name: str
    kind: str
    server: str = ""
    compress: bool = False
    path: str = ""
    keep: int = 5
    host: str = ""
    port: int = 0
    user: str = ""
    host_key: str = ""
    tls: str = "explicit"
    connections: int = 4
    bucket: str = ""
    endpoint: str = ""
    region: str = ""
    remote: str = ""
    branch: str = "pages"
    domain: str = ""


# Targets that need no table in site.toml: the host's own CI publishes the folder.
PAGES = {name: Target(name, "folder", server=name, path=".deploy") for name in ("github", "gitlab")}


class Deployment(NamedTuple):
    """The deploy targets of site.toml. address_line: the line of `address`, 0 without one."""

    targets: tuple[Target, ...]
    address_line: int


class Kind(NamedTuple):
    """A kind of target. needs: required options. takes: optional ones."""

    needs: tuple[str, ...]
    takes: tuple[str, ...] = ()


_ALL = ("kind", "server", "compress")
KINDS = {
    "folder": Kind(("path",), ("keep",)),
    "ssh": Kind(("host", "path"), ("user", "port", "host_key", "keep")),
    "sftp": Kind(("host", "path"), ("user", "port", "host_key")),
    "ftps": Kind(("host", "user", "path"), ("port", "tls", "connections")),
    "s3": Kind(("bucket",), ("endpoint", "region", "path")),
    "git": Kind(("remote",), ("branch", "domain", "host_key")),
}


def _matching(pattern: str, example: str) -> Callable[[Any], object]:
    """Return the converter of a text that matches a pattern and does not begin with a hyphen."""

    def read(value: Any) -> str:
        if not (isinstance(value, str) and len(value) <= 500 and re.fullmatch(f"(?!-){pattern}", value)):
            raise FieldError("target-value", value=value, like=example)
        return value

    return read


def _one_of(names: tuple[str, ...]) -> Callable[[Any], object]:
    def read(value: Any) -> str:
        if value not in names:
            raise not_among(value, names)
        return str(value)

    return read


def _number(least: int, most: int) -> Callable[[Any], object]:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise FieldError("target-number", value=value, least=least, most=most)
        return value

    return read


_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
_PATH = r"[^\x00-\x1f\x7f\\'\"]+"
_OPTIONS: dict[str, Callable[[Any], object]] = {
    "kind": _one_of(tuple(KINDS)),
    "server": _one_of(SERVERS),
    "compress": boolean,
    "path": _matching(_PATH, "/srv/bantin"),
    "keep": _number(1, 100),
    "host": _matching(_HOST, "may-chu.ten-mien.vn"),
    "port": _number(1, 65535),
    "user": _matching(r"[A-Za-z0-9._@-]+", "bantin"),
    "host_key": _matching(r"(?:ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/=]+(?: [^\n]*)?", "ssh-ed25519 AAAA…"),
    "tls": _one_of(("explicit", "implicit")),
    "connections": _number(1, 16),
    "bucket": _matching(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", "bantin"),
    "endpoint": _matching(rf"https?://{_HOST}(?::\d+)?", "https://s3.ten-mien.vn"),
    "region": _matching(r"[a-z0-9-]+", "vn-1"),
    "remote": _matching(
        rf"(?:https?://|ssh://|file:///|[A-Za-z0-9._-]+@{_HOST}:|/|\.{{1,2}}/)[^\x00-\x20\x7f\\'\"]*",
        "https://github.com/so-noi-vu/bantin.git",
    ),
    "branch": _matching(r"[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*", "pages"),
    "domain": _matching(_HOST, "ten-mien.vn"),
}

# Names of options that hold secrets in other programs, and the forms of well-known secrets.
_SECRET_NAME = re.compile(
    r"pass(?:word|wd|phrase)?|secret|token|(?:(?:api|access|private|secret|ssh)_?)+key(?:_?id)?", re.I
)
_SECRET = re.compile(
    r"-----BEGIN|AKIA[0-9A-Z]{12}|gh[pousr]_[A-Za-z0-9]{20}|github_pat_|glpat-|://[^/@\s:]+:[^/@\s]+@"
)

# A key or an index for each table on the way to a value, as in `schema.toml_lines`.
_Fault = tuple[tuple[str, ...], FieldError]


def read_targets(tables: Mapping[str, Any]) -> tuple[tuple[Target, ...], list[_Fault]]:
    """Return the valid targets, and each error with its key path below `deploy`."""
    targets, faults = [], []
    for name, table in tables.items():
        problems = list(_faults(name, table))
        faults += problems
        if not problems:
            targets.append(Target(name=name, **table))
    return tuple(targets), faults


def _faults(name: str, table: Any) -> Iterator[_Fault]:
    if not isinstance(table, dict):
        yield (name,), FieldError("not-a-table", field=f"deploy.{name}")
        return
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        yield (name,), FieldError("target-name", value=name)
    for key, value in table.items():
        if _SECRET_NAME.fullmatch(key) or (isinstance(value, str) and _SECRET.search(value)):
            yield (name, key), FieldError("target-secret", field=key)
    kind = KINDS.get(str(table.get("kind")))
    if "kind" not in table:
        yield (name,), FieldError("target-needs", target=name, name="kind", like=next(iter(KINDS)))
    allowed = {*_ALL, *kind.needs, *kind.takes} if kind else {*_OPTIONS}
    for key, value in table.items():
        if key in allowed:
            try:
                _OPTIONS[key](value)
            except FieldError as fault:
                yield (name, key), FieldError(fault.code, **{"field": key, **fault.values})
        elif not _SECRET_NAME.fullmatch(key):
            guess = nearest(key, allowed)
            code = "unknown-field-near" if guess else "unknown-field"
            yield (name, key), FieldError(code, field=key, guess=guess, known=tuple(sorted(allowed)))
    if table.get("compress") is True and table.get("server") not in SERVE_COMPRESSED:
        yield (name, "compress"), FieldError("target-compress", servers=SERVE_COMPRESSED)
    for needed in kind.needs if kind else ():
        if needed not in table:
            yield (name,), FieldError("target-needs", target=name, name=needed, like="…")
