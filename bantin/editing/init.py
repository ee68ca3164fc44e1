"""A new office's own bulletin: settings, sections, standing pages and a sample article, the engine apart."""

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

# In a wheel, hidden files are easily left out.
_HIDDEN = "dot-"


class Office(NamedTuple):
    """Whose bulletin it is. place: "tỉnh Lai Châu". engine: what pip installs there, as "bantin==0.1.0"."""

    name: str = "Cải cách hành chính"
    place: str = ""
    address: str = "https://bantin.example/"
    office: str = "Tên cơ quan chủ quản"
    email: str = "banbientap@bantin.example"
    phone: str = "0000 000 000"
    engine: str = "bantin"

    def values(self, now: datetime) -> dict[str, str]:
        """What stands for each token of the starter's files."""
        masthead = f"Bản tin {self.place}" if self.place else ""
        title = " ".join(filter(None, ("Bản tin", self.name, self.place)))
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
            "ENGINE": self.engine,
            "NOW": f"{now:%Y-%m-%dT%H:%M}",
        }


def begin(folder: str, office: Office, *, engine: str, now: int) -> list[str]:
    """Make the site in `folder`, which must be empty or not be there. Give the paths made, sorted.

    Raises UsageError, and then leaves nothing behind.
    """
    folder = os.path.abspath(folder)
    _refuse_what_holds_anything(folder)
    office = Office(*(" ".join(value.split()) for value in office))
    half = f"{_nearest_above(folder)}/.bantin-init.{os.getpid()}"
    try:
        values = office.values(datetime.fromtimestamp(now, config.read_zone(ZONE)))
        made = [_write(half, path, values) for path in _paths()]
        _check(half, engine)
        os.makedirs(folder, exist_ok=True)
        os.rmdir(folder)
        os.rename(half, folder)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return sorted(made)


def _refuse_what_holds_anything(folder: str) -> None:
    if not os.path.lexists(folder):
        return
    if not os.path.isdir(folder) or os.path.islink(folder):
        raise UsageError(
            gettext("{folder} is no folder; name one that is empty, or not there yet", folder=folder)
        )
    if os.listdir(folder):
        raise UsageError(
            gettext(
                "{folder} holds something already; name a folder that is empty, or not there yet",
                folder=folder,
            )
        )


def _nearest_above(folder: str) -> str:
    """The lowest folder above that is there: on the same file system, in all likelihood."""
    above = os.path.dirname(folder)
    while not os.path.isdir(above):
        above = os.path.dirname(above)
    return above


def _paths() -> list[str]:
    """The starter's files, relative to its folder."""
    return [
        os.path.relpath(os.path.join(folder, name), _STARTER)
        for folder, _, names in os.walk(_STARTER)
        for name in names
    ]


def _write(folder: str, path: str, values: dict[str, str]) -> str:
    """Write one file of the starter with its tokens filled in; give its path in the new site."""

    def value(token: re.Match[str]) -> str:
        text = values[token[1]]
        return text if token[2] else json.dumps(text, ensure_ascii=False)

    with open(os.path.join(_STARTER, path), encoding="utf-8") as file:
        text = _TOKEN.sub(value, file.read())
    own = os.sep.join(re.sub(f"^{_HIDDEN}", ".", name) for name in path.split(os.sep))
    target = os.path.join(folder, own)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return own


def _check(folder: str, engine: str) -> None:
    """Raises UsageError for a value that site.toml does not take."""
    try:
        config.load(folder, engine=engine)
    except ContentError as error:
        sentences = [f"{problem.sentence}; {problem.way_out}" for problem in error.problems]
        raise UsageError("\n".join(sentences)) from error
