"""Small sites with lists, and what readers see of them."""

from tests.conftest import Site
from tests.trees import Node, read_tree


def page(site: Site, path: str) -> Node:
    return read_tree(site.page(path))


def titles(site: Site, path: str, selector: str = ".card__title") -> list[str]:
    return page(site, path).texts(selector)


def names(node: Node) -> list[str]:
    return [a.text for a in node.all("a")]


def links(node: Node) -> list[tuple[str, str]]:
    """Return the links of a node with their text."""
    return [(a.attributes["href"], a.text) for a in node.all("a")]


def news(site: Site, count: int) -> None:
    """Write articles "Bài 1" (1 July 2026) to "Bài <count>", a day apart, in the section tin/."""
    site.section("content/tin", title="Tin tức")
    for number in range(1, count + 1):
        site.article(f"content/tin/bai-{number}.md", title=f"Bài {number}", date=f"2026-07-{number:02}")


def settings(site: Site, more: str) -> None:
    site.write("site.toml", f'name = "Bản tin thử"\naddress = "https://thu.example/"\n{more}\n')
