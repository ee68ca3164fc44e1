"""`new`: create an article with its front matter filled in."""

import os
from contextlib import suppress
from datetime import datetime

from bantin.config import Config, read_zone
from bantin.content.body_lint import PLACEHOLDER
from bantin.content.fields import INDEX, MAX_TITLE, section_of
from bantin.content.tree import scan, section_folders
from bantin.editing.source_text import quoted
from bantin.errors import UsageError
from bantin.i18n import gettext
from bantin.schema.values import nearest
from bantin.text.vietnamese import slug

DRAFT_HINT = "# Xóa dòng dưới đây khi bài đã xong."

_TEXT = """\
---
title: {title}
date: {date}
# Sapo: một, hai câu, in dưới tít. Không có thì danh sách lấy đoạn đầu của bài.
summary: ""
# Mỗi thẻ một dòng, đặt dấu - ở trước.
tags:
# author: Tên người viết
# source: Nguồn tin
# image: ten-anh.jpg
# related:
#   - ten-tep-bai-lien-quan
{hint}
draft: true
---

{placeholder}
"""


def create_article(config: Config, title: str, *, section: str | None, now: int) -> str:
    """Create content/<section>/<slug>.md and return its path. Raises UsageError, also if the file exists.

    section: a folder, address or title; None for the first of the menu. now: seconds since 1970, for `date`.
    """
    title = " ".join(title.split())
    name = slug(title)[:80].strip("-")
    if not name or len(title) > MAX_TITLE:
        raise UsageError(
            gettext("a title needs letters or digits, and at most {limit} characters", limit=MAX_TITLE)
        )
    folder = _folder(config, section)
    path = os.path.join(config.content, folder, f"{name}.md")
    date = datetime.fromtimestamp(now, read_zone(config.zone))
    try:
        with open(path, "x", encoding="utf-8") as file:
            file.write(
                _TEXT.format(
                    placeholder=PLACEHOLDER,
                    title=quoted(title),
                    date=f"{date:%Y-%m-%dT%H:%M}",
                    hint=DRAFT_HINT,
                )
            )
    except FileExistsError as fault:
        raise UsageError(
            gettext("{path} already exists; choose another title", path=os.path.relpath(path))
        ) from fault
    except OSError:  # for example, a full disk: an empty article would make the next try fail
        with suppress(OSError):
            os.unlink(path)
        raise
    return path


def _folder(config: Config, section: str | None) -> str:
    """Return the content folder of a section, named by its path or address. Raises UsageError."""
    tree = scan(config.content, shown_as="content/")
    folders = section_folders(tree.folders)
    if section is None:
        first = [folder for folder in folders if section_of(f"{folder}/") in config.menu[:1]]
        first = first or [folder for folder in folders if f"{folder}/{INDEX}" in tree.files]
        if not first and folders:
            raise UsageError(
                gettext(
                    "no folder has an _index.md; name one with --section: {folders}",
                    folders=", ".join(folders),
                )
            )
        if not first:
            raise UsageError(gettext("there is no section yet; make a folder in content/ with an _index.md"))
        return first[0]
    wanted = section.strip("/").removeprefix(f"{os.path.basename(config.content)}/")
    by_title = "/".join(map(slug, wanted.split("/")))
    for folder in folders:
        if wanted == folder or section_of(f"{folder}/") in (wanted, by_title):
            return folder
    guess = nearest(wanted, folders)
    if guess:
        raise UsageError(
            gettext("there is no section {section}; did you mean {guess}?", section=section, guess=guess)
        )
    raise UsageError(
        gettext(
            "there is no section {section}; the sections are {folders}",
            section=section,
            folders=", ".join(folders),
        )
    )
