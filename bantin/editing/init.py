"""`init`: create a new site with settings, sections, standalone pages and a sample article."""

import json
import os
import re
import shutil
from datetime import datetime

from bantin import config
from bantin.errors import ContentError, UsageError
from bantin.i18n import gettext
from bantin.system.named_tuple import NamedTuple

ZONE = "Asia/Ho_Chi_Minh"  # of a new site

_STARTER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "starter")
_TOKEN = re.compile(r"@([A-Z]+?)(_TEXT)?@")

# Build tools often omit hidden files from a wheel.
_HIDDEN = "dot-"


class Office(NamedTuple):
    """The values of a new site. place: "tỉnh Lai Châu".

    engine: the requirement for pip, "bantin==0.1.0", or the path of a wheel, which is copied into the site.
    """

    name: str = "Cải cách hành chính"
    place: str = ""
    address: str = "https://bantin.example/"
    office: str = "Tên cơ quan chủ quản"
    email: str = "banbientap@bantin.example"
    phone: str = "0000 000 000"
    engine: str = "bantin"

    def has_wheel(self) -> bool:
        """Tell whether the engine is a wheel's path, not a requirement with a URL."""
        return self.engine.endswith(".whl") and "://" not in self.engine

    def values(self, now: datetime) -> dict[str, str]:
        """Return the value of each token in the starter's files."""
        masthead = _bulletin(self.place) if self.place else ""
        title = _bulletin(self.name)
        if self.place.casefold() not in title.casefold():
            title = f"{title} {self.place}"
        return {
            "NAME": self.name,
            "PLACE": masthead,
            "TITLE": title,
            "DESCRIPTION": f"{title}: tin tức, một cửa, chuyển đổi số và các chỉ số hằng năm.",
            "ADDRESS": self.address,
            "OFFICE": self.office,
            "PHONE": self.phone,
            "EMAIL": self.email,
            "MAILTO": f"mailto:{self.email}",
            "ENGINE": f"./{os.path.basename(self.engine)}" if self.has_wheel() else self.engine,
            "NOW": f"{now:%Y-%m-%dT%H:%M}",
        }


def _bulletin(name: str) -> str:
    """Return a name that begins with "Bản tin", as some offices write theirs already."""
    return name if name.casefold().startswith("bản tin") else f"Bản tin {name}"


def create_site(folder: str, office: Office, *, engine: str, now: int) -> list[str]:
    """Create a site in `folder`, which must be missing, or empty except for git's own folder.

    Return the paths of its files, sorted.

    engine: the folder with layouts/ and assets/. now: seconds since 1970. Raises UsageError, and then leaves
    nothing behind.
    """
    folder = os.path.abspath(folder)
    _check_empty(folder)
    office = Office(*(" ".join(value.split()) for value in office))
    if office.has_wheel() and not os.path.isfile(office.engine):
        raise UsageError(gettext("there is no file {path}; correct the path", path=office.engine))
    half = f"{_existing_parent(folder)}/.bantin-init.{os.getpid()}"
    try:
        values = office.values(datetime.fromtimestamp(now, config.read_zone(ZONE)))
        written = [_write(half, path, values) for path in _starter_files()]
        written += _copy_schemas(half, engine)
        if office.has_wheel():
            written.append(shutil.copy(office.engine, half).removeprefix(f"{half}{os.sep}"))
        _check_settings(half, engine)
        _move_into(folder, half)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return sorted(written)


def _move_into(folder: str, half: str) -> None:
    """Move the new site to `folder`, in one step unless that is the clone of an empty repository."""
    os.makedirs(folder, exist_ok=True)
    if os.listdir(folder):
        for name in os.listdir(half):
            os.rename(os.path.join(half, name), os.path.join(folder, name))
    else:
        os.rmdir(folder)
        os.rename(half, folder)


def _check_empty(folder: str) -> None:
    if not os.path.lexists(folder):
        return
    if not os.path.isdir(folder) or os.path.islink(folder):
        raise UsageError(
            gettext("{folder} is not a folder; name one that is empty or does not exist yet", folder=folder)
        )
    if os.listdir(folder) not in ([], [".git"]):
        raise UsageError(
            gettext(
                "{folder} is not empty; name a folder that is empty or does not exist yet",
                folder=folder,
            )
        )


def _existing_parent(folder: str) -> str:
    """Return the nearest existing parent folder, which is most likely on the same file system."""
    above = os.path.dirname(folder)
    while not os.path.isdir(above):
        above = os.path.dirname(above)
    return above


def _starter_files() -> list[str]:
    """Return the starter's files, relative to its folder."""
    return [
        os.path.relpath(os.path.join(folder, name), _STARTER)
        for folder, _, names in os.walk(_STARTER)
        for name in names
    ]


def _write(folder: str, path: str, values: dict[str, str]) -> str:
    """Write one file of the starter with its tokens filled; return its path in the new site."""

    def value(token: re.Match[str]) -> str:
        text = values[token[1]]
        return text if token[2] else json.dumps(text, ensure_ascii=False)

    with open(os.path.join(_STARTER, path), encoding="utf-8") as file:
        text = _TOKEN.sub(value, file.read())
    site_path = os.sep.join(re.sub(f"^{_HIDDEN}", ".", name) for name in path.split(os.sep))
    target = os.path.join(folder, site_path)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return site_path


def _copy_schemas(folder: str, engine: str) -> list[str]:
    """Copy the schemas that .vscode/settings.json refers to; return their paths in the new site.

    An engine that has only layouts and assets has none.
    """
    schemas = os.path.join(engine, "docs", "schemas")
    inside = os.path.join(".vscode", "schemas")
    if not os.path.isdir(schemas):
        return []
    shutil.copytree(schemas, os.path.join(folder, inside))
    return [os.path.join(inside, name) for name in os.listdir(schemas)]


def _check_settings(folder: str, engine: str) -> None:
    """Load the new site.toml. Raises UsageError for an invalid value."""
    try:
        config.load(folder, engine=engine)
    except ContentError as error:
        sentences = [f"{problem.sentence}; {problem.way_out}" for problem in error.problems]
        raise UsageError("\n".join(sentences)) from error
