"""Every sentence that an editor reads, in the language of this run.

The source language is English: its sentences stand in the code and in `messages.py`. Every other language is
one gettext catalogue, `locale/LANGUAGE/LC_MESSAGES/bantin.po`, compiled beside it to `bantin.mo` by
`compile.py`. A run speaks one language, which `choose` sets; until then it is English. docs/architecture.md
says how to add a message and how to add a language.
"""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

SOURCE = "en"
DOMAIN = "bantin"
LOCALES = os.path.join(os.path.dirname(__file__), "locale")

# The `{names}` that may be filled with words: what a library says, or one of sayings.SAID.
PHRASES = ("said", "other", "size")

_language = SOURCE
_catalogues: dict[str, "NullTranslations"] = {}


def languages() -> tuple[str, ...]:
    """The languages that there are, English first."""
    return (SOURCE, *sorted(os.listdir(LOCALES)))


def choose(*wishes: str) -> str:
    """Speak the first wish that there is a language for, from now on; else English. Gives its name.

    wishes: language tags or locales, such as "vi", "vi-VN" or "vi_VN.UTF-8"; "" is none.
    """
    global _language
    names = (wish.replace("-", "_").partition("_")[0].partition(".")[0].lower() for wish in wishes)
    _language = next((name for name in names if _is_there(name)), SOURCE)
    return _language


def _is_there(name: str) -> bool:
    return name == SOURCE or (name.isalpha() and os.path.isdir(os.path.join(LOCALES, name)))


def language() -> str:
    return _language


def gettext(english: str, /, **values: object) -> str:
    """A sentence in the language of this run, its `{names}` filled. Braces that stay are doubled.

    What fills PHRASES is translated where it is known.
    """
    if _language == SOURCE:
        return english.format(**values)
    return _catalogue().gettext(english).format(**_translated(values))


def marked(english: str) -> str:
    """The sentence as it is, to be translated where it is shown; here it is found for the catalogues."""
    return english


def ngettext(singular: str, plural: str, count: int, /, **values: object) -> str:
    """As `gettext`, in the form for that number, which fills `{count}`."""
    if _language == SOURCE:
        translation = singular if count == 1 else plural
    else:
        translation = _catalogue().ngettext(singular, plural, count)
    return translation.format(count=count, **values)


def pgettext(context: str, english: str, /, **values: object) -> str:
    """As `gettext`, for a sentence that has a code."""
    if _language == SOURCE:
        return english.format(**values)
    return _catalogue().pgettext(context, english).format(**_translated(values))


def decimal(number: float, places: int) -> str:
    """Write a number with so many decimal places, behind this language's sign for them."""
    return f"{number:.{places}f}".replace(".", gettext("."))


def _translated(values: dict[str, object]) -> dict[str, object]:
    """The values, those of PHRASES in the language of this run."""
    phrases = {name: value for name in PHRASES if isinstance(value := values.get(name), str)}
    return {**values, **{name: _phrase(phrase) for name, phrase in phrases.items()}} if phrases else values


def _phrase(sentence: str) -> str:
    from bantin.i18n.sayings import template_of

    template, values = template_of(sentence)
    phrase = _catalogue().gettext(template)
    for name, value in values.items():
        phrase = phrase.replace(f"{{{name}}}", value)
    return phrase


def _catalogue() -> "NullTranslations":
    if _language not in _catalogues:
        _catalogues[_language] = _load(_language)
    return _catalogues[_language]


def _load(name: str) -> "NullTranslations":
    """The compiled catalogue, compiled anew first where its source is newer and babel is there to do it."""
    from gettext import GNUTranslations, NullTranslations

    source, compiled = (os.path.join(LOCALES, name, "LC_MESSAGES", DOMAIN + end) for end in (".po", ".mo"))
    if _time(source) > _time(compiled):
        from bantin.i18n.compile import compile_if_possible

        compile_if_possible(source, compiled)
    try:
        with open(compiled, "rb") as file:
            return GNUTranslations(file)
    except (OSError, ValueError):  # English is better than nothing
        return NullTranslations()


def _time(path: str) -> int:
    """When a file was last changed, in nanoseconds; 0 where there is none."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0
