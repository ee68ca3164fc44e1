"""Pages as trees, for tests that examine what a reader sees."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(eq=False, repr=False)
class Node:
    """An element.

    text: all text in it, with single spaces. raw: the same with its spaces as they are.
    """

    tag: str
    attributes: dict[str, str]
    children: list["Node | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, selector: str) -> list["Node"]:
        """Return this element and those below it that match.

        selector: `tag`, `.class`, `tag.class` or a list: "h1,h2".
        """
        wanted = [part.partition(".") for part in selector.split(",")]
        return [
            node
            for node in self.walk()
            if any(tag in ("", node.tag) and name in ("", *node.classes) for tag, _, name in wanted)
        ]

    def one(self, selector: str) -> "Node":
        [node] = self.all(selector)
        return node

    def texts(self, selector: str) -> list[str]:
        return [node.text for node in self.all(selector)]

    def hrefs(self) -> list[str]:
        return [a.attributes["href"] for a in self.all("a")]

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @cached_property
    def raw(self) -> str:
        return "".join(child if isinstance(child, str) else child.raw for child in self.children)

    @property
    def text(self) -> str:
        return " ".join(self.raw.split())

    def __repr__(self) -> str:
        return f"<{self.tag}> {self.text[:60]}"


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        opened = self.open.pop().tag
        assert opened == tag, f"<{opened}> is ended by </{tag}>"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_tree(html: str) -> Node:
    """Return the page below a node without a tag; every element must be closed where it was opened."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    [root] = builder.open
    return root


def read_site(output: Path) -> dict[str, Node]:
    """Return every page of a built site by its URL, such as "/" and "/tin/hop-bao.html"."""
    return {
        "/" + path.relative_to(output).as_posix().removesuffix("index.html"): read_tree(
            path.read_text("utf-8")
        )
        for path in sorted(output.rglob("*.html"))
    }


def meta(page: Node, name: str) -> str:
    """Return the content of a `<meta>` by its name or property; "" if there is none."""
    named = [node.attributes for node in page.all("meta")]
    contents = [node["content"] for node in named if name in (node.get("property"), node.get("name"))]
    return contents[0] if contents else ""


def block(page: Node, title: str) -> list[Node]:
    """Return the section of a page with this heading, as a list of at most one."""
    return [node for node in page.all("section") if node.texts("h2")[:1] == [title]]


def outline(node: Node) -> Iterator[tuple[int, str]]:
    """Return the levels of the headings, and 0 for text between them."""
    for child in node.children:
        if isinstance(child, str):
            if child.strip():
                yield 0, child
        elif child.tag in ("h1", "h2", "h3", "h4"):
            yield int(child.tag[1]), child.text
        else:
            yield from outline(child)
