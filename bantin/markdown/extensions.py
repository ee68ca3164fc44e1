"""Run Python-Markdown's extensions for syntax that GitHub's Markdown does not have: abbreviations.

Python-Markdown runs them over a tree. Here it is the tree of the safe HTML, so that all texts share one
dialect, and a text without abbreviations is unchanged.
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
    """Return safe HTML, as nh3 writes it, after the extensions have run."""
    markdown = Markdown(extensions=[_OverSafeHtml()])
    markdown.serializer = _written
    return markdown.convert(safe)


class _OverSafeHtml(Extension):
    """Replaces Python-Markdown's own dialect: converts HTML to a tree, and finds the abbreviations in it."""

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
    """Parses safe HTML in place of Markdown."""

    def parseDocument(self, lines: Iterable[str]) -> ElementTree.ElementTree:  # noqa: N802 - Python-Markdown's name
        """Return the tree of safe HTML.

        In its texts `&` still begins an entity, so that none is decoded twice.
        """
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
    """Removes definitions such as `*[UBND]: Ủy ban nhân dân`.

    Python-Markdown searches lines, which a tree does not have.
    """

    def __init__(self, abbreviations: dict[str, str]) -> None:
        super().__init__()
        self._abbreviations = abbreviations

    def run(self, root: ElementTree.Element) -> None:
        for parent in list(root.iter()):
            for paragraph in parent.findall("p"):
                if self._take_from(paragraph):
                    parent.remove(paragraph)

    def _take_from(self, paragraph: ElementTree.Element) -> bool:
        """Remove definitions from a paragraph; tell whether it is empty now and nothing follows it."""
        text = "".join(paragraph.itertext())
        definitions = DEFINITION.findall(text)
        rest = DEFINITION.sub("", text).strip()
        if not definitions or (len(paragraph) and rest):
            return False
        self._abbreviations.update({word.strip(): meaning.strip() for word, meaning in definitions})
        del paragraph[:]
        paragraph.text = rest
        return not rest and not (paragraph.tail or "").strip()
