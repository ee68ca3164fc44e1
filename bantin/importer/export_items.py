"""The items of an XML export: which of them are articles, and which are drafts.

WordPress has a type and a status of each item. Blogger's backups hold comments, settings and templates beside
posts: until 2024 a category of a scheme of its own names the kind, since then elements do (`blogger:type`).
"""

import re

from bantin.text.vietnamese import fold

Item = dict[str, list[str]]  # texts by the names of their elements

_FEWEST_WORDS = 60  # of a whole article; feeds of portals print about 30 of each
_STATUSES = frozenset(("publish", "live", "draft", "scheduled", "future", "pending", "private"))


def first(item: Item, *names: str) -> str:
    """Return the first text of the first element that has one; "" if none has."""
    return next((item[name][0] for name in names if item.get(name)), "")


def category_name(attributes: dict[str, str]) -> str:
    """Return the name under which an item keeps a category: "category:" and what the category is.

    That is WordPress's domain, "post_tag" for a label of Blogger, or "kind" for Blogger's kind of item.
    """
    scheme = attributes.get("scheme", "")
    if scheme.endswith("/g/2005#kind"):
        return "category:kind"
    if scheme.startswith(("http://www.blogger.com/", "tag:blogger.com,")):
        return "category:post_tag"
    return f"category:{attributes.get('domain') or 'category'}"


_NO_SECTION = frozenset(("uncategorized", "chua phan loai", "chua duoc phan loai", "khong phan loai"))


def categories_of(item: Item) -> list[str]:
    """Return an item's categories without the one that WordPress gives to posts that have none."""
    return [name for name in item.get("category:category", []) if fold(name) not in _NO_SECTION]


def is_article(item: Item) -> bool:
    """Tell whether an item is a post or a page that was not thrown away."""
    return _kind(item) in ("", "post", "page") and _status(item) in _STATUSES


def is_standalone(item: Item) -> bool:
    """Tell whether an item is a page such as "Giới thiệu", not an article."""
    return _kind(item) == "page"


def is_draft(item: Item) -> bool:
    """Tell whether readers did not see an item, or only those who knew a password."""
    return _status(item) not in ("publish", "live") or bool(first(item, "wp:post_password"))


# What WordPress and its common plugins keep as posts besides articles; others may be articles of a theme.
_NO_ARTICLES = re.compile(
    r"attachment|nav_menu_item|revision|custom_css|customize_changeset|oembed_cache|user_request|wp_\w+|acf-.*|"
    r"elementor_\w+|wpcf7_\w+|shop_\w+|product\w*|popup\w*|.*_(?:template|library|form|slider?)s?|slides?|sliders?|forms?"
)


def unknown_type(item: Item) -> str:
    """Return the type of an item that readers saw, that is not imported and may be an article; else ""."""
    kind = first(item, "wp:post_type")
    is_known = kind in ("", "post", "page") or _NO_ARTICLES.fullmatch(kind)
    return "" if is_known or _status(item) != "publish" else kind


def has_only_summary(item: Item) -> bool:
    """Tell whether a feed gives a summary in place of the text."""
    is_feed = not first(item, "wp:post_type", "content:encoded", "content")
    return is_feed and len(first(item, "description", "summary").split()) < _FEWEST_WORDS


def _kind(item: Item) -> str:
    """Return the type of an item of WordPress or Blogger, in lower case; "" for one of a feed."""
    kind = first(item, "wp:post_type", "blogger:type") or first(item, "category:kind").rpartition("#")[2]
    return kind.lower()


def _status(item: Item) -> str:
    if first(item, "app:draft") == "yes":
        return "draft"
    return first(item, "wp:status", "blogger:status").lower() or "publish"
