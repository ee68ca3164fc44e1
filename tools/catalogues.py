"""Bring the catalogues up to date with the code: `make messages`.

The sentences are: MESSAGES and OS_ERRORS (with their codes as contexts), the words of libraries, the names of
the inputs of pages, and the first argument of each call of `gettext`, `ngettext` and `marked` in bantin/. A
changed sentence counts as a new one and needs a new translation; a deleted one is dropped.
"""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

import bantin
from bantin.cache.fingerprints import COMMON_INPUTS
from bantin.i18n import DOMAIN, LOCALES
from bantin.i18n.messages import MESSAGES
from bantin.i18n.os_errors import OS_ERRORS
from bantin.i18n.reasons import ARGPARSE, REASONS
from bantin.pages import KINDS, input_names

_FUNCTIONS = {"gettext": 1, "ngettext": 2, "marked": 1}  # and how many sentences each takes
_WIDTH = 110
_HEAD = """\
# Written by `make messages`; what follows msgstr is written by hand.
msgid ""
msgstr ""
"Project-Id-Version: bantin\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def template() -> Catalog:
    """Return every sentence, untranslated."""
    catalogue = Catalog(project="bantin", charset="utf-8")
    for code, sentences in (*MESSAGES.items(), *OS_ERRORS.items()):
        for sentence in sentences:
            catalogue.add(sentence, context=code)
    for file, message in _in_code():
        catalogue.add(message, locations=[(file, 0)])
    for sentence in (*ARGPARSE, *REASONS):
        catalogue.add(sentence, locations=[("i18n/reasons.py", 0)])
    for name in sorted({*COMMON_INPUTS, *(name for kind in KINDS for name in input_names(kind))}):
        catalogue.add(name, locations=[("pages/kinds.py", 0)])
    return catalogue


def _in_code() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Yield the file and the sentences of each call; babel's own extractor does not look into f-strings."""
    for path in sorted(Path(bantin.__file__).parent.rglob("*.py")):
        file = path.relative_to(Path(bantin.__file__).parent).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS:
                arguments = node.args[: _FUNCTIONS[node.func.id]]
                texts = tuple(str(text.value) for text in arguments if isinstance(text, ast.Constant))
                if texts:
                    yield file, texts if len(arguments) > 1 else texts[0]


def catalogue_of(name: str) -> Catalog:
    """Return the catalogue of a language as it is in the repository; an empty one if there is none yet."""
    try:
        with open(_path(name), "rb") as file:
            return read_po(file, locale=name, domain=DOMAIN)
    except FileNotFoundError:
        return Catalog(locale=name, domain=DOMAIN, charset="utf-8")


def update(name: str) -> None:
    """Add the new sentences of the code to the catalogue of a language, and drop those that are gone."""
    catalogue = catalogue_of(name)
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    write(name, catalogue)


def write(name: str, catalogue: Catalog) -> None:
    """Write a catalogue without dates and line numbers, so that the additions of two people can be merged."""
    for message in catalogue:
        message.flags &= {"fuzzy"}
    os.makedirs(os.path.dirname(_path(name)), exist_ok=True)
    with open(_path(name), "wb") as file:
        file.write(_HEAD.format(language=name, plurals=catalogue.plural_forms).encode())
        write_po(file, catalogue, width=_WIDTH, omit_header=True, include_lineno=False)


def _path(name: str) -> str:
    return os.path.join(LOCALES, name, "LC_MESSAGES", f"{DOMAIN}.po")


if __name__ == "__main__":
    for language in sorted(os.listdir(LOCALES)):
        update(language)
