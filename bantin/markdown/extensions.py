"""Python-Markdown's extensions, for what GitHub's Markdown has no signs for: abbreviations.

Python-Markdown runs them over a tree. Here the tree is that of the safe HTML, so that every text is one
dialect, and a text without abbreviations comes out as it went in.
"""

import re
from collections.abc import Iterable
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, Registry

DEFINITION = re.compile(r"^\*\[([^\]\\\n]+)\] ?: *(\S[^\n]*)$", re.MULTILINE)
# XML makes spaces of these in attributes, unless they are written as references.
_LINE_END_IN_ATTRIBUTE = re.compile(r'="[^"<>]*[\n\t][^"<>]*"')
_KEPT = {ord("\n"): "&#10;", ord("\t"): "&#9;"}
_VOID = re.compile(r"<((?:br|col|hr|img)(?: [^<>]*)?)>")


def run(safe: str) -> str:
    """Safe HTML as nh3 writes it, with what the extensions make of it."""
    markdown = Markdown(extensions=[_OverSafeHtml()])
    markdown.serializer = _written
    return markdown.convert(safe)


class _OverSafeHtml(Extension):
    """In place of Python-Markdown's own dialect: HTML to a tree, and the abbreviations in it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.preprocessors = Registry()
        md.inlinePatterns = Registry()
        md.treeprocessors = Registry()
        md.postprocessors = Registry()
        md.parser = _TreeParser(md)
        abbreviations: dict[str, str] = {}
        md.treeprocessors.register(_Definitions(abbreviations), "definitions", 10)
        md.treeprocessors.register(AbbrTreeprocessor(md, abbreviations), "abbr", 7)


class _TreeParser(BlockParser):
    def parseDocument(self, lines: Iterable[str]) -> ElementTree.ElementTree:  # noqa: N802 - Python-Markdown's name
        """The tree of safe HTML; in its texts `&` still begins an entity, so that none is read twice."""
        well_formed = _VOID.sub(r"<\1/>", "\n".join(lines).replace("&", "&amp;"))
        well_formed = _LINE_END_IN_ATTRIBUTE.sub(lambda match: match[0].translate(_KEPT), well_formed)
        root = ElementTree.fromstring(f"<div>{well_formed}</div>")  # noqa: S314 - HTML that nh3 has written
        for code in root.iter("code"):
            for element in code.iter():
                element.text = AtomicString(element.text or "")
                element.tail = AtomicString(element.tail or "") if element is not code else element.tail
        return ElementTree.ElementTree(root)


def _written(root: ElementTree.Element) -> str:
    return ElementTree.tostring(root, encoding="unicode", method="html").replace("&amp;", "&")


class _Definitions(Treeprocessor):
    """Takes `*[UBND]: Ủy ban nhân dân` out; Python-Markdown looks for lines, and a tree has none."""

    def __init__(self, abbreviations: dict[str, str]) -> None:
        super().__init__()
        self._abbreviations = abbreviations

    def run(self, root: ElementTree.Element) -> None:
        for parent in list(root.iter()):
            for paragraph in parent.findall("p"):
                if self._take_from(paragraph):
                    parent.remove(paragraph)

    def _take_from(self, paragraph: ElementTree.Element) -> bool:
        """Whether nothing is left of a paragraph, and nothing stands behind it."""
        text = "".join(paragraph.itertext())
        definitions = DEFINITION.findall(text)
        rest = DEFINITION.sub("", text).strip()
        if not definitions or (len(paragraph) and rest):
            return False
        self._abbreviations.update({word.strip(): meaning.strip() for word, meaning in definitions})
        del paragraph[:]
        paragraph.text = rest
        return not rest and not (paragraph.tail or "").strip()
