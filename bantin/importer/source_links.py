"""Find the imported article that a link in a saved file names: by the file it was made of, or its address."""

import posixpath
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from bantin.urls import composed

_BUNDLE = ("index", "_index")


class SourceLinks:
    """The imported files by their paths, without endings, as saved: "hugo/content/posts/bai-hai"."""

    def __init__(self, paths_by_source: Iterable[tuple[str, str]]) -> None:
        """paths_by_source: (saved file, path of its article in content/) pairs."""
        self._paths: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        for source, path in paths_by_source:
            name = _without_ending(composed(source))
            self._paths[name] = path
            self._by_name.setdefault(posixpath.basename(name), []).append(name)

    def beside(self, target: str, source: str) -> str:
        """Return the path of the article of the very file that `target` names from `source`, or ""."""
        written = composed(unquote(target.partition("#")[0].partition("?")[0]))
        if not written or "://" in written or written.startswith("/"):
            return ""
        folder = posixpath.dirname(composed(source))
        return self._paths.get(
            posixpath.normpath(posixpath.join(folder, _without_ending(written.rstrip("/")))), ""
        )

    def find(self, target: str, source: str) -> str:
        """Return the path of the article that `target` in the saved file `source` leads to, or ""."""
        written = composed(unquote(target.partition("#")[0].partition("?")[0]))
        if not written or "://" in written:
            return ""
        name = _without_ending(written.rstrip("/"))
        if path := self.beside(target, source):
            return path
        tail = "/" + posixpath.normpath(name).lstrip("./")
        names = [other for other in self._by_name.get(posixpath.basename(tail), ()) if other.endswith(tail)]
        return self._paths[names[0]] if len(names) == 1 else ""


def _without_ending(path: str) -> str:
    """Return a path without its ending, and without the name that a bundle's file has in its folder."""
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0] if name.endswith((".md", ".markdown", ".html")) else name
    return folder if stem in _BUNDLE and folder else f"{folder}/{stem}" if folder or path[:1] == "/" else stem


def by_address(target: str, find: Callable[[str], str]) -> str:
    """Return what `find` returns for an address of the old site in any of its forms; "" for none."""
    if not target.startswith("/"):
        return ""
    path = target.partition("#")[0].rstrip("/")
    stem = path.removesuffix(".html")
    return next(
        (found for form in (target, path, f"{stem}/", f"{stem}.html", stem) if (found := find(form))), ""
    )
