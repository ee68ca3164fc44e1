"""Bring the catalogues up to date with the code: `make messages`.

Takes every sentence there is: MESSAGES and FAULTS (each under its code as context), what libraries say, the
inputs of pages, and the first argument of each call of `gettext`, `ngettext` and `marked` in bantin/. A
sentence that has changed is a new one, to be translated anew; one that is gone is dropped.
"""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

import bantin
from bantin.i18n import DOMAIN, LOCALES
from bantin.i18n.messages import FAULTS, MESSAGES
from bantin.i18n.reasons import ARGPARSE, INPUTS, REASONS

_FUNCTIONS = {"gettext": 1, "ngettext": 2, "marked": 1}  # and how many sentences each takes
_WIDTH = 110
_HEAD = """\
# Written by `make messages`; what stands behind msgstr is written by hand.
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
    """Every sentence, untranslated."""
    catalogue = Catalog(project="bantin", charset="utf-8")
    for code, sentences in (*MESSAGES.items(), *FAULTS.items()):
        for sentence in sentences:
            catalogue.add(sentence, context=code)
    for file, message in _in_code():
        catalogue.add(message, locations=[(file, 0)])
    for sentence in (*ARGPARSE, *REASONS, *INPUTS):
        catalogue.add(sentence, locations=[("i18n/reasons.py", 0)])
    return catalogue


def _in_code() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """File and sentence of each call; babel's own extractor does not look into f-strings."""
    for path in sorted(Path(bantin.__file__).parent.rglob("*.py")):
        file = path.relative_to(Path(bantin.__file__).parent).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS:
                given = node.args[: _FUNCTIONS[node.func.id]]
                texts = tuple(str(one.value) for one in given if isinstance(one, ast.Constant))
                if texts:
                    yield file, texts if len(given) > 1 else texts[0]


def catalogue_of(name: str) -> Catalog:
    """The catalogue of a language as it is in the repository; an empty one where there is none yet."""
    try:
        with open(_path(name), "rb") as file:
            return read_po(file, locale=name, domain=DOMAIN)
    except FileNotFoundError:
        return Catalog(locale=name, domain=DOMAIN, charset="utf-8")


def update(name: str) -> None:
    catalogue = catalogue_of(name)
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    write(name, catalogue)


def write(name: str, catalogue: Catalog) -> None:
    """Without dates and line numbers, so that two people's additions can be merged."""
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
