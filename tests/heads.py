"""The head of a page, as tests look at it."""

import json
from html.parser import HTMLParser
from typing import Any


class Head(HTMLParser):
    """meta: name or property to content. links: rel to href. scripts: type and text of each."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.links: dict[str, list[str]] = {}
        self.scripts: list[tuple[str, str]] = []
        self._inside = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = given.get("name") or given.get("property") or given.get("http-equiv", "")
            assert name not in self.meta, f"{name} stands there twice"
            self.meta[name] = given.get("content", "")
        elif tag == "link":
            self.links.setdefault(given["rel"], []).append(given["href"])
        elif tag == "script":
            self.scripts.append((given.get("type", ""), ""))
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            kind, before = self.scripts[-1]
            self.scripts[-1] = (kind, before + data)

    @property
    def data(self) -> dict[str, dict[str, Any]]:
        [text] = [text for kind, text in self.scripts if kind == "application/ld+json"]
        graph = json.loads(text)
        assert graph["@context"] == "https://schema.org"
        return {node["@type"]: node for node in graph["@graph"]}
