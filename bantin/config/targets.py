"""The tables [deploy.NAME] of site.toml: where a finished site is taken to. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bantin.schema.values import FieldError, nearest
from bantin.system.named_tuple import NamedTuple

SERVERS = ("nginx", "apache", "caddy", "iis", "netlify", "cloudflare", "gitlab", "github")

SERVE_COMPRESSED = ("nginx", "caddy", "gitlab")  # hand out `.br` and `.gz` that lie beside a file


class Target(NamedTuple):
    """Where a site is taken to, and how. Holds no secrets: those come from the environment.

    kind: a key of KINDS. server: what serves it there, one of SERVERS or "". compress: have `.br` and `.gz`
    lie beside files. path: a folder on the host; of kind "folder" one here, read from the site's own.
    keep: releases that stay. port: 0 for the usual one.
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


class Deployment(NamedTuple):
    """What site.toml says of deploying. address_line: where `address` stands, 0 where it does not."""

    targets: tuple[Target, ...]
    address_line: int


class Kind(NamedTuple):
    """needs: options that must be there. takes: those that may."""

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
    """A text of this form, not beginning with a hyphen, which programs would take for an option."""

    def read(value: Any) -> str:
        if not (isinstance(value, str) and len(value) <= 500 and re.fullmatch(f"(?!-){pattern}", value)):
            raise FieldError("target-value", value=value, like=example)
        return value

    return read


def _one_of(names: tuple[str, ...]) -> Callable[[Any], object]:
    def read(value: Any) -> str:
        if value not in names:
            raise FieldError("not-among", value=value, known=names)
        return str(value)

    return read


def _number(least: int, most: int) -> Callable[[Any], object]:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise FieldError("target-number", value=value, least=least, most=most)
        return value

    return read


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise FieldError("not-yes-or-no", value=value)
    return value


_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
_PATH = r"[^\x00-\x1f\x7f\\'\"]+"
_OPTIONS: dict[str, Callable[[Any], object]] = {
    "kind": _one_of(tuple(KINDS)),
    "server": _one_of(SERVERS),
    "compress": _boolean,
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

# Names that options with secrets have in other programs, and what secrets of well-known services look like.
_SECRET_NAME = re.compile(
    r"pass(?:word|wd|phrase)?|secret|token|(?:(?:api|access|private|secret|ssh)_?)+key(?:_?id)?", re.I
)
_SECRET = re.compile(
    r"-----BEGIN|AKIA[0-9A-Z]{12}|gh[pousr]_[A-Za-z0-9]{20}|github_pat_|glpat-|://[^/@\s:]+:[^/@\s]+@"
)

# A key or an index for each table on the way to a value, as in `schema.toml_lines`.
_Fault = tuple[tuple[str, ...], FieldError]


def read_targets(tables: Mapping[str, Any]) -> tuple[tuple[Target, ...], list[_Fault]]:
    """Return the targets that hold, and each fault with the way to it from `deploy`."""
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
                yield (name, key), FieldError(fault.code, **{"field": key, **fault.args_})
        elif not _SECRET_NAME.fullmatch(key):
            guess = nearest(key, allowed)
            code = "unknown-field-near" if guess else "unknown-field"
            yield (name, key), FieldError(code, field=key, guess=guess, known=tuple(sorted(allowed)))
    if table.get("compress") is True and table.get("server") not in SERVE_COMPRESSED:
        yield (name, "compress"), FieldError("target-compress", servers=SERVE_COMPRESSED)
    for needed in kind.needs if kind else ():
        if needed not in table:
            yield (name,), FieldError("target-needs", target=name, name=needed, like="…")
